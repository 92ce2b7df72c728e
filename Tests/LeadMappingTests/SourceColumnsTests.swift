import LeadJSON
import LeadMapping
import LeadModel
import Testing

struct SourceColumnsTests {
  static let source = """
    'source': {'format': 'jsonl', 'columns': {'each': 'form_response.answers[*]',
      'names': ['{field.ref}', {'lookup': 'form_response.definition.fields[id={field.id}].title'}, 'type:{field.type}'],
      'value': ['text', 'email', 'phone_number', 'number', 'boolean', 'choice.label', 'choices.labels']}}
    """

  static let answers = """
    {'event_id': 'e1', 'form_response': {'token': 't1', 'definition': {'fields': [
       {'id': 'f1', 'title': 'Your name?'}, {'id': 'f2', 'title': 'Mail'}, {'id': 'f3', 'title': 'Topics'}, {'id': 'f5', 'title': 'OK?'},
       {'id': 'f6', 'title': 'Extra'}]},
     'answers': [
       {'type': 'text', 'text': 'Zoë', 'field': {'id': 'f1', 'ref': 'full_name', 'type': 'short_text'}},
       {'type': 'email', 'email': 'zoe@example.com', 'field': {'id': 'f2', 'ref': '', 'type': 'email'}},
       {'type': 'choices', 'choices': {'labels': ['A', 'B']}, 'field': {'id': 'f3', 'ref': 'topics', 'type': 'multiple_choice'}},
       {'type': 'text', 'text': null, 'field': {'id': 'f4', 'ref': 'gone', 'type': 'short_text'}},
       {'type': 'boolean', 'boolean': false, 'field': {'id': 'f5', 'ref': 'ok', 'type': 'yes_no'}},
       {'type': 'text', 'text': 'more', 'field': {'id': 'f6', 'ref': 'extra', 'type': 'short_text'}}]}}
    """

  @Test(arguments: [
    ("{full_name}", "Zoë"), ("{Your name?}", "Zoë"), ("{type:short_text}", "Zoë"), ("{type:short_text#2}", "more"),
    ("{Mail}", "zoe@example.com"), ("{type:email}", "zoe@example.com"), ("{topics}", "A, B"), ("{topics[0]}", "A"),
    ("{ok}", "false"),
    ("{gone}", nil), ("{form_response.token}", "t1"), ("{event_id}", "e1"),
  ])
  func anAnswerIsFoundUnderEachOfItsNames(template: String, text: String?) throws {
    let mapped = try Fixtures.map(
      "\(Self.source), 'require': [], 'identity': '{event_id}', 'lead': {'name': '\(template)'}",
      Fixtures.json(Self.answers))
    #expect(mapped.lead?.name == text)
  }

  @Test func theRestOfTheAnswersPassOnceUnderTheirFirstName() throws {
    let mapped = try Fixtures.map(
      """
      \(Self.source), 'require': [], 'lead': {'name': '{Your name?}', 'email': '{type:email}', 'tags': ['{topics}'],
      'attributes': {'*': {'except': ['event_id']}}}
      """, Fixtures.json(Self.answers))
    #expect(mapped.lead?.tags == ["A", "B"])
    #expect(mapped.lead?.attributes.map { "\($0.key)=\($0.value)" } == ["ok=false", "extra=more"])
    // What the answers were made of is not missed.
    #expect(mapped.warnings.isEmpty)
  }

  @Test func severalListsAndListsWithoutAStarAreTaken() throws {
    let mapping = try Fixtures.mapping(
      """
      'source': {'columns': [{'each': 'a', 'names': ['{n}'], 'value': 'v'}, {'each': 'b[*]', 'names': '{n}', 'value': ['v']}]},
      'lead': {'email': '{mail}', 'name': '{who} {mail#2}'}
      """)
    var mapper = try Mapper(mapping, run: MappingRun())
    let record = try Fixtures.json(
      "{'a': [{'n': 'mail', 'v': 'a@x.org'}, {'n': 'Who', 'v': 'Ann'}], 'b': {'k': {'n': 'MAIL', 'v': 'two'}}}")
    let lead = mapper.map(record).lead
    #expect(lead?.email == "a@x.org")
    #expect(lead?.name == "Ann two")
    #expect(mapping.answerColumns(of: record).columns.map(\.names) == [["mail"], ["Who"], ["MAIL#2"]])
  }

  /// Columns as `name, name: texts`.
  private func columns(_ source: String, _ record: Record) throws -> [String] {
    let mapping = try Fixtures.mapping("'source': {'columns': \(source)}, 'lead': {'email': '{mail}'}")
    return mapping.answerColumns(of: record).columns.map { column in
      "\(column.names.joined(separator: ", ")): \(column.value.compactText.replacing("\"", with: "'"))"
    }
  }

  @Test(arguments: [
    // The members of an object under their keys.
    (
      "{'each': 'data[*]', 'names': '{@key}'}",
      ["mail: 'a@x.org'", "topics: ['A','B']", "who: {'first':'Ann'}", "zero: 0"]
    ),
    // Under what is made of them, where a condition holds.
    (
      "{'each': 'data[*]', 'when': {'field': '@key', 'matches': 'o'}, 'names': {'from': '@key', 'transform': 'uppercase'}}",
      ["TOPICS: ['A','B']", "WHO: {'first':'Ann'}", "ZERO: 0"]
    ),
    // The elements of a list by their places.
    (
      "{'each': 'list', 'names': ['{@key} {n}'], 'value': 'v'}",
      ["0 x: ['1','3']", "1 y: ['2']", "2 z: true", "3: '9'"]
    ),
    ("{'each': 'list[*n=y]', 'names': '{@key}', 'value': 'n'}", ["1: 'y'"]),
    ("{'each': 'list[-1]', 'names': '{@key}'}", ["3: {'n':null,'v':'9'}"]),
    // Ids looked up: each of a list; those that are not found are left out, and none found is not there.
    (
      "{'each': 'list', 'names': '{n}', 'value': [{'lookup': 'options[id={v}].text'}, 'v']}",
      ["x: ['One','Three']", "y: 'Two'", "z: true"]
    ),
    ("{'each': 'names[*]', 'names': {'lookup': 'options[id={@key}].text'}}", ["One: 'uno'", "Two: 'dos'"]),
    (
      "{'each': 'names[*]', 'names': {'lookup': 'options[id={@key}].text', 'transform': 'lowercase'}, 'value': ['x', '@value']}",
      ["one: 'uno'", "two: 'dos'"]
    ),
    // Several places as one list.
    ("{'each': 'more', 'names': 'm', 'value': [['a.b', 'c', 'gone'], 'c']}", ["m: ['1','2','C']", "m#2: ['C2']"]),
    ("{'each': 'more', 'names': 'm', 'value': 'f[*].u'}", ["m: ['u1','u2']"]),
    (
      "{'each': 'people', 'names': '{@key}', 'value': [{'template': '{first} {last}'}, {'template': '+{c} {n}', 'when': {'field': 'c', 'present': true}}, {'from': 'n'}, '@value']}",
      ["0: 'Ann Lee'", "1: '+1 201'", "2: '202'", "3: 'x'", "4: 'Bob'"]
    ),
    ("{'each': 'nowhere[*]', 'names': '{@key}'}", []),
  ])
  func answersAreFoundWhereverTheyAre(source: String, columns: [String]) throws {
    let record = try Fixtures.json(
      """
      {'data': {'mail': 'a@x.org', 'topics': ['A', 'B'], 'who': {'first': 'Ann'}, 'zero': 0, 'none': null},
       'list': [{'n': 'x', 'v': ['1', '3']}, {'n': 'y', 'v': ['2']}, {'n': 'z', 'v': true}, {'n': null, 'v': '9'}],
       'options': [{'id': 1, 'text': 'One'}, {'id': 2, 'text': 'Two'}, {'id': 3, 'text': 'Three'}],
       'people': [{'first': 'Ann', 'last': 'Lee'}, {'c': '1', 'n': '201'}, {'n': 202}, 'x', {'first': 'Bob', 'last': ' '}],
       'names': {'1': 'uno', '2': 'dos', '5': 'cinco'},
       'more': [{'a': {'b': ['1', '2']}, 'c': 'C', 'f': [{'u': 'u1'}, {'u': 'u2'}]}, {'c': 'C2'}]}
      """)
    #expect(try self.columns(source, record) == columns)
  }

  @Test func aFormIsSeenAsTheObjectThatItsNamesNest() throws {
    let record = Fixtures.form([
      "fields[a][title]": "Mail", "fields[a][value]": "a@x.org", "fields[b][title]": "Topics",
      "fields[b][value]": "A", "fields[b][value][]": "B",
      "raw": #"{"q3_name": {"first": "Ann"}, "q4_mail": "b@x.org"}"#,
      "x": "text", "x[y]": "in the way", "x[z]": "too",
    ])
    let fields = "{'each': 'fields[*]', 'names': '{title}', 'value': 'value'}"
    #expect(try columns(fields, record) == ["Mail: 'a@x.org'", "Topics: ['A','B']"])
    let raw = "{'each': 'raw[*]', 'names': {'from': '@key', 'transform': {'extract': '^q[0-9]+_(.+)$'}}}"
    #expect(try columns(raw, record) == ["name: {'first':'Ann'}", "mail: 'b@x.org'"])
    let own = "{'each': '[*]', 'when': {'field': '@key', 'matches': '^x'}, 'names': '{@key}'}"
    #expect(try columns(own, record) == ["x: 'text'", "x[y]: 'in the way'", "x[z]: 'too'"])
    let lead = try Fixtures.map(
      "'source': {'columns': [\(fields), \(raw)]}, 'lead': {'name': '{name.first}', 'email': '{Mail}', 'attributes': {'*': true}}",
      record
    ).lead
    #expect(lead?.name == "Ann")
    #expect(lead?.email == "a@x.org")
    #expect(
      lead?.attributes.map { "\($0.key)=\($0.value)" }
        == ["Topics=A, B", "mail#2=b@x.org", "x=text", "x[y]=in the way", "x[z]=too"])
  }

  @Test func aMemberOfTheRecordThatBecameAColumnDoesNotPassTwice() throws {
    let members = """
      'source': {'columns': {'each': '[*]', 'names': {'lookup': 'titles[id={@key}].t'}}},
      'lead': {'email': '{Mail}', 'attributes': {'*': true}}
      """
    let text =
      "{'titles': [{'id': 'f1', 't': 'Mail'}, {'id': 'f2', 't': 'Town'}], 'f1': 'a@x.org', 'f2': 'Rome', 'f3': 'x'}"
    let json = try Fixtures.map(members, Fixtures.json(text)).lead
    #expect(json?.attributes.map { "\($0.key)=\($0.value)" } == ["Town=Rome", "f3=x"])
    let form = Fixtures.form([
      "titles": "[{\"id\": \"f1\", \"t\": \"Mail\"}, {\"id\": \"f2\", \"t\": \"Town\"}]", "f1": "a@x.org", "f2": "Rome",
      "f3": "x",
    ])
    let lead = try Fixtures.map(members, form).lead
    #expect(lead?.email == "a@x.org")
    #expect(lead?.attributes.map { "\($0.key)=\($0.value)" } == ["Town=Rome", "f3=x"])
  }

  @Test func theKeyOfAnAnswerIsKnownNowhereElse() {
    let found = Fixtures.diagnostics("'lead': {'name': '{@key}'}")
    #expect(found.map(\.code) == ["mapping.path.circumstance"])
  }

  /// Ten thousand fields of one name, or of one prefix, cost no more than as many others.
  @Test(.timeLimit(.minutes(1)))
  func aFormsTreeIsLinearInItsFields() throws {
    let fields = (0..<20_000).map { FormField(name: $0.isMultiple(of: 2) ? "a[]" : "b[\($0)][v]", value: "x") }
    let record = Record(ordinal: 1, line: 1, content: .form(fields), rawBytes: [])
    let found = try columns("{'each': 'b[*]', 'names': '{@key}', 'value': 'v'}", record)
    #expect(found.count == 10_000)
    #expect(found.last == "19999: 'x'")
  }
}
