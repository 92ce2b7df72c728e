package import LeadJSON

/// As much of JSON Schema (draft 2020-12) as the schemas of the mapping language and of the configuration use: what it does not know, it reports.
package struct SchemaCheck {
  package let schema: JSONValue

  package init(schema: JSONValue) { self.schema = schema }

  /// The mistakes in a value, by their places in it.
  package func mistakes(in value: JSONValue) throws -> [String] { try mistakes(value, schema, "$") }

  private func mistakes(_ value: JSONValue, _ schema: JSONValue, _ place: String) throws -> [String] {
    if let boolean = schema.boolean { return boolean ? [] : ["\(place): nothing may stand here"] }
    var found: [String] = []
    for rule in schema.members {
      found += try mistakes(value, rule.key, rule.value, in: schema, place)
    }
    return found
  }

  private func mistakes(
    _ value: JSONValue, _ keyword: String, _ rule: JSONValue, in schema: JSONValue, _ place: String
  ) throws -> [String] {
    switch keyword {
    case "$schema", "title", "description", "$defs", "then", "else", "default", "examples": return []
    case "if":
      let branch = try schema[mistakes(value, rule, place).isEmpty ? "then" : "else"]
      return try branch.map { try mistakes(value, $0, place) } ?? []
    case "$ref": return try mistakes(value, definition(rule), place)
    case "type":
      let types = rule.kind == .array ? rule.elements.compactMap(\.string) : [rule.string ?? ""]
      return types.contains { Self.isOf($0, value) } ? [] : ["\(place): is no \(types.joined(separator: " or "))"]
    case "const": return Self.isEqual(value, rule) ? [] : ["\(place): is not \(rule.compactText)"]
    case "enum":
      return rule.elements.contains { $0.compactText == value.compactText }
        ? [] : ["\(place): is none of \(rule.compactText)"]
    case "required":
      guard value.kind == .object else { return [] }
      return rule.elements.compactMap(\.string).filter { value[$0] == nil }.map { "\(place): has no \($0)" }
    case "properties":
      return try rule.members.flatMap { property in
        try value[property.key].map { try mistakes($0, property.value, "\(place).\(property.key)") } ?? []
      }
    case "additionalProperties":
      let known = Set(schema["properties"]?.members.map(\.key) ?? [])
      return try value.members.filter { !known.contains($0.key) }
        .flatMap { try mistakes($0.value, rule, "\(place).\($0.key)") }
    case "propertyNames":
      let pattern = try Regex(rule["pattern"]?.string ?? "")
      return value.members.filter { !$0.key.contains(pattern) }.map { "\(place): the key '\($0.key)' is none" }
    case "minProperties":
      return value.kind == .object && value.count < rule.integer ?? 0 ? ["\(place): has too few keys"] : []
    case "maxProperties":
      return value.kind == .object && value.count > rule.integer ?? 0 ? ["\(place): has too many keys"] : []
    case "items":
      let fixed = schema["prefixItems"]?.count ?? 0
      return try value.elements.dropFirst(fixed).flatMap { try mistakes($0, rule, "\(place)[]") }
    case "prefixItems":
      return try zip(value.elements, rule.elements).flatMap { try mistakes($0, $1, "\(place)[]") }
    case "minItems":
      return value.kind == .array && value.count < rule.integer ?? 0 ? ["\(place): has too few entries"] : []
    case "minLength": return value.string.map { $0.count < rule.integer ?? 0 } == true ? ["\(place): is too short"] : []
    case "minimum": return value.integer.map { $0 < rule.integer ?? 0 } == true ? ["\(place): is too small"] : []
    case "maximum":
      return Self.number(value).map { $0 > Self.number(rule) ?? 0 } == true ? ["\(place): is too large"] : []
    case "exclusiveMinimum":
      return Self.number(value).map { $0 <= Self.number(rule) ?? 0 } == true ? ["\(place): is too small"] : []
    case "maxItems":
      return value.kind == .array && value.count > rule.integer ?? 0 ? ["\(place): has too many entries"] : []
    case "pattern":
      let pattern = try Regex(rule.string ?? "")
      return value.string?.contains(pattern) == false ? ["\(place): is not \(rule.compactText)"] : []
    case "anyOf":
      let fits = try rule.elements.contains { try mistakes(value, $0, place).isEmpty }
      return fits ? [] : ["\(place): fits none of its forms"]
    case "allOf": return try rule.elements.flatMap { try mistakes(value, $0, place) }
    case "oneOf":
      let count = try rule.elements.filter { try mistakes(value, $0, place).isEmpty }.count
      return count == 1 ? [] : ["\(place): fits \(count) of its forms"]
    default: return ["\(place): the schema has a keyword that is not checked: \(keyword)"]
    }
  }

  private func definition(_ reference: JSONValue) -> JSONValue {
    let name = reference.string?.split(separator: "/").last.map(String.init) ?? ""
    return schema["$defs"]?[name] ?? reference
  }

  private static func isEqual(_ one: JSONValue, _ other: JSONValue) -> Bool {
    guard one.kind == .number, other.kind == .number else { return one.compactText == other.compactText }
    return one.scalarText.flatMap(Double.init) == other.scalarText.flatMap(Double.init)
  }

  private static func number(_ value: JSONValue) -> Double? { value.number.flatMap(Double.init) }

  private static func isOf(_ type: String, _ value: JSONValue) -> Bool {
    switch type {
    // Whole numbers are integers, however they are written (JSON Schema Core, 6.3).
    case "integer": value.kind == .number && value.scalarText.flatMap(Double.init).flatMap(Int.init(exactly:)) != nil
    default: value.kind.rawValue == type
    }
  }
}
