import LeadJSON
import LeadModel

/// The JSON Schema (draft 2020-12) of `leadbridge.json`, as its declarations have it: `docs/leadbridge.schema.json`.
///
/// For editors. It takes all that the parser takes; what needs a look at two places, the parser alone refuses.
package enum ConfigurationSchema {
  /// The schema as the text of a file.
  package static var text: String {
    let places = ConfigurationPlace.allCases.filter { $0 != .configuration }
    let members: [(key: String, value: SchemaNode)] = [
      ("$schema", .text("https://json-schema.org/draft/2020-12/schema")),
      ("title", .text("leadbridge.json: where leads come from, where they go, and how they are served")),
    ]
    let definitions = places.map { (key: $0.rawValue, value: SchemaNode.object(definition(of: $0))) }
    let schema = SchemaNode.object(
      members + definition(of: .configuration) + [("$defs", .object(definitions))])
    return schema.text() + "\n"
  }

  private static func definition(of place: ConfigurationPlace) -> [(key: String, value: SchemaNode)] {
    let keys = ConfigurationKey.keys(at: place)
    var properties: [(key: String, value: SchemaNode)] = [(ConfigurationKey.comment, .written("true"))]
    for key in keys {
      var members: [(key: String, value: SchemaNode)] = [("description", .text(key.help.replacing("`", with: "'")))]
      members += schema(of: key).members
      if let fallback = key.fallback { members.append(("default", .written(fallback))) }
      members.append(("examples", .list([.written(key.example)])))
      properties.append((key.name, .object(members)))
    }
    var members: [(key: String, value: SchemaNode)] = [("type", .text("object"))]
    let required = keys.filter(\.isRequired).map(\.name)
    if !required.isEmpty { members.append(("required", .list(required.map(SchemaNode.text)))) }
    members += choices(at: place)
    members += [("properties", .object(properties)), ("additionalProperties", further(at: place))]
    return members
  }

  /// What else an object may have.
  private static func further(at place: ConfigurationPlace) -> SchemaNode {
    // What a ready source wants to know, it names itself.
    guard place == .fetch else { return .written("false") }
    return .any([
      .type("string"), .type("number"), .reference(ConfigurationPlace.secret.rawValue), .type("null"),
    ])
  }

  /// Just one of these keys, with a value of these types; the others may be null.
  private static func one(of keys: [String], _ types: String...) -> (key: String, value: SchemaNode) {
    let choices = keys.map { key in
      let others = keys.filter { $0 != key }.map { (key: $0, value: SchemaNode.type("null")) }
      return SchemaNode.object(
        SchemaNode.required(key).members + [("properties", .object([(key, given(types))] + others))])
    }
    return ("oneOf", .list(choices))
  }

  /// A value of one of these types.
  private static func given(_ types: [String]) -> SchemaNode {
    types.count == 1 ? .type(types[0]) : .object([("type", .list(types.map(SchemaNode.text)))])
  }

  /// What keys ask of each other.
  private static func choices(at place: ConfigurationPlace) -> [(key: String, value: SchemaNode)] {
    switch place {
    case .destination:
      let custom = SchemaNode.object([("brand", .object([("const", .text("custom"))]))])
      return [
        ("if", .object([("properties", custom), ("required", .list([.text("brand")]))])),
        ("then", .required("baseUrl")),
      ]
    case .secret:
      return [one(of: ConfigurationKey.keys(at: .secret).map(\.name), "string")]
    case .source:
      let choices = [
        one(of: ["every", "cron"], "string", "object"), one(of: ["fetch", "folder"], "string", "object"),
      ]
      return [("allOf", .list(choices.map { .object([$0]) }))]
    case .ready, .next:
      return [one(of: ConfigurationKey.keys(at: place).map(\.name), "string", "object")]
    case .fetch:
      func needs(_ key: String, _ others: (key: String, value: SchemaNode)...) -> SchemaNode {
        .object(
          SchemaNode.required(key).members + [("properties", .object([(key, given(["string", "object"]))] + others))])
      }
      // What a cursor does not say, a ready source does.
      return [("anyOf", .list([needs("url", ("cursor", needs("path"))), needs("from")]))]
    case .route:
      let described = SchemaNode.object([("accept", .object([("const", .text("hmac"))]))])
      return [
        ("if", .object([("properties", described), ("required", .list([.text("accept")]))])),
        ("then", .required("hmac")),
      ]
    default: return []
    }
  }

  /// A key that is not needed may be null, which is as if it were left out; a text may be kept elsewhere, except the
  /// place that says where.
  private static func schema(of key: ConfigurationKey) -> SchemaNode {
    if case .anything = key.kind { return .object([]) }
    var forms = [schema(of: key.kind, mayBeKept: key.place != .secret)]
    if !key.isRequired { forms.append(.type("null")) }
    return forms.count == 1 ? forms[0] : .any(forms.flatMap(alternatives))
  }

  /// The forms of a node that is a choice itself.
  private static func alternatives(_ node: SchemaNode) -> [SchemaNode] {
    if let (key, value) = node.members.first, key == "anyOf", case .list(let nodes) = value { return nodes }
    return [node]
  }

  private static func schema(of kind: ConfigurationValueKind, mayBeKept: Bool = true) -> SchemaNode {
    let reference = SchemaNode.reference(ConfigurationPlace.secret.rawValue)
    if kind.isText { return mayBeKept ? .any([text(kind), reference]) : text(kind) }
    switch kind {
    case .constant(let number): return .object([("const", .written("\(number)"))])
    case .boolean: return .type("boolean")
    case .count(let range): return count(range)
    case .share:
      return .object([("type", .text("number")), ("exclusiveMinimum", .written("0")), ("maximum", .written("1"))])
    case .concurrency(let range): return .any([.object([("const", .text("auto"))]), count(range)])
    case .secret: return reference
    case .object(let place): return .reference(place.rawValue)
    case .named(let place):
      return .object([
        ("type", .text("object")), ("propertyNames", .object([("pattern", .text("\\S"))])),
        ("additionalProperties", .reference(place.rawValue)),
      ])
    case .list(let kind, let most): return list(kind, atLeast: 0, atMost: most)
    case .some(let kind, let most):
      return .any(alternatives(schema(of: kind)) + [list(kind, atLeast: 1, atMost: most)])
    case .members(let kind, let most):
      let forms = alternatives(schema(of: kind)) + [.type("null")]
      return .object([
        ("type", .text("object")), ("maxProperties", .written("\(most)")), ("additionalProperties", .any(forms)),
      ])
    case .either(let one, let other): return .any(alternatives(schema(of: one)) + alternatives(schema(of: other)))
    case .scalar: return .any([.type("string"), .type("number"), reference])
    default: return .object([])
    }
  }

  private static func list(_ kind: ConfigurationValueKind, atLeast least: Int, atMost most: Int) -> SchemaNode {
    let least: [(key: String, value: SchemaNode)] = least > 0 ? [("minItems", .written("\(least)"))] : []
    return .object(
      [("type", .text("array"))] + least + [("maxItems", .written("\(most)")), ("items", schema(of: kind))])
  }

  private static func count(_ range: ClosedRange<Int>) -> SchemaNode {
    .object([
      ("type", .text("integer")), ("minimum", .written("\(range.lowerBound)")),
      ("maximum", .written("\(range.upperBound)")),
    ])
  }

  private static func text(_ kind: ConfigurationValueKind) -> SchemaNode {
    switch kind {
    case .word(let words): .object([("enum", .list(words.map(SchemaNode.text)))])
    case .duration: .pattern("^[0-9]+(\\.[0-9]+)?(ms|s|m|h|d)$")
    case .size: .pattern("^[0-9]+([Bb]|[KkMmGg][Bb])?$")
    case .rate: .pattern("^[0-9]+(\\.[0-9]+)?/[smh]$")
    case .quota: .pattern("^[0-9]+(/(d|day))?$")
    case .identifier: .pattern("^[A-Za-z0-9_-]{1,128}$")
    case .address: .pattern("^([Hh][Tt][Tt][Pp][Ss]?:/)?/\\S*$")
    case .listen: .pattern("^(\\[[^\\]\\s]+\\]|[^:\\s]+):[0-9]{1,5}$")
    case .network: .pattern("^[0-9A-Fa-f:.]+(/[0-9]{1,3})?$")
    case .origin: .pattern("^(\\*|[Hh][Tt][Tt][Pp][Ss]?://[^/?#\\s]+)$")
    case .routePath: .pattern("^/[^?#%\\s]*$")
    case .sourceName: .pattern("^[A-Za-z0-9][A-Za-z0-9._-]{0,\(SourceSettings.maxNameBytes - 1)}$")
    default: .pattern("\\S")
    }
  }
}
