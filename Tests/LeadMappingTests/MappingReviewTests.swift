import LeadMapping
import LeadModel
import Testing

/// What `mapping check` says beyond errors.
struct MappingReviewTests {
  private func review(_ members: String) throws -> [Diagnostic] { try Fixtures.mapping(members).review() }

  /// The text at which a warning points.
  private func pointed(_ members: String, _ diagnostic: Diagnostic) throws -> String {
    let column = try #require(diagnostic.position?.column)
    return String(decoding: Array(Fixtures.text(members).utf8)[(column - 1)...], as: UTF8.self).replacing(
      "\"", with: "'")
  }

  @Test(arguments: [
    // A field that no record can have.
    ("'lead': {'email': 'ann@'}", "mapping.field.impossible", "'ann@'"),
    ("'lead': {'email': ''}", "mapping.field.impossible", "''"),
    ("'lead': {'email': {'from': 'A', 'transform': ['trim', 'digits']}}", "mapping.field.impossible", "['trim'"),
    ("'lead': {'email': '{A}', 'picture': 'logo.png'}", "mapping.field.impossible", "'logo.png'"),
    (
      "'lead': {'email': '{A}', 'name': {'from': 'B', 'when': {'all': [{'field': 'C', 'present': true}, {'field': 'C', 'absent': true}]}}}",
      "mapping.field.impossible", "{'all'"
    ),
    ("'lead': {'name': '{A}'}", "mapping.field.impossible", "{'name'"),
    ("'lead': {'name': '{A}'}, 'require': []", "mapping.field.impossible", "{'name'"),
    (
      "'lead': {'email': '{A}'}, 'require': [['email'], ['status', 'agentId']]", "mapping.field.impossible", "['status'"
    ),
    (
      "'lead': {'email': '{A}'}, 'skip': [{'when': {'any': [{'field': 'B', 'present': true}, {'field': 'B', 'absent': true}]}}]",
      "mapping.field.impossible", "{'any'"
    ),
    (
      "'lead': {'email': {'first': [{'template': 'nobody', 'invalid': 'omit'}, '{B}']}}", "mapping.field.impossible",
      "'nobody'"
    ),
    // Never reached.
    (
      "'source': {'format': 'csv'}, 'lead': {'email': {'from': ['Email', 'Mail', 'e-mail', 'EMAIL']}}",
      "mapping.rule.unreached", "'EMAIL'"
    ),
    ("'lead': {'email': {'from': ['Email', 'Email']}}", "mapping.rule.unreached", "'Email']"),
    ("'lead': {'email': '{A}', 'name': {'from': ['@now', 'B']}}", "mapping.rule.unreached", "'B'"),
    ("'lead': {'email': '{A}', 'name': {'first': ['{B}', 'Nobody', '{C}']}}", "mapping.rule.unreached", "'{C}'"),
    (
      "'lead': {'email': '{A}', 'name': {'first': [{'from': 'B', 'default': 'x'}, '{C}']}}", "mapping.rule.unreached",
      "'{C}'"
    ),
    ("'lead': {'email': '{A}', 'name': {'template': 'x', 'default': 'y'}}", "mapping.rule.unreached", "'y'"),
    (
      "'lead': {'email': '{A}', 'status': {'from': 'B', 'map': {'New': 'OPEN', 'Won': 'CLOSED', ' new': 'REVIEW'}, 'default': 'OPEN'}}",
      "mapping.rule.unreached", "' new'"
    ),
    (
      "'lead': {'email': '{A}'}, 'skip': [{'when': {'field': 'B', 'equals': 'x'}}, {'when': {'field': 'B', 'equals': 'x'}}]",
      "mapping.rule.unreached", "{'when'"
    ),
    (
      "'source': {'format': 'csv'}, 'lead': {'email': '{A}'}, 'skip': [{'when': {'all': [{'field': 'B', 'equals': 'x'}, {'field': 'B', 'in': ['y', 'z']}]}}]",
      "mapping.rule.unreached", "{'all'"
    ),
    // Open sets, and countries.
    ("'lead': {'email': '{A}', 'status': {'from': 'B', 'map': {'New': 'OPEN'}}}", "mapping.map.open", "{'New'"),
    ("'lead': {'phone': '{A}'}", "mapping.region.unknown", "'{A}'"),
    ("'lead': {'phone': {'from': ['A', 'B']}}", "mapping.region.unknown", "{'from'"),
  ])
  func warnsAtThePlace(members: String, code: String, place: String) throws {
    let found = try review(members)
    #expect(found.map(\.code) == [code], "\(found)")
    let diagnostic = try #require(found.first)
    #expect(diagnostic.severity == .warning)
    #expect(try pointed(members, diagnostic).hasPrefix(place))
  }

  /// What looks like one of them, and is right.
  @Test(arguments: [
    "'lead': {'email': '{A}', 'phone': {'from': 'B', 'invalid': 'omit'}}",
    "'lead': {'phone': {'from': 'B', 'region': {'from': 'C'}}}", "'lead': {'phone': {'from': 'B', 'region': 'DE'}}",
    "'lead': {'phone': {'from': 'B', 'dialCode': '{C}'}}", "'lead': {'phone': '+49 30 23125123'}",
    "'lead': {'email': {'from': ['Email', 'email']}}",
    "'source': {'format': 'jsonl'}, 'lead': {'email': {'from': ['Email', 'email', 'a.b', 'a.B']}}",
    "'lead': {'email': '{A}', 'name': {'first': [{'template': 'x', 'when': {'field': 'B', 'present': true}}, '{C}']}}",
    "'lead': {'email': '{A}', 'status': {'from': 'B', 'map': {'New': 'OPEN'}, 'invalid': 'omit'}}",
    "'lead': {'email': '{A}', 'status': {'from': 'B', 'map': {'New': 'OPEN'}, 'default': 'OPEN'}}",
    "'lead': {'email': '{A}', 'status': {'from': 'B', 'transform': 'boolean', 'map': {'true': 'OPEN', 'false': 'CLOSED'}}}",
    "'lead': {'email': '{A}', 'attributes': {'kind': {'from': 'B', 'map': {'x': 'y'}}, 'age': {'from': 'C', 'transform': 'digits'}}}",
    "'lead': {'name': '{A}'}, 'identity': '{B}', 'require': []",
    "'lead': {'name': '{A}'}, 'identity': '{B}', 'require': [['name', '{C}']]",
    "'lead': {'email': '{A}'}, 'skip': [{'when': {'all': [{'field': 'B', 'equals': 'x'}, {'field': 'B', 'equals': 'y'}]}}]",
    "'lead': {'email': '{A}'}, 'skip': [{'when': {'all': [{'field': 'B', 'equals': 'x'}, {'field': 'C', 'absent': true}]}}]",
    "'source': {'format': 'csv'}, 'lead': {'email': '{A}'}, 'skip': [{'when': {'all': [{'field': 'B', 'equals': ''}, {'field': 'B', 'absent': true}]}}]",
  ])
  func isQuietWhereAllIsRight(members: String) throws {
    #expect(try review(members) == [])
  }

  @Test(arguments: Mapping.readyNames)
  func hasNothingToSayOfAReadyMapping(name: String) throws {
    let mapping = try #require(try Mapping.ready(named: name))
    #expect(mapping.review() == [])
  }
}
