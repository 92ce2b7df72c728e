import LeadJSON
import LeadModel

/// `source`.
extension MappingParser {
  mutating func parseSource(_ value: JSONValue) {
    guard isObject(value, at: .source, named: "source") else { return }
    if let format = value["format"] { parseFormat(format) }
    if let headers = value["headers"] { parseHeaders(headers) }
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

  private mutating func parseColumns(_ value: JSONValue) {
    guard isObject(value, at: .columns, named: "an entry of columns") else { return }
    let each = value["each"].flatMap { path($0, named: "each") }
    var names: [SourceColumns.Name] = []
    // The names' fields are those of an answer: a table of their own, and no column to miss.
    let outer = reader.table
    let usageCount = reader.usageCount
    reader.table = FieldTable()
    if let value = value["names"] {
      for entry in entries(value) {
        if let name = columnName(entry) { names.append(name) }
      }
      if value.kind == .array, value.count == 0 { report(.value, "'names' is an empty list", at: value) }
    }
    let inner = reader.table
    reader.table = outer
    reader.dropUsages(from: usageCount)
    var paths: [Path] = []
    if let value = value["value"] {
      paths = entries(value).compactMap { path($0, named: "value") }
      if value.kind == .array, value.count == 0 { report(.value, "'value' is an empty list", at: value) }
    }
    guard let each, !names.isEmpty, !paths.isEmpty else { return }
    columns.append(SourceColumns(each: each, names: names, table: inner, value: paths))
  }

  private mutating func columnName(_ value: JSONValue) -> SourceColumns.Name? {
    guard value.kind == .object else {
      guard let template = template(value, named: "a name", expected: "a template or {\"lookup\": path}") else {
        return nil
      }
      return .template(template)
    }
    guard isObject(value, at: .lookup, named: "a name"), let lookup = value["lookup"],
      let path = path(lookup, named: "lookup")
    else { return nil }
    var selectors: [String: SourceColumns.SelectorText] = [:]
    for text in path.selectorValues {
      let pieces = (try? TemplatePieces(text).pieces) ?? []
      guard pieces.count == 1, case .path(let inner, _) = pieces[0] else {
        selectors[text] = .literal(text)
        continue
      }
      guard let field = try? Path(parsing: inner) else {
        report(.path, "what is compared with in the brackets is no path in the answer", at: lookup)
        continue
      }
      selectors[text] = .field(field)
    }
    return .lookup(path, selectors: selectors)
  }
}
