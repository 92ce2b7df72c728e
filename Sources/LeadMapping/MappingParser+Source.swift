import LeadJSON
import LeadModel

/// `source`.
extension MappingParser {
  mutating func parseSource(_ value: JSONValue) {
    guard isObject(value, at: .source, named: "source") else { return }
    if let format = value["format"] { parseFormat(format) }
    if let headers = value["headers"] { parseHeaders(headers) }
    if let shape = value["shape"] { parseShape(shape) }
    if let records = value["records"] { recordsPath = path(records, named: "records") }
    if let columns = value["columns"] {
      for entry in entries(columns) { parseColumns(entry) }
    }
  }

  private mutating func parseFormat(_ value: JSONValue) {
    guard let text = text(value, named: "format") else { return }
    let names = InputFormat.allCases.map(\.rawValue)
    format = InputFormat(rawValue: text)
    guard format == nil else { return }
    let nearest = NearestName.of(text, among: names)
    report(
      .format, "there is no format '\(text)'; known are \(names.joined(separator: ", "))", at: value,
      hint: nearest.map { "did you mean '\($0)'?" })
  }

  private mutating func parseHeaders(_ value: JSONValue) {
    guard let entries = list(value, named: "headers", of: "column names, or lists of names for one") else { return }
    for entry in entries {
      let names = self.entries(entry).compactMap { text($0, named: "a header", expected: "a column's name") }
      if names.isEmpty {
        if entry.kind == .array, entry.count == 0 {
          report(.value, "a list of names for one column is empty", at: entry)
        }
      } else {
        headers.append(names)
      }
    }
  }

  private mutating func parseShape(_ value: JSONValue) {
    guard let entries = list(value, named: "shape", of: "paths or conditions") else { return }
    // Its fields are asked for before the plan's are: they have a table of their own, and no column to miss.
    let outer = reader.table
    let usageCount = reader.usageCount
    reader.table = FieldTable()
    var marks: [RecordShape.Mark] = []
    for entry in entries {
      let known = reader.table.entries.count
      if entry.kind == .object {
        if let condition = condition(entry, named: "an entry of shape") { marks.append(.holds(condition)) }
      } else if let name = text(entry, named: "shape", expected: "a path or a condition"),
        let field = reader.path(name, at: .json(entry, mappingText))
      {
        marks.append(.leads(reader.table.entries[field].path))
      }
      if reader.table.entries.dropFirst(known).contains(where: { $0.circumstance != nil }) {
        report(.circumstance, "a shape is that of the record alone: no path with '@' can stand here", at: entry)
      }
    }
    shape = RecordShape(marks, table: reader.table)
    reader.table = outer
    reader.dropUsages(from: usageCount)
  }
}
