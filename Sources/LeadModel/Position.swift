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
