import LeadMapping
import LeadModel
import Testing

/// What `preview --explain` shows: written down by the evaluation itself.
struct ExplanationTests {
  private func explain(
    _ members: String, _ record: Record, run: MappingRun = MappingRun()
  ) throws -> (mapped: Mapped, explanation: Explanation) {
    var mapper = try Mapper(Fixtures.mapping(members), run: run)
    return mapper.explain(record)
  }

  private func part(_ name: String, _ members: String, _ record: Record) throws -> Explanation.Part {
    try #require(try explain(members, record).explanation.parts.first { $0.name == name })
  }

  /// A step in a few words: `from Email gave a@x.org`.
  private func words(_ part: Explanation.Part) -> [String] {
    part.steps.map { step in
      [String(repeating: ">", count: step.depth) + step.kind.rawValue, step.what, step.verdict.rawValue]
        .filter { !$0.isEmpty }.joined(separator: " ")
        + (step.values.isEmpty ? "" : " " + step.values.joined(separator: "|"))
    }
  }

  @Test(arguments: [
    (
      "{'from': ['Nick', 'Second', 'Name'], 'transform': ['squeeze', 'uppercase']}",
      [
        "from Nick missing", "from Second empty", "from Name gave  Zoë  G ", "transform squeeze gave Zoë G",
        "transform uppercase gave ZOË G",
      ], ["ZOË G"]
    ),
    (
      "'{Name} ({Second})'",
      [">from Name gave  Zoë  G ", ">from Second empty", "template {Name} ({Second}) gave Zoë  G ()"], ["Zoë  G ()"]
    ),
    (
      "{'from': 'List', 'split': ';', 'join': ' + '}",
      ["from List gave a;b", "split ; gave a|b", "join  +  gave a + b"], ["a + b"]
    ),
    ("{'from': 'List', 'map': {'x': 'y'}, 'default': 'z'}", ["from List gave a;b", "map a;b missing z"], ["z"]),
    ("{'from': 'List', 'map': {'A;B': 'y'}}", ["from List gave a;b", "map a;b gave y"], ["y"]),
    ("{'from': 'Second', 'default': 'none'}", ["from Second empty", "default none gave none"], ["none"]),
    ("{'from': 'Name', 'when': {'field': 'List', 'equals': 'c'}}", ["field 'List' is \"c\" no a;b", "when no"], []),
    (
      "{'first': [{'from': 'Second'}, '{List}']}",
      ["first 1 of 2 gave", ">from Second empty", "first 2 of 2 gave", ">from List gave a;b"], ["a;b"]
    ),
    (
      "{'all': ['Second', 'Name', 'Nick', 'List'], 'join': '+'}",
      [
        "from Second empty", "from Name gave  Zoë  G ", "from Nick missing", "from List gave a;b",
        "join + gave Zoë  G+a;b",
      ], ["Zoë  G+a;b"]
    ),
    ("{'columns': {'named': '^na'}}", ["from Name gave  Zoë  G "], ["Zoë  G"]),
    ("{'columns': {'named': '^zip'}}", ["from columns named ^zip missing"], []),
  ])
  func namesEverySourceAndStep(value: String, steps: [String], values: [String]) throws {
    let record = Fixtures.row(["Name": " Zoë  G ", "Second": " ", "List": "a;b", "Email": "a@x.org"])
    let part = try part("name", "'lead': {'name': \(value), 'email': '{Email}'}", record)
    #expect(words(part) == steps)
    #expect(part.values == values)
    #expect(part.verdict == (values.isEmpty ? .absent : .given))
  }

  @Test func saysWhyAnAlternativeIsPassedOver() throws {
    let members = """
      'lead': {'email': {'first': [{'from': 'Work', 'invalid': 'omit'}, '{Home}']}}
      """
    let part = try part("email", members, Fixtures.row(["Work": "ann@", "Home": "ann@Example.org"]))
    #expect(part.values == ["ann@example.org"])
    #expect(
      part.steps.contains { $0.verdict == .passed && $0.reason?.contains("does not pass the field's check") == true })
    #expect(part.steps.last.map { [$0.kind.rawValue, $0.what] } == ["check", "an email address"])
  }

  /// Of several cells those that hold nothing of use are told of beside those that do.
  @Test(arguments: [
    ("email", "'lead': {'email': {'all': ['A', 'B']}}", "left out, as it is no email address"),
    (
      "phone", "'lead': {'phone': {'all': ['A', 'C']}}",
      "left out, as no phone number is in it: kept as 'phone (unverified)'"
    ),
  ])
  func saysWhichOfSeveralCellsIsLeftOut(name: String, members: String, reason: String) throws {
    let record = Fixtures.row(["A": "bad", "B": "b@x.org", "C": "+49 30 23125125"])
    let part = try part(name, members, record)
    #expect(part.steps.prefix(2).map(\.values) == [["bad"], [name == "email" ? "b@x.org" : "+49 30 23125125"]])
    let note = try #require(part.steps.first { $0.kind == .note })
    #expect(note.verdict == .passed)
    #expect(note.values == ["bad"])
    #expect(note.reason == reason)
    #expect(part.steps.last?.kind == .check)
  }

  @Test func whatAPatternTookIsNoPartOfTheRest() throws {
    let members = "'lead': {'email': {'columns': {'named': '^e'}}, 'attributes': {'*': true}}"
    let rest = try explain(members, Fixtures.row(["E1": "a@x.org", "City": "Ulm"])).explanation.rest
    #expect(rest.map(\.name) == ["City"])
  }

  @Test(arguments: [
    ("reject", Explanation.Verdict.rejected), ("omit", .omitted), ("keep", .kept),
  ])
  func saysWhatBecomesOfAnInvalidValue(policy: String, verdict: Explanation.Verdict) throws {
    let part = try part(
      "email", "'lead': {'email': {'from': 'Email', 'invalid': '\(policy)'}}", Fixtures.row(["Email": "ann@"]))
    #expect(part.verdict == verdict)
    #expect(part.code == "email.invalid")
    #expect(part.values == ["ann@"])
  }

  @Test func showsAPhonesCountryAndItsParts() throws {
    let (mapped, explanation) = try explain(
      "'lead': {'phone': {'from': 'Phone', 'region': {'from': 'Country'}}}",
      Fixtures.row(["Phone": "020 7946 0902", "Country": "United Kingdom"]))
    #expect(mapped.lead?.phone == "2079460902")
    let region = try #require(explanation.parts.first { $0.name == "phone.region" })
    #expect(region.values == ["GB"])
    #expect(words(region) == ["from Country gave United Kingdom", "check a country gave GB"])
    let phone = try #require(explanation.parts.first { $0.name == "phone" })
    #expect(
      words(phone) == ["from Phone gave 020 7946 0902", "check a phone number, at home in GB gave +44|2079460902"])
    #expect(explanation.parts.first { $0.name == "identity" }?.values == ["phone:+442079460902"])
  }

  @Test func rulesComeWithTheirAnswers() throws {
    let members = """
      'optOut': {'columns': ['Out'], 'values': ['yes']},
      'skip': [{'when': {'field': 'City', 'equals': 'Rome'}, 'reason': 'not in Rome'},
        {'when': {'not': {'field': 'Age', 'present': true}}, 'reason': 'no age'}],
      'lead': {'email': '{Email}'}
      """
    let (mapped, explanation) = try explain(
      members, Fixtures.row(["Email": "a@x.org", "Out": "no", "City": "Ulm", "Age": ""]))
    #expect(mapped.codes == ["skip.rule"])
    #expect(explanation.parts.map(\.name) == ["optOut", "skip 1", "skip 2"])
    #expect(explanation.parts.map(\.verdict) == [.passes, .passes, .holds])
    #expect(explanation.parts[2].reason == "no age")
    #expect(words(explanation.parts[1]) == ["field 'City' is \"rome\" no Ulm"])
  }

  @Test func restSaysWhatPassesAndWhyTheOthersDoNot() throws {
    let members = "'lead': {'email': '{Email}', 'attributes': {'City': 'Ulm', '*': {'except': ['hs_*']}}}"
    let expected = [
      "Zip passes as Zip", "Empty: it is empty", "City: an attribute of that key is there already",
      "hs_id: \"except\" has 'hs_*'", "IP Address: bookkeeping, which passes only by its name",
    ]
    let row = Fixtures.row([
      "Email": "a@x.org", "Zip": "1", "hs_id": "7", "Empty": "", "IP Address": "::1", "City": "Rome",
    ])
    let json = try Fixtures.json(
      "{'Email': 'a@x.org', 'Zip': 1, 'hs_id': 7, 'Empty': '', 'IP Address': '::1', 'City': 'Rome'}")
    let form = Fixtures.form([
      "Email": "a@x.org", "Zip": "1", "hs_id": "7", "Empty": "", "IP Address": "::1", "City": "Rome",
    ])
    for record in [row, json, form] {
      let rest = try explain(members, record).explanation.rest
      let words = rest.map { field in
        field.key.map { "\(field.name) passes as \($0)" } ?? "\(field.name): \(field.reason ?? "")"
      }
      #expect(words.sorted() == expected.sorted())
    }
  }

  @Test func aRejectedRecordIsExplainedToo() throws {
    let (mapped, explanation) = try explain("'lead': {'name': '{Name}'}", Fixtures.row(["Name": "Ann"]))
    #expect(mapped.codes == ["identity.missing", "require.missing"])
    #expect(explanation.parts.first { $0.name == "require 1" }?.verdict == .rejected)
    #expect(explanation.parts.first { $0.name == "identity" }?.code == "identity.missing")
    #expect(explanation.parts.first { $0.name == "name" }?.values == ["Ann"])
  }

  /// A trace must not change what comes of a record.
  @Test(arguments: Mapping.readyNames)
  func anExplainedRecordIsMappedAlike(name: String) throws {
    let mapping = try #require(try Mapping.ready(named: name))
    let sample = try #require(Mapping.readySamples.first { $0.mapping == name })
    let text = String(decoding: sample.bytes, as: UTF8.self)
    let lines = text.split(separator: "\n").map(String.init)
    var mapper = try Mapper(mapping, run: MappingRun())
    var other = try Mapper(mapping, run: MappingRun())
    let header = Header((lines.first ?? "").split(separator: ",").map(String.init))
    for line in lines.dropFirst() {
      let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      let record = Fixtures.row(header, Array((cells + header.names.map { _ in "" }).prefix(header.names.count)))
      let (mapped, explanation) = other.explain(record)
      #expect(mapper.map(record).outcome == mapped.outcome)
      #expect(!explanation.parts.isEmpty)
    }
  }
}

/// Errors of records: which rule, which column, and no value unless it is asked for.
struct FindingDetailTests {
  private func finding(_ members: String, _ record: Record, showsValues: Bool = false) throws -> Finding {
    var run = MappingRun()
    run.showsValues = showsValues
    let mapped = try Fixtures.map("'identity': '{@source.line}', 'require': [], \(members)", record, run: run)
    guard case .rejected(let findings) = mapped.outcome else {
      Issue.record("got \(mapped.outcome)")
      return Finding("", "")
    }
    return try #require(findings.first)
  }

  @Test(arguments: [
    ("'lead': {'email': {'from': ['Mail', 'Email']}}", "check", "Email", "ann@"),
    ("'lead': {'email': '{Name}@{Email}'}", "check", "Name, Email", "Ann Lee ann@"),
    (
      "'lead': {'attributes': {'age': {'from': 'Age', 'transform': ['trim', 'number']}}}", "transform number", "Age",
      "old"
    ),
    ("'lead': {'tags': ['x', {'from': 'Age', 'transform': 'number'}]}", "transform number", "Age", "old"),
    (
      "'lead': {'email': {'first': [{'from': 'Age', 'invalid': 'omit'}, '{Email}']}}", "check", "Email", "ann@"
    ),
    ("'lead': {'status': '{Age}'}", "check", "Age", "old"),
    ("'lead': {'email': {'all': ['Age', 'Email']}}", "check", "Age, Email", "old ann@"),
    ("'lead': {'email': {'columns': {'named': '^em'}}}", "check", "Email", "ann@"),
    ("'lead': {'tags': {'all': ['Age'], 'transform': 'number'}}", "transform number", "Age", "old"),
  ])
  func namesRuleAndColumn(members: String, rule: String, column: String, value: String) throws {
    let record = Fixtures.row(["Name": "Ann Lee", "Email": "ann@", "Age": "old"])
    let hidden = try finding(members, record)
    #expect(hidden.rule == rule)
    #expect(hidden.column == column)
    #expect(hidden.value == nil)
    #expect(!hidden.message.contains(value))
    #expect(try finding(members, record, showsValues: true).value == value)
  }

  @Test func aMissingFieldNamesItsRule() throws {
    let mapped = try Fixtures.map(
      "'identity': '{Name}', 'require': [['name'], ['email', 'phone']], 'lead': {'name': '{Name}', 'email': '{Email}'}",
      Fixtures.row(["Name": "Ann", "Email": ""]))
    guard case .rejected(let findings) = mapped.outcome else {
      Issue.record("got \(mapped.outcome)")
      return
    }
    #expect(findings.map(\.rule) == ["require 2"])
  }

  @Test func warningsAreDetailedWhereThatIsAskedFor() throws {
    var run = MappingRun()
    let members = "'lead': {'name': '{Name}', 'email': '{Email}', 'phone': {'from': 'Phone', 'invalid': 'omit'}}"
    let record = Fixtures.row(["Name": "Ann", "Email": "a@x.org", "Phone": "12"])
    #expect(try Fixtures.map(members, record, run: run).warnings.map(\.column) == [nil])
    run.detailsWarnings = true
    #expect(try Fixtures.map(members, record, run: run).warnings.map(\.column) == ["Phone"])
  }

  /// What is odd about a value that is taken has its rule and column too.
  @Test(arguments: [
    ("ann@gmial.com", "+44 20 7946 0902", "email.domain.typo", "Email"),
    ("a@x.org", "+1 555 555 0123", "phone.unverified", "Phone"),
  ])
  func warningsOfValuesThatAreTakenAreDetailed(email: String, phone: String, code: String, column: String) throws {
    var run = MappingRun()
    run.detailsWarnings = true
    let record = Fixtures.row(["Email": email, "Phone": phone])
    let warnings = try Fixtures.map("'lead': {'email': '{Email}', 'phone': '{Phone}'}", record, run: run).warnings
    #expect(warnings.map(\.code) == [code])
    #expect(warnings.map(\.rule) == ["check"])
    #expect(warnings.map(\.column) == [column])
  }
}
