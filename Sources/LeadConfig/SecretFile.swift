package import LeadModel

/// A file that holds a secret and nothing else.
package enum SecretFile {
  /// Writes a secret into a file of its own, mode 0600, in one step.
  ///
  /// - Parameters:
  ///   - secret: The secret; the file gets a line end behind it.
  ///   - path: Where it goes. Folders that are missing are made.
  /// - Throws: Why it cannot be written.
  package static func write(_ secret: Secret, to path: String) throws(Diagnostic) {
    try PlainFile.write(Array(secret.exposed.utf8) + [0x0A], to: path)
  }
}
