import LeadJSON
import LeadMapping
import LeadModel
import TestSupport
import Testing

/// Every key of the language with values of every kind: the schema takes what the parser takes.
struct SchemaAgreementTests {
  /// Where an object of a place stands in a mapping, `@`, and what else it needs.
  private static func host(_ place: MappingPlace) -> (text: String, base: [(key: String, value: String)]) {
    let test = "{'version': 1, 'lead': {}, 'tests': [{'name': 'n', 'record': {}, 'lead': @}]}"
    return switch place {
    case .mapping: ("@", [("version", "1"), ("lead", "{}")])
    case .source: ("{'version': 1, 'lead': {}, 'source': @}", [])
    case .columns:
      ("{'version': 1, 'lead': {}, 'source': {'columns': @}}", [("each", "'a'"), ("names", "'{n}'"), ("value", "'v'")])
    case .lookup:
      (
        "{'version': 1, 'lead': {}, 'source': {'columns': {'each': 'a', 'value': 'v', 'names': [@]}}}",
        [("lookup", "'p'")]
      )
    case .lead: ("{'version': 1, 'lead': @}", [])
    case .value: ("{'version': 1, 'lead': {'picture': @}}", [("from", "'A'")])
    case .phone: ("{'version': 1, 'lead': {'phone': @}}", [("from", "'A'")])
    case .columnPattern: ("{'version': 1, 'lead': {'name': {'columns': @}}}", [("named", "'x'")])
    case .identity: ("{'version': 1, 'lead': {}, 'identity': [@]}", [("template", "'{x}'")])
    case .note: ("{'version': 1, 'lead': {'notes': [@]}}", [("description", "'d'")])
    case .rest: ("{'version': 1, 'lead': {'attributes': {'*': @}}}", [])
    case .condition:
      ("{'version': 1, 'lead': {}, 'skip': {'when': @}}", [("field", "'A'"), ("present", "true")])
    case .transform: ("{'version': 1, 'lead': {'name': {'from': 'A', 'transform': @}}}", [])
    case .date: ("{'version': 1, 'lead': {'name': {'from': 'A', 'transform': {'date': @}}}}", [("from", "'yyyy'")])
    case .optOut: ("{'version': 1, 'lead': {}, 'optOut': @}", [("columns", "'A'"), ("values", "'x'")])
    case .skip: ("{'version': 1, 'lead': {}, 'skip': @}", [("when", "{'field': 'A', 'present': true}")])
    case .reject: ("{'version': 1, 'lead': {}, 'reject': @}", [("when", "{'field': 'A', 'present': true}")])
    case .test: ("{'version': 1, 'lead': {}, 'tests': [@]}", [("name", "'n'"), ("record", "{}"), ("lead", "{}")])
    case .expectedLead: (test, [])
    case .expectedNote: (test.replacing("@", with: "{'notes': [@]}"), [])
    case .expectedAttribute: (test.replacing("@", with: "{'attributes': [@]}"), [("key", "'k'")])
    }
  }

  /// Keys that cannot stand beside the one that is tried.
  private static func rivals(of key: MappingKey) -> [String] {
    switch (key.place, key.name) {
    case (.value, "template"), (.value, "first"), (.phone, "template"), (.phone, "first"),
      (.value, "all"), (.value, "columns"), (.phone, "all"), (.phone, "columns"):
      ["from"]
    case (.condition, "all"), (.condition, "any"), (.condition, "not"): ["field", "present"]
    case (.condition, "equals"), (.condition, "in"), (.condition, "matches"), (.condition, "absent"): ["present"]
    case (.test, "skipped"), (.test, "rejected"): ["lead"]
    default: []
    }
  }

  private static let values = [
    "null", "true", "false", "0", "1", "2", "1.0", "1.5", "-1", "''", "'x'", "'{x}'", "'{key}'", "'trim'", "'email'",
    "'csv'",
    "'omit'", "'sha256'", "[]", "['x']", "['{x}']", "['']", "[1]", "[null]", "[[]]", "[['x']]", "[['email']]",
    "['email']",
    "['trim']", "['x', 'y']", "[true, 'y']", "{}", "{'x': 1}", "{'x': null}", "{'x': '{x}'}", "{'*': {}}", "{'': 'x'}",
    "{'from': 'A'}", "{'from': 'yyyy'}", "[{'from': 'A'}]", "{'field': 'A', 'present': true}",
    "[{'field': 'A', 'in': ['x']}]", "{'field': 'A'}", "{'not': {'field': 'A', 'absent': false}, 'field': 'B'}",
    "{'truncate': 3}", "[{'truncate': 3}, 'trim']", "{'truncate': 3, 'hash': 'sha256'}", "{'lookup': 'a'}",
    "{'each': 'a', 'names': 'b', 'value': 'c'}", "{'when': {'field': 'A', 'present': true}}",
    "[{'when': {'any': [{'field': 'A', 'equals': 1}]}, 'reason': 'r'}]", "{'columns': 'A', 'values': [true]}",
    "{'title': 't'}", "[{'title': 't', 'description': 'd'}]", "{'description': {'from': 'A', 'join': ''}}",
    "[{'name': 'n', 'record': {}, 'skipped': true}]", "[{'key': 'k', 'value': null}]",
    "{'first': ['{A}', {'from': 'B'}]}",
    "'open'", "'In Progress'", "'{{x}}'", "{'default': 'OPEN'}", "{'from': 'A', 'map': {'x': 'on-hold'}}",
    "{'from': 'A', 'map': {'x': 'OPN'}}", "{'from': 'A', 'transform': 'trim', 'default': 'OPN'}",
    "{'first': [{}]}", "{'default': 1}", "{'named': 'x'}", "{'$comment': [null], 'from': 'A'}",
  ]

  /// What is wrong with a value's form; the rest (a country that is none, a path that cannot be read) no schema sees.
  private static let structural: Set<MappingCode> = [
    .unknownKey, .missingKey, .conflictingKeys, .type, .value, .version, .format, .invalidPolicy, .unknownTransform,
    .transformArgument, .unknownField, .status, .constantIdentity,
  ]

  private let schema: SchemaCheck

  init() throws { schema = SchemaCheck(schema: try JSONDocument(parsing: MappingSchema.text).root) }

  @Test(arguments: MappingKey.all)
  func theSchemaTakesWhatTheParserTakes(key: MappingKey) throws {
    let host = Self.host(key.place)
    var taken = 0
    for value in Self.values {
      // A template of {key} with another field in it has the right form.
      if key.place == .rest, key.name == "key", value == "'{x}'" || value == "'{{x}}'" { continue }
      let others = host.base.filter { $0.key != key.name && !Self.rivals(of: key).contains($0.key) }
      let members = (others + [(key.name, value)]).map { "'\($0.key)': \($0.value)" }.joined(separator: ", ")
      let text = host.text.replacing("@", with: "{\(members)}").replacing("'", with: "\"")
      let mistakes = try schema.mistakes(in: JSONDocument(parsing: text).root)
      let errors = Self.errors(text)
      #expect(mistakes.isEmpty == errors.isEmpty, "\(text)\nschema: \(mistakes)\nparser: \(errors)")
      if errors.isEmpty { taken += 1 }
    }
    #expect(taken > 0)
    #expect(taken < Self.values.count)
  }

  private static func errors(_ text: String) -> [String] {
    do throws(Diagnostics) {
      _ = try Mapping(parsing: Array(text.utf8), file: "m.json")
      return []
    } catch {
      return error.all.filter { diagnostic in
        diagnostic.severity == .error && MappingCode(rawValue: diagnostic.code).map(structural.contains) != false
      }.map(\.description)
    }
  }
}
