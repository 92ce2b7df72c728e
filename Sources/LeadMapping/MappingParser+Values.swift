import LeadJSON
import LeadModel

/// Values: a template, or an object of steps.
extension MappingParser {
  /// What is expected where a value stands.
  static let expectedValue = "a template, or an object with 'from', 'template', 'first', 'all' or 'columns',"

  /// Reads the value at the key `name`.
  ///
  /// At the place `.phone` the object may have further keys. `mayBeColumn` says whether a literal may have been meant as
  /// a column.
  mutating func value(
    _ value: JSONValue, named name: String, place: MappingPlace = .value, mayBeColumn: Bool = true
  ) -> ValuePlan? {
    switch value.kind {
    case .string:
      return template(value, named: name, mayBeColumn: mayBeColumn).map { ValuePlan(source: .template($0)) }
    case .object:
      return isObject(value, at: place, named: name) ? steps(of: value, named: name, mayBeColumn: mayBeColumn) : nil
    default:
      reportType(value, named: name, expected: Self.expectedValue)
      return nil
    }
  }

  private mutating func steps(of value: JSONValue, named name: String, mayBeColumn: Bool) -> ValuePlan? {
    let source = source(of: value, named: name, mayBeColumn: mayBeColumn)
    let when = value["when"].flatMap { condition($0, named: "when") }
    let transforms = value["transform"].map { self.transforms($0, named: "transform") } ?? []
    let split = value["split"].flatMap { separator($0, named: "split") }
    let join = value["join"].flatMap { text($0, named: "join") }
    let map = value["map"].flatMap { valueMap($0) }
    let fallback = value["default"].flatMap { comparand($0, named: "default") }
    let invalid = value["invalid"].flatMap { policy($0) } ?? .reject
    guard let source else { return nil }
    return ValuePlan(
      source: source, when: when, transforms: transforms, split: split, join: join, map: map, fallback: fallback,
      invalid: invalid)
  }

  private mutating func source(of value: JSONValue, named name: String, mayBeColumn: Bool) -> ValuePlan.Source? {
    let given = MappingKey.valueSources.filter { value[$0] != nil }
    if given.count > 1 { reportConflict(of: given, in: value, named: name) }
    if let from = value["from"] { return .fields(paths(from, named: "from")) }
    if let all = value["all"] { return .all(paths(all, named: "all")) }
    if let columns = value["columns"] { return columnPattern(columns).map { .columns($0) } }
    if let template = value["template"] {
      return self.template(template, named: "template", mayBeColumn: mayBeColumn).map { .template($0) }
    }
    if let first = value["first"] {
      guard let entries = list(first, named: "first", of: "values") else { return nil }
      let usageCount = reader.usageCount
      let values = entries.compactMap { self.value($0, named: "first", mayBeColumn: mayBeColumn) }
      // Where a pattern stands in for them, nobody misses the columns.
      if values.contains(where: { !$0.columns.isEmpty }) {
        reader.dropUsages(from: usageCount)
      } else {
        reader.mergeUsages(from: usageCount)
      }
      return .first(values)
    }
    if value["default"] != nil { return ValuePlan.Source.none }
    report(
      .missingKey,
      "\(name.quotedName) says nowhere where its value comes from: 'from', 'template', 'first', 'all' or"
        + " 'columns' is expected",
      at: value)
    return nil
  }

  /// Reports that a value comes from several places: where the last of them was written, in the file that extends others.
  private mutating func reportConflict(of keys: [String], in value: JSONValue, named name: String) {
    let words = "\(name.quotedName) has \(keys.map { "'\($0)'" }.joined(separator: " and ")); one of them is expected"
    let depths = keys.map { mappingText.files.firstIndex(of: position(of: value[$0]).file) ?? 0 }
    guard let nearest = depths.min(), let own = depths.firstIndex(of: nearest),
      let extended = depths.firstIndex(where: { $0 > nearest })
    else { return report(.conflictingKeys, words, at: value[keys[1]]) }
    report(
      .conflictingKeys, words, at: value[keys[own]],
      hint: "\"\(keys[extended])\": null takes away what is extended")
  }

  /// Paths that are missed only where all of them are.
  private mutating func paths(_ value: JSONValue, named name: String) -> [FieldTable.ID] {
    var texts: [(text: String, place: TextPlace)] = []
    let entries = entries(value)
    if entries.isEmpty { report(.value, "'\(name)' is an empty list; at least one path is expected", at: value) }
    for entry in entries {
      if let text = text(entry, named: name, expected: "a path, or a list of paths,") {
        texts.append((text, .json(entry, mappingText)))
      }
    }
    return reader.alternatives(texts)
  }

  private mutating func separator(_ value: JSONValue, named name: String) -> String? {
    guard let text = text(value, named: name) else { return nil }
    guard !text.isEmpty else {
      report(.value, "\(name.quotedName) is empty; the text between two entries is expected", at: value)
      return nil
    }
    return text
  }

  private mutating func valueMap(_ value: JSONValue) -> ValueMap? {
    guard value.kind == .object else {
      reportType(value, named: "map", expected: "an object of texts for texts")
      return nil
    }
    var entries: [(key: String, value: Template)] = []
    for member in value.members where member.key != MappingKey.comment {
      guard let template = comparand(member.value, named: "map") else { continue }
      entries.append((member.key, template))
    }
    return ValueMap(entries)
  }

  private mutating func policy(_ value: JSONValue) -> InvalidPolicy? {
    guard let text = text(value, named: "invalid") else { return nil }
    if let policy = InvalidPolicy(rawValue: text) { return policy }
    let names = InvalidPolicy.allCases.map(\.rawValue)
    report(
      .invalidPolicy, "there is no 'invalid' of '\(text)'", at: value, hint: NearestName.hint(for: text, among: names))
    return nil
  }
}
