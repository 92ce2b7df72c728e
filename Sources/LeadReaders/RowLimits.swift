import LeadModel

/// How large a row may be: one beyond is unreadable, and no other for its sake.
struct RowLimits: Sendable {
  private let maxCellBytes: Int
  private let maxColumns: Int

  init(_ options: ReaderOptions) {
    maxCellBytes = options.maxCellBytes
    maxColumns = options.maxColumns
  }

  /// What is too large about a row.
  ///
  /// - Parameters:
  ///   - cells: How many it has.
  ///   - bytes: How long it is.
  ///   - longest: The length of its longest cell; asked for only where the row is longer than a cell may be.
  /// - Returns: The finding that makes it unreadable; `nil` where nothing is too large.
  @inline(__always)
  func finding(cells: Int, bytes: Int, longest: () -> Int) -> Finding? {
    guard cells > maxColumns || bytes > maxCellBytes else { return nil }
    if cells > maxColumns { return Finding("csv.columns", "the row has more than \(maxColumns) cells") }
    if longest() > maxCellBytes { return Finding("csv.cell.long", "a cell is longer than \(maxCellBytes) bytes") }
    return nil
  }
}
