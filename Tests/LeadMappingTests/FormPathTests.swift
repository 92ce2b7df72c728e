import LeadMapping
import LeadModel
import Testing

/// Paths into forms whose names nest in brackets.
struct FormPathTests {
  static let record = Fixtures.form([
    "form_name": "Contact", "fields[name][title]": "Nom", "fields[name][value]": "Zoë",
    "fields[email][value]": "z@x.org",
    "topics": "a", "topics[]": "b", "list[]": "c", "list[]": "d", "contact[fields][1]": "Acme",
    "contact[tags][]": "vip",
    "contact[tags][]": "new", "data[email]": "API@x.org", "data[merges][EMAIL]": "api@x.org", "odd[name": "odd",
    "odd[x]y": "behind", "[first]": "no name", "deep.name[x]": "dotted", "payload": "{\"a\": {\"b\": \"json\"}}",
    "both.a": "whole", "both[a]": "nested", "empty[]": "",
  ])

  @Test(arguments: [
    ("fields.email.value", ["z@x.org"]),
    ("FIELDS.Email.value", ["z@x.org"]),
    ("\\\"fields[email][value]\\\"", ["z@x.org"]),
    ("fields.email", []),
    ("fields", []),
    ("fields.email.value.x", []),
    ("topics", ["a", "b"]),
    ("Topics", ["a", "b"]),
    ("\\\"topics[]\\\"", ["b"]),
    ("topics#2", ["b"]),
    ("list", ["c", "d"]),
    ("contact.fields.1", ["Acme"]),
    ("contact.fields[1]", ["Acme"]),
    ("contact.tags", ["vip", "new"]),
    ("contact.tags[*]", ["vip", "new"]),
    ("fields[*].value", ["Zoë", "z@x.org"]),
    ("fields[title=Nom].value", ["Zoë"]),
    ("data[*].email", ["api@x.org"]),
    ("odd[*]", []),
    ("data.email", ["API@x.org"]),
    ("data.merges.EMAIL", ["api@x.org"]),
    ("data.merges.email", ["api@x.org"]),
    ("\\\"odd[name\\\"", ["odd"]),
    ("odd.name", []),
    ("odd.x", []),
    ("\\\"[first]\\\"", ["no name"]),
    ("\\\"deep.name\\\".x", ["dotted"]),
    ("payload.a.b", ["json"]),
    ("both.a", ["whole"]),
    ("\\\"both[a]\\\"", ["nested"]),
    ("empty", []),
  ])
  func leadsTo(path: String, values: [String]) throws {
    #expect(try Fixtures.lead("'tags': ['x', '{\(path)}']", Self.record)?.tags == ["x"] + values)
  }

  @Test func whatIsNamedInStepsDoesNotPassOnceMore() throws {
    let record = Fixtures.form([
      "form[id]": "7", "fields[email][value]": "z@x.org", "fields[email][title]": "E-Mail", "topics[]": "a",
      "topics[]": "b", "more[]": "c", "more[]": "d", "topics[x]": "e",
    ])
    let lead = try Fixtures.lead(
      "'name': '{fields.email.value}', 'tags': ['{topics}'], 'attributes': {'*': {'except': ['form*']}}", record)
    #expect(lead?.name == "z@x.org")
    #expect(
      lead?.attributes.map { "\($0.key)=\($0.value)" } == ["fields[email][title]=E-Mail", "more[]=c, d", "topics[x]=e"])
  }

  @Test(.timeLimit(.minutes(1)))
  func manyFieldsAreFoundInLinearTime() throws {
    // Collected by comparing each name with each, as it once was, this would take a minute.
    let fields = (0..<10_000).map { index in
      FormField(name: "field\(index)" + String(repeating: "[x]", count: 10), value: "v")
    }
    let record = Record(ordinal: 1, line: 1, content: .form(fields), rawBytes: [])
    let lead = try Fixtures.lead("'name': '{field9999.y}', 'tags': ['t'], 'attributes': {'*': true}", record)
    #expect(lead?.name == nil)
    #expect(lead?.attributes.count == 10_000)
  }
}
