import LeadJSON
import LeadModel

/// `source.columns`.
extension MappingParser {
  mutating func parseColumns(_ value: JSONValue) {
    guard isObject(value, at: .columns, named: "an entry of columns") else { return }
    let each = value["each"].flatMap { path($0, named: "each") }
    // The fields of conditions, names and texts are those of an answer: a table of their own, and no column to miss.
    let outer = reader.table
    let usageCount = reader.usageCount
    reader.table = FieldTable()
    reader.isInAnswer = true
    let when = value["when"].flatMap { condition($0, named: "when") }
    let names = value["names"].map { columnNames($0) } ?? []
    let places = value["value"].map { columnValues($0) } ?? [.answer]
    let inner = reader.table
    reader.isInAnswer = false
    reader.table = outer
    reader.dropUsages(from: usageCount)
    guard let each, !names.isEmpty else { return }
    columns.append(SourceColumns(each: each, when: when, names: names, table: inner, value: places))
  }

  private mutating func columnNames(_ value: JSONValue) -> [SourceColumns.Name] {
    if value.kind == .array, value.count == 0 { report(.value, "'names' is an empty list", at: value) }
    var names: [SourceColumns.Name] = []
    for entry in entries(value) {
      if isLookup(entry) {
        let transforms = entry["transform"].map { self.transforms($0, named: "transform") } ?? []
        if let lookup = lookup(entry) { names.append(.lookup(lookup, transforms)) }
      } else if let plan = self.value(entry, named: "a name", mayBeColumn: false) {
        names.append(.value(plan))
      }
    }
    return names
  }

  private mutating func columnValues(_ value: JSONValue) -> [SourceColumns.Value] {
    if value.kind == .array, value.count == 0 { report(.value, "'value' is an empty list", at: value) }
    return entries(value).compactMap { entry in
      guard entry.kind == .array else { return columnValue(entry) }
      if entry.count == 0 { report(.value, "a list of paths whose values are one list is empty", at: entry) }
      return .all(entry.elements.compactMap { columnValue($0) })
    }
  }

  private mutating func columnValue(_ value: JSONValue) -> SourceColumns.Value? {
    if isLookup(value) {
      if let transform = value["transform"] {
        report(.value, "a name may be transformed, a value is where it is used", at: transform)
      }
      return lookup(value).map { .lookup($0) }
    }
    if value.kind == .object { return self.value(value, named: "value", mayBeColumn: false).map { .text($0) } }
    if value.string == Self.answerSpelling { return .answer }
    return path(value, named: "value").map { .path($0) }
  }

  /// The answer itself, as one of the places of its value.
  private static let answerSpelling = "@value"

  private func isLookup(_ value: JSONValue) -> Bool { value.kind == .object && value["lookup"] != nil }

  private mutating func lookup(_ value: JSONValue) -> Lookup? {
    guard isObject(value, at: .lookup, named: "a lookup"), let written = value["lookup"],
      let path = path(written, named: "lookup")
    else { return nil }
    var selectors: [(written: String, meant: Lookup.SelectorText)] = []
    for text in path.selectorValues {
      let pieces = (try? TemplatePieces(text).pieces) ?? []
      guard pieces.count == 1, case .path(let inner, _) = pieces[0] else {
        selectors.append((text, .literal(text)))
        continue
      }
      if inner == Circumstance.answerKeySpelling {
        selectors.append((text, .key))
        continue
      }
      guard let field = try? Path(parsing: inner) else {
        report(.path, "what is compared with in the brackets is no path in the answer", at: written)
        continue
      }
      selectors.append((text, .field(field)))
    }
    return Lookup(path: path, selectors: selectors)
  }
}
