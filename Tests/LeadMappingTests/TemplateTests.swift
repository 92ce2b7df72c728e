import LeadMapping
import LeadModel
import Testing

struct TemplateTests {
  @Test(arguments: [
    ("{A}", "a"),
    ("{A} {B}", "a b"),
    ("{A} {E} {B}", "a b"),
    ("{E} {A}", "a"),
    ("{A} {E}", "a"),
    ("{A}{B}", "ab"),
    ("{A}{E}{B}", "ab"),
    ("{A}  {E}  {B}", "a b"),
    ("{A} {E}{E} {B}", "a b"),
    ("x{E} {B}", "x b"),
    ("x {E}{B}", "x b"),
    ("{A}\n{E}\n{B}", "a\nb"),
    ("{A}\n\n{B}", "a\n\nb"),
    ("{A}  {B}", "a  b"),
    (" {A} ", "a"),
    ("id:{A}", "id:a"),
    ("{{{A}}}", "{a}"),
    ("{{A}}", "{A}"),
    ("a } b", "a } b"),
    ("{Padded}!", "in  side!"),
    ("{\"quoted {x}.[y]\"}", "q"),
    ("{@source.name}:{@source.line}", "in.csv:2"),
    ("{@now}", "T0"),
  ])
  func isFilled(template: String, text: String) throws {
    let record = Fixtures.row([
      "A": "a", "B": "b", "E": "", "Padded": " \u{00A0}in  side\u{FEFF} ", "quoted {x}.[y]": "q",
    ])
    let run = MappingRun(now: "T0", sourceName: "in.csv")
    let members = template.replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    #expect(try Fixtures.lead("'name': '\(members)'", record, run: run)?.name == text)
  }

  @Test(arguments: ["{E}", "{E} {F}", "id:{E}", "({Blank})", "", "  "])
  func isEmptyWhereAllOfItsFieldsAre(template: String) throws {
    let record = Fixtures.row(["E": "", "F": "", "Blank": " \u{200B}\u{3000} ", "X": "x"])
    let lead = try Fixtures.lead("'name': '\(template)', 'tags': 't'", record)
    #expect(lead != nil)
    #expect(lead?.name == nil)
  }

  @Test(arguments: [
    ("{a}", "null", nil),
    ("{a}", "12345678901234567890", "12345678901234567890"),
    ("{a}", "1.10", "1.10"),
    ("{a}", "true", "true"),
    ("{a}", "['x', 2, null, '', 'y']", "x, 2, y"),
    ("{a}", "{'b': [1, 'c']}", "{\"b\":[1,\"c\"]}"),
    ("{a[*].b}", "[{'b': 'x'}, {'b': ['y', 'z']}]", "x, y, z"),
    ("<{a}>", "[]", nil),
  ])
  func takesJSONValues(template: String, value: String, text: String?) throws {
    let record = try Fixtures.json("{'a': \(value), 'z': 'z'}")
    #expect(try Fixtures.lead("'name': '\(template)', 'tags': ['{z}']", record)?.name == text)
  }

  @Test func columnsOfOneNameAreOne() throws {
    let header = Header(["Email", "E-Mail", "EMAIL "])
    let record = Fixtures.row(header, ["", "other", "second"])
    #expect(try Fixtures.lead("'name': '{email}'", record)?.name == "second")
    #expect(try Fixtures.lead("'name': '{Email#2}', 'tags': ['{e-mail}']", record)?.name == "second")
    #expect(try Fixtures.lead("'name': '{Email#1}', 'tags': ['{e-mail}']", record)?.name == nil)
  }

  @Test func aRepeatedFormFieldIsAList() throws {
    let record = Fixtures.form(["name": "Ann", "topic": "a", "topic": "b", "fields[x]": "y"])
    let lead = try Fixtures.lead("'name': '{topic}', 'tags': ['{topic}', '{\\\"fields[x]\\\"}', '{Topic#2}']", record)
    #expect(lead?.name == "a, b")
    #expect(lead?.tags == ["a", "b", "y"])
  }

  @Test func aCellThatIsJSONIsSteppedInto() throws {
    let record = Fixtures.row(["raw": "{\"q\": {\"first\": \"Ann\"}}", "broken": "{\"q\":"])
    #expect(try Fixtures.lead("'name': '{raw.q.first}{broken.q}'", record)?.name == "Ann")
    let form = Fixtures.form(["rawRequest": "{\"q\": {\"first\": \"Ann\"}}"])
    #expect(try Fixtures.lead("'name': '{rawRequest.q.first}'", form)?.name == "Ann")
  }

  @Test func theRequestIsACircumstance() throws {
    let mapping = try Fixtures.mapping(
      "'require': [], 'identity': '{n}', 'lead': "
        + "{'name': '{@request.header.X-Who} {@request.query.q} {@request.ip} {@now}'}")
    var mapper = try Mapper(mapping, run: MappingRun())
    mapper.receive(
      MappingRun.Request(address: "192.0.2.1", headers: [("x-WHO", "me")], query: [("q", "1"), ("Q", "2")]),
      at: Timestamp(millisecondsSince1970: 0))
    #expect(mapper.map(Fixtures.form(["n": "1"])).lead?.name == "me 1 192.0.2.1 1970-01-01T00:00:00.000Z")
  }
}
