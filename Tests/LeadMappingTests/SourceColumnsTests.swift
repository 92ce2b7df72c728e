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
}
