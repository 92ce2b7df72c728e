import LeadJSON
import LeadModel

/// One entry of `source.columns`: answers in each record, each of which becomes a column.
///
/// Forms are seen as the objects that their names nest; see ``FormTree``.
struct SourceColumns: Sendable {
  /// One of the names that an answer gets.
  enum Name: Sendable {
    /// A value over the answer's own fields.
    case value(ValuePlan)
    /// What stands elsewhere in the record, transformed.
    case lookup(Lookup, [Transform])
  }

  /// Where an answer's value is.
  indirect enum Value: Sendable {
    /// The answer itself.
    case answer
    /// In the answer; several values are a list.
    case path(Path)
    /// A text that is made of the answer's fields.
    case text(ValuePlan)
    /// In the record; a list of keys gives the value of each.
    case lookup(Lookup)
    /// All of these, as one list.
    case all([Value])
  }

  /// Where the answers are, or the lists of them.
  ///
  /// A last step `[*]` gives the answers themselves, also those that are lists.
  let each: Path
  /// Which of them are meant, by their own fields.
  let when: Condition?
  let names: [Name]
  /// The fields of `when`, `names` and texts in `value`.
  let table: FieldTable
  /// Where an answer's value is: the first that is there.
  let value: [Value]

  /// Adds the answers of a record.
  func append(from record: JSONValue, to columns: inout AnswerColumns) {
    let readsKey = table.entries.contains { $0.circumstance == .answerKey }
    for answer in answers(in: record) {
      let source = FieldSource(
        content: .json(answer.value, AnswerColumns()), table: table, binding: ColumnBinding(),
        circumstances: readsKey ? FieldSource.Circumstances(key: answer.key) : Self.noCircumstances, line: 0)
      defer { columns.gaveUp(on: source.slowPatterns) }
      if let when, !source.holds(when) { continue }
      guard let value = value(of: answer, source, in: record) else { continue }
      let isNew = columns.append(names: names.compactMap { name($0, of: answer, source, in: record) }, value: value)
      if isNew, eachIsMember { columns.take(member: answer.key) }
    }
  }

  /// The paths by which it reads the record itself: those keys do not pass by `"*"`.
  ///
  /// Where `each` is `[*]` there is none: what became a column is known of each record.
  var recordPaths: [Path] {
    [each]
      + names.compactMap { if case .lookup(let lookup, _) = $0 { lookup.path } else { nil } }
      + value.flatMap(Self.lookups).map(\.path)
  }

  /// Whether each of the record's own members is an answer.
  private var eachIsMember: Bool { each.steps == [.all] }

  private static let noCircumstances = FieldSource.Circumstances()

  private static func lookups(in value: Value) -> [Lookup] {
    switch value {
    case .answer, .path, .text: []
    case .lookup(let lookup): [lookup]
    case .all(let values): values.flatMap(lookups)
    }
  }

  private func answers(in record: JSONValue) -> [Path.KeyedValue] {
    let found = each.keyedValues(in: record)
    if case .all = each.steps.last { return found }
    return found.flatMap { answer in
      guard answer.value.kind == .array else { return [answer] }
      return answer.value.elements.enumerated().map { Path.KeyedValue(key: "\($0.offset)", value: $0.element) }
    }
  }

  // MARK: Names and values

  private func name(
    _ name: Name, of answer: Path.KeyedValue, _ source: FieldSource, in record: JSONValue
  ) -> String? {
    let plan: ValuePlan
    switch name {
    case .value(let value): plan = value
    case .lookup(let lookup, let transforms):
      guard let text = lookup.first(for: answer, in: record)?.scalarText else { return nil }
      plan = ValuePlan(source: .template(Template(constant: text)), transforms: transforms)
    }
    guard case .text(let text) = source.value(of: plan) else { return nil }
    let trimmed = Blank.trimmed(text)
    return trimmed.isEmpty ? nil : trimmed
  }

  private func value(of answer: Path.KeyedValue, _ source: FieldSource, in record: JSONValue) -> JSONValue? {
    for place in value {
      let found = values(at: place, of: answer, source, in: record)
      if found.isEmpty { continue }
      if case .all = place { return Self.list(of: found) }
      return found.count == 1 ? found[0] : Self.list(of: found)
    }
    return nil
  }

  private func values(
    at place: Value, of answer: Path.KeyedValue, _ source: FieldSource, in record: JSONValue
  ) -> [JSONValue] {
    switch place {
    case .answer: answer.value.isNull ? [] : [answer.value]
    case .path(let path): path.values(in: answer.value).filter { !$0.isNull }
    case .text(let plan):
      if case .text(let text) = source.value(of: plan) { [Self.text(text)].compactMap(\.self) } else { [] }
    case .lookup(let lookup): lookup.values(for: answer, in: record).filter { !$0.isNull }
    case .all(let places): places.flatMap { values(at: $0, of: answer, source, in: record) }
    }
  }

  private static func text(_ text: String) -> JSONValue? {
    var writer = JSONWriter()
    writer.string(text)
    return try? JSONDocument(parsing: writer.bytes).root
  }

  /// One list of values; lists among them are opened.
  private static func list(of values: [JSONValue]) -> JSONValue? {
    var writer = JSONWriter()
    writer.beginArray()
    for value in values {
      for element in value.kind == .array ? Array(value.elements) : [value] { writer.value(element) }
    }
    writer.endArray()
    return try? JSONDocument(parsing: writer.bytes).root
  }
}
