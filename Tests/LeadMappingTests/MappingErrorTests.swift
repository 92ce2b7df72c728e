import LeadMapping
import LeadModel
import Testing

/// Every error of the language, with its place: the first line is `{"version": 1, `, 15 bytes.
struct MappingErrorTests {
  /// A mistake in a mapping's members, and what is said of it.
  struct Mistake: Sendable, CustomStringConvertible {
    let members: String
    let code: String
    /// A part of the members, at whose first byte it is.
    let at: String
    var hint: String?

    init(_ members: String, _ code: String, at: String, hint: String? = nil) {
      self.members = members
      self.code = code
      self.at = at
      self.hint = hint
    }

    var description: String { "\(code) in \(members)" }
  }

  static let mistakes: [Mistake] = [
    Mistake("'leads': {}, 'lead': {}", "mapping.key.unknown", at: "'leads'", hint: "did you mean 'lead'?"),
    Mistake("'lead': {'nmae': '{A}'}", "mapping.key.unknown", at: "'nmae'", hint: "did you mean 'name'?"),
    Mistake(
      "'lead': {'dialCode': '{A}'}", "mapping.key.unknown", at: "'dialCode'",
      hint: "it comes with 'phone': \"phone\": {\"from\": …, \"dialCode\": …}"),
    Mistake("'lead': {'name': {'form': 'A'}}", "mapping.key.unknown", at: "'form'", hint: "did you mean 'from'?"),
    Mistake(
      "'lead': {'email': {'from': 'A', 'region': 'GB'}}", "mapping.key.unknown", at: "'region'",
      hint: "known are from, template, first, all, columns, when, transform, split, join, map, default, invalid"),
    Mistake(
      "'lead': {'notes': [{'titel': 'x', 'description': '{A}'}]}", "mapping.key.unknown", at: "'titel'",
      hint: "did you mean 'title'?"),
    Mistake(
      "'lead': {'attributes': {'*': {'exclude': []}}}", "mapping.key.unknown", at: "'exclude'",
      hint: "known are except, flatten, key, transform"),
    Mistake(
      "'lead': {}, 'source': {'header': ['A']}", "mapping.key.unknown", at: "'header'", hint: "did you mean 'headers'?"),
    Mistake(
      "'lead': {}, 'optOut': {'column': [], 'columns': ['A'], 'values': ['x']}", "mapping.key.unknown", at: "'column'",
      hint: "did you mean 'columns'?"),
    Mistake(
      "'lead': {}, 'skip': [{'if': {}, 'when': {'field': 'A', 'present': true}}]", "mapping.key.unknown", at: "'if'",
      hint: "known are when, reason"),
    Mistake(
      "'lead': {}, 'skip': [{'when': {'field': 'A', 'equal': 'x'}}]", "mapping.key.unknown", at: "'equal'",
      hint: "did you mean 'equals'?"),
    Mistake(
      "'lead': {}, 'tests': [{'name': 'n', 'record': {}, 'lead': {'mail': 'x'}}]", "mapping.key.unknown", at: "'mail'",
      hint: "did you mean 'email'?"),
    Mistake("'name': 'x'", "mapping.key.missing", at: ""),
    Mistake("'lead': {'notes': [{'title': 'x'}]}", "mapping.key.missing", at: "{'title'"),
    Mistake("'lead': {'name': {'when': {'field': 'A', 'present': true}}}", "mapping.key.missing", at: "{'when'"),
    Mistake("'lead': {}, 'optOut': {'values': ['x']}", "mapping.key.missing", at: "{'values'"),
    Mistake("'lead': {}, 'identity': {'when': {'field': 'A', 'present': true}}", "mapping.key.missing", at: "{'when'"),
    Mistake("'lead': {'tags': {'columns': {}}}", "mapping.key.missing", at: "{}}}"),
    Mistake(
      "'lead': {'tags': {'columns': {'name': 'x', 'own': true}}}", "mapping.key.unknown", at: "'name'",
      hint: "did you mean 'named'?"),
    Mistake("'lead': {'tags': {'columns': 'A'}}", "mapping.type", at: "'A'"),
    Mistake("'lead': {'tags': {'columns': {'own': 'yes'}}}", "mapping.type", at: "'yes'"),
    Mistake("'lead': {'tags': {'columns': {'named': '(x'}}}", "mapping.regex", at: "'}}}"),
    Mistake("'lead': {'tags': {'columns': {'own': true}, 'from': 'A'}}", "mapping.key.conflict", at: "{'own'"),
    Mistake("'lead': {'phone': {'all': []}}", "mapping.value", at: "[]"),
    Mistake("'lead': {'phone': {'all': [{'from': 'A'}]}}", "mapping.type", at: "{'from'"),
    Mistake(
      "'lead': {'phone': {'all': ['{A} {B}']}}", "mapping.path.invalid", at: "'{A}",
      hint: "a text with fields stands in \"template\"; a column's name that holds braces is written in quotes"),
    Mistake("'lead': {}, 'identity': [7]", "mapping.type", at: "7"),
    Mistake("'lead': {}, 'identity': [{'template': 'crm'}]", "mapping.identity.constant", at: "{'template'"),
    Mistake("'lead': {}, 'identity': {'template': '{A}', 'when': 'x'}", "mapping.type", at: "'x'"),
    Mistake("'lead': {}, 'skip': [{'reason': 'x'}]", "mapping.key.missing", at: "{'reason'"),
    Mistake("'lead': {}, 'skip': [{'when': {'field': 'A'}}]", "mapping.key.missing", at: "{'field'"),
    Mistake("'lead': {}, 'tests': [{'name': 'x', 'record': {}}]", "mapping.key.missing", at: "{'name'"),
    Mistake("'lead': {'name': {'from': 'A', 'template': '{A}'}}", "mapping.key.conflict", at: "'{A}'"),
    Mistake(
      "'lead': {}, 'skip': [{'when': {'field': 'A', 'equals': 'x', 'present': true}}]", "mapping.key.conflict",
      at: "{'field'"),
    Mistake(
      "'lead': {'name': {'from': 'A', 'transform': {'extract': 'a', 'truncate': 1}}}", "mapping.key.conflict",
      at: "{'extract'"),
    Mistake("'lead': []", "mapping.type", at: "[]"),
    Mistake("'lead': {'name': 5}", "mapping.type", at: "5"),
    Mistake("'lead': {'name': {'from': true}}", "mapping.type", at: "true"),
    Mistake("'lead': {'tags': ['a', null]}", "mapping.type", at: "null"),
    Mistake("'lead': {'attributes': []}", "mapping.type", at: "[]"),
    Mistake("'lead': {'name': {'from': 'A', 'map': []}}", "mapping.type", at: "[]"),
    Mistake("'lead': {'name': {'from': 'A', 'when': 'x'}}", "mapping.type", at: "'x'"),
    Mistake("'lead': {}, 'name': 1", "mapping.type", at: "1"),
    Mistake("'lead': {}, 'require': 'email'", "mapping.type", at: "'email'"),
    Mistake("'lead': {}, 'tests': 7", "mapping.type", at: "7"),
    Mistake(
      "'lead': {}, 'optOut': {'columns': ['A'], 'values': ['x'], 'required': 'yes'}", "mapping.type", at: "'yes'"),
    Mistake("'lead': {'name': {'from': []}}", "mapping.value", at: "[]"),
    Mistake("'lead': {'name': {'first': []}}", "mapping.value", at: "[]"),
    Mistake("'lead': {'tags': {'from': 'A', 'split': ''}}", "mapping.value", at: "''"),
    Mistake("'lead': {'attributes': {'': '{A}'}}", "mapping.value", at: "''"),
    Mistake("'lead': {}, 'source': {'headers': []}", "mapping.value", at: "[]"),
    Mistake(
      "'lead': {'name': 'Hi {First'}", "mapping.template.unclosed", at: "{First",
      hint: "a field is written {Name}, a brace itself {{"),
    Mistake(
      "'lead': {'name': '{A} {B'}", "mapping.template.unclosed", at: "{B",
      hint: "a field is written {Name}, a brace itself {{"),
    Mistake(
      "'lead': {'name': 'Gr\\u00fc\\u00dfe ü {B'}", "mapping.template.unclosed", at: "{B",
      hint: "a field is written {Name}, a brace itself {{"),
    Mistake(
      "'lead': {}, 'skip': [{'when': {'field': 'A', 'present': true}, 'reason': 'is {A}'}]",
      "mapping.template.constant", at: "'is {A}'"),
    Mistake("'lead': {}, 'identity': ['crm']", "mapping.identity.constant", at: "'crm'"),
    Mistake("'lead': {'uuid': 'x'}", "mapping.identity.constant", at: "'x'"),
    Mistake(
      "'lead': {'name': '{A..B}'}", "mapping.path.invalid", at: ".B}", hint: "a column's name in quotes: {\"…\"}"),
    Mistake(
      "'lead': {'name': 'x {A[b]}'}", "mapping.path.invalid", at: "[b]", hint: "a column's name in quotes: {\"…\"}"),
    Mistake("'lead': {'name': '{}'}", "mapping.path.invalid", at: "}'}"),
    Mistake(
      "'lead': {'name': {'from': '{A} {B}'}}", "mapping.path.invalid", at: "'{A}",
      hint: "a text with fields stands in \"template\"; a column's name that holds braces is written in quotes"),
    Mistake("'lead': {}, 'source': {'records': 'a['}", "mapping.path.invalid", at: "['}"),
    Mistake(
      "'lead': {'name': '{@source.file}'}", "mapping.path.circumstance", at: "@source",
      hint: "did you mean '@source.line'?"),
    Mistake("'lead': {'name': '{@nwo}'}", "mapping.path.circumstance", at: "@nwo", hint: "did you mean '@now'?"),
    Mistake("'lead': {}, 'skip': [{'when': {'field': 'A', 'matches': 'a('}}]", "mapping.regex", at: "'}}]"),
    Mistake("'lead': {'name': {'from': 'A', 'transform': {'extract': '[a'}}}", "mapping.regex", at: "'}}}"),
    Mistake("'lead': {'name': {'from': 'A', 'transform': {'replace': ['(a)', '$2']}}}", "mapping.regex", at: "$2"),
    Mistake(
      "'lead': {'name': {'from': 'A', 'transform': 'lowercsae'}}", "mapping.transform.unknown", at: "'lowercsae'",
      hint: "did you mean 'lowercase'?"),
    Mistake(
      "'lead': {'name': {'from': 'A', 'transform': ['trim', {'extrct': 'a'}]}}", "mapping.transform.unknown",
      at: "'extrct'", hint: "did you mean 'extract'?"),
    Mistake(
      "'lead': {'name': {'from': 'A', 'transform': 'truncate'}}", "mapping.transform.argument", at: "'truncate'",
      hint: "written {\"truncate\": …}"),
    Mistake(
      "'lead': {'name': {'from': 'A', 'transform': {'trim': true}}}", "mapping.transform.argument", at: "{'trim'",
      hint: "written \"trim\""),
    Mistake("'lead': {'name': {'from': 'A', 'transform': {'truncate': 0}}}", "mapping.transform.argument", at: "0"),
    Mistake("'lead': {'name': {'from': 'A', 'transform': {'hash': 'md5'}}}", "mapping.transform.argument", at: "'md5'"),
    Mistake("'lead': {'name': {'from': 'A', 'transform': {'replace': 'a'}}}", "mapping.transform.argument", at: "'a'}"),
    Mistake("'lead': {'name': {'from': 'A', 'transform': {'date': {'from': ['yyyy-QQ']}}}}", "mapping.date", at: "QQ"),
    Mistake(
      "'lead': {'name': {'from': 'A', 'transform': {'date': {'from': 'yyyy-MM-dd', 'timeZone': 'Mars'}}}}",
      "mapping.date", at: "'Mars'"),
    Mistake("'lead': {}, 'source': {'format': 'cvs'}", "mapping.format", at: "'cvs'", hint: "did you mean 'csv'?"),
    Mistake("'lead': {'status': 'OPNE'}", "mapping.status", at: "'OPNE'", hint: "did you mean 'OPEN'?"),
    Mistake(
      "'lead': {'status': {'from': 'A', 'map': {'x': 'CLOSE'}}}", "mapping.status", at: "'CLOSE'",
      hint: "did you mean 'CLOSED'?"),
    Mistake(
      "'lead': {'status': {'from': 'A', 'default': 'none'}}", "mapping.status", at: "'none'",
      hint: "known are OPEN, INPROGRESS, REVIEW, ONHOLD, DEPENDANCY, CLOSED"),
    Mistake("'lead': {'phone': {'from': 'A', 'region': 'Atlantis'}}", "mapping.region", at: "'Atlantis'"),
    Mistake(
      "'lead': {'phone': {'from': 'A', 'invalid': 'skip'}}", "mapping.invalid", at: "'skip'",
      hint: "known are reject, omit, keep"),
    Mistake("'lead': {'status': {'from': 'A', 'invalid': 'keep'}}", "mapping.invalid", at: "'keep'"),
    Mistake("'lead': {}, 'require': [['mail']]", "mapping.field.unknown", at: "'mail'", hint: "did you mean 'email'?"),
    Mistake("'lead': {}, 'once': ['state']", "mapping.field.unknown", at: "'state'", hint: "did you mean 'status'?"),
    Mistake(
      "'lead': {}, 'source': {'headers': ['E-Mail']}, 'identity': ['{A}'], 'lead': {'email': 'e-mail'}",
      "mapping.literal.column", at: "'e-mail'", hint: "the column is written \"{E-Mail}\""),
    Mistake(
      "'lead': {'name': '{{Name}}'}", "mapping.literal.braces", at: "'{{Name}}'", hint: "the field is written '{Name}'"),
    Mistake("'lead': {}, 'extends': 'none.json'", "mapping.extends", at: "'none.json'"),
    Mistake(
      "'extends': 'generic-contcts'", "mapping.extends", at: "'generic-contcts'",
      hint: "did you mean 'generic-contacts'?"),
    Mistake("'lead': {}, 'lead': {'tags': []}", "mapping.key.duplicate", at: "'lead': {'tags'"),
  ]

  @Test(arguments: mistakes)
  func isSaidAtItsPlace(_ mistake: Mistake) throws {
    let found = Fixtures.diagnostics(mistake.members)
    let diagnostic = try #require(
      found.first { $0.code == mistake.code }, "got \(found.map(\.description).joined(separator: "; "))")
    #expect(diagnostic.hint == mistake.hint)
    #expect(diagnostic.position?.file == "m.json")
    #expect(diagnostic.position?.line == 1)
    if !mistake.at.isEmpty {
      let place = try #require(mistake.members.firstRange(of: mistake.at))
      let column = "{'version': 1, ".utf8.count + mistake.members[..<place.lowerBound].utf8.count + 1
      #expect(diagnostic.position?.column == column, "\(diagnostic)")
    }
    #expect(MappingCode(rawValue: diagnostic.code) != nil)
  }

  /// Codes that are not of the file itself, and tested elsewhere.
  private static let others: Set<MappingCode> = [
    .unknownColumn, .optOutUnknown, .version, .revision, .impossibleField, .unreachedRule, .openMap, .unknownRegion,
  ]

  @Test(arguments: MappingCode.allCases.filter { !others.contains($0) })
  func everyCodeHasAMistake(code: MappingCode) {
    #expect(Self.mistakes.contains { $0.code == code.rawValue })
  }

  @Test func allErrorsComeAtOnceInTheirOrder() {
    let text = """
      {
        "version": 2,
        "nam": "x",
        "lead": {
          "name": {"from": "A", "transform": "trimm"},
          "email": "{Email",
          "phone": {"from": "P", "region": "Nowhere"}
        },
        "skip": [{"when": {"field": "S", "matches": "("}}]
      }
      """
    let error = #expect(throws: Diagnostics.self) { try Mapping(parsing: Array(text.utf8), file: "x/y.json") }
    #expect(
      error?.all.map { "\($0.position?.line ?? 0):\($0.position?.column ?? 0) \($0.code)" } == [
        "2:14 mapping.version", "3:3 mapping.key.unknown", "5:40 mapping.transform.unknown",
        "6:15 mapping.template.unclosed", "7:38 mapping.region", "9:49 mapping.regex",
      ])
  }

  @Test(arguments: [("", "json.empty"), ("{\"version\": 1,\n \"lead\": }", "json.syntax"), ("{", "json.incomplete")])
  func aTextThatIsNoJSONHasItsPlace(text: String, code: String) {
    let error = #expect(throws: Diagnostics.self) { try Mapping(parsing: Array(text.utf8), file: "m.json") }
    #expect(error?.all.map(\.code) == [code])
    #expect(error?.all.first?.position?.line != nil)
  }

  @Test func aMappingWithoutAVersionIsTakenWithAWarning() throws {
    let mapping = try Mapping(parsing: Array("{\"lead\": {}}".utf8), file: "folder/mine.json")
    #expect(mapping.warnings.map(\.code) == ["mapping.version"])
    #expect(mapping.warnings.map(\.severity) == [.warning])
    #expect(mapping.name == "mine")
  }

  @Test func aCommentMayStandAnywhere() {
    let found = Fixtures.diagnostics(
      """
      '$comment': 'x', '$schema': 's', 'description': 'd', 'name': 'n', 'source': {'$comment': 'x', 'format': 'csv'},
      'lead': {'$comment': 'x', 'name': {'$comment': 'x', 'from': 'A', 'map': {'$comment': ['x'], 'a': 'b'},
      'transform': {'$comment': 'x', 'truncate': 3}, 'when': {'$comment': 1, 'field': 'A', 'present': true}},
      'attributes': {'$comment': 'x', '*': {'$comment': 'x'}}}, 'optOut': {'$comment': 'x', 'columns': ['A'], 'values': ['x']}
      """)
    #expect(found.isEmpty)
  }

  @Test func whatTheFileSaysOfItselfIsKept() throws {
    let mapping = try Fixtures.mapping(
      """
      'name': 'n', 'description': 'd', 'lead': {}, 'once': ['status', 'tags'],
      'source': {'format': 'jsonl', 'headers': ['A', ['B', 'C']], 'records': 'data.items[*]'}
      """)
    #expect(mapping.name == "n")
    #expect(mapping.description == "d")
    #expect(mapping.format == .jsonl)
    #expect(mapping.headers == [["A"], ["B", "C"]])
    #expect(mapping.recordsPath?.text == "data.items[*]")
    #expect(mapping.once == [.status, .tags])
    #expect(mapping.digest.count == 71 && mapping.digest.hasPrefix("sha256:"))
  }
}
