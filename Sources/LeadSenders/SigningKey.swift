import Crypto
import Foundation

/// A key, made ready for its algorithm once: of an HMAC the first block is hashed already.
enum SigningKey: Sendable {
  case hmacSHA1(HMAC<Insecure.SHA1>)
  case hmacSHA256(HMAC<SHA256>)
  case hmacSHA512(HMAC<SHA512>)
  /// The text that `{secret}` stands for.
  case sha256([UInt8])
  case publicKey(Curve25519.Signing.PublicKey)
  case privateKey(Curve25519.Signing.PrivateKey)

  /// - Returns: `nil` where the bytes are no key of the algorithm.
  init?(_ algorithm: SignatureScheme.Algorithm, _ reading: KeyEncoding.Reading) {
    switch (algorithm, reading) {
    case (.hmacSHA1, .key(let bytes)): self = .hmacSHA1(HMAC(key: SymmetricKey(data: bytes)))
    case (.hmacSHA256, .key(let bytes)): self = .hmacSHA256(HMAC(key: SymmetricKey(data: bytes)))
    case (.hmacSHA512, .key(let bytes)): self = .hmacSHA512(HMAC(key: SymmetricKey(data: bytes)))
    case (.sha256, .key(let bytes)): self = .sha256(bytes)
    case (.ed25519, .key(let bytes)):
      guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: bytes) else { return nil }
      self = .publicKey(key)
    case (.ed25519, .privateKey(let bytes)):
      guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: bytes) else { return nil }
      self = .privateKey(key)
    case (_, .privateKey), (_, .otherKind), (_, .malformed): return nil
    }
  }

  /// What the sender of a text would write; `nil`: a public key signs nothing.
  func sign(_ text: SignedText) -> [UInt8]? {
    switch self {
    case .hmacSHA1(let mac): Self.code(mac, of: text)
    case .hmacSHA256(let mac): Self.code(mac, of: text)
    case .hmacSHA512(let mac): Self.code(mac, of: text)
    case .sha256(let secret):
      {
        var hash = SHA256()
        text.forEach(secret: secret) { hash.update(data: $0) }
        return Array(hash.finalize())
      }()
    case .publicKey: nil
    case .privateKey(let key): (try? key.signature(for: text.joined)).map(Array.init)
    }
  }

  /// Whether one of some signatures is the text's.
  ///
  /// - Parameters:
  ///   - signatures: As written, each as long as such a signature is.
  ///   - text: What was signed.
  ///   - encoding: How they are written.
  /// - Returns: `true` where one is.
  func verify(_ signatures: [[UInt8]], of text: SignedText, encoding: SignatureEncoding) -> Bool {
    switch self {
    case .hmacSHA1, .hmacSHA256, .hmacSHA512, .sha256:
      guard let bytes = sign(text) else { return false }
      let expected = encoding.encode(bytes)
      return signatures.contains { ConstantTime.areEqual(encoding.canonical($0), expected) }
    case .publicKey(let key): return Self.verify(signatures, of: text, by: key, encoding)
    case .privateKey(let key): return Self.verify(signatures, of: text, by: key.publicKey, encoding)
    }
  }

  private static func code<Hash: HashFunction>(_ primed: HMAC<Hash>, of text: SignedText) -> [UInt8] {
    var mac = primed
    text.forEach(secret: []) { mac.update(data: $0) }
    return mac.finalize().withUnsafeBytes { Array($0) }
  }

  /// Ed25519 hashes its text twice, and so needs it whole.
  private static func verify(
    _ signatures: [[UInt8]], of text: SignedText, by key: Curve25519.Signing.PublicKey, _ encoding: SignatureEncoding
  ) -> Bool {
    let whole = text.joined
    return signatures.contains { signature in
      guard let bytes = encoding.decode(signature), encoding.encode(bytes) == encoding.canonical(signature) else {
        return false
      }
      return key.isValidSignature(bytes, for: whole)
    }
  }
}
