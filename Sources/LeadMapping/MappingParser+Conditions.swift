import LeadJSON
import LeadModel

/// Conditions.
extension MappingParser {
  mutating func condition(_ value: JSONValue, named name: String) -> Condition? {
    guard isObject(value, at: .condition, named: name) else { return nil }
    let operators = MappingKey.comparisons.filter { value[$0] != nil }
    let groups = MappingKey.groups.filter { value[$0] != nil }
    let field = value["field"].flatMap { self.field($0, named: "field") }
    guard operators.count + groups.count == 1, (value["field"] == nil) == operators.isEmpty else {
      let given = operators + groups
      report(
        given.count > 1 ? .conflictingKeys : .missingKey,
        "a condition is one of 'all', 'any', 'not', or a 'field' with one of 'equals', 'in', 'matches', 'present',"
          + " 'absent'",
        at: value)
      return nil
    }
    if let group = groups.first, let inner = value[group] { return self.group(group, of: inner) }
    guard let comparison = operators.first, let operand = value[comparison] else { return nil }
    return self.comparison(comparison, operand, of: field)
  }

  private mutating func group(_ name: String, of value: JSONValue) -> Condition? {
    if name == "not" { return condition(value, named: "not").map { .not($0) } }
    guard let entries = list(value, named: name, of: "conditions") else { return nil }
    let conditions = entries.compactMap { condition($0, named: name) }
    return name == "all" ? .all(conditions) : .any(conditions)
  }

  private mutating func comparison(_ name: String, _ operand: JSONValue, of field: FieldTable.ID?) -> Condition? {
    switch name {
    case "equals":
      guard let template = comparand(operand, named: name), let field else { return nil }
      return .isOne(field, of: [Condition.Comparand(template)])
    case "in":
      guard let entries = list(operand, named: name, of: "texts") else { return nil }
      let templates = entries.compactMap { comparand($0, named: name) }
      return field.map { .isOne($0, of: templates.map(Condition.Comparand.init)) }
    case "matches":
      guard let pattern = pattern(operand, named: name), let field else { return nil }
      return .matches(field, pattern)
    default:
      guard let isTrue = boolean(operand, named: name), let field else { return nil }
      return isTrue == (name == "present") ? .isPresent(field) : .isAbsent(field)
    }
  }

  /// A regular expression.
  mutating func pattern(_ value: JSONValue, named name: String, isCaseless: Bool = false) -> Pattern? {
    guard let text = text(value, named: name, expected: "a regular expression") else { return nil }
    do throws(PatternError) {
      return try Pattern(text, isCaseless: isCaseless, rule: "\(name.quotedName) at \(position(of: value))")
    } catch {
      reader.report(
        .regex, "\(name.quotedName) is no regular expression: \(error.message)",
        at: TextPlace.json(value, mappingText).position(at: error.offset))
      return nil
    }
  }
}
