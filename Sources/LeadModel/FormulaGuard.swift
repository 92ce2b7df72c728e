/// Keeps spreadsheets from taking a cell for a formula, in such a way that it can be undone.
///
/// A cell that begins with `=`, `+`, `-`, `@`, a tab or a carriage return may be run as one (OWASP, CSV Injection), and
/// `+44 20 7946 0902` loses its plus. It gets an apostrophe in front; so does one that begins with apostrophes before such
/// a character, so that taking one apostrophe away from every such cell gives back what was there:
///
/// | cell | guarded |
/// | --- | --- |
/// | `+442079460902` | `'+442079460902` |
/// | `'=1` | `''=1` |
/// | `'quoted'` | `'quoted'` |
package enum FormulaGuard {
  private static let apostrophe = UInt8(ascii: "'")

  /// Whether the bytes are apostrophes, or none, before a character with which a formula may begin.
  private static func isDangerous(_ bytes: some Sequence<UInt8>) -> Bool {
    for byte in bytes where byte != apostrophe {
      switch byte {
      case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), 0x09, 0x0D: return true
      default: return false
      }
    }
    return false
  }

  /// The text as it may stand in a table that a spreadsheet opens.
  package static func guarded(_ text: String) -> String { isDangerous(text.utf8) ? "'" + text : text }

  /// Whether the cell has a guard: then it is what follows its first byte.
  ///
  /// A cell that was typed or mended without one has none and stays.
  package static func isGuarded(_ cell: ArraySlice<UInt8>) -> Bool {
    cell.first == apostrophe && isDangerous(cell.dropFirst())
  }
}
