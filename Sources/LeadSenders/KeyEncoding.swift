/// How a secret's text becomes a key.
package enum KeyEncoding: String, Sendable, Hashable, CaseIterable {
  /// Its bytes, whatever it begins with: Stripe's `whsec_…` is such a one.
  case utf8
  /// What it is in base64.
  case base64
  /// Standard Webhooks: base64 behind `whsec_`, which may be left out.
  case standardWebhooks = "whsec"
  /// Standard Webhooks: base64 behind `whpk_`, a public key, or `whsk_`, a private one, by which can be signed too.
  case standardWebhooksPublic = "whpk"

  /// The key of a secret.
  enum Reading: Equatable {
    case key([UInt8])
    /// The seed of a private key.
    case privateKey([UInt8])
    /// The secret is one for another scheme of the same sender.
    case otherKind
    /// It is not what it should be.
    case malformed
  }

  /// Reads a secret.
  func read(_ secret: String) -> Reading {
    let kinds: [String] = ["whpk_", "whsk_"]
    switch self {
    case .utf8: return .key(Array(secret.utf8))
    case .base64: return Self.decoded(secret).map(Reading.key) ?? .malformed
    case .standardWebhooks:
      if kinds.contains(where: secret.hasPrefix) { return .otherKind }
      return Self.decoded(secret.hasPrefix("whsec_") ? secret.dropFirst(6) : secret[...]).map(Reading.key) ?? .malformed
    case .standardWebhooksPublic:
      guard let kind = kinds.first(where: secret.hasPrefix) else { return .otherKind }
      guard let bytes = Self.decoded(secret.dropFirst(kind.count)) else { return .malformed }
      // A private key is its seed, or the seed with the public key behind it.
      if kind == "whsk_" {
        return bytes.count == 32 || bytes.count == 64 ? .privateKey(Array(bytes[..<32])) : .malformed
      }
      return bytes.count == 32 ? .key(bytes) : .malformed
    }
  }

  private static func decoded(_ text: some StringProtocol) -> [UInt8]? {
    guard let bytes = SignatureEncoding.base64.decode(Array(text.utf8)), !bytes.isEmpty else { return nil }
    return bytes
  }
}
