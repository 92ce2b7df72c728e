package import LeadModel

/// Undoes what spreadsheets do to texts, between reading and mapping.
///
/// | damage | becomes | code |
/// | --- | --- | --- |
/// | `="00123"` | `00123` | `repair.formula` |
/// | `'+4930…`, `'00123`: an apostrophe before a digit or a sign | without it | `repair.apostrophe` |
/// | `12015550103.0`: seven digits or more, and `.0` | without `.0` | `repair.decimal` |
/// | no-break spaces | spaces | `repair.invisible` |
/// | `#NAME?`, `#REF!`, … (see ``CellDamage/isError(_:)``) | nothing | `repair.error` |
/// | zero-width spaces, word joiners, byte-order marks, soft hyphens, bidi marks | nothing | `repair.invisible` |
///
/// Joiners between letters (U+200C, U+200D) are text: Persian, Indic scripts and emoji are written with them. A number in
/// scientific notation cannot be repaired, its digits are lost: it is told of (`cell.scientific`), never expanded.
///
/// A row without damage costs one look at its bytes, eight at a time where they are ASCII, and at the ends of its cells.
package struct SheetRepair: Sendable {
  package init() {}

  /// The row as it was meant, and what was done to it; `nil` where nothing is damaged.
  package func repaired(_ row: Row) -> (row: Row, findings: [Finding])? {
    var repairs = Repairs(row)
    let mayHide = row.bytes.withUnsafeBytes(Self.mayHide)
    row.bytes.withUnsafeBytes { bytes in
      for (column, cell) in row.cells.enumerated() where cell.end > cell.start {
        let text = UnsafeRawBufferPointer(rebasing: bytes[Int(cell.start)..<Int(cell.end)])
        if Self.maybeDamaged(text) || (mayHide && Self.mayHide(text)) { repairs.look(at: text, column: column) }
      }
    }
    return repairs.result
  }

  /// Whether a byte is there with which an invisible character may begin (see ``CellDamage``): eight bytes at a time where
  /// they are ASCII.
  private static func mayHide(_ bytes: UnsafeRawBufferPointer) -> Bool {
    var index = 0
    while index < bytes.count {
      if index + 8 <= bytes.count,
        bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
      {
        index += 8
        continue
      }
      let byte = bytes[index]
      if byte == 0xC2 || byte == 0xE2 || byte == 0xEF { return true }
      index += 1
    }
    return false
  }

  /// Whether a cell, which is not empty, may be damaged by the look of its ends.
  private static func maybeDamaged(_ cell: UnsafeRawBufferPointer) -> Bool {
    switch cell[0] {
    case UInt8(ascii: "="), UInt8(ascii: "'"), UInt8(ascii: "#"): return true
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      // `….0` and `…E+11`.
      guard cell.count > 4 else { return false }
      let last = cell[cell.count - 1]
      return (last == UInt8(ascii: "0") && cell[cell.count - 2] == UInt8(ascii: "."))
        || (cell[1] == UInt8(ascii: ".") || cell[1] == UInt8(ascii: ",") || cell[1] | 0x20 == UInt8(ascii: "e"))
          && CellDamage.isScientific(cell)
    default: return false
    }
  }

  /// The cells of one row that are written anew.
  private struct Repairs {
    private let row: Row
    private var bytes: [UInt8] = []
    private var cells: [Row.Cell] = []
    private var findings: [Finding] = []

    init(_ row: Row) { self.row = row }

    var result: (row: Row, findings: [Finding])? {
      guard !findings.isEmpty else { return nil }
      guard !cells.isEmpty else { return (row, findings) }
      return (Row(header: row.header, bytes: bytes, rawCount: row.rawCount, cells: cells), findings)
    }

    mutating func look(at text: UnsafeRawBufferPointer, column: Int) {
      if CellDamage.isScientific(text) {
        return note("cell.scientific", "holds a number in scientific notation: its last digits are lost", column)
      }
      var cell = Array(text)
      if CellDamage.removeInvisible(from: &cell) { note("repair.invisible", "held invisible characters", column) }
      if CellDamage.unwrapFormula(&cell) { note("repair.formula", "was written as a formula", column) }
      if CellDamage.removeApostrophe(from: &cell) { note("repair.apostrophe", "began with an apostrophe", column) }
      if CellDamage.removeDecimal(from: &cell) { note("repair.decimal", "was written as a decimal number", column) }
      if CellDamage.isError(cell) {
        note("repair.error", "held an error in place of a value", column)
        cell = []
      }
      guard !cell.elementsEqual(text) else { return }
      if cells.isEmpty {
        bytes = row.bytes
        cells = row.cells
      }
      cells[column] = Row.Cell(start: UInt32(bytes.count), end: UInt32(bytes.count + cell.count))
      bytes += cell
    }

    private mutating func note(_ code: String, _ words: String, _ column: Int) {
      let names = row.header.uniqueNames
      let name = column < names.count ? names[column] : "#\(column + 1)"
      findings.append(Finding(code, field: name, "the column '\(name)' \(words)"))
    }
  }
}
