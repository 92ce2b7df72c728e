/// Rows of text for a table that people open in a spreadsheet: RFC 4180, with LF between rows.
///
/// Cells are guarded (``FormulaGuard``), and in quotes where they hold a quote, a comma or a line end, or blanks at an end.
package enum TableText {
  /// The byte-order mark without which a spreadsheet takes UTF-8 for its own encoding.
  package static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// A row with its line end.
  package static func line(_ cells: some Sequence<String>) -> String {
    var line = ""
    var isFirst = true
    for cell in cells {
      if !isFirst { line += "," }
      isFirst = false
      line += quoted(FormulaGuard.guarded(cell))
    }
    return line + "\n"
  }

  private static func quoted(_ text: String) -> String {
    guard text.utf8.contains(where: { "\",\n\r".utf8.contains($0) }) || text.first == " " || text.last == " " else {
      return text
    }
    return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }
}
