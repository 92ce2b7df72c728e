import LeadModel

/// How one value comes about: where from, then each step in the language's order.
///
/// A class, so that plans nest and are handed on at the price of a reference; nothing in it changes.
final class ValuePlan: Sendable {
  /// Where the value comes from.
  enum Source: Sendable {
    case template(Template)
    /// The first of the fields that is not empty.
    case fields([FieldTable.ID])
    /// The first of the values that is not empty.
    case first([ValuePlan])
    /// Each of the fields that is not empty.
    case all([FieldTable.ID])
    /// The fields that a pattern finds.
    case columns(ColumnsPlan)
    /// Nowhere: only `default` gives it.
    case none
  }

  let source: Source
  let when: Condition?
  let transforms: [Transform]
  /// What separates the entries of a list in the text.
  let split: String?
  /// What the entries of a list are joined with.
  let join: String?
  let map: ValueMap?
  let fallback: Template?
  let invalid: InvalidPolicy
  /// Whether the value is its source and nothing else: the short way.
  let isPlain: Bool
  /// Whether its texts are cells of their own, where a field looks for several numbers or addresses: `all`.
  let hasCells: Bool

  init(
    source: Source, when: Condition? = nil, transforms: [Transform] = [], split: String? = nil, join: String? = nil,
    map: ValueMap? = nil, fallback: Template? = nil, invalid: InvalidPolicy = .reject
  ) {
    self.source = source
    self.when = when
    self.transforms = transforms
    self.split = split
    self.join = join
    self.map = map
    self.fallback = fallback
    self.invalid = invalid
    isPlain = when == nil && transforms.isEmpty && split == nil && join == nil && map == nil && fallback == nil
    hasCells =
      switch source {
      case .all: join == nil
      case .first(let plans): join == nil && plans.contains(where: \.hasCells)
      case .template, .fields, .columns, .none: false
      }
  }

  /// The fields that the value itself comes from, without those of conditions and defaults.
  var sourceFields: [FieldTable.ID] {
    switch source {
    case .template(let template): template.fields
    case .fields(let fields), .all(let fields): fields
    case .first(let plans): plans.flatMap(\.sourceFields)
    case .columns, .none: []
    }
  }

  /// The patterns by which it finds fields.
  var columns: [ColumnsPlan] {
    switch source {
    case .columns(let plan): [plan]
    case .first(let plans): plans.flatMap(\.columns)
    case .template, .fields, .all, .none: []
    }
  }

  /// Every field that it reads, conditions and defaults among them.
  var allFields: [FieldTable.ID] {
    var fields = (when?.fields ?? []) + (fallback?.fields ?? []) + (map?.fields ?? [])
    if case .first(let plans) = source {
      fields += plans.flatMap(\.allFields)
    } else {
      fields += sourceFields
    }
    return fields
  }

  /// The templates that give a text as it stands, behind every transform: what a status or a country is checked by.
  var constants: [String] {
    var texts = [fallback?.constant].compactMap(\.self) + (map?.constants ?? [])
    guard transforms.isEmpty else { return texts }
    switch source {
    case .template(let template) where map == nil: texts += [template.constant].compactMap(\.self)
    case .first(let plans) where map == nil: texts += plans.flatMap(\.constants)
    default: break
    }
    return texts
  }

  /// The same steps behind another source, as `--set` asks for: only what a failed check means stays.
  func replacingSource(by template: Template) -> ValuePlan {
    ValuePlan(source: .template(template), invalid: invalid)
  }
}

/// What becomes of a value that fails its check.
enum InvalidPolicy: String, Sendable, CaseIterable {
  /// The record is a dead letter, with the reason.
  case reject
  /// The field is left out, with a warning.
  case omit
  /// It is sent as it is.
  case keep
}

/// `map`: texts for texts, compared trimmed and without case.
struct ValueMap: Sendable {
  private let texts: [String: Template]

  /// - Parameter entries: Keys as written; of keys that compare as equal the first counts.
  init(_ entries: [(key: String, value: Template)]) {
    texts = Dictionary(entries.map { (CaselessText.folded($0.key), $0.value) }, uniquingKeysWith: { first, _ in first })
  }

  /// What stands for `text`; `nil`: nothing does.
  subscript(text: String) -> Template? { texts[CaselessText.folded(text)] }

  var fields: [FieldTable.ID] { texts.values.flatMap(\.fields) }

  var constants: [String] { texts.values.compactMap(\.constant) }
}
