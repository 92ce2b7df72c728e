import Foundation
import LeadJSON
import LeadMapping
import LeadModel
import TestSupport
import Testing

/// `mappings/mapping.schema.json` says what the parser takes.
struct SchemaTests {
  private let schema: JSONValue

  init() throws { schema = try JSONDocument(parsing: MappingSchema.text).root }

  /// With `RECORD=1` in the environment the file is written anew, and the test fails.
  @Test func theFileIsOfTheDeclarations() throws {
    try RecordedFile("mappings/mapping.schema.json").compare(MappingSchema.text)
  }

  @Test(arguments: MappingPlace.allCases)
  func hasTheParsersKeys(place: MappingPlace) throws {
    let object = try #require(schema["$defs"]?[place.rawValue])
    let properties = try #require(object["properties"])
    let keys = MappingKey.keys(at: place)
    #expect(properties.members.map(\.key) == [MappingKey.comment] + keys.map(\.name))
    for key in keys { #expect(properties[key.name]?["description"]?.string == key.help) }
    #expect(object["required"]?.elements.compactMap(\.string) ?? [] == keys.filter(\.isRequired).map(\.name))
    #expect(object["additionalProperties"]?.boolean == false)
  }

  @Test(arguments: Mapping.readyNames)
  func takesTheReadyMapping(name: String) throws {
    let text = try #require(Mapping.readyText(named: name))
    #expect(try SchemaCheck(schema: schema).mistakes(in: JSONDocument(parsing: text).root) == [])
  }

  /// What the schema and the parser must agree on.
  @Test(arguments: [
    ("'lead': {}", true),
    ("'lead': {'phone': {'from': 'A', 'region': {'from': ['B', 'C']}, 'dialCode': '{D}', 'invalid': 'keep'}}", true),
    (
      "'lead': {'name': {'first': ['{A}', {'from': 'B', 'transform': ['trim', {'replace': ['a', 'b']}, {'hash': 'sha256'}]}]}}",
      true
    ),
    ("'lead': {'name': {'from': 'A', 'transform': {'date': {'from': ['yyyy-MM-dd'], 'timeZone': 'UTC'}}}}", true),
    (
      "'lead': {'attributes': {'a': '{A}', '*': {'except': ['x'], 'flatten': true, 'key': 'crm {key}', 'transform': 'trim'}}}",
      true
    ),
    ("'lead': {'tags': '{A}', 'notes': [{'title': 'x', 'description': {'from': 'A', 'join': '; '}}, '{B}']}", true),
    (
      "'lead': {}, 'skip': [{'when': {'all': [{'field': 'A', 'in': ['x', 1, true]}, {'not': {'field': 'B', 'matches': 'x'}}]}}]",
      true
    ),
    (
      "'lead': {}, 'optOut': {'columns': ['A'], 'values': ['x', true], 'required': true}, 'require': [['email'], 'name'], 'once': ['status']",
      true
    ),
    (
      "'lead': {}, 'source': {'columns': {'each': 'a[*]', 'names': ['{n}', {'lookup': 'f[i={i}].t'}], 'value': ['v']}, 'headers': ['A', ['B']]}",
      true
    ),
    (
      "'lead': {}, 'source': {'columns': {'each': '[*]', 'when': {'field': '@key', 'matches': '^q'}, 'names': {'from': '@key', 'transform': 'trim'}}}",
      true
    ),
    (
      "'lead': {}, 'source': {'columns': {'each': 'a', 'names': ['{n}'], 'value': [{'lookup': 'f[i={v}].t'}, ['v', {'lookup': 'w'}]]}}",
      true
    ),
    (
      "'lead': {}, 'tests': [{'name': 'x', 'record': {'A': 1}, 'lead': {'name': null, 'attributes': {'a': '1'}}}]", true
    ),
    ("'name': 'x'", false),
    ("'extends': 'generic-contacts'", true),
    ("'extends': 'generic-contacts', 'lead': {'email': {'invalid': null}, 'phone': null}, 'skip': null", true),
    ("'extends': 'generic-contacts', 'lead': {'email': {'invalid': 'drop'}}", false),
    ("'extends': 'generic-contacts', 'lead': {'notes': [{'title': 'x'}]}", false),
    ("'extends': 'generic-contacts', 'lead': {'name': {'when': {'feld': 'x'}}}", false),
    ("'extends': null, 'lead': {}", false),
    ("'revision': 0, 'lead': {}", false),
    ("'lead': {'name': {'from': 'A', 'template': 'b'}}", false),
    ("'lead': {}, 'source': {'shape': ['a', {'field': 'b', 'present': true}]}", true),
    ("'lead': {}, 'source': {'shape': [{'field': 'b'}]}", false),
    ("'lead': {}, 'reject': [{'when': {'field': 'b', 'absent': true}, 'reason': 'r'}]", true),
    ("'leed': {}, 'lead': {}", false),
    ("'lead': {'name': 1}", false),
    ("'lead': {'name': {'map': {}}}", false),
    ("'lead': {'name': {'from': []}}", false),
    ("'lead': {'email': {'from': 'A', 'region': 'GB'}}", false),
    ("'lead': {'name': {'from': 'A', 'transform': 'trimm'}}", false),
    ("'lead': {'name': {'from': 'A', 'transform': {'truncate': 0}}}", false),
    ("'lead': {}, 'optOut': {'columns': ['A']}", true),
    ("'lead': {}, 'optOut': {'values': ['A']}", false),
    ("'lead': {}, 'identity': ['{A}', {'template': 'x:{B}', 'when': {'field': 'A', 'absent': true}}]", true),
    ("'lead': {}, 'identity': {'template': '{A}'}", true),
    ("'lead': {}, 'identity': {'when': {'field': 'A', 'absent': true}}", false),
    ("'lead': {}, 'identity': [1]", false),
    ("'lead': {'phone': {'all': ['A', 'B'], 'region': 'GB'}, 'email': {'all': 'A'}}", true),
    ("'lead': {'phone': {'all': []}}", false),
    ("'lead': {'phone': {'all': [{'from': 'A'}]}}", false),
    ("'lead': {'name': {'columns': {'named': 'x', 'holding': 'y', 'own': true, 'except': ['a*']}}}", true),
    ("'lead': {'tags': [{'columns': {'except': 'A'}}]}", true),
    ("'lead': {'name': {'columns': {}}}", false),
    ("'lead': {'name': {'columns': ['A']}}", false),
    ("'lead': {'name': {'columns': {'like': 'x', 'named': 'x'}}}", false),
    ("'lead': {}, 'skip': [{'when': {'equals': 'x'}}]", false),
    ("'lead': {}, 'source': {'format': 'xml'}", false),
    ("'lead': {}, 'tests': [{'name': 'x', 'record': {}, 'lead': {}, 'skipped': true}]", false),
    ("'lead': {}, 'source': {'columns': {'each': 'a', 'names': [], 'value': 'v'}}", false),
    ("'lead': {}, 'source': {'columns': {'each': 'a', 'names': '{n}', 'value': [['v', 1]]}}", false),
    ("'lead': {}, 'source': {'columns': {'each': 'a', 'names': '{n}', 'value': {'look': 'v'}}}", false),
    ("'lead': {}, 'source': {'columns': {'each': 'a', 'names': {'lookup': 'x', 'from': 'y'}}}", false),
    ("'lead': {}, 'once': ['state']", false),
    ("'lead': {'status': 'OPN'}", false), ("'lead': {'status': 'in progress'}", true), ("'lead': {'status': ''}", true),
    ("'lead': {'status': {'from': 'S', 'map': {'$comment': 1, 'a': 'OPN'}}}", false),
    ("'lead': {'status': {'from': 'S', 'map': {'$comment': 1, 'a': 'ON HOLD', 'b': '{T}'}, 'default': 'open'}}", true),
    ("'lead': {'status': {'from': 'S', 'transform': 'trim', 'default': 'OPN'}}", false),
    ("'extends': 'generic-contacts', 'lead': {'status': {'map': {'new': null, 'x': 'CLOSED'}}}", true),
    ("'extends': 'generic-contacts', 'lead': {'status': {'map': {'x': 'CLOSE'}}}", false),
    ("'lead': {}, 'identity': 'x'", false), ("'lead': {}, 'identity': ['{{x}}']", false),
    ("'lead': {}, 'identity': 'crm:{{{x}}}'", true), ("'lead': {'uuid': 'x'}", false),
    ("'lead': {'uuid': {'default': 'x'}}", false), ("'lead': {'uuid': {'from': 'x'}}", true),
    ("'lead': {'name': {'from': 'A', 'transform': {'truncate': 1.0}}}", true),
    ("'lead': {'name': {'from': 'A', 'transform': {'truncate': 1.5}}}", false), ("'revision': 2.0, 'lead': {}", true),
  ])
  func agreesWithTheParser(members: String, isTaken: Bool) throws {
    let value = try JSONDocument(parsing: Fixtures.text(members)).root
    let mistakes = try SchemaCheck(schema: schema).mistakes(in: value)
    #expect(mistakes.isEmpty == isTaken, "\(mistakes)")
    let errors = Fixtures.diagnostics(members).filter { $0.severity == .error }
    #expect(errors.isEmpty == isTaken, "\(errors)")
  }

  @Test func everyKeyHasItsWords() {
    for key in MappingKey.all {
      #expect(!key.help.isEmpty && !key.takes.isEmpty && !key.help.hasSuffix("."))
    }
    #expect(Set(MappingKey.all.map { "\($0.place) \($0.name)" }).count == MappingKey.all.count)
  }
}
