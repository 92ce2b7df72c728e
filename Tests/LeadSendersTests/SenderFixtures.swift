import LeadModel
import Testing

@testable import LeadSenders

/// Posts, secrets and times that the suites share.
enum Fixtures {
  /// 2021-02-25T15:02:10Z, the time of the published example of Standard Webhooks.
  static let now = Timestamp(millisecondsSince1970: 1_614_265_330_000)

  static func post(
    _ body: String = #"{"email": "jane@example.com"}"#, type: String = "application/json",
    headers: [(String, String)] = [], target: String = "/hooks/contact", query: [FormField] = [],
    method: String = "POST"
  ) -> Post {
    Post(
      method: method, target: target, query: query,
      headers: [
        Post.HeaderField(name: "content-type", value: type), Post.HeaderField(name: "host", value: "example.com"),
      ]
        + headers.map { Post.HeaderField(name: $0.0, value: $0.1) },
      body: Array(body.utf8), receivedAt: now)
  }

  /// A time so many seconds from ``now``.
  static func time(_ seconds: Int64) -> Timestamp {
    Timestamp(millisecondsSince1970: now.millisecondsSince1970 + seconds * 1000)
  }

  /// A secret that a scheme takes, by which can be signed, and another of its kind.
  static func secrets(of scheme: SignatureScheme) -> (own: String, other: String) {
    switch scheme.keyEncoding {
    case .utf8: ("It's a Secret to Everybody", "yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy")
    case .base64: ("c2VjcmV0LW51bWJlci1vbmU=", "c2VjcmV0LW51bWJlci10d28=")
    case .standardWebhooks: ("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD")
    case .standardWebhooksPublic:
      (
        "whsk_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", "whsk_AQECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
      )
    }
  }
}

/// A scheme with a name for the table of a test.
struct NamedScheme: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let scheme: SignatureScheme

  /// Every scheme of every sender, and those that only settings have.
  static let all: [NamedScheme] =
    Sender.all.flatMap { sender in
      sender.signing.schemes.map { NamedScheme(testDescription: "\(sender.name), \($0.header)", scheme: $0) }
    } + [
      NamedScheme(
        testDescription: "sha512 in base64url",
        scheme: SignatureScheme(
          header: "x-signature", algorithm: .hmacSHA512, layout: .list(prefix: "v=", separator: ","),
          encoding: .base64url, keyEncoding: .base64)),
      NamedScheme(
        testDescription: "method and address",
        scheme: SignatureScheme(
          header: "x-signature", encoding: .base64, template: SignedTemplate([.method, .url, .body]))),
    ]
}
