import LeadJSON
package import LeadModel

/// What a mapping says that can never come true, or that will surprise: what `mapping check` warns of beyond errors.
///
/// Looks at what the file says alone, never at an input, and says nothing where it is not sure. Each warning has its place.
struct MappingReview {
  /// What a value's text has to be.
  enum Target {
    case text, email, phone, status, picture, uuid

    /// As the middle of a sentence.
    var words: String {
      switch self {
      case .text: "text"
      case .email: "email address"
      case .phone: "phone number"
      case .status: "status"
      case .picture: "picture's URL"
      case .uuid: "UUID"
      }
    }
  }

  /// Reads the parts once more where their plan is needed; what it reports then was reported before.
  var parser: MappingParser
  let logic: ConditionLogic
  private(set) var diagnostics: [Diagnostic] = []
  /// Fields that are there, and that no record can have.
  var impossible: Set<LeadField> = []

  init(_ parser: MappingParser) {
    self.parser = parser
    logic = ConditionLogic(mayBeList: !parser.readsTables)
  }

  mutating func run() {
    if let lead = parser.root["lead"] { review(lead: lead) }
    for key in ["skip", "reject"] {
      if let rules = parser.root[key] { review(rules: rules, named: key) }
    }
    reviewRequirements()
  }

  mutating func warn(_ code: MappingCode, _ message: String, at position: Position, hint: String? = nil) {
    diagnostics.append(Diagnostic(.warning, code.rawValue, message, at: position, hint: hint))
  }

  mutating func warn(_ code: MappingCode, _ message: String, at value: JSONValue, hint: String? = nil) {
    warn(code, message, at: parser.position(of: value), hint: hint)
  }

  // MARK: The lead

  private mutating func review(lead: JSONValue) {
    let fields: [(LeadField, Target)] = [
      (.name, .text), (.email, .email), (.phone, .phone), (.status, .status), (.picture, .picture), (.agentId, .text),
      (.uuid, .uuid),
    ]
    for (field, target) in fields {
      guard let value = lead[field.rawValue] else { continue }
      if !review(value, named: field.rawValue, target) { impossible.insert(field) }
      if field == .phone { reviewRegion(of: value) }
      if field == .status { reviewMap(ofStatus: value) }
    }
    for tag in lead["tags"].map({ parser.entries($0) }) ?? [] { _ = review(tag, named: "tags", .text) }
    for note in lead["notes"].map({ parser.entries($0) }) ?? [] {
      _ = review(note["description"] ?? note, named: "notes", .text)
    }
    for member in lead["attributes"]?.members.map({ $0 }) ?? []
    where member.key != "*" && member.key != MappingKey.comment {
      _ = review(member.value, named: member.key, .text)
    }
  }

  private mutating func reviewRegion(of value: JSONValue) {
    guard let plan = parser.value(value, named: "phone", place: .phone), plan.invalid == .reject else { return }
    // A number that is fixed says its own country, or is told to be none.
    guard value["region"] == nil, value["dialCode"] == nil, !plan.sourceFields.isEmpty else { return }
    warn(
      .unknownRegion,
      "nothing says the country of numbers that do not begin with '+' or '00': their records are rejected",
      at: value,
      hint: "\"region\": {\"from\": \"Country\"}, or \"DE\"; or \"invalid\": \"omit\", which keeps them as an attribute"
    )
  }

  private mutating func reviewMap(ofStatus value: JSONValue) {
    guard let map = value["map"], value["default"] == nil, let plan = parser.value(value, named: "status"),
      plan.invalid == .reject, !plan.sourceFields.isEmpty
    else { return }
    if case .boolean = plan.transforms.last, plan.map?["true"] != nil, plan.map?["false"] != nil { return }
    warn(
      .openMap, "a status that the map does not have is none of the inbox's six, and its record is rejected", at: map,
      hint: "\"default\": \"OPEN\" takes all others, \"invalid\": \"omit\" leaves them out")
  }

  // MARK: Rules

  private mutating func review(rules: JSONValue, named name: String) {
    let entries = parser.entries(rules)
    var isAll = false
    var seen: Set<String> = []
    for (index, rule) in entries.enumerated() {
      guard let when = rule["when"], let condition = parser.condition(when, named: "when") else { continue }
      if isAll {
        warn(.unreachedRule, "the rule is never reached: the one before it holds for every record", at: rule)
      } else if logic.neverHolds(condition) {
        warn(.unreachedRule, "the condition contradicts itself: the rule never holds", at: when)
      } else if !seen.insert(when.compactText).inserted {
        warn(.unreachedRule, "the rule is never reached: an earlier one has the same condition", at: rule)
      } else if logic.alwaysHolds(condition) {
        isAll = true
        // Alone, or as the last, it means what it says of every record.
        warn(
          .impossibleField, "the condition holds for every record: no record becomes a lead", at: when,
          hint: index + 1 < entries.count ? "the rules behind it are never reached" : nil)
      }
    }
  }

  private mutating func reviewRequirements() {
    let plan = parser.plan
    // One that rejects records with a reason is for those that lack what a lead needs: it says so itself.
    guard plan.reject.isEmpty else { return }
    let groups = parser.root["require"].map { parser.entries($0) } ?? []
    var isSaid = false
    for (index, group) in plan.require.enumerated() where !group.contains(where: canBeMet) {
      // That a field of it is impossible was said, and this follows.
      if group.contains(where: isImpossible) {
        isSaid = true
        continue
      }
      let names = group.compactMap { if case .field(let field) = $0 { "'\(field.rawValue)'" } else { nil } }
      let place = groups.indices.contains(index) ? groups[index] : parser.root["lead"] ?? parser.root
      isSaid = true
      warn(
        .impossibleField, "no record can have \(names.joined(separator: " or ")): every record is rejected", at: place,
        hint: groups.isEmpty
          ? "without \"require\" a lead needs an email or a phone; \"require\": [] asks for nothing" : nil)
    }
    let identifies = plan.uuid != nil || !plan.identity.isEmpty || has(.email) || has(.phone)
    if !identifies, !isSaid, impossible.isDisjoint(with: [.uuid, .email, .phone]) {
      warn(
        .impossibleField, "no record can have an identity: there is neither 'uuid', 'identity', 'email' nor 'phone'",
        at: parser.root["lead"] ?? parser.root, hint: "\"identity\": \"{Record ID}\" takes the source's own key")
    }
  }

  private func canBeMet(_ requirement: LeadPlan.Requirement) -> Bool {
    if case .field(let field) = requirement { has(field) } else { true }
  }

  private func isImpossible(_ requirement: LeadPlan.Requirement) -> Bool {
    if case .field(let field) = requirement { impossible.contains(field) } else { false }
  }

  private func has(_ field: LeadField) -> Bool {
    if impossible.contains(field) { return false }
    let plan = parser.plan
    return switch field {
    case .uuid: plan.uuid != nil
    case .name: plan.name != nil
    case .email: plan.email != nil
    case .phone: plan.phone != nil
    case .status: plan.status != nil
    case .picture: plan.picture != nil
    case .agentId: plan.agentId != nil
    case .tags: !plan.tags.isEmpty
    case .notes: !plan.notes.isEmpty
    case .attributes: !plan.attributes.isEmpty || plan.rest != nil
    }
  }
}

extension MappingParser {
  /// Whether the records are rows of a table: then a field is one text, and equal names are one column.
  var readsTables: Bool { format == .csv || format == .xlsx }
}

extension Mapping {
  /// What the file says that can never come true, or that will surprise.
  ///
  /// Not among ``warnings``: those are said at each use, these when somebody asks.
  package func review() -> [Diagnostic] {
    var review = MappingReview(parser)
    review.run()
    return review.diagnostics.inOrder(of: file)
  }

  /// Its ``warnings`` and ``review()``, in the order of their places, those of its own file first.
  package var doubts: [Diagnostic] { (warnings + review()).inOrder(of: file) }
}
