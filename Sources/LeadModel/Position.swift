/// A place in a text file: what a diagnostic points at.
package struct Position: Sendable, Hashable {
  /// The file as the user named it, or `<stdin>`.
  package var file: String
  /// Physical line, from 1.
  ///
  /// `nil` where the whole file is meant.
  package var line: Int?
  /// Byte in that line, from 1.
  ///
  /// `nil` where the whole line is meant.
  package var column: Int?

  package init(file: String, line: Int? = nil, column: Int? = nil) {
    self.file = file
    self.line = line
    self.column = column
  }
}

extension Position: CustomStringConvertible {
  /// `file`, `file:line` or `file:line:column`.
  package var description: String {
    var text = file
    if let line {
      text += ":\(line)"
      if let column { text += ":\(column)" }
    }
    return text
  }
}

extension Position {
  /// The rest of a longer name is cut off.
  private static let maxNameCharacters = 100

  /// Without the folders, for logs and for what is kept: `bad.csv:7`; `?` in place of what a terminal would obey.
  package var name: String {
    let last = file.split(separator: "/").last.map(String.init) ?? file
    let clean = last.map { $0.unicodeScalars.contains { $0.properties.generalCategory == .control } ? "?" : $0 }
    let name =
      clean.count > Self.maxNameCharacters ? String(clean.prefix(Self.maxNameCharacters)) + "…" : String(clean)
    return line.map { "\(name):\($0)" } ?? name
  }
}
