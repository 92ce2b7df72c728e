import Crypto

/// Comparisons whose time says nothing of where two texts differ.
package enum ConstantTime {
  /// Whether two texts are equal; the time depends on their lengths, which anyone may know of signatures.
  static func areEqual(_ one: some Collection<UInt8>, _ other: some Collection<UInt8>) -> Bool {
    guard one.count == other.count else { return false }
    var difference: UInt8 = 0
    for (left, right) in zip(one, other) { difference |= left ^ right }
    return difference == 0
  }

  /// The digest by which secrets are compared: it has one length whatever theirs is.
  static func digest(_ text: some Collection<UInt8>) -> [UInt8] { Array(SHA256.hash(data: Array(text))) }

  /// Whether a text is one of some secrets: the time says neither which nor how near it came.
  package static func isOne(_ text: String, of secrets: [String]) -> Bool {
    let wanted = digest(text.utf8)
    return secrets.reduce(false) { found, secret in areEqual(wanted, digest(secret.utf8)) || found }
  }
}
