/// One thing wrong, or odd, with one record: what dead letters and previews list.
package struct Finding: Sendable, Hashable {
  /// A stable name such as `email.invalid`: fixed text, safe as a metric's label.
  package var code: String
  /// The lead's field or the input's column that it is about, if it is about one.
  package var field: String?
  /// The columns or paths of the record that the value came from, where they are known.
  package var column: String?
  /// What of the mapping found it: `check`, `transform number`, `require 1`, where it is known.
  package var rule: String?
  /// The value that it is about: there only where values were asked for, and never in a dead letter's errors.
  package var value: String?
  /// One sentence that does not hold the value itself.
  package var message: String
  /// The line on which it is, from 1, where that is known; else that of its record.
  package var line: Int?
  /// The byte of that line, from 1, of its text in UTF-8.
  package var byte: Int?

  package init(_ code: String, field: String? = nil, _ message: String, line: Int? = nil, byte: Int? = nil) {
    self.code = code
    self.field = field
    self.message = message
    self.line = line
    self.byte = byte
  }
}
