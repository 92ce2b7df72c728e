import LeadMapping
import LeadModel
import Testing

/// Regular expressions that take too long, and those that are none, told of with their places.
struct SlowPatternTests {
  private static let hostile = String(repeating: "a", count: 40) + "!"
  private static let record = Fixtures.row(["A": hostile, "E": "a@example.com"])

  @Test(arguments: [
    ("'lead': {'email': '{E}'}, 'skip': [{'when': {'field': 'A', 'matches': '(a+)+$'}}]", "matches", "lead"),
    ("'lead': {'email': '{E}', 'name': {'from': 'E', 'when': {'field': 'A', 'matches': '(a+)+$'}}}", "matches", "lead"),
    (
      "'lead': {'email': '{E}', 'name': {'from': 'A', 'transform': {'extract': '(a+)+$'}, 'invalid': 'omit'}}",
      "extract",
      "lead"
    ),
    (
      "'lead': {'email': '{E}', 'name': {'from': 'A', 'transform': {'replace': ['(a+)+$', '']}}}", "replace", "rejected"
    ),
    (
      "'lead': {'email': '{E}', 'attributes': {'*': {'transform': {'extract': '(a+)+$'}, 'except': 'E'}}}", "extract",
      "lead"
    ),
  ])
  func theWarningNamesTheRule(members: String, key: String, outcome: String) throws {
    let mapped = try Fixtures.map(members, Self.record)
    let slow = mapped.warnings.filter { $0.code == "regex.slow" }
    try #require(slow.count == 1)
    let place = try #require(members.firstRange(of: "'(a+)+$'"))
    let column = "{'version': 1, ".utf8.count + members[..<place.lowerBound].utf8.count + 1
    #expect(slow[0].message.contains("'\(key)' at m.json:1:\(column) took more than 100,000 steps"))
    // Groups of a preview are told apart by it.
    #expect(slow[0].rule == "'\(key)' at m.json:1:\(column)")
    #expect(!slow[0].message.contains("aaa"))
    if outcome == "lead" { #expect(mapped.lead != nil) } else { #expect(mapped.codes == ["regex.limit"]) }
  }

  /// Records without a header: names are remembered, and each record is told of all the same.
  @Test(arguments: [
    ("'lead': {'email': '{E}', 'name': {'columns': {'named': '(a+)+$'}}}", "{'E': 'a@example.com', 'A': 'x'}"),
    ("'lead': {'email': '{E}', 'name': {'columns': {'holding': '(a+)+$'}}}", "{'E': 'a@example.com', 'B': 'A'}"),
    (
      "'source': {'columns': {'each': 'f', 'names': ['{n}'], 'when': {'field': 'v', 'matches': '(a+)+$'}}}, 'lead': {'email': '{E}'}",
      "{'E': 'a@example.com', 'f': [{'n': 'x', 'v': 'A'}]}"
    ),
    (
      "'source': {'columns': {'each': 'f', 'names': [{'from': 'v', 'transform': {'extract': '(a+)+$'}}]}}, 'lead': {'email': '{E}'}",
      "{'E': 'a@example.com', 'f': [{'n': 'x', 'v': 'A'}]}"
    ),
  ])
  func patternsOfColumnsAreToldOf(members: String, json: String) throws {
    var mapper = try Mapper(Fixtures.mapping(members), run: MappingRun())
    let record = try Fixtures.json(json.replacing("'A'", with: "'\(Self.hostile)'"))
    for _ in 1...2 {
      let mapped = mapper.map(record)
      #expect(mapped.lead != nil)
      #expect(mapped.warnings.map(\.code) == ["regex.slow"])
    }
    #expect(mapper.map(try Fixtures.json(json)).warnings.isEmpty)
  }

  @Test func aSlowPatternOnATablesNamesIsToldOfOnce() throws {
    let members = "'lead': {'email': '{E}', 'name': {'columns': {'named': '(a+)+$'}}}"
    var mapper = try Mapper(Fixtures.mapping(members), run: MappingRun())
    let header = Header(["E", Self.hostile])
    let found = mapper.bind(header)
    #expect(found.map(\.code) == ["regex.slow"])
    #expect(found.map(\.severity) == [.warning])
    #expect(mapper.map(Fixtures.row(header, ["a@example.com", "x"])).warnings.isEmpty)
  }

  @Test func aQuickExpressionGivesNoWarning() throws {
    let mapped = try Fixtures.map(
      "'lead': {'email': '{E}'}, 'skip': [{'when': {'field': 'A', 'matches': 'b+$'}}]", Self.record)
    #expect(mapped.warnings.isEmpty)
  }

  /// The column is that of the byte as written, where escapes are longer than what they mean.
  @Test(arguments: [
    ("(", 1), ("a)b", 1), ("[z-a]", 3), ("\\\\d(\\\\d", 7), ("\\u00fc(ü", 9), ("\\\"*?+*", 4), ("x{2,1}", 5),
  ])
  func aMistakeIsAtTheByteWhereItBreaks(expression: String, offset: Int) throws {
    let start = "'lead': {}, 'skip': [{'when': {'field': 'A', 'matches': '"
    let found = Fixtures.diagnostics("\(start)\(expression)'}}]")
    let first = try #require(found.first { $0.code == "mapping.regex" }, "\(found)")
    #expect(first.position?.column == "{'version': 1, ".utf8.count + start.utf8.count + 1 + offset, "\(first)")
  }
}
