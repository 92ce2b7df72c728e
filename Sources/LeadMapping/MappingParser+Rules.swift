import LeadJSON
import LeadModel

/// `identity`, `require`, `once`, `optOut`, `skip` and `reject`.
extension MappingParser {
  mutating func parseRules() {
    if let identity = root["identity"] { parseIdentity(identity) }
    if let require = root["require"] { parseRequire(require) }
    if let once = root["once"] { parseOnce(once) }
    if let optOut = root["optOut"] { parseOptOut(optOut) }
    if let skip = root["skip"] { plan.skip = entries(skip).compactMap { rule($0, at: .skip, named: "skip") } }
    if let reject = root["reject"] {
      plan.reject = entries(reject).compactMap { rule($0, at: .reject, named: "reject") }
    }
  }

  private mutating func parseIdentity(_ value: JSONValue) {
    for entry in entries(value) {
      guard let key = identityKey(entry) else { continue }
      if key.template.fields.isEmpty {
        report(.constantIdentity, "'identity' holds no field: all records would be one lead", at: entry)
      } else {
        plan.identity.append(key)
      }
    }
  }

  /// A template, alone or with what says when it counts; `nil`: there is none that can be read.
  private mutating func identityKey(_ value: JSONValue) -> LeadPlan.Key? {
    guard value.kind == .object else {
      let expected = "a template, or an object with 'template' and 'when',"
      return template(value, named: "identity", mayBeColumn: true, expected: expected).map {
        LeadPlan.Key(template: $0, when: nil)
      }
    }
    guard isObject(value, at: .identity, named: "identity") else { return nil }
    let template = value["template"].flatMap { self.template($0, named: "template", mayBeColumn: true) }
    let isFallback = value["fallback"].flatMap { boolean($0, named: "fallback") } ?? false
    var when: Condition?
    if let given = value["when"] {
      // An entry whose condition cannot be read is none: it would count always.
      guard let condition = condition(given, named: "when") else { return nil }
      when = condition
    }
    return template.map { LeadPlan.Key(template: $0, when: when, isFallback: isFallback) }
  }

  /// Groups of the lead's fields, or of templates; a bare one is a group of itself.
  private mutating func parseRequire(_ value: JSONValue) {
    guard value.kind == .array else {
      reportType(value, named: "require", expected: "a list of groups of fields")
      return
    }
    plan.require = value.elements.compactMap { group in
      if group.kind == .array, group.count == 0 {
        report(.value, "a group of 'require' is empty: no record would have one of it", at: group)
      }
      let members = entries(group).compactMap { requirement($0) }
      return members.isEmpty ? nil : members
    }
  }

  private mutating func requirement(_ value: JSONValue) -> LeadPlan.Requirement? {
    guard let text = text(value, named: "require", expected: "a field of the lead") else { return nil }
    if let field = LeadField(rawValue: text) { return .field(field) }
    guard text.contains("{") else {
      reportUnknownField(text, at: value, hint: "a column is written {\(text)}")
      return nil
    }
    return template(value, named: "require").map { .template($0) }
  }

  private mutating func reportUnknownField(_ name: String, at value: JSONValue, hint: String?) {
    let names = LeadField.allCases.map(\.rawValue)
    let isNear = NearestName.of(name, among: names) != nil
    report(
      .unknownField, "a lead has no field '\(name)'", at: value,
      hint: isNear ? NearestName.hint(for: name, among: names) : hint ?? NearestName.hint(for: name, among: names))
  }

  private mutating func parseOnce(_ value: JSONValue) {
    plan.once = entries(value).compactMap { entry in
      guard let text = text(entry, named: "once", expected: "a list of fields of the lead") else { return nil }
      if let field = LeadField(rawValue: text), field != .uuid { return field }
      reportUnknownField(text, at: entry, hint: nil)
      return nil
    }
  }

  private mutating func parseOptOut(_ value: JSONValue) {
    guard isObject(value, at: .optOut, named: "optOut") else { return }
    var fields: [FieldTable.ID] = []
    let usageCount = reader.usageCount
    if let columns = value["columns"] {
      fields = entries(columns).compactMap { field($0, named: "columns") }
      if columns.kind == .array, columns.count == 0 { report(.value, "'columns' is an empty list", at: columns) }
    }
    // Whether one of them is there is said by itself.
    reader.dropUsages(from: usageCount)
    var values: [String]?
    if let given = value["values"] {
      values = entries(given).compactMap { entry in
        guard let template = comparand(entry, named: "values") else { return nil }
        return constant(template, named: "values", at: entry)
      }
      if given.kind == .array, given.count == 0 { report(.value, "'values' is an empty list", at: given) }
    }
    let isRequired = value["required"].flatMap { boolean($0, named: "required") } ?? false
    plan.optOut = LeadPlan.OptOut(
      fields: fields, values: values.map { Set($0.map(CaselessText.folded)) }, isRequired: isRequired,
      position: position(of: value))
  }

  private mutating func rule(_ value: JSONValue, at place: MappingPlace, named name: String) -> LeadPlan.RecordRule? {
    guard isObject(value, at: place, named: name) else { return nil }
    let condition = value["when"].flatMap { self.condition($0, named: "when") }
    var reason: String?
    if let given = value["reason"], let template = template(given, named: "reason") {
      reason = constant(template, named: "reason", at: given)
    }
    guard let condition else { return nil }
    return LeadPlan.RecordRule(when: condition, reason: reason ?? "a rule of the mapping")
  }

  /// The text of a template without fields; reports one that has them: such texts are shown and logged.
  private mutating func constant(_ template: Template, named name: String, at value: JSONValue) -> String? {
    if let constant = template.constant { return constant }
    report(.constantExpected, "\(name.quotedName) holds a field; only fixed text can stand here", at: value)
    return nil
  }
}
