/// The columns that stand behind a record's own in the tables of rejected records: they are ours, and no part of a lead.
///
/// A table is one of ours where it has `_id` and one of `_error` and `_errors`; a table that has an `_id` alone may be
/// anybody's. In such a table these columns are never mapped, and cells lose the guard that they were given
/// (``FormulaGuard``).
package struct BookkeepingColumns: Sendable, Hashable {
  /// The dead letter that a row is.
  package static let id = "_id"
  /// Where its record begins in its input.
  package static let line = "_line"
  /// `rejected` or `dead`.
  package static let outcome = "_outcome"
  /// Why, in words.
  package static let error = "_error"
  /// Why, as codes.
  package static let errors = "_errors"

  /// What stands behind the columns of a table of rejected records, in this order.
  package static let ofRejects = [id, line, outcome, error]
  /// What stands behind the columns of exported dead letters.
  package static let ofExport = [id, errors]

  private static let all: Set<String> = [id, line, outcome, error, errors]

  /// Whether a column is called as one of these.
  package static func contains(_ name: String) -> Bool { all.contains(name) }

  /// Which column has the ids.
  package let idColumn: Int
  /// Those that are not ours, in their order.
  package let others: [Int]

  /// The columns of a table of ours; `nil` for any other table.
  package init?(_ names: [String]) {
    guard let idColumn = names.firstIndex(of: Self.id), names.contains(Self.error) || names.contains(Self.errors) else {
      return nil
    }
    self.idColumn = idColumn
    others = names.indices.filter { !Self.all.contains(names[$0]) }
  }
}
