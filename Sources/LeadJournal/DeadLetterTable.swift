import LeadJSON
import LeadModel

/// Dead letters as rows of a table: the original columns in their order, then our own.
///
/// Letters of different inputs share a table: a column that the ones before did not have stands behind its neighbour. Of a
/// record that is no row each member is a column; what is an object or a list in it stands there as JSON, into which the
/// paths of a mapping step as into the value itself. A record that could not be read has empty cells.
///
/// Columns have to be known before the first row: ``add(columnsOf:)`` for every letter, then ``row(of:)``.
package struct DeadLetterTable: Sendable {
  /// Columns that a table takes; members of records beyond them are left out.
  ///
  /// It is as much as is read again of one.
  package static let maxColumns = 16_384

  /// The records' columns, by their unique names.
  private var names: [String] = []
  private var places: [String: Int] = [:]

  package init() {}

  /// The columns as they are written: columns of one name have it again.
  package var header: [String] { DeadLetter.names(fromUnique: names) }

  /// Takes the columns of a letter's record in.
  ///
  /// Costs little where they are all known; of ours none is taken, as letters of such a table are given new ones.
  package mutating func add(columnsOf letter: DeadLetter) {
    guard case .json(let record) = letter.content else { return }
    var last = -1
    for name in Self.members(of: record).map(\.name) where !BookkeepingColumns.contains(name) {
      if let place = places[name] {
        last = max(last, place)
      } else if names.count < Self.maxColumns {
        last += 1
        names.insert(name, at: last)
        // Behind the last one nothing moves.
        for moved in last..<names.count { places[names[moved]] = moved }
      }
    }
  }

  /// The cells of a letter's record, one a column.
  package func row(of letter: DeadLetter) -> [String] {
    var cells = [String](repeating: "", count: names.count)
    guard case .json(let record) = letter.content else { return cells }
    for (name, value) in Self.members(of: record) {
      guard let place = places[name] else { continue }
      cells[place] = value.isNull ? "" : value.scalarText ?? value.compactText
    }
    return cells
  }

  /// A record that is no object has one column, `value`.
  private static func members(of record: JSONValue) -> [(name: String, value: JSONValue)] {
    guard record.kind == .object else { return [("value", record)] }
    return record.members.map { ($0.key, $0.value) }
  }
}
