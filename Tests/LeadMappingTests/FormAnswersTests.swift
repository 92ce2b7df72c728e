import LeadJSON
import LeadMapping
import LeadModel
import Testing

/// Answers in forms and in texts that hold JSON: found by patterns, by `[*]`, and passed once.
struct FormAnswersTests {
  static let nested = Fixtures.form([
    "fields[a][title]": "Your e-mail", "fields[a][value]": "ann@example.com", "fields[b][title]": "Budget",
    "fields[b][value]": "500", "note": "hello",
  ])

  @Test func patternsFindTheAnswersOfAForm() throws {
    let mapped = try Fixtures.map(
      """
      'source': {'columns': {'each': 'fields[*]', 'names': ['{title}'], 'value': 'value'}},
      'lead': {'email': {'columns': {'named': 'e-?mail'}}, 'attributes': {'*': true}}
      """, Self.nested)
    #expect(mapped.lead?.email == "ann@example.com")
    // What became an answer, and what was taken of the answers, passes no second time.
    #expect(mapped.lead?.attributes.map { "\($0.key)=\($0.value)" } == ["Budget=500", "note=hello"])
  }

  @Test func patternsDoNotFindAFieldTwiceThatIsAnAnswer() throws {
    let mapped = try Fixtures.map(
      """
      'source': {'columns': {'each': '[*]', 'names': [{'template': '{@key}', 'transform': {'replace': ['^No Label ', '']}}]}},
      'require': [], 'identity': '{id}', 'lead': {'tags': [{'columns': {'named': 'topic'}}], 'attributes': {'*': true}}
      """, Fixtures.form(["id": "1", "No Label topic": "CRM", "Budget": "500"]))
    #expect(mapped.lead?.tags == ["CRM"])
    #expect(mapped.lead?.attributes.map { "\($0.key)=\($0.value)" } == ["Budget=500"])
  }

  @Test func aTextThatIsEnteredForItsAnswersDoesNotPass() throws {
    let mapping = """
      'source': {'columns': {'each': 'payload[*]', 'names': ['{@key}']}},
      'lead': {'email': '{email}', 'attributes': {'*': true}}
      """
    let text = #"{"email": "ann@example.com", "plan": "Pro"}"#
    let json = try Fixtures.json("{'payload': '{\\'email\\': \\'ann@example.com\\', \\'plan\\': \\'Pro\\'}'}")
    for record in [Fixtures.form(["payload": text]), json] {
      let lead = try Fixtures.map(mapping, record).lead
      #expect(lead?.email == "ann@example.com")
      #expect(lead?.attributes.map { "\($0.key)=\($0.value)" } == ["plan=Pro"])
    }
  }

  @Test(arguments: ["'x': 'ann@example.com'", "'x': ['b', 'ann@example.com']"])
  func aStarAloneIsEveryMember(member: String) throws {
    let mapped = try Fixtures.map(
      "'lead': {'email': {'from': '[*]', 'transform': {'extract': '^\\\\S+@\\\\S+$'}}}",
      Fixtures.json("{'a': '1', \(member)}"))
    #expect(mapped.lead?.email == "ann@example.com")
  }
}
