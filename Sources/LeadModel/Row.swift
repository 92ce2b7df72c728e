/// One row of a table: the bytes of its cells, and whose columns they are.
///
/// The bytes hold the record as it was read, and behind it the cells that had to be unescaped, so that a row costs two
/// allocations and itself, whatever its width. Valid UTF-8 throughout: the reader has seen to it.
///
/// A class, as a row is handed on a dozen times on its way to the inbox: one reference each time, and not three.
package final class Row: Sendable {
  /// Where a cell lies in the row's bytes.
  package struct Cell: Sendable, Hashable {
    package var start: UInt32
    package var end: UInt32

    package init(start: UInt32, end: UInt32) {
      self.start = start
      self.end = end
    }
  }

  package let header: Header
  /// The record's text as read, `rawCount` bytes of it, then cells that had to be unescaped.
  package let bytes: [UInt8]
  /// The length of the record as read, without its line end.
  package let rawCount: Int
  /// One a column at least; more where the row is longer than its header.
  package let cells: [Cell]

  package init(header: Header, bytes: [UInt8], rawCount: Int, cells: [Cell]) {
    self.header = header
    self.bytes = bytes
    self.rawCount = rawCount
    self.cells = cells
  }

  /// The text of a cell; empty for a column that the row has not.
  package func text(at column: Int) -> String {
    guard column < cells.count else { return "" }
    return String(decoding: slice(at: column), as: UTF8.self)
  }

  /// The bytes of a cell; empty for a column that the row has not.
  package func slice(at column: Int) -> ArraySlice<UInt8> {
    guard column < cells.count else { return [] }
    return bytes[Int(cells[column].start)..<Int(cells[column].end)]
  }

  /// Whether a cell holds nothing.
  package func isEmpty(at column: Int) -> Bool {
    column >= cells.count || cells[column].start == cells[column].end
  }
}
