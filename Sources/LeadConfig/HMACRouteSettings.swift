/// The form of a signature, for senders that are not known by name: `accept` is `hmac`.
package struct HMACRouteSettings: Sendable, Hashable {
  /// Hashes (FIPS 180-4).
  package enum Algorithm: String, Sendable, Hashable, CaseIterable {
    case sha1, sha256, sha512
  }

  /// How the signature is written (RFC 4648).
  package enum Encoding: String, Sendable, Hashable, CaseIterable {
    case hex, base64, base64url
  }

  /// How the secret is written.
  package enum KeyEncoding: String, Sendable, Hashable, CaseIterable {
    case utf8, base64
  }

  /// What the time of signing is counted in, since 1970.
  package enum TimestampUnit: String, Sendable, Hashable, CaseIterable {
    case seconds = "s"
    case milliseconds = "ms"
  }

  /// The header that holds the signature, in lower case.
  package var header: String
  package var algorithm = Algorithm.sha256
  package var encoding = Encoding.hex
  package var keyEncoding = KeyEncoding.utf8
  /// What stands before the signature; may be empty.
  package var prefix = ""
  /// What is signed: text with `{body}`, and maybe `{timestamp}`, `{id}`, `{method}`, `{url}`.
  package var template = "{body}"
  /// In lower case; there where the template has `{timestamp}`.
  package var timestampHeader: String?
  package var timestampUnit = TimestampUnit.seconds
  /// How far the time may be off, both ways.
  package var tolerance = Duration.seconds(300)
  /// In lower case; there where the template has `{id}`.
  package var idHeader: String?

  /// The placeholders of a template.
  package static let placeholders = ["body", "timestamp", "id", "method", "url"]

  package init(header: String) { self.header = header }
}
