import LeadMapping
import LeadModel
import Testing

/// `columns`: fields by a pattern of their names, or of what they hold.
struct ColumnPatternTests {
  /// A form's export: its columns are the questions, in their author's words.
  static let header = Header([
    "#", "Hi, what's your *full name*?", "Your email, {{field:full_name}}?", "Phone number", "Sales", "Support",
    "Other",
    "Which areas?", "Response Type", "Sales", "User Agent",
  ])
  static let row = Fixtures.row(
    header,
    [
      "06", " Zoë Groß", "zoe@example.com", "'+493023125123", "sales ", "", "Press", " / Biceps / Deltoid", "completed",
      "EMEA", "User Agent",
    ])

  @Test func aFormsExportBecomesALead() throws {
    let lead = try Fixtures.lead(
      """
      'name': {'first': [{'from': ['Full name']}, {'columns': {'named': '\\\\b(Full|Your) name\\\\b'}}]},
      'email': {'columns': {'named': '\\\\bemail\\\\b', 'holding': '@'}},
      'tags': ['typeform', {'columns': {'own': true}}, {'columns': {'named': '^other$'}},
               {'columns': {'holding': '^ / '}, 'split': ' / '}],
      'attributes': {'*': {'except': ['#']}}
      """, Self.row)
    #expect(lead?.name == "Zoë Groß")
    #expect(lead?.email == "zoe@example.com")
    #expect(lead?.tags == ["typeform", "sales", "Press", "Biceps", "Deltoid"])
    // What was taken does not pass, but for the second column of a name whose first was.
    #expect(
      lead?.attributes.map { "\($0.key)=\($0.value)" } == [
        "Phone number='+493023125123", "Sales=EMEA", "Response Type=completed",
      ])
  }

  @Test(arguments: [
    ("{'named': 'sales|support|other'}", ["sales", "Press", "EMEA"]),
    ("{'named': 'SALES'}", ["sales", "EMEA"]),
    ("{'named': 's', 'except': ['*s*e*', 'which *']}", []),
    (
      "{'named': 'e', 'except': ['*email*', 'User *', '*name*', 'Phone*']}",
      ["sales", "Press", "/ Biceps / Deltoid", "completed", "EMEA"]
    ),
    ("{'holding': '^[A-Z]+$'}", ["EMEA"]),
    ("{'holding': '^sales $'}", ["sales"]),
    ("{'named': 'sales', 'own': true}", ["sales"]),
    ("{'named': 'user agent', 'own': true}", ["User Agent"]),
    ("{'own': true}", ["sales"]),
    ("{'own': false, 'named': 'type$'}", ["completed"]),
    ("{'holding': '(a+)+b'}", []),
    ("{'named': 'nothing'}", []),
  ])
  func allThatIsSaidMustHold(columns: String, tags: [String]) throws {
    #expect(try Fixtures.lead("'tags': {'columns': \(columns)}", Self.row)?.tags == tags)
  }

  @Test func columnsThatAPathNamesAreNotAmongThem() throws {
    let lead = try Fixtures.lead(
      "'name': '{Other}', 'tags': {'columns': {'named': '^(other|sales|response type)$'}, 'when': {'field': 'Response Type', 'present': true}}",
      Self.row)
    #expect(lead?.name == "Press")
    #expect(lead?.tags == ["sales", "EMEA"])
  }

  @Test(arguments: [
    ("'name': {'columns': {'named': 'x'}}", "one", ["x2=two"]),
    ("'name': {'columns': {'named': 'x'}, 'join': ' + '}", "one + two", []),
    ("'name': {'columns': {'named': 'x'}, 'when': {'field': 'no', 'present': true}}", nil, ["x1=one", "x2=two"]),
    ("'name': {'columns': {'named': 'x'}, 'transform': {'extract': 'q'}}", nil, ["x1=one", "x2=two"]),
    (
      "'name': {'first': ['{no}', {'columns': {'named': 'x2'}, 'map': {'two': ''}}, {'columns': {'named': 'x1'}}]}",
      "one", ["x2=two"]
    ),
    ("'name': {'columns': {'named': 'y'}, 'default': 'd'}", "d", ["x1=one", "x2=two"]),
    (
      "'picture': {'first': [{'columns': {'named': 'x1'}, 'invalid': 'omit'}, 'http://h/p']}", nil,
      ["x1=one", "x2=two"]
    ),
  ])
  func aTextIsThatOfTheFirstAndWhatGaveNothingPasses(field: String, name: String?, rest: [String]) throws {
    let record = Fixtures.row(["x0": " ", "x1": "one", "x2": "two"])
    let lead = try Fixtures.lead("\(field), 'attributes': {'*': true}", record)
    #expect(lead != nil)
    #expect(lead?.name == name)
    #expect(lead?.attributes.map { "\($0.key)=\($0.value)" } == rest)
  }

  @Test func keysOfJSONAreLookedAtOnceAndListsComeWhole() throws {
    let mapping = try Fixtures.mapping(
      """
      'require': [], 'identity': '{id}', 'lead': {
        'tags': {'columns': {'holding': '^b'}}, 'notes': {'columns': {'named': '^q'}},
        'attributes': {'*': true}}
      """)
    var mapper = try Mapper(mapping, run: MappingRun())
    for _ in 0..<2 {
      let record = try Fixtures.json(
        "{'id': 'i0', 'q1': ' one ', 'l': ['a', 'b', ' '], 'q2': {'x': 'b'}, 'Q3': 7, 'n': null, 'z': 'z'}")
      let lead = mapper.map(record).lead
      #expect(lead?.tags == ["a", "b"])
      #expect(lead?.notes.map(\.description) == ["one", "7"])
      #expect(lead?.attributes.map { "\($0.key)=\($0.value)" } == ["z=z"])
    }
    let other = mapper.map(try Fixtures.json("{'id': 1, 'q1': ''}")).lead
    #expect(other?.notes == [])
  }

  @Test func answersAreFoundUnderEachOfTheirNames() throws {
    let record = try Fixtures.json(
      """
      {'id': 1, 'answers': [{'ref': 'r1', 'title': 'Your name?', 'v': 'Ann'}, {'ref': 'email', 'title': 'Name of the firm', 'v': 'Acme'},
       {'ref': 'r3', 'title': 'Yes', 'v': 'yes'}, {'ref': 'answers', 'title': 'T', 'v': 'x'}], 'name': 'outer'}
      """)
    let members = """
      'require': [], 'identity': '{id}',
      'source': {'columns': {'each': 'answers[*]', 'names': ['{title}', '{ref}'], 'value': 'v'}},
      'lead': {'name': {'columns': {'named': 'r1'}}, 'email': {'from': 'no', 'default': 'a@x.org'},
               'tags': [{'columns': {'named': 'name', 'except': 'email'}}, {'columns': {'own': true}}, {'columns': {'named': '^answers$'}}],
               'attributes': {'*': true}}
      """
    let lead = try Fixtures.map(members, record).lead
    #expect(lead?.name == "Ann")
    #expect(lead?.tags == ["Ann", "outer", "yes", "x"])
    #expect(lead?.attributes.map { "\($0.key)=\($0.value)" } == ["Name of the firm=Acme"])
  }

  @Test func formFieldsAreFoundByTheirNames() throws {
    let record = Fixtures.form([
      "your-name": "Ann", "topic": "b", "_token": "topic", "topic": "a", "rawRequest": "{\"topic\": \"b\"}",
      "contact[name]": "Bo",
    ])
    let lead = try Fixtures.lead(
      """
      'name': {'columns': {'named': 'name'}}, 'tags': {'columns': {'holding': '^b|topic'}}, 'notes': '{contact.name}',
      'attributes': {'*': true}
      """, record)
    #expect(lead?.name == "Ann")
    #expect(lead?.tags == ["b", "a"])
    #expect(lead?.notes.map(\.description) == ["Bo"])
    #expect(lead?.attributes == [])
  }

  @Test func aRecordWithATextThatAPatternFindsIsNoFooter() throws {
    let lead = "'lead': {'name': {'columns': {'named': 'full name'}}}, 'require': []"
    func codes(_ name: String, _ total: String) throws -> [String] {
      try Fixtures.map(lead, Fixtures.row(["Full name?": name, "Total": total])).codes
    }
    #expect(try codes("Ann", "") == ["identity.missing"])
    #expect(try codes("", "Total: 12") == ["row.unmapped"])
  }

  @Test func theCountryMayComeOfAPattern() throws {
    let record = Fixtures.row(["P": "020 7946 0902", "Which country?": "United Kingdom"])
    let lead = try Fixtures.map("'lead': {'phone': {'from': 'P', 'region': {'columns': {'named': 'country'}}}}", record)
    #expect(lead.lead?.dialCode == "+44")
  }

  @Test(arguments: [
    ("{'first': ['{No}', {'columns': {'named': 'mail'}}]}", 0), ("{'first': ['{No}', '{None}']}", 1),
  ])
  func noColumnIsMissedForWhichAPatternStandsIn(value: String, warnings: Int) throws {
    var mapper = try Mapper(Fixtures.mapping("'lead': {'email': \(value)}"), run: MappingRun())
    #expect(mapper.bind(Header(["Name", "E-Mail"])).count == warnings)
  }

  @Test func anotherHeaderIsLookedAtByItself() throws {
    var mapper = try Mapper(Fixtures.mapping("'lead': {'email': {'columns': {'named': 'mail'}}}"), run: MappingRun())
    #expect(mapper.bind(Header(["Name", "E-Mail"])).isEmpty)
    #expect(mapper.map(Fixtures.row(["Name": "x", "E-Mail": "a@x.org"])).lead?.email == "a@x.org")
    #expect(mapper.map(Fixtures.row(["My mail": "b@x.org", "Name": "x"])).lead?.email == "b@x.org")
  }
}
