import LeadJSON
import LeadModel

/// Values: what none can have, and what is never reached.
extension MappingReview {
  /// Reviews a value; says whether some record may have it.
  mutating func review(_ value: JSONValue, named name: String, _ target: Target) -> Bool {
    let place: MappingPlace = target == .phone ? .phone : .value
    guard let plan = parser.value(value, named: name, place: place, mayBeColumn: false) else { return true }
    if let problem = problem(of: plan, in: value, target) {
      warn(.impossibleField, "no record can have this \(name.quotedName): \(problem.words)", at: problem.place)
      return false
    }
    reviewAlternatives(value, plan, named: name, target)
    if let map = value["map"] { reviewKeys(of: map) }
    reviewDefault(value, plan, target)
    return true
  }

  /// Why no record can have the value, and where that stands.
  private mutating func problem(
    of plan: ValuePlan, in value: JSONValue, _ target: Target
  ) -> (words: String, place: JSONValue)? {
    if let when = plan.when, logic.neverHolds(when) {
      return ("its condition contradicts itself", value["when"] ?? value)
    }
    guard plan.map == nil, plan.fallback == nil else { return nil }
    if let transform = plan.transforms.last, !canBe(target, behind: transform) {
      return ("what '\(transform.words)' gives is no \(target.words)", value["transform"] ?? value)
    }
    guard plan.transforms.isEmpty, case .template(let template) = plan.source, let text = template.constant else {
      return nil
    }
    if text.isEmpty { return ("the text is empty", value["template"] ?? value) }
    guard !canBe(target, text) else { return nil }
    return ("the text is no \(target.words)", value["template"] ?? value)
  }

  /// Whether a fixed text may be what the field takes.
  ///
  /// What the parser checks itself, a status, counts as it may be.
  private func canBe(_ target: Target, _ text: String) -> Bool {
    switch target {
    case .email: FieldCheck.email.passes(text)
    case .picture: FieldCheck.picture.passes(text)
    case .phone: text.unicodeScalars.contains { $0.properties.numericType == .decimal }
    case .text, .status, .uuid: true
    }
  }

  /// Whether what a transform gives may be what the field takes.
  private func canBe(_ target: Target, behind transform: Transform) -> Bool {
    switch (target, transform) {
    case (.text, _): true
    case (.phone, .boolean), (.phone, .hash): false
    case (.phone, _): true
    case (_, .digits), (_, .number), (_, .boolean), (_, .date), (_, .hash): false
    default: true
    }
  }

  // MARK: What is never reached

  private mutating func reviewAlternatives(_ value: JSONValue, _ plan: ValuePlan, named name: String, _ target: Target)
  {
    switch plan.source {
    case .fields(let fields):
      guard let from = value["from"], from.kind == .array else { return }
      reviewPaths(fields, parser.entries(from))
    case .first(let plans):
      guard let first = value["first"] else { return }
      let entries = parser.entries(first)
      guard entries.count == plans.count else { return }
      for (index, entry) in entries.enumerated() {
        _ = review(entry, named: name, target)
        guard index + 1 < entries.count, alwaysGives(plans[index], target) else { continue }
        warn(
          .unreachedRule, "this alternative is never reached: the one before it has a value in every record",
          at: entries[index + 1])
        return
      }
    default: return
    }
  }

  private mutating func reviewPaths(_ fields: [FieldTable.ID], _ entries: [JSONValue]) {
    guard fields.count == entries.count else { return }
    var seen: [FieldTable.ID] = []
    for (field, entry) in zip(fields, entries) {
      if let filled = seen.first(where: isAlwaysFilled) {
        warn(
          .unreachedRule,
          "this path is never reached: '\(parser.table.entries[filled].path.text)' has a value in every record",
          at: entry)
        return
      }
      if seen.contains(where: { isSame($0, field) }) {
        warn(.unreachedRule, "this path is never reached: an earlier one is the same column", at: entry)
      }
      seen.append(field)
    }
  }

  /// Whether two paths lead to the same: in tables names are one column once they are folded.
  private func isSame(_ one: FieldTable.ID, _ other: FieldTable.ID) -> Bool {
    if one == other { return true }
    let entries = parser.table.entries
    guard parser.readsTables, let name = entries[one].path.wholeKey, entries[one].path.steps.count == 1,
      entries[other].path.steps.count == 1
    else { return false }
    return name.folded == entries[other].path.wholeKey?.folded
  }

  private func isAlwaysFilled(_ field: FieldTable.ID) -> Bool {
    switch parser.table.entries[field].circumstance {
    case .now, .sourceName, .sourceLine: true
    default: false
    }
  }

  /// Whether a value is there in every record: then nothing behind it is asked.
  private func alwaysGives(_ plan: ValuePlan, _ target: Target) -> Bool {
    guard plan.when == nil, plan.transforms.isEmpty, plan.split == nil else { return false }
    if let text = plan.fallback?.constant, !text.isEmpty { return plan.invalid != .omit || canBe(target, text) }
    guard plan.map == nil else { return false }
    switch plan.source {
    case .template(let template):
      if let text = template.constant { return !text.isEmpty && (plan.invalid != .omit || canBe(target, text)) }
      return template.fields.contains(where: isAlwaysFilled)
    case .fields(let fields): return fields.contains(where: isAlwaysFilled)
    case .first(let plans): return plans.contains { alwaysGives($0, target) }
    default: return false
    }
  }

  /// Keys of a map that compare as equal to an earlier one.
  private mutating func reviewKeys(of map: JSONValue) {
    var seen: [String: String] = [:]
    for member in map.members where member.key != MappingKey.comment {
      let folded = CaselessText.folded(member.key)
      if let earlier = seen[folded] {
        warn(
          .unreachedRule,
          "this key is never reached: '\(earlier)' is the same, as keys compare trimmed and without case",
          at: parser.mappingText.position(of: member.keyLocation))
      } else {
        seen[folded] = member.key
      }
    }
  }

  private mutating func reviewDefault(_ value: JSONValue, _ plan: ValuePlan, _ target: Target) {
    guard let fallback = value["default"], plan.map == nil, plan.transforms.isEmpty, plan.split == nil else { return }
    let source = ValuePlan(source: plan.source, invalid: plan.invalid)
    guard alwaysGives(source, .text) else { return }
    warn(.unreachedRule, "the default is never reached: the value is there in every record", at: fallback)
  }
}
