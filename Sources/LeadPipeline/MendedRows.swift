import LeadModel

/// The rows of a table that was written for rejected records, as their input had them: without the columns behind
/// theirs, and without the guards of their cells.
///
/// Nothing is copied but the places of the cells; the bytes as read stay, so that a row is told by them as any other.
struct MendedRows: Sendable {
  /// The columns that are the records' own.
  let header: Header
  private let columns: BookkeepingColumns
  private let width: Int

  /// A longer id is none of ours.
  private static let maxIDBytes = 64

  /// `nil` for any other table.
  init?(_ header: Header) {
    guard let columns = BookkeepingColumns(header.names) else { return nil }
    self.columns = columns
    width = header.names.count
    self.header = Header(
      columns.others.map { column in
        let name = Array(header.names[column].utf8)[...]
        return FormulaGuard.isGuarded(name) ? String(decoding: name.dropFirst(), as: UTF8.self) : header.names[column]
      }, line: header.line)
  }

  /// The record as its mapping knows it.
  func record(_ record: Record) -> Record {
    guard case .row(let row) = record.content else { return record }
    // Cells beyond the header stay beyond it.
    let places = columns.others + (width..<max(width, row.cells.count))
    let cells = places.map { column in
      guard column < row.cells.count else { return Row.Cell(start: 0, end: 0) }
      var cell = row.cells[column]
      if FormulaGuard.isGuarded(row.bytes[Int(cell.start)..<Int(cell.end)]) { cell.start += 1 }
      return cell
    }
    var mended = record
    mended.content = .row(Row(header: header, bytes: row.bytes, rawCount: row.rawCount, cells: cells))
    return mended
  }

  /// The dead letter that a row is; `nil` where its cell was emptied, or holds what can be none.
  func letterID(of record: Record) -> String? {
    guard case .row(let row) = record.content else { return nil }
    let id = row.slice(at: columns.idColumn)
    guard !id.isEmpty, id.count <= Self.maxIDBytes, id.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return nil }
    return String(decoding: id, as: UTF8.self)
  }
}
