import LeadJSON
import LeadModel

/// The JSON Schema (draft 2020-12) of the mapping language, as its declarations have it: `mappings/mapping.schema.json`.
///
/// A mapping that extends another is checked by definitions of their own (`valueChange` beside `value`): what it leaves
/// out may be in the other, and null takes a key away.
package struct MappingSchema {
  /// Whether the definitions are those of a mapping that extends another.
  private let isChange: Bool

  /// The schema as the text of a file.
  package static var text: String {
    let (whole, change) = (MappingSchema(isChange: false), MappingSchema(isChange: true))
    var definitions = MappingPlace.allCases.map { (key: $0.rawValue, value: whole.definition(of: $0)) }
    definitions += [
      ("valueOrTemplate", whole.valueOrTemplate), ("valueOrTemplateChange", change.valueOrTemplate),
      (
        "oneTransform",
        .any([.object([("enum", .list(Transform.plainNames.map(SchemaNode.text)))]), .reference("transform")])
      ),
      ("transforms", whole.oneOrMore(.reference("oneTransform"), isFilled: false)), ("state", .pattern(state)),
    ]
    definitions += MappingPlace.allCases.filter(\.isMerged).map { (change.name(of: $0), change.definition(of: $0)) }
    let schema = SchemaNode.object([
      ("$schema", .text("https://json-schema.org/draft/2020-12/schema")),
      ("title", .text("A mapping: how records of one source become leads")),
      ("if", .object([("type", .text("object")), ("required", .list([.text("extends")]))])),
      ("then", .reference(change.name(of: .mapping))), ("else", .reference(MappingPlace.mapping.rawValue)),
      ("$defs", .object(definitions)),
    ])
    return schema.text() + "\n"
  }

  private func name(of place: MappingPlace) -> String {
    isChange && place.isMerged ? "\(place.rawValue)Change" : place.rawValue
  }

  private func definition(of place: MappingPlace) -> SchemaNode {
    let keys = MappingKey.keys(at: place)
    var properties: [(key: String, value: SchemaNode)] = [(MappingKey.comment, .written("true"))]
    for key in keys {
      let mayBeNull = isChange && key.name != "extends"
      let schema = mayBeNull ? SchemaNode.any([schema(of: key.kind), .type("null")]) : schema(of: key.kind)
      properties.append((key.name, .object([("description", .text(key.help))] + schema.members)))
    }
    var members: [(key: String, value: SchemaNode)] = [("type", .text("object"))]
    let required = keys.filter(\.isRequired).map(\.name)
    if !isChange, !required.isEmpty { members.append(("required", .list(required.map(SchemaNode.text)))) }
    if !isChange, let choices = place.choices { members.append(("oneOf", .list(choices))) }
    if !isChange, place == .columnPattern { members.append(("anyOf", .list(keys.map { .required($0.name) }))) }
    members += [("properties", .object(properties)), ("additionalProperties", .written("false"))]
    return .object(members)
  }

  private var valueOrTemplate: SchemaNode { .any([.type("string"), .reference(name(of: .value))]) }

  private func schema(of kind: MappingValueKind) -> SchemaNode {
    switch kind {
    case .string: .type("string")
    case .filledString: .object([("type", .text("string")), ("minLength", .written("1"))])
    case .scalar(let orNull): scalar(orNull: orNull)
    case .boolean: .type("boolean")
    case .whole: .object([("type", .text("integer")), ("minimum", .written("1"))])
    case .constant(let value): .object([("const", .written(value))])
    case .word(let words): .object([("enum", .list(words.map(SchemaNode.text)))])
    case .field:
      .any([
        .object([("enum", .list(LeadField.allCases.map { .text($0.rawValue) }))]),
        .object([("type", .text("string")), ("pattern", .text("\\{"))]),
      ])
    case .fields: .type("object")
    case .object(let place): .reference(name(of: place))
    case .texts(let orNull):
      .object([
        ("type", .text("object")), ("properties", .object([(MappingKey.comment, .written("true"))])),
        ("additionalProperties", scalar(orNull: orNull || isChange)),
      ])
    case .attributes: attributes
    case .value: .reference(isChange ? "valueOrTemplateChange" : "valueOrTemplate")
    case .status: status
    case .uuid: uuid
    case .fieldTemplate: .pattern(Self.field)
    case .transform: .reference("oneTransform")
    case .keyTemplate: .object([("type", .text("string")), ("pattern", .text("\\{key\\}"))])
    case .list(let kind, let isFilled): list(of: Self.whole.schema(of: kind), isFilled: isFilled)
    case .some(.transform, _): .reference("transforms")
    case .some(let kind, let isFilled): oneOrMore(Self.whole.schema(of: kind), isFilled: isFilled)
    case .pair(let one, let other):
      .object([
        ("type", .text("array")), ("prefixItems", .list([schema(of: one), schema(of: other)])),
        ("items", .written("false")), ("minItems", .written("2")),
      ])
    case .called(_, let kind): schema(of: kind)
    case .either(let kinds): .any(kinds.map { schema(of: $0) })
    }
  }

  /// A placeholder in a template; a doubled brace is none.
  private static let field = "(^|[^{])(\\{\\{)*\\{[^{]"

  /// A state of the inbox, whatever its case and spacing, nothing, or a template.
  private static let state: String = {
    let words = LeadStatus.allCases.map { status in
      status.rawValue.map { "[\($0)\($0.lowercased())]" }.joined(separator: "[\\s_-]*")
    }
    return "^$|^[\\s_-]*(\(words.joined(separator: "|")))[\\s_-]*$|\(field)"
  }()

  /// Texts that `map` and `default` give are states; those of the record cannot be known.
  private var status: SchemaNode {
    let state = SchemaNode.reference("state")
    let orNull = isChange ? SchemaNode.any([state, .type("null")]) : state
    let map = SchemaNode.object([
      ("properties", .object([(MappingKey.comment, .written("true"))])), ("additionalProperties", orNull),
    ])
    return .any([
      .object([("enum", .list(LeadStatus.allCases.map { .text($0.rawValue) }))]), state,
      .object(
        SchemaNode.reference(name(of: .value)).members + [
          ("properties", .object([("map", map), ("default", orNull)]))
        ]),
    ])
  }

  /// With a fixed one all records would be one lead.
  private var uuid: SchemaNode {
    let sources = isChange ? [] : [("anyOf", SchemaNode.list(MappingKey.valueSources.map { .required($0) }))]
    return .any([.pattern("^$|\(Self.field)"), .object(SchemaNode.reference(name(of: .value)).members + sources)])
  }

  /// What stands in a list replaces what another mapping has: it is whole.
  private static let whole = MappingSchema(isChange: false)

  private var attributes: SchemaNode {
    let null: [SchemaNode] = isChange ? [.type("null")] : []
    let value = schema(of: .value)
    return .object([
      ("type", .text("object")),
      (
        "properties",
        .object([
          (MappingKey.comment, .written("true")), ("*", .any([.type("boolean"), .reference(name(of: .rest))] + null)),
        ])
      ),
      ("propertyNames", .object([("pattern", .text("\\S"))])),
      ("additionalProperties", isChange ? .any([value] + null) : value),
    ])
  }

  private func scalar(orNull: Bool) -> SchemaNode {
    let types = ["string", "number", "boolean"] + (orNull ? ["null"] : [])
    return .object([("type", .list(types.map(SchemaNode.text)))])
  }

  private func list(of schema: SchemaNode, isFilled: Bool) -> SchemaNode {
    .object([("type", .text("array")), ("items", schema)] + (isFilled ? [("minItems", .written("1"))] : []))
  }

  private func oneOrMore(_ schema: SchemaNode, isFilled: Bool) -> SchemaNode {
    .any([schema, list(of: schema, isFilled: isFilled)])
  }
}

extension MappingPlace {
  /// Whether such an object may be merged with that of an extended mapping: it stands in no list.
  fileprivate var isMerged: Bool {
    switch self {
    case .mapping, .source, .lead, .value, .phone, .columnPattern, .rest, .condition, .optOut: true
    default: false
    }
  }

  /// Keys of which one must be there, each with what must not be there beside it.
  fileprivate var choices: [SchemaNode]? {
    switch self {
    case .value, .phone:
      let sources = MappingKey.valueSources
      return sources.map { .required($0) } + [Self.choice(["default"], without: sources)]
    case .condition:
      return MappingKey.comparisons.map { .required("field", $0) }
        + MappingKey.groups.map { Self.choice([$0], without: ["field"] + MappingKey.comparisons) }
    case .transform: return MappingKey.keys(at: .transform).map { .required($0.name) }
    case .test: return MappingKey.expectations.map { .required($0) }
    default: return nil
    }
  }

  private static func choice(_ keys: [String], without others: [String]) -> SchemaNode {
    .object([
      ("required", .list(keys.map(SchemaNode.text))),
      ("properties", .object(others.map { ($0, .written("false")) })),
    ])
  }
}
