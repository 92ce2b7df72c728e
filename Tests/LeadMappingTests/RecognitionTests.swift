import LeadJSON
import LeadMapping
import LeadModel
import Testing

/// How a payload is recognised: `source.shape`, beside `source.headers`.
struct RecognitionTests {
  private func score(_ source: String, _ record: Record) throws -> Int? {
    try Fixtures.mapping("'source': {\(source)}, 'lead': {}").score(record: record)
  }

  @Test(arguments: [
    ("'shape': ['event', 'form.answers']", 2), ("'shape': ['form.answers[*]']", nil), ("'shape': ['form.none']", nil),
    ("'shape': ['none', 'event']", nil), ("'shape': ['empty', 'form.nothing']", 2),
    ("'shape': ['event', {'field': 'event', 'equals': 'SUBMIT'}]", 2),
    ("'shape': ['event', {'field': 'event', 'equals': 'other'}]", nil),
    ("'shape': [{'field': 'form.id', 'matches': '^f'}, {'not': {'field': 'event', 'equals': 'x'}}]", 2),
    ("'shape': ['event'], 'headers': ['Form', ['x', 'empty']]", 3), ("'shape': ['event'], 'headers': ['x']", nil),
    ("'shape': ['inner.deep']", 1), ("'format': 'json'", nil),
    ("'shape': ['title'], 'columns': {'each': 'form', 'names': ['title'], 'value': 'id'}", nil),
  ])
  func allOfAShapeMustHold(source: String, expected: Int?) throws {
    let record = try Fixtures.json(
      "{'event': 'submit', 'empty': '', 'form': {'id': 'f1', 'answers': [], 'nothing': null}, 'inner': '{\\\"deep\\\": 1}'}"
    )
    #expect(try score(source, record) == expected)
  }

  @Test(arguments: [
    ("'shape': ['form_id']", 1), ("'shape': ['fields']", 1), ("'shape': ['fields.email.value']", 1),
    ("'shape': ['fields.email.none']", nil), ("'shape': ['fields.e']", nil), ("'shape': ['raw.q1.first']", 1),
    ("'shape': ['raw.q2']", 1), ("'shape': ['raw.q3']", nil), ("'shape': ['tags', 'fields'], 'headers': ['TAGS']", 3),
    ("'shape': [{'field': 'form_id', 'equals': '7'}]", 1), ("'shape': ['empty']", 1),
  ])
  func aFormsNamesNestByBrackets(source: String, expected: Int?) throws {
    let record = Fixtures.form([
      "form_id": "7", "fields[email][value]": "a@example.com", "tags[]": "x", "empty": "",
      "raw": "{\"q1\": {\"first\": \"A\"}, \"q2\": null}",
    ])
    #expect(try score(source, record) == expected)
  }

  @Test func aTableHasNoShape() throws {
    let mapping = try Fixtures.mapping("'source': {'headers': ['a'], 'shape': ['a']}, 'lead': {}")
    #expect(mapping.score(header: Header(["a"])) == nil)
    #expect(mapping.score(record: Fixtures.row(["a": "1"])) == nil)
    #expect(mapping.score(record: try Fixtures.json("{'a': 1}")) == 2)
    let plain = try Fixtures.mapping("'source': {'headers': ['a']}, 'lead': {}")
    #expect(plain.score(record: Fixtures.row(["A": "1"])) == 1)
  }

  /// The shape is that of a record, wherever in the document the records lie.
  @Test(arguments: [
    ("{'entry': [{'leads': [{'id': 1, 'mail': 'x'}, {'no': 1}]}]}", 2), ("{'entry': [{'leads': []}]}", nil),
    ("{'entry': [{'leads': {'id': 1, 'mail': 'x'}}]}", 2), ("{'id': 1, 'mail': 'x'}", nil),
    ("{'entry': [{'leads': [{'id': 1}]}]}", nil),
  ])
  func theFirstRecordOfADocumentIsAsked(document: String, expected: Int?) throws {
    let found = try score("'records': 'entry[*].leads', 'shape': ['id', 'mail']", Fixtures.json(document))
    #expect(found == expected)
  }

  /// What two CRMs call alike tells neither.
  @Test(arguments: [
    (["Record ID", "First Name", "Last Name", "Email", "Contact owner", "Tag"], "hubspot-contacts"),
    (["Record Id", "First Name", "Last Name", "Email", "Contact Owner", "Tag", "Created Time"], "zoho-leads"),
  ])
  func exportsWithAnOwnerAreToldApart(header: [String], name: String) throws {
    guard case .one(let mapping) = try Mapping.recognised(for: Header(header)) else {
      Issue.record("not one")
      return
    }
    #expect(mapping.name == name)
  }

  private static let mappings: [Mapping] = {
    [
      "'name': 'a', 'source': {'shape': ['x', 'y']}", "'name': 'b', 'source': {'shape': ['x']}",
      "'name': 'c', 'source': {'headers': ['x', 'v']}", "'name': 'never'",
    ]
    .compactMap { try? Fixtures.mapping("\($0), 'lead': {}") }
  }()

  @Test(arguments: [
    ("{'x': 1, 'y': 1}", "a"), ("{'x': 1}", "b"), ("{'x': 1, 'v': 1}", "c"), ("{'x': 1, 'y': 1, 'v': 1}", "tie a c"),
    ("{'y': 1}", "none a"), ("{'q': 1}", "none "), ("[1]", "none "), ("7", "none "),
  ])
  func theMostMarksWin(record: String, expected: String) throws {
    #expect(Self.mappings.count == 4)
    let found =
      switch Mapping.recognised(for: try Fixtures.json(record), among: Self.mappings) {
      case .one(let mapping): mapping.name
      case .tie(let names): "tie " + names.joined(separator: " ")
      case .none(let nearest): "none " + nearest.joined(separator: " ")
      }
    #expect(found == expected)
  }

  @Test(arguments: [
    ("'shape': 'x'", "mapping.type", 36), ("'shape': []", "mapping.value", 36),
    ("'shape': ['a..b']", "mapping.path.invalid", 40),
    ("'shape': [7]", "mapping.type", 37), ("'shape': ['@source.name']", "mapping.path.circumstance", 37),
    ("'shape': [{'field': '@request.ip', 'present': true}]", "mapping.path.circumstance", 37),
    ("'shape': [{'feeld': 'x', 'present': true}]", "mapping.key.unknown", 38),
    ("'shape': ['{a} {b}']", "mapping.path.invalid", 37),
  ])
  func aShapeThatCannotBeIsReported(shape: String, code: String, column: Int) throws {
    let found = Fixtures.diagnostics("'source': {\(shape)}, 'lead': {}")
    let first = try #require(found.first { $0.code == code }, "\(found)")
    #expect(first.position?.column == column)
  }

  @Test func theFieldsOfAShapeAreNoColumnsToMiss() throws {
    var mapper = try Mapper(
      Fixtures.mapping("'source': {'shape': ['event']}, 'lead': {'email': '{Email}', 'attributes': {'*': true}}"),
      run: MappingRun())
    #expect(mapper.bind(Header(["Email"])).isEmpty)
    // And they pass by `"*"` like all others.
    let lead = try #require(mapper.map(try Fixtures.json("{'event': 'x', 'Email': 'a@example.com'}")).lead)
    #expect(lead.attributes == [Lead.Attribute(key: "event", value: "x")])
  }
}
