package import LeadModel

/// Where a secret is kept: never in the configuration itself, and never in an argument.
package struct SecretReference: Sendable, Hashable {
  /// The kinds of places.
  package enum Place: Sendable, Hashable {
    /// An environment variable.
    case environment(String)
    /// A file that holds nothing else; a relative path is taken from the folder of what refers to it.
    case file(String)
  }

  package let place: Place
  /// Where it is referred to, if that is in a file.
  package let position: Position?

  package init(_ place: Place, position: Position? = nil) {
    self.place = place
    self.position = position
  }

  /// A secret, and what is odd about where it lies.
  package struct Resolved: Sendable {
    package let secret: Secret
    package let warnings: [Diagnostic]
  }

  /// The longest secret that is read, in bytes.
  static let maxBytes = 65_536

  /// Reads the secret.
  ///
  /// A file's last line end is not part of it.
  ///
  /// - Parameters:
  ///   - environment: The process's variables.
  ///   - folder: Relative paths are taken from it.
  /// - Returns: The secret, with a warning if others may read its file.
  /// - Throws: `secret.unset`, `secret.unreadable`, `secret.empty` or `secret.form`, at the place that refers to it.
  package func resolve(environment: [String: String], relativeTo folder: String) throws(Diagnostic) -> Resolved {
    switch place {
    case .environment(let name):
      guard let text = environment[name] else {
        throw Diagnostic(
          .error, "secret.unset", "the environment variable \(name) is not set", at: position,
          hint: "export \(name)=… in the shell, or keep the secret in a file: {\"file\": \"PATH\"}")
      }
      return Resolved(secret: try checked(text, in: "the environment variable \(name)"), warnings: [])
    case .file(let path):
      let path = FilePath.joined(folder, path)
      let file: PlainFile
      do throws(Diagnostics) {
        file = try PlainFile(reading: path, what: "secret", maxBytes: Self.maxBytes)
      } catch {
        throw Diagnostic(
          .error, "secret.unreadable", error.all[0].message, at: position ?? error.all[0].position,
          hint: position == nil ? nil : "the file is \(path)")
      }
      guard let text = String(validating: file.bytes, as: UTF8.self) else {
        throw Diagnostic(.error, "secret.form", "the file \(path) holds no text", at: position)
      }
      let warning = Diagnostic(
        .warning, "secret.mode", "others on this machine can read the secret in \(path)", at: position,
        hint: "chmod 600 \(path)")
      return Resolved(
        secret: try checked(text, in: "the file \(path)"), warnings: file.isReadableByOthers ? [warning] : [])
    }
  }

  /// The text without its line end, if it can be sent as a header's value.
  private func checked(_ text: String, in place: String) throws(Diagnostic) -> Secret {
    var scalars = text.unicodeScalars[...]
    while let last = scalars.last, last == "\n" || last == "\r" { scalars.removeLast() }
    guard scalars.contains(where: { !$0.properties.isWhitespace }) else {
      throw Diagnostic(.error, "secret.empty", "\(place) is empty", at: position)
    }
    guard scalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F }) else {
      // A line end inside would end the header that it is sent in.
      throw Diagnostic(
        .error, "secret.form", "\(place) holds line ends or control characters, expected one line", at: position)
    }
    return Secret(String(scalars))
  }
}
