import LeadJSON
import LeadModel

/// What `columns` finds in a record.
extension FieldSource {
  /// The texts of the fields that a plan takes, in the record's order, each trimmed, without empty ones.
  ///
  /// With `onlyFirst` those of the first field. What is taken does not pass by `"*"`.
  func taken(by plan: ColumnsPlan, onlyFirst: Bool) -> [String] {
    var texts: [String] = []
    visit(plan) { field in
      choices?.take(field.place)
      trace?.took(field.name, field.raw, by: plan)
      texts += field.texts
      return !onlyFirst
    }
    if texts.isEmpty { trace?.took(nil, [], by: plan) }
    return texts
  }

  /// Whether there is something that a plan would take.
  func has(_ plan: ColumnsPlan) -> Bool {
    var isFound = false
    visit(plan) { _ in
      isFound = true
      return false
    }
    return isFound
  }

  /// The places of the fields of which values came: see ``ColumnChoices/taken``.
  var takenPlaces: Set<Int> { choices.map { Set($0.taken) } ?? [] }

  /// A field that a plan takes.
  private struct Taken {
    let place: Int
    let name: String
    /// Trimmed, without empty ones.
    let texts: [String]
    /// As the record has them; of a row's cell only where a pattern or a trace looks at it.
    let raw: [String]
  }

  /// Whether a field holds what a plan asks for; an expression that hits its limit is not found, and is noted.
  private func holds(_ plan: ColumnsPlan, _ raw: some Sequence<String>, under names: some Sequence<String>) -> Bool {
    plan.isHeld(by: raw, under: names) { gaveUp(on: $0) }
  }

  /// Calls `body` with each field that a plan takes, until that says no.
  private func visit(_ plan: ColumnsPlan, _ body: (Taken) -> Bool) {
    switch content {
    case .row(let row): visit(plan, row, body)
    case .json(let root, let answers): visit(plan, root, answers, body)
    case .form(let fields, let answers): visit(plan, fields, answers, body)
    }
  }

  private func visit(_ plan: ColumnsPlan, _ row: Row, _ body: (Taken) -> Bool) {
    for candidate in choices?.candidates(for: plan) ?? [] {
      guard let text = row.trimmedText(at: candidate.column) else { continue }
      // What is written around the text may be what tells it.
      let raw = plan.holding == nil && trace == nil ? text : row.text(at: candidate.column)
      guard holds(plan, CollectionOfOne(raw), under: CollectionOfOne(candidate.name)) else { continue }
      if !body(Taken(place: candidate.column, name: candidate.name, texts: [text], raw: [raw])) { return }
    }
  }

  private func visit(
    _ plan: ColumnsPlan, _ root: JSONValue, _ answers: AnswerColumns, _ body: (Taken) -> Bool
  ) {
    guard visit(plan, answers, body) else { return }
    for (place, member) in root.members.enumerated() where member.value.isPassable {
      guard !answers.hasTaken(member: member.key), choices?.mayTake(member: member.key, plan) == true else { continue }
      let raw = member.value.fieldTexts
      let texts = Self.trimmed(raw)
      guard !texts.isEmpty, holds(plan, raw, under: CollectionOfOne(member.key)) else { continue }
      if !body(Taken(place: answers.columns.count + place, name: member.key, texts: texts, raw: raw)) { return }
    }
  }

  /// - Returns: Whether more is wanted.
  private func visit(_ plan: ColumnsPlan, _ answers: AnswerColumns, _ body: (Taken) -> Bool) -> Bool {
    for (place, answer) in answers.columns.enumerated() where answer.value.isPassable {
      guard choices?.mayTake(answer: answer.names, plan) == true else { continue }
      let raw = answer.value.fieldTexts
      let texts = Self.trimmed(raw)
      guard !texts.isEmpty, holds(plan, raw, under: answer.names) else { continue }
      if !body(Taken(place: place, name: answer.names[0], texts: texts, raw: raw)) { return false }
    }
    return true
  }

  private func visit(
    _ plan: ColumnsPlan, _ fields: [FormField], _ answers: AnswerColumns, _ body: (Taken) -> Bool
  ) {
    guard visit(plan, answers, body) else { return }
    // Collected in one pass: a form may have ten thousand names.
    let places = Dictionary(grouping: fields.indices, by: { fields[$0].name })
    for (place, field) in fields.enumerated() {
      guard let all = places[field.name], all.first == place,
        choices?.mayTake(formField: field.name, plan) == true,
        !answers.hasTaken(member: FormNames.steps(of: field.name)[0])
      else { continue }
      let raw = all.map { fields[$0].value }
      let texts = Self.trimmed(raw)
      guard !texts.isEmpty, holds(plan, raw, under: CollectionOfOne(field.name)) else { continue }
      if !body(Taken(place: answers.columns.count + place, name: field.name, texts: texts, raw: raw)) { return }
    }
  }

  /// Trimmed, without empty ones.
  private static func trimmed(_ raw: [String]) -> [String] {
    raw.compactMap { text in
      let trimmed = Blank.trimmed(text)
      return trimmed.isEmpty ? nil : trimmed
    }
  }
}

extension JSONValue {
  /// Whether it is a scalar or a list of scalars: what is a column, and may pass by `"*"`.
  var isPassable: Bool {
    switch kind {
    case .null, .boolean, .number, .string: true
    case .object: false
    case .array: elements.allSatisfy { $0.kind != .array && $0.kind != .object }
    }
  }
}
