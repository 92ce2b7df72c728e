import Crypto

/// The first 64 bits of the SHA-256 of an address or a number: what people are known by without keeping it.
///
/// Two of ten million are equal with a chance of one in 400,000.
package struct ContactDigest: Sendable, Hashable {
  /// As a column of SQLite has it.
  let value: Int64

  /// - Parameters:
  ///   - kind: What it is, so that a number is never taken for an address: `email`, `phone`.
  ///   - text: In the one form in which it is compared.
  package init(_ kind: String, _ text: String) {
    value = Int64(bitPattern: SHA256.firstWord(of: kind, text))
  }
}
