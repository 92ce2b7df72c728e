import LeadModel

/// Where a path leads in the rows of one header, found once.
enum BoundField: Sendable {
  /// The header has no such column.
  case absent
  case column(Int)
  /// Columns of one name: the first that is not empty counts.
  case columns([Int])
  /// Columns whose cells are JSON texts: the path goes on inside, from its second step.
  case stepped([Int])
  /// Not in the record at all.
  case circumstance(Circumstance)

  init(_ entry: FieldTable.Entry, in header: Header) {
    if let circumstance = entry.circumstance {
      self = .circumstance(circumstance)
      return
    }
    if let key = entry.path.wholeKey {
      let columns = header.columns(named: key.text)
      if columns.count == 1 {
        self = .column(columns[0])
        return
      }
      if columns.count > 1 {
        self = .columns(columns)
        return
      }
    }
    guard entry.path.steps.count > 1, case .key(let key) = entry.path.steps[0] else {
      self = .absent
      return
    }
    let columns = header.columns(named: key.text)
    self = columns.isEmpty ? .absent : .stepped(columns)
  }

  /// The columns that it reads.
  var columns: [Int] {
    switch self {
    case .absent, .circumstance: []
    case .column(let column): [column]
    case .columns(let columns), .stepped(let columns): columns
    }
  }
}

/// Where all the paths of a plan lead in the rows of one header.
final class ColumnBinding: Sendable {
  /// By the fields' numbers; empty where there is no header.
  let fields: [BoundField]
  /// The same for what is most: a column's number, ``absent``, or ``other``.
  private let cells: [Int]

  /// Beyond every row: such a cell is empty.
  private static let absent = Int.max
  private static let other = -1

  /// No header.
  init() {
    fields = []
    cells = []
  }

  init(_ table: FieldTable, in header: Header) {
    fields = table.entries.map { BoundField($0, in: header) }
    cells = fields.map { field in
      switch field {
      case .column(let column): column
      case .absent: Self.absent
      case .columns, .stepped, .circumstance: Self.other
      }
    }
  }

  /// The one column that a field is, a number beyond every row where it is none; `nil`: there is more to it.
  func cell(of field: FieldTable.ID) -> Int? {
    guard field < cells.count, cells[field] >= 0 else { return nil }
    return cells[field]
  }
}
