import LeadMapping
import LeadModel
import Testing

/// A mapping at a header, and the words of a run.
struct BindingTests {
  private func bound(_ members: String, _ names: [String], run: MappingRun = MappingRun()) throws -> [Diagnostic] {
    var mapper = try Mapper(Fixtures.mapping(members), run: run)
    return mapper.bind(Header(names))
  }

  @Test func aColumnThatIsNotThereIsAWarningWithTheNearest() throws {
    let found = try bound("'lead': {'name': '{Nmae}', 'email': '{email}'}", ["Name", "Email"])
    #expect(
      found == [
        Diagnostic(
          .warning, "mapping.column.unknown", "the input has no column 'Nmae'",
          at: Position(file: "m.json", line: 1, column: 35), hint: "the nearest is 'Name'")
      ])
  }

  @Test(arguments: [
    ("'lead': {'email': {'from': ['A', 'B']}}", []),
    ("'lead': {'email': {'from': ['X', 'Y']}}", ["the input has no column 'X' (nor 'Y')"]),
    ("'lead': {'name': {'first': ['{A} {B}', '{X} {Y}']}}", []),
    ("'lead': {'name': '{A} {X}'}", ["the input has no column 'X'"]),
    ("'lead': {'name': '{A.b}'}", []),
    ("'lead': {'name': '{@now}'}", []),
    ("'lead': {}, 'skip': [{'when': {'field': 'X', 'present': true}}]", ["the input has no column 'X'"]),
    ("'lead': {'attributes': {'*': {'except': ['X']}}}", []),
    ("'lead': {}, 'optOut': {'columns': ['X'], 'values': ['x']}", []),
  ])
  func alternativesAreMissedTogether(members: String, messages: [String]) throws {
    #expect(try bound(members, ["A", "B"]).map(\.message) == messages)
  }

  @Test func aLiteralThatIsSpelledLikeAColumnIsAWarning() throws {
    let found = try bound(
      "'lead': {'email': 'e-mail', 'tags': ['Name'], 'attributes': {'k': 'Name '}}", ["E-Mail", "Name"])
    #expect(found.map(\.code) == ["mapping.literal.column", "mapping.literal.column"])
    #expect(found.map(\.hint) == ["the column is written \"{E-Mail}\"", "the column is written \"{Name}\""])
    // What the file's own warnings say is not said again.
    let known = "'source': {'headers': ['E-Mail']}, 'lead': {'email': 'e-mail'}"
    #expect(try bound(known, ["E-Mail"]).isEmpty)
  }

  @Test func rowsOfAnotherHeaderAreReadByTheirOwn() throws {
    var mapper = try Mapper(Fixtures.mapping("'lead': {'email': '{Email}'}"), run: MappingRun())
    _ = mapper.bind(Header(["Email", "Other"]))
    #expect(mapper.map(Fixtures.row(["Other": "x", "Email": "a@x.org"])).lead?.email == "a@x.org")
  }

  @Test func theRunsWordsTakeThePlaceOfTheMappings() throws {
    let run = MappingRun(
      tags: ["May fair", "from {City}"],
      set: [
        ("status", "on hold"), ("name", "{Vorname}"), ("attributes.campaign", "spring"), ("attributes.old", "{City}"),
      ])
    let record = Fixtures.row(["Email": "a@x.org", "Vorname": "Jörg", "City": "Ulm"])
    let lead = try Fixtures.map(
      "'lead': {'name': '{Name}', 'email': '{Email}', 'tags': ['t'], 'attributes': {'old': 'x', '*': true}}", record,
      run: run
    ).lead
    #expect(lead?.name == "Jörg")
    #expect(lead?.status == .onHold)
    #expect(lead?.tags == ["t", "May fair", "from Ulm"])
    #expect(
      lead?.attributes
        == [
          Lead.Attribute(key: "campaign", value: "spring"), Lead.Attribute(key: "old", value: "Ulm"),
        ].reversed().sorted { $0.key < $1.key })
    // The replaced field's column is missed no more, the new one's is.
    let found = try bound("'lead': {'name': '{Name}'}", ["City"], run: run)
    #expect(found.map(\.message) == ["the input has no column 'Vorname'"])
  }

  @Test(arguments: [
    (MappingRun(set: [("nmae", "{A}")]), "mapping.field.unknown", "--set"),
    (MappingRun(set: [("name", "{A")]), "mapping.template.unclosed", "--set"),
    (MappingRun(set: [("name", "{A[x]}")]), "mapping.path.invalid", "--set"),
    (MappingRun(set: [("status", "opne")]), "mapping.status", "--set"),
    (MappingRun(set: [("uuid", "x")]), "mapping.identity.constant", "--set"),
    (MappingRun(tags: ["{A"]), "mapping.template.unclosed", "--tag"),
    (MappingRun(region: "Nowhere"), "mapping.region", "--region"),
  ])
  func aWordThatIsWrongIsSaid(run: MappingRun, code: String, option: String) throws {
    let mapping = try Fixtures.mapping("'lead': {'name': '{A}'}")
    let error = #expect(throws: Diagnostics.self) { try Mapper(mapping, run: run) }
    #expect(error?.all.map(\.code) == [code])
    #expect(error?.all.first?.position?.file == option)
  }

  @Test func allWrongWordsAreSaidAtOnce() throws {
    let run = MappingRun(region: "Nowhere", tags: ["{A"], set: [("x", "y"), ("name", "{B")])
    let error = #expect(throws: Diagnostics.self) { try Mapper(Fixtures.mapping("'lead': {}"), run: run) }
    #expect(error?.all.count == 4)
  }
}
