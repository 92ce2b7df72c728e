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
