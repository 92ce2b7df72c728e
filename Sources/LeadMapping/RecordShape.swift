import LeadJSON
import LeadModel

/// `source.shape`: by what a payload is recognised.
struct RecordShape: Sendable {
  /// One of the things that must hold.
  enum Mark: Sendable {
    /// The path leads somewhere in the record, be it to null or to nothing.
    case leads(Path)
    case holds(Condition)
  }

  let marks: [Mark]
  /// The fields of the conditions.
  let table: FieldTable

  init(_ marks: [Mark] = [], table: FieldTable = FieldTable()) {
    self.marks = marks
    self.table = table
  }

  /// How many of the marks a record has; columns that `source.columns` would make are not there yet.
  func count(in content: Record.Content) -> Int {
    let fields: FieldSource.Content
    switch content {
    case .json(let value): fields = .json(value, AnswerColumns())
    case .form(let form): fields = .form(form, AnswerColumns())
    // A table has no shape but its header.
    case .row, .unreadable: return 0
    }
    let source = FieldSource(
      content: fields, table: table, binding: ColumnBinding(), circumstances: FieldSource.Circumstances(), line: 0)
    return marks.count { mark in
      switch mark {
      case .leads(let path): source.leads(path)
      case .holds(let condition): source.holds(condition)
      }
    }
  }
}

extension FieldSource {
  /// Whether a path leads somewhere in the record, be it to null, to an empty list or an empty text.
  fileprivate func leads(_ path: Path) -> Bool {
    switch content {
    case .row: false
    case .json(let root, _): !path.values(in: root).isEmpty
    case .form(let fields, _): FormNames.lead(path, in: fields)
    }
  }
}

extension FormNames {
  /// Whether a path leads to a field, to fields further in (`form` to `form[id]`), or into one that is a JSON text.
  fileprivate static func lead(_ path: Path, in fields: [FormField]) -> Bool {
    if let key = path.wholeKey, !values(of: key, in: fields).isEmpty { return true }
    let keys = path.leadingKeys.map(\.folded)
    if keys.count == path.steps.count,
      fields.contains(where: { steps(of: $0.name).map { FoldedName($0) }.starts(with: keys) })
    {
      return true
    }
    if !values(at: path.steps, in: fields).isEmpty { return true }
    guard path.steps.count > 1, case .key(let key) = path.steps[0] else { return false }
    return values(of: key, in: fields).contains { text in
      (try? JSONDocument(parsing: text)).map { !path.values(in: $0.root, from: 1).isEmpty } ?? false
    }
  }
}
