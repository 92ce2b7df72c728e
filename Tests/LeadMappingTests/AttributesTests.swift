import LeadMapping
import LeadModel
import Testing

/// Attributes by their names, and what passes by `"*"`.
struct AttributesTests {
  private func attributes(_ lead: String, _ record: Record) throws -> [String] {
    try Fixtures.lead(lead, record)?.attributes.map { "\($0.key)=\($0.value)" } ?? ["no lead"]
  }

  @Test func namedOnesKeepTheirOrderAndEmptyOnesAreLeftOut() throws {
    let record = Fixtures.row(["A": "1", "B": "", "C": "3"])
    #expect(
      try attributes("'attributes': {'z': '{C}', 'b': '{B}', 'a': '{A}', 'k': 'fixed'}", record) == [
        "z=3", "a=1", "k=fixed",
      ])
  }

  static let row = Fixtures.row([
    "Name": "Ann", "Email": "a@x.org", "E-mail": "", "City": " Berlin ", "Empty": " ", "hs_object": "9", "hs_x": "8",
    "IP Address": "192.0.2.1", "OPTIN_IP": "192.0.2.1", "User Agent": "Mozilla", "_error": "x", "Zip": "10115",
    "": "no name",
    "Skip": "s", "city": "other", "Company": "C",
  ])

  @Test(arguments: [
    ("true", ["E=e", "Zip=10115", "Skip=s", "hs_object=9", "hs_x=8", "City=Berlin"]),
    ("{}", ["E=e", "Zip=10115", "Skip=s", "hs_object=9", "hs_x=8", "City=Berlin"]),
    ("{'except': ['HS_*', 'Zip']}", ["E=e", "Skip=s", "City=Berlin"]),
    ("{'except': ['*i*']}", ["E=e", "hs_object=9", "hs_x=8"]),
    ("{'except': ['{City}', 'hs_*', '\\'Zip\\'']}", ["E=e", "Skip=s"]),
    ("{'except': ['hs_*', 'Zip', 'Skip'], 'key': 'uppercase'}", ["E=e", "CITY=Berlin"]),
    ("{'except': ['hs_*', 'Zip', 'Skip'], 'key': 'crm {key}'}", ["E=e", "crm City=Berlin"]),
    (
      "{'except': ['Zip', 'Skip'], 'key': [{'replace': ['^hs_', '']}], 'transform': {'truncate': 3}}",
      ["E=e", "City=Ber", "object=9", "x=8"]
    ),
    ("false", ["E=e"]),
  ])
  func theRestPassesButForWhatIsNamed(rest: String, expected: [String]) throws {
    let rest = rest.replacing("\\'", with: "\\\"")
    let lead =
      "'name': '{Name}', 'email': '{Email}', 'attributes': {'E': 'e', '*': \(rest), 'x2': '{Company} {E-mail}{Empty}'}"
    let members = "'require': [], 'skip': [{'when': {'field': 'Skip', 'equals': 'no'}}], 'lead': {\(lead)}"
    let attributes = try Fixtures.map(members, Self.row).lead?.attributes.map { "\($0.key)=\($0.value)" } ?? []
    #expect(attributes.filter { $0 != "x2=C" }.sorted() == expected.sorted())
    #expect(attributes.contains("x2=C"))
  }

  @Test func anExplicitOneWinsUnlessItIsEmpty() throws {
    let lead = "'attributes': {'company': '{Other}', '*': true}"
    #expect(try attributes(lead, Fixtures.row(["Company": "C", "Other": "O"])) == ["company=O"])
    #expect(try attributes(lead, Fixtures.row(["Company": "C", "Other": ""])) == ["Company=C"])
  }

  @Test func aPickedColumnLeavesTheOthersOfItsName() throws {
    let header = Header(["Email", "Email"])
    let record = Fixtures.row(header, ["a@x.org", "b@x.org"])
    #expect(try attributes("'email': '{Email#2}', 'attributes': {'*': true}", record) == ["Email=a@x.org"])
  }

  static let json = """
    {'id': 15550000000000000000, 'name': 'Ann', 'tags': ['a', 'b'], 'ok': true, 'no': null, 'none': [], 'ip': '192.0.2.1',
     'address': {'city': 'Berlin', 'geo': {'lat': 1.50, 'lists': [{'x': 1}]}}, 'orders': [{'id': 1}], 'a.b': 'c'}
    """

  @Test func scalarsAndListsOfThemPassFromJSON() throws {
    let mapped = try Fixtures.map(
      "'require': [], 'identity': '{name}', 'lead': {'attributes': {'*': true}}", Fixtures.json(Self.json))
    #expect(
      mapped.lead?.attributes.map { "\($0.key)=\($0.value)" } == [
        "id=15550000000000000000", "tags=a, b", "ok=true", "a.b=c",
      ])
    #expect(mapped.warnings.map(\.code) == ["attributes.objects"])
  }

  @Test func objectsAreNotMissedWhereSomethingInThemIsNamed() throws {
    let mapped = try Fixtures.map(
      "'require': [], 'identity': '{name}', 'lead': {'name': '{address.city} {orders[0].id}', 'attributes': {'*': {'except': ['tags', 'id']}}}",
      Fixtures.json(Self.json))
    #expect(mapped.lead?.name == "Berlin 1")
    #expect(mapped.lead?.attributes.map(\.key) == ["ok", "a.b"])
    #expect(mapped.warnings.isEmpty)
  }

  @Test func objectsComeAsDottedKeysWhereAsked() throws {
    let mapped = try Fixtures.map(
      "'require': [], 'identity': '{address.city}', 'lead': {'attributes': {'*': {'flatten': true, 'except': ['tags', 'id', 'ok']}}}",
      Fixtures.json(Self.json))
    #expect(mapped.lead?.attributes.map { "\($0.key)=\($0.value)" } == ["name=Ann", "address.geo.lat=1.50", "a.b=c"])
    #expect(mapped.warnings.map(\.code) == ["attributes.objects"])
  }

  @Test func formFieldsPassAndRepeatedOnesJoin() throws {
    let record = Fixtures.form([
      "name": "Ann", "topic": "a", "topic": "b", "_wpcf7": "1", "remote_ip": "192.0.2.1", "g-recaptcha-response": "x",
    ])
    #expect(try attributes("'name': '{name}', 'attributes': {'*': true}", record) == ["topic=a, b"])
  }

  @Test func theSameKeysAreDecidedTheSameFromRecordToRecord() throws {
    let mapping = try Fixtures.mapping("'require': [], 'identity': '{n}', 'lead': {'attributes': {'*': true}}")
    var mapper = try Mapper(mapping, run: MappingRun())
    for _ in 0..<3 {
      let record = try Fixtures.json("{'n': 1, 'City': 'x', 'city': 'y', 'ip': 'z'}")
      #expect(mapper.map(record).lead?.attributes == [Lead.Attribute(key: "City", value: "x")])
    }
  }
}
