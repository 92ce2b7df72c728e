package import LeadModel
package import LeadTransport

/// The API's two calls as requests to one destination.
///
/// What is the same in all of them is made once.
package struct InboxCalls: Sendable {
  /// Which chats are listed.
  package enum ListType: String, Sendable, CaseIterable {
    /// Chats that are leads.
    case lead
    /// Chats that are none.
    case nonLead = "non-lead"
  }

  private let putURL: String
  private let putHeaders: [String]
  private let listURL: String
  private let listHeaders: [String]

  /// - Throws: `destination.token` for a token that is empty or holds anything but visible ASCII characters: a line
  ///   break in it would end the header (RFC 9110 §5.5).
  package init(_ destination: Destination) throws(Diagnostic) {
    let listToken = destination.listToken ?? destination.token
    for token in [destination.token, listToken] {
      guard !token.exposed.isEmpty, token.exposed.utf8.allSatisfy({ 0x21...0x7E ~= $0 }) else {
        throw Diagnostic(
          "destination.token", "the token of \(destination.name) is empty or holds characters that no token has",
          hint: "expected visible ASCII characters without blanks or line breaks")
      }
    }
    putURL = destination.baseURL + "/inbox/direct/lead"
    putHeaders = ["x-bp-token: \(destination.token.exposed)", "content-type: application/json"]
    listURL =
      destination.baseURL + "/inbox/direct/chats?botId=\(Self.encoded(destination.botId))"
      + "&customerId=\(Self.encoded(destination.customerId))"
    listHeaders = ["x-bot-token: \(listToken.exposed)"]
  }

  /// `PUT /inbox/direct/lead`.
  package func put(id: Int = 0, body: [UInt8]) -> HTTPRequest {
    HTTPRequest(id: id, method: .put, url: putURL, headerLines: putHeaders, body: body)
  }

  /// `GET /inbox/direct/chats`, a page from 1.
  package func list(_ type: ListType, page: Int) -> HTTPRequest {
    HTTPRequest(
      id: 0, method: .get, url: "\(listURL)&page=\(page)&type=\(type.rawValue)", headerLines: listHeaders, body: [])
  }

  /// Percent-encodes all but RFC 3986's unreserved characters (§2.3).
  package static func encoded(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"):
        bytes.append(byte)
      default: bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
