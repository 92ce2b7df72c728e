import LeadMapping
import LeadModel
import Testing

/// What is skipped, and what is required.
struct RuleTests {
  static let lead = "'lead': {'name': '{Name}', 'email': '{Email}', 'attributes': {'total': '{Total}'}}"

  @Test(arguments: [
    (["", "", ""], "row.empty"),
    ([" ", "\u{00A0}", "\u{200B}"], "row.empty"),
    (["", "", "Total: 12"], "row.unmapped"),
    (["Ann", "", "x"], "identity.missing require.missing"),
    (["Ann", "a@x.org", "x"], ""),
  ])
  func aRowWithoutALead(cells: [String], code: String) throws {
    let record = Fixtures.row(Header(["Name", "Email", "Total"]), cells)
    #expect(try Fixtures.map(Self.lead, record).codes.joined(separator: " ") == code)
  }

  @Test(arguments: ["{}", "{'a': null, 'b': [' ', {'c': ''}]}"])
  func anEmptyJSONRecordIsSkipped(text: String) throws {
    #expect(try Fixtures.map(Self.lead, Fixtures.json(text)).codes == ["row.empty"])
  }

  @Test func skippingIsJudgedBeforeAnyCheck() throws {
    let record = Fixtures.row(["Name": "Ann", "Email": "broken", "Total": ""])
    let mapped = try Fixtures.map(
      "\(Self.lead), 'skip': [{'when': {'field': 'Name', 'equals': 'ann'}, 'reason': 'our own'}]", record)
    #expect(mapped.outcome == .skipped(Finding("skip.rule", "our own")))
  }

  @Test(arguments: [
    ("[]", ["Ann", "a@x.org"], []),
    ("[['email', 'phone']]", ["Ann", "a@x.org"], []),
    ("['name', 'email']", ["", "a@x.org"], ["require.missing"]),
    ("[['name'], ['tags'], ['{Total}']]", ["Ann", "a@x.org"], ["require.missing", "require.missing"]),
    ("[['phone', 'attributes', 'uuid']]", ["Ann", "a@x.org"], ["require.missing"]),
    ("[['{Email}']]", ["Ann", "a@x.org"], []),
  ])
  func aGroupOfWhichNothingIsThereRejects(require: String, cells: [String], codes: [String]) throws {
    let record = Fixtures.row(Header(["Name", "Email", "Total"]), cells + [""])
    #expect(try Fixtures.map("\(Self.lead), 'require': \(require)", record).codes == codes)
  }

  @Test func whatIsRequiredIsNamedByItsColumns() throws {
    let record = Fixtures.row(Header(["Name", "Email", "Total"]), ["Ann", "a@x.org", ""])
    let mapped = try Fixtures.map("\(Self.lead), 'require': [['phone', '{Total}', '{A}{B}']]", record)
    guard case .rejected(let errors) = mapped.outcome else {
      Issue.record("got \(mapped.outcome)")
      return
    }
    #expect(errors.map(\.message) == ["the lead has none of phone, 'Total', 'A' or 'B'"])
    #expect(errors.map(\.field) == ["phone"])
  }

  @Test(arguments: [("yes", true), (" TRUE ", true), ("no", false), ("", false)])
  func theOptedOutAreSkipped(value: String, isOut: Bool) throws {
    let optOut = "'optOut': {'columns': ['Gone', 'Unsubscribed'], 'values': ['true', 'Yes']}"
    var mapper = try Mapper(Fixtures.mapping("\(Self.lead), \(optOut)"), run: MappingRun())
    let record = Fixtures.row(["Email": "broken@", "Unsubscribed": value])
    let mapped = mapper.map(record)
    #expect((mapped.codes == ["opted-out"]) == isOut)
    #expect(mapper.optOutKnown == true)
  }

  @Test(arguments: [("2026-03-16 14:40:47", true), (" ", false), ("", false), ("no", true)])
  func withoutValuesWhateverIsNotEmptyOptsOut(value: String, isOut: Bool) throws {
    let record = Fixtures.row(["Email": "a@x.org", "UNSUB_TIME": value])
    let mapped = try Fixtures.map("\(Self.lead), 'optOut': {'columns': ['UNSUB_TIME']}", record)
    #expect(mapped.codes == (isOut ? ["opted-out"] : []))
  }

  @Test func whetherTheOptedOutAreKnownIsSaid() throws {
    let header = Header(["Name", "Email"])
    func bound(_ rules: String, allowed: Bool = false) throws -> (Bool?, [Diagnostic]) {
      let run = MappingRun(sourceName: "a.csv", optOutUnknownAllowed: allowed)
      var mapper = try Mapper(Fixtures.mapping("'lead': {'email': '{Email}'}\(rules)"), run: run)
      let found = mapper.bind(header)
      return (mapper.optOutKnown, found)
    }
    let rule = ", 'optOut': {'columns': ['Gone'], 'values': ['true']"
    #expect(try bound("").0 == nil)
    #expect(try bound(rule + "}").0 == false)
    #expect(try bound(rule + "}").1.isEmpty)
    let required = try bound(rule + ", 'required': true}")
    #expect(required.1.map(\.code) == ["mapping.optout.unknown"])
    #expect(required.1.map(\.severity) == [.error])
    #expect(required.1[0].message == "'m' needs a column by which the opted out are known, and none is there: 'Gone'")
    #expect(required.1[0].position?.file == "a.csv")
    #expect(try bound(rule + ", 'required': true}", allowed: true).1.isEmpty)
  }

  @Test func withoutAHeaderTheOptedOutAreKnownOnceOneRecordSaysSo() throws {
    let rule = "'optOut': {'columns': ['consent.gone'], 'values': [true]}"
    var mapper = try Mapper(Fixtures.mapping("'lead': {'email': '{email}'}, \(rule)"), run: MappingRun())
    #expect(mapper.bind(nil).isEmpty)
    _ = mapper.map(try Fixtures.json("{'email': 'a@x.org'}"))
    #expect(mapper.optOutKnown == false)
    let mapped = mapper.map(try Fixtures.json("{'email': 'a@x.org', 'consent': {'gone': true}}"))
    #expect(mapped.codes == ["opted-out"])
    #expect(mapper.optOutKnown == true)
  }

  @Test func anUnreadableRecordIsRejectedWithItsFinding() throws {
    let finding = Finding("json.syntax", "a value is expected")
    let record = Record(ordinal: 1, line: 1, content: .unreadable(finding), rawBytes: [])
    #expect(try Fixtures.map(Self.lead, record).outcome == .rejected([finding]))
  }
}
