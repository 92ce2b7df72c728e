import LeadMapping
import LeadModel
import Testing

struct IdentityTests {
  static let run = MappingRun(botId: "63d9ffa77a8d152facbe2f2f", customerId: "631aa793bcfa100487d13d0d")

  @Test(arguments: [
    ("'lead': {'email': '{E}'}", "email:jane@example.com", "78c75d59-62ba-5f0a-b4b8-e7e64281dae6"),
    ("'identity': ['hubspot:{I}'], 'lead': {'email': '{E}'}", "key:hubspot:1", "4106405a-9a0b-5706-b29f-d6346b90fd8d"),
    ("'identity': 'hubspot:{I}', 'require': [], 'lead': {}", "key:hubspot:1", "4106405a-9a0b-5706-b29f-d6346b90fd8d"),
    ("'lead': {'phone': '{P}'}", "phone:+442079460902", "8bcfd2dc-3f56-5927-b7f5-cf906ee831d0"),
    ("'lead': {'phone': '{P}', 'email': '{E}'}", "email:jane@example.com", "78c75d59-62ba-5f0a-b4b8-e7e64281dae6"),
    (
      "'identity': ['{None}:{I}', '{I} {Empty}'], 'lead': {'phone': '{P}'}", "phone:+442079460902",
      "8bcfd2dc-3f56-5927-b7f5-cf906ee831d0"
    ),
    (
      "'lead': {'uuid': '{U}', 'email': '{E}'}", "uuid:7e88d192-9b20-4035-9b68-d4ac3d58a34f",
      "7e88d192-9b20-4035-9b68-d4ac3d58a34f"
    ),
  ])
  func isTheFirstThatThereIs(members: String, label: String, uuid: String) throws {
    let record = Fixtures.row([
      "E": " Jane@Example.com ", "I": " 1 ", "P": "+44 20 7946 0902", "Empty": "",
      "U": " 7E88D192-9B20-4035-9B68-D4AC3D58A34F ",
    ])
    let mapped = try Fixtures.map(members, record, run: Self.run)
    #expect(mapped.identity?.label == label)
    #expect(mapped.uuid == uuid)
    // Without a destination there is an identity, and no UUID but a given one.
    let preview = try Fixtures.map(members, record)
    #expect(preview.identity?.label == label)
    #expect(preview.uuid == (label.hasPrefix("uuid:") ? uuid : nil))
  }

  @Test(arguments: ["", "undefined", "7e88d192-9b20-4035-9b68-d4ac3d58a34", "00000000-0000-0000-0000-000000000000"])
  func aUUIDThatIsNoneIsDerivedWithAWarning(given: String) throws {
    let record = Fixtures.row(["U": given, "E": "jane@example.com"])
    let mapped = try Fixtures.map("'lead': {'uuid': '{U}', 'email': '{E}'}", record, run: Self.run)
    #expect(mapped.uuid == "78c75d59-62ba-5f0a-b4b8-e7e64281dae6")
    #expect(mapped.warnings.map(\.code) == ["uuid.malformed"])
  }

  @Test(arguments: [
    ("+44 20 7946 0902", "jane@example.com", "email:jane@example.com"), ("+44 20 7946 0902", "", "phone:+442079460902"),
    ("020 7946 0902", "", "key:crm:1"), ("020 7946 0902", "jane@", "key:crm:1"),
  ])
  func aFallbackCountsWhereNothingElseIdentifies(phone: String, email: String, label: String) throws {
    let record = Fixtures.row(["I": "1", "P": phone, "E": email])
    let members =
      "'require': [['email', 'phone', '{P}']], 'identity': [{'template': 'crm:{I}', 'fallback': true}], "
      + "'lead': {'email': {'from': 'E', 'invalid': 'omit'}, 'phone': {'from': 'P', 'invalid': 'omit'}}"
    #expect(try Fixtures.map(members, record).identity?.label == label)
  }

  @Test func aFallbackAloneMakesNoLead() throws {
    let members = "'identity': [{'template': 'crm:{I}', 'fallback': true}], 'lead': {'email': '{E}'}"
    let mapped = try Fixtures.map(members, Fixtures.row(["I": "1", "E": ""]))
    guard case .skipped(let reason) = mapped.outcome else {
      Issue.record("got \(mapped.outcome)")
      return
    }
    #expect(reason.code == "row.unmapped")
  }

  @Test func aUUIDOfSeveralFieldsNeedsAllOfThem() throws {
    let record = Fixtures.row(["U": "7e88d192-9b20-4035-9b68-d4ac3d58a34f", "V": "", "E": "jane@example.com"])
    let mapped = try Fixtures.map("'lead': {'uuid': '{U}{V}', 'email': '{E}'}", record)
    #expect(mapped.identity?.label == "email:jane@example.com")
  }

  @Test(arguments: [
    ("", "key:linkedin:u/1"), ("priya@example.com", "email:priya@example.com"),
  ])
  func aKeyCountsWhereItsConditionHolds(email: String, label: String) throws {
    let record = Fixtures.row(["First Name": "Priya", "URL": "u/1", "Email Address": email, "Checked": "yes"])
    // What the identity alone names is found by a pattern, and does not pass by "*".
    for value in ["'{Email Address}'", "{'columns': {'named': 'email'}}"] {
      let members =
        """
        'require': [], 'identity': [{'template': 'no:{URL}', 'when': {'field': 'Checked', 'absent': true}},
          {'template': 'linkedin:{URL}', 'when': {'field': 'Email Address', 'absent': true}}],
        'lead': {'name': '{First Name}', 'email': \(value), 'attributes': {'*': true}}
        """
      let mapped = try Fixtures.map(members, record)
      #expect(mapped.identity?.label == label)
      #expect(mapped.lead?.attributes == [])
    }
  }

  @Test func whoeverCannotBeToldIsRejected() throws {
    let record = Fixtures.row(["Name": "Ann", "E": ""])
    #expect(
      try Fixtures.map("'require': [], 'lead': {'name': '{Name}', 'email': '{E}'}", record).codes == [
        "identity.missing"
      ])
  }

  @Test func anInvalidAddressIsTheErrorNotThatNobodyIsKnown() throws {
    let record = Fixtures.row(["Name": "Ann", "E": "ann@"])
    #expect(try Fixtures.map("'lead': {'name': '{Name}', 'email': '{E}'}", record).codes == ["email.invalid"])
  }

  @Test func theKeysCaseIsKeptAndItIsInNFC() throws {
    let record = Fixtures.row(["I": "Zoe\u{0308}"])
    let mapped = try Fixtures.map("'require': [], 'identity': 'Crm:{I}', 'lead': {}", record)
    #expect(mapped.identity?.label.unicodeScalars.elementsEqual("key:Crm:Zo\u{00EB}".unicodeScalars) == true)
  }
}
