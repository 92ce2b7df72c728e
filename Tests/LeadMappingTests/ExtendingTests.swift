import LeadModel
import Testing

@testable import LeadMapping

/// `extends`: a mapping that adds to another.
struct ExtendingTests {
  /// Files by their paths, written with `'` for `"`.
  private static func mapping(_ files: KeyValuePairs<String, String>) throws(Diagnostics) -> Mapping {
    let texts = Dictionary(
      uniqueKeysWithValues: files.map { ($0.key, Array($0.value.replacing("'", with: "\"").utf8)) })
    return try Mapping(parsing: texts[files[0].key] ?? [], file: files[0].key) { texts[$0] }
  }

  private static func diagnostics(_ files: KeyValuePairs<String, String>) -> [String] {
    do throws(Diagnostics) { return try mapping(files).warnings.map(line) } catch { return error.all.map(line) }
  }

  private static func line(_ diagnostic: Diagnostic) -> String {
    "\(diagnostic.position.map { "\($0)" } ?? "") \(diagnostic.code)"
  }

  private static let base = """
    {'version': 1, 'name': 'base', 'description': 'b', 'revision': 4, 'source': {'headers': ['A'], 'format': 'csv'},
     'lead': {'name': '{A}', 'email': {'from': 'B', 'invalid': 'omit'}, 'tags': ['x', 'y'],
       'attributes': {'one': '{C}', 'two': '{D}'}},
     'once': ['status'], 'skip': [{'when': {'field': 'S', 'present': true}}],
     'tests': [{'name': 't', 'record': {'A': 1}, 'skipped': true}]}
    """

  @Test func objectsMergeByKeyAndAllElseIsReplaced() throws {
    let mapping = try Self.mapping([
      "m/own.json": """
      {'extends': '../base.json', 'revision': 2, 'source': {'format': null}, 'once': null,
       'lead': {'email': {'from': ['E', 'B']}, 'tags': ['z'], 'attributes': {'two': null, 'three': 'c', 'one': 'o'}}}
      """, "base.json": Self.base,
    ])
    #expect(mapping.name == "own")
    #expect(mapping.description == nil)
    #expect(mapping.revision == 2)
    #expect(mapping.testCount == 0)
    #expect(mapping.format == nil)
    #expect(mapping.headers == [["A"]])
    #expect(mapping.once.isEmpty)
    var mapper = try Mapper(mapping, run: MappingRun())
    let lead = try #require(
      mapper.map(Fixtures.row(["A": "Ann", "B": "b@example.com", "E": "", "C": "c", "D": "d"])).lead)
    #expect(lead.name == "Ann")
    #expect(lead.email == "b@example.com")
    #expect(lead.tags == ["z"])
    #expect(lead.attributes == [.init(key: "one", value: "o"), .init(key: "three", value: "c")])
    #expect(mapper.map(Fixtures.row(["A": "Ann", "B": "b@example.com", "S": "1"])).codes == ["skip.rule"])
    // What the base says of an invalid address still stands.
    #expect(mapper.map(Fixtures.row(["A": "A", "B": "no", "E": ""])).codes == ["identity.missing", "require.missing"])
  }

  @Test func mistakesAreToldOfWhereTheyAreWritten() {
    let base = """
      {'version': 1,
        'lead': {'name': {'from': 'A', 'transform': 'trimm'},
                 'email': '{B'}}
      """
    let own = """
      {'extends': './base.json',
       'nam': 'x', 'lead': { 'phone': {'from': 'P',
         'regin': 'GB', 'region': 'Nowhere'}, 'picture': null } }
      """
    #expect(
      Self.diagnostics(["own.json": own, "base.json": base]) == [
        "own.json:2:2 mapping.key.unknown", "own.json:3:4 mapping.key.unknown", "own.json:3:29 mapping.region",
        "own.json:3:41 mapping.extends", "base.json:2:47 mapping.transform.unknown",
        "base.json:3:22 mapping.template.unclosed",
      ])
  }

  @Test func aKeyThatTwoFilesGiveIsInTheOneThatExtends() {
    #expect(
      Self.diagnostics([
        "own.json": "{'extends': 'base.json', 'lead': {\n  'name': {'template': 'x'}}}",
        "base.json": "{'version': 1, 'lead': {'name': {'from': 'A'}}}",
      ]) == ["own.json:2:24 mapping.key.conflict"])
  }

  @Test func aConflictWithWhatIsExtendedComesWithItsCure() throws {
    let files: KeyValuePairs = [
      "own.json": "{'extends': 'base.json', 'lead': {'name': {'from': 'X'}}}",
      "base.json": "{'version': 1, 'lead': {'name': {'first': ['{A}', '{B}']}}}",
    ]
    #expect(Self.diagnostics(files) == ["own.json:1:52 mapping.key.conflict"])
    do throws(Diagnostics) { _ = try Self.mapping(files) } catch {
      #expect(error.all.map(\.hint) == ["\"first\": null takes away what is extended"])
    }
  }

  /// What is missing may be in the file that cannot be had, and what is taken away as well.
  @Test(arguments: ["none.json", "none", "bad.json", "own.json", "five.json"])
  func theRestIsCheckedWhereWhatIsExtendedCannotBeHad(base: String) {
    let own = """
      {'extends': '\(base)', 'nam': 'x',
       'lead': {'email': {'form': 'E'}, 'picture': null, 'attributes': {'a': '{x'}},
       'once': null}
      """
    let found = Self.diagnostics(["own.json": own, "bad.json": "{", "five.json": "5"])
    #expect(
      found.filter { !$0.hasSuffix("mapping.extends") && !$0.hasSuffix("mapping.type") && !$0.contains("bad") }
        == [
          "own.json:1:\(24 + base.utf8.count - 7) mapping.key.unknown", "own.json:2:21 mapping.key.unknown",
          "own.json:2:73 mapping.template.unclosed",
        ])
    #expect(found.count == 4)
  }

  @Test func whatIsExtendedMayExtend() throws {
    let mapping = try Self.mapping([
      "a/own.json": "{'extends': '../b/two.json'}",
      "b/two.json": "{'extends': 'three.json', 'lead': {'name': null, 'picture': '{P}'}}",
      "b/three.json": "{'version': 1, 'lead': {'name': '{N}', 'email': '{E}'}}",
    ])
    #expect(mapping.plan.name == nil)
    #expect(mapping.plan.email != nil && mapping.plan.picture != nil)
  }

  @Test(arguments: [
    ("{'extends': 'own.json'}", "own.json:1:13 mapping.extends"),
    ("{'extends': './x/../own.json'}", "own.json:1:13 mapping.extends"),
    ("{'extends': 'none.json'}", "own.json:1:13 mapping.extends"),
    ("{'extends': 'none'}", "own.json:1:13 mapping.extends"),
    ("{'extends': 7}", "own.json:1:13 mapping.type"), ("{'extends': 'list.json'}", "own.json:1:13 mapping.type"),
    ("{'extends': 'bad.json'}", "bad.json:1:2 json.incomplete"),
    ("{'extends': 'back.json'}", "back.json:1:13 mapping.extends"),
    ("{'extends': '1.json'}", "4.json:1:13 mapping.extends"), ("{'extends': '2.json', 'version': 1, 'lead': {}}", nil),
    ("{'extends': 'generic-contacts'}", nil), ("{'extends': 'generic-contacts@999'}", "own.json:1:13 mapping.revision"),
  ])
  func aChainEnds(own: String, expected: String?) {
    let found = Self.diagnostics([
      "own.json": own, "list.json": "[]", "bad.json": "{", "back.json": "{'extends': 'own.json'}",
      "1.json": "{'extends': '2.json'}", "2.json": "{'extends': '3.json'}", "3.json": "{'extends': '4.json'}",
      "4.json": "{'extends': '5.json'}", "5.json": "{'version': 1}",
    ])
    // 1 to 5 are one too many; from 2 on they are not.
    #expect(found == [expected].compactMap(\.self))
  }

  @Test func theDigestIsOfAllFiles() throws {
    let own = "{'extends': 'base.json'}"
    let base = "{'version': 1, 'lead': {'name': '{N}'}}"
    let one = try Self.mapping(["own.json": own, "base.json": base])
    #expect(try Self.mapping(["own.json": own, "base.json": base]).digest == one.digest)
    #expect(try Self.mapping(["own.json": own, "base.json": base + " "]).digest != one.digest)
    #expect(try Self.mapping(["own.json": own + " ", "base.json": base]).digest != one.digest)
    // That of one file is the file's own: sha256sum(1) gives it.
    #expect(
      try Self.mapping(["m.json": "{\"lead\":{}}"]).digest
        == "sha256:c3805f406195a297a4c95c70ffba7f94c60d65950fa15fd24cfead9977529340")
  }
}
