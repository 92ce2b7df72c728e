import Crypto
import LeadJSON
import LeadModel

/// A question that a sender asks of an address before, or while, it posts leads there.
package enum Handshake: Sendable, Hashable {
  /// Meta: GET with `hub.mode`, `hub.verify_token` and `hub.challenge`, which is sent back if the token is right.
  case verifyToken
  /// LinkedIn: GET with `challengeCode`, which is sent back with its HMAC by the client's secret.
  case challengeCode
  /// Slack: a post of the type `url_verification`, whose `challenge` is sent back.
  case urlVerification
  /// A post that only asks whether anyone is there, told by a header.
  case ping(header: String, value: String)
  /// The same, told by a member of the body.
  case pingTopic(BodyPath, value: String)
  /// GET or HEAD without anything: the sender looks whether the address answers.
  case greeting

  /// The longest challenge that is sent back, in bytes.
  static let maxChallengeBytes = 200

  /// The answer to a post, if it is such a question.
  func answer(to post: Post, secrets: [String], verifyToken: String?) -> ChallengeAnswer? {
    switch self {
    case .verifyToken: Self.hub(post, verifyToken: verifyToken)
    case .challengeCode: Self.challengeCode(post, secret: secrets.first)
    case .urlVerification: Self.urlVerification(post)
    case .ping(let header, let value): post.method == "POST" && post.header(header) == value ? .nothing : nil
    case .pingTopic(let path, let value):
      post.method == "POST" && PostBody(post).values(at: path) == [value] ? .nothing : nil
    case .greeting: post.method == "GET" || post.method == "HEAD" ? .nothing : nil
    }
  }

  private static func hub(_ post: Post, verifyToken: String?) -> ChallengeAnswer? {
    guard post.method == "GET", post.only("hub.mode") == "subscribe" else { return nil }
    guard let verifyToken, !verifyToken.isEmpty, let token = post.only("hub.verify_token"),
      ConstantTime.areEqual(ConstantTime.digest(token.utf8), ConstantTime.digest(verifyToken.utf8))
    else { return .forbidden }
    guard let challenge = post.only("hub.challenge"), isPlain(challenge) else { return .malformed }
    return .text(challenge)
  }

  /// The answer is an HMAC by the very secret that signs leads, over what anyone asks for.
  ///
  /// LinkedIn signs `hmacsha256=` and the body: whoever may ask for an `=`, a brace or a quote has leads signed. A code
  /// is a UUID, so nothing but letters, digits and hyphens is taken.
  private static func challengeCode(_ post: Post, secret: String?) -> ChallengeAnswer? {
    guard post.method == "GET", let code = post.only("challengeCode") else { return nil }
    guard let secret, !secret.isEmpty else { return .forbidden }
    let isCode = { (byte: UInt8) in isLetterOrDigit(byte) || byte == UInt8(ascii: "-") }
    guard (1...64).contains(code.utf8.count), code.utf8.allSatisfy(isCode) else { return .malformed }
    let response = HMAC<SHA256>.authenticationCode(for: Array(code.utf8), using: SymmetricKey(data: Array(secret.utf8)))
    var writer = JSONWriter()
    writer.beginObject()
    writer.member("challengeCode", code)
    writer.member("challengeResponse", String(decoding: SignatureEncoding.hex.encode(response), as: UTF8.self))
    writer.endObject()
    return ChallengeAnswer(status: 200, contentType: "application/json", body: Array(writer.text.utf8))
  }

  private static func urlVerification(_ post: Post) -> ChallengeAnswer? {
    guard post.method == "POST" else { return nil }
    let body = PostBody(post)
    guard body.values(at: "type") == ["url_verification"] else { return nil }
    guard let challenge = body.values(at: "challenge").first, isPlain(challenge) else { return .malformed }
    return .text(challenge)
  }

  /// Whether a text is sent back: short, and nothing in it that a browser could take for more than text.
  private static func isPlain(_ text: String) -> Bool {
    (1...maxChallengeBytes).contains(text.utf8.count)
      && text.utf8.allSatisfy { isLetterOrDigit($0) || "-._~".utf8.contains($0) }
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"):
      true
    default: false
    }
  }
}

/// The answer to a handshake.
package struct ChallengeAnswer: Sendable, Hashable {
  package let status: Int
  /// `nil` where there is no body.
  package let contentType: String?
  package let body: [UInt8]

  static let nothing = ChallengeAnswer(status: 200, contentType: nil, body: [])
  /// The token is not the route's, or the route has none.
  static let forbidden = ChallengeAnswer(status: 403, contentType: nil, body: [])
  static let malformed = ChallengeAnswer(status: 400, contentType: nil, body: [])

  static func text(_ text: String) -> ChallengeAnswer {
    ChallengeAnswer(status: 200, contentType: "text/plain; charset=utf-8", body: Array(text.utf8))
  }
}

extension Post {
  /// The value of a parameter that the address has once.
  fileprivate func only(_ name: String) -> String? {
    let found = query.filter { $0.name == name }
    return found.count == 1 ? found[0].value : nil
  }
}
