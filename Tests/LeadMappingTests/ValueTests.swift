import LeadMapping
import LeadModel
import Testing

struct ValueTests {
  static let record = Fixtures.row([
    "A": "a", "B": "b", "E": "", "List": "x; y ;;z", "State": " In Progress ", "Number": "1.234,50", "Bad": "abc",
    "Html": "<p>Hi &amp; bye</p>", "Date": "31.01.2026", "Flag": "yes",
  ])

  @Test(arguments: [
    ("{'from': 'A'}", "a"),
    ("{'from': '{A}'}", "a"),
    ("{'from': ['E', 'None', 'B']}", "b"),
    ("{'from': 'E'}", nil),
    ("{'template': '<{A}>'}", "<a>"),
    ("{'first': ['{E}', {'from': 'E', 'default': 'd'}, '{A}']}", "d"),
    ("{'first': ['{E}', '{A} {B}']}", "a b"),
    ("{'from': 'E', 'default': 'none'}", "none"),
    ("{'from': 'E', 'default': '{B}!'}", "b!"),
    ("{'default': 'only'}", "only"),
    ("{'from': 'A', 'map': {'A ': 'one', 'b': 'two'}}", "one"),
    ("{'from': 'State', 'map': {'in progress': 'INPROGRESS'}}", "INPROGRESS"),
    ("{'from': 'A', 'map': {'z': 'one'}}", "a"),
    ("{'from': 'A', 'map': {'z': 'one'}, 'default': 'other'}", "other"),
    ("{'from': 'A', 'map': {'a': ''}, 'default': 'other'}", "other"),
    ("{'from': 'A', 'map': {'a': '{B}'}}", "b"),
    ("{'from': 'A', 'map': {'$comment': 'x', 'a': 1}}", "1"),
    ("{'from': 'List', 'split': ';'}", "x, y, z"),
    ("{'from': 'List', 'split': ';', 'join': '/'}", "x/y/z"),
    ("{'from': 'List', 'split': ';', 'map': {'y': 'Y'}}", "x, Y, z"),
    ("{'from': 'A', 'transform': 'uppercase'}", "A"),
    ("{'from': 'A', 'transform': ['uppercase', {'replace': ['A', 'B$0']}]}", "BA"),
    ("{'from': 'Number', 'transform': 'number'}", "1234.50"),
    ("{'from': 'Html', 'transform': 'text-from-html'}", "Hi & bye"),
    ("{'from': 'Flag', 'transform': 'boolean', 'map': {'TRUE': 'consented'}}", "consented"),
    ("{'from': 'Date', 'transform': {'date': {'from': ['MM/dd/yyyy', 'dd.MM.yyyy']}}}", "2026-01-31"),
    ("{'from': 'List', 'transform': {'extract': '([a-z]);'}}", "x"),
    ("{'from': 'A', 'transform': {'extract': 'q'}, 'default': 'd'}", "d"),
    ("{'template': 'abcdef', 'transform': {'truncate': 3}}", "abc"),
    (
      "{'from': 'A', 'transform': {'hash': 'sha256'}}",
      "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"
    ),
    ("{'from': 'A', 'when': {'field': 'B', 'equals': 'B'}}", "a"),
    ("{'from': 'A', 'when': {'field': 'B', 'equals': 'x'}, 'default': 'd'}", nil),
    ("{'first': [{'from': 'A', 'when': {'field': 'E', 'present': true}}, '{B}']}", "b"),
    ("{'from': 'Bad', 'transform': 'number', 'invalid': 'omit', 'default': 'd'}", nil),
    ("{'from': 'Bad', 'transform': ['uppercase', 'number'], 'invalid': 'keep'}", "abc"),
    ("{'first': [{'from': 'Bad', 'transform': 'number', 'invalid': 'omit'}, '{B}']}", "b"),
    ("{'from': 'A', '$comment': 'why'}", "a"),
  ])
  func comesAbout(value: String, text: String?) throws {
    let lead = try Fixtures.lead("'name': \(value), 'tags': 't'", Self.record)
    #expect(lead != nil)
    #expect(lead?.name == text)
  }

  @Test(arguments: [
    ("'{labels}'", ["a", "b"]),
    ("['fixed', '{labels}', 'a', '']", ["fixed", "a", "b"]),
    ("[{'from': 'text', 'split': ';'}]", ["x", "y"]),
    ("[{'from': 'labels', 'transform': 'uppercase'}]", ["A", "B"]),
    ("[{'from': 'labels', 'join': '+'}]", ["a+b"]),
    ("['n:{labels}']", ["n:a, b"]),
    ("[{'first': ['{none}', '{labels}']}]", ["a", "b"]),
    ("['{none}']", []),
  ])
  func aListBecomesOneTagEach(tags: String, expected: [String]) throws {
    let record = try Fixtures.json("{'labels': ['a', '', 'b'], 'text': 'x;y; '}")
    #expect(try Fixtures.lead("'tags': \(tags)", record)?.tags == expected)
  }

  @Test func aListBecomesOneNoteEach() throws {
    let record = try Fixtures.json("{'m': ['one', 'two'], 'who': 'Ann', 'none': ' '}")
    let lead = try Fixtures.lead(
      "'notes': [{'title': 'From {who}', 'description': '{m}'}, {'description': '{none}'}, '{who}']", record)
    #expect(
      lead?.notes == [
        Lead.Note(title: "From Ann", description: "one"), Lead.Note(title: "From Ann", description: "two"),
        Lead.Note(title: "Note", description: "Ann"),
      ])
  }

  @Test(arguments: [
    ("number", "number.invalid"), ("boolean", "boolean.invalid"),
  ])
  func aValueThatCannotBeTransformedRejectsTheRecord(transform: String, code: String) throws {
    let mapped = try Fixtures.map(
      "'require': [], 'lead': {'email': 'a@x.org', 'attributes': {'k': {'from': 'Bad', 'transform': '\(transform)'}}}",
      Self.record)
    var finding = Finding(code, field: "attributes.k", mapped.message ?? "")
    finding.rule = "transform \(transform)"
    finding.column = "Bad"
    #expect(mapped.outcome == .rejected([finding]))
    #expect(mapped.message?.contains("abc") == false)
  }

  @Test func aRegexThatRunsTooLongIsInvalid() throws {
    let record = Fixtures.row(["A": String(repeating: "a", count: 40) + "!"])
    let mapped = try Fixtures.map(
      "'require': [], 'lead': {'email': 'a@x.org', 'name': {'from': 'A', 'transform': {'extract': '(a+)+$'}}}", record)
    #expect(mapped.codes == ["regex.limit"])
  }
}

extension Mapped {
  /// The words of the only error.
  var message: String? { if case .rejected(let findings) = outcome { findings.first?.message } else { nil } }
}
