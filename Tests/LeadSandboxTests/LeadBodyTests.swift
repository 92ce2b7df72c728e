import LeadJSON
import LeadModel
import Testing

@testable import LeadSandbox

@Suite struct LeadBodyTests {
  private static let ids = #""uuid": "u", "botId": "b", "customerId": "c""#

  private func body(_ members: String, strict: Bool = false) throws -> LeadBody {
    try LeadBody(JSONDocument(parsing: "{\(Self.ids)\(members.isEmpty ? "" : ", ")\(members)}").root, strict: strict)
  }

  @Test func readsEveryFieldOfTheTable() throws {
    let lead = Lead(
      name: "Jane", email: "jane@example.com", phone: "2079460902", dialCode: "+44",
      notes: [Lead.Note(title: "t", description: "d")], status: .dependancy, picture: "https://example.com/a.png",
      agentId: "631aa793bcfa100487d13d0d", tags: ["a", "b"], attributes: [Lead.Attribute(key: "k", value: "v")])
    let body = try LeadBody(
      JSONDocument(parsing: lead.body(uuid: "u", botId: "b", customerId: "c")).root, strict: true)
    #expect(body.lead == lead)
    #expect([body.uuid, body.botId, body.customerId] == ["u", "b", "c"])
  }

  @Test func absentFieldsAreAbsent() throws {
    #expect(try body("").lead == Lead())
  }

  @Test(arguments: [("true", "true"), (#""a1""#, "a1")])
  func agentIsAStringOrABoolean(written: String, read: String) throws {
    #expect(try body("\"agentId\": \(written)").lead.agentId == read)
  }

  @Test(arguments: [
    (#""name": 1"#, "name: expected string, got number"),
    (#""email": null"#, "email: expected string, got null"),
    (#""phone": 2079460902"#, "phone: expected string, got number"),
    (#""dialCode": 44"#, "dialCode: expected string, got number"),
    (#""picture": []"#, "picture: expected string, got array"),
    (#""agentId": 7"#, "agentId: expected string or boolean, got number"),
    (#""status": true"#, "status: expected string, got boolean"),
    (#""status": "open""#, "status: expected one of OPEN, INPROGRESS, REVIEW, ONHOLD, DEPENDANCY, CLOSED"),
    (#""tags": "a""#, "tags: expected array of string, got string"),
    (#""tags": ["a", 1]"#, "tags[1]: expected string, got number"),
    (#""notes": {}"#, "notes: expected array of {title, description}, got object"),
    (#""notes": ["a"]"#, "notes[0]: expected {title, description}, got string"),
    (#""notes": [{"title": "t", "description": "d"}, {"title": 1}]"#, "notes[1].title: expected string, got number"),
    (#""notes": [{"title": "t"}]"#, "notes[0].description: required, expected string"),
    (#""attributes": [{"key": "k", "value": 1}]"#, "attributes[0].value: expected string, got number"),
    (#""attributes": [{"value": "v"}]"#, "attributes[0].key: required, expected string"),
    (#""uuid": 1"#, "uuid: expected string, got number"),
    (#""botId": """#, "botId: required, expected string"),
  ])
  func wrongTypesNameFieldAndType(members: String, message: String) {
    #expect(throws: LeadBody.Problem(message: message)) { try body(members) }
  }

  @Test(arguments: [
    (#"{"botId": "b", "customerId": "c"}"#, "uuid: required, expected string"),
    (#"{"uuid": "u", "customerId": "c"}"#, "botId: required, expected string"),
    (#"{"uuid": "u", "botId": "b"}"#, "customerId: required, expected string"),
    ("[]", "the body: expected object, got array"),
  ])
  func missingIdsAreNamed(text: String, message: String) throws {
    let root = try JSONDocument(parsing: text).root
    #expect(throws: LeadBody.Problem(message: message)) { try LeadBody(root, strict: false) }
  }

  @Test(arguments: [
    (#""gender": "MALE""#, "gender: unknown field"),
    (#""notes": [{"title": "t", "description": "d", "_id": "1"}]"#, "notes[0]._id: unknown field"),
  ])
  func unknownFieldsAreRefusedOnlyWhenStrict(members: String, message: String) throws {
    _ = try body(members)
    #expect(throws: LeadBody.Problem(message: message)) { try body(members, strict: true) }
  }
}
