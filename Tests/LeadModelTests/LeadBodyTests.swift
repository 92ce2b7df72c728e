import LeadJSON
import LeadModel
import Testing

struct LeadBodyTests {
  static let full = Lead(
    name: "Zoë \"Z\" O'Neil", email: "zoe@example.com", phone: "2079460902", dialCode: "+44",
    notes: [Lead.Note(title: "Message", description: "Line 1\nLine 2"), Lead.Note(title: "", description: "x")],
    status: .inProgress, picture: "https://example.com/z.png", agentId: "631aa793bcfa100487d13d0d",
    tags: ["hubspot", "a/b"], attributes: [Lead.Attribute(key: "hubspot id", value: "15550000000")])

  @Test func hasTheAPIsKeysInTheAPIsOrder() {
    let body = Self.full.body(uuid: "u-1", botId: "b-1", customerId: "c-1")
    let expected = """
      {"uuid":"u-1","botId":"b-1","customerId":"c-1","agentId":"631aa793bcfa100487d13d0d",\
      "name":"Zoë \\"Z\\" O'Neil","email":"zoe@example.com","phone":"2079460902","dialCode":"+44",\
      "notes":[{"title":"Message","description":"Line 1\\nLine 2"},{"title":"","description":"x"}],\
      "status":"INPROGRESS","picture":"https://example.com/z.png","tags":["hubspot","a/b"],\
      "attributes":[{"key":"hubspot id","value":"15550000000"}]}
      """
    #expect(String(decoding: body, as: UTF8.self) == expected)
  }

  @Test func absentFieldsAreAbsent() {
    #expect(Lead().body(uuid: nil, botId: nil, customerId: nil).elementsEqual("{}".utf8))
    let body = Lead(email: "a@example.com").body(uuid: "u", botId: "b", customerId: "c")
    #expect(body.elementsEqual(#"{"uuid":"u","botId":"b","customerId":"c","email":"a@example.com"}"#.utf8))
  }

  @Test func anEmptyTextIsWrittenAsOne() {
    #expect(Lead(name: "").body(uuid: nil, botId: nil, customerId: nil).elementsEqual(#"{"name":""}"#.utf8))
  }

  @Test func readsWhatItWrites() throws {
    let body = Self.full.body(uuid: "u", botId: "b", customerId: "c")
    #expect(Lead(body: try JSONDocument(parsing: body).root) == Self.full)
  }

  @Test(arguments: [
    ("{}", Lead()),
    ("null", Lead()),
    ("[]", Lead()),
    (#"{"unknown": 1, "name": null, "email": "", "phone": {}, "tags": null}"#, Lead()),
    (#"{"name": 7, "phone": 15550000000, "agentId": true}"#, Lead(name: "7", phone: "15550000000", agentId: "true")),
    (#"{"dialCode": "44"}"#, Lead(dialCode: "+44")),
    (#"{"dialCode": 44}"#, Lead(dialCode: "+44")),
    (#"{"status": "in progress"}"#, Lead(status: .inProgress)),
    (#"{"status": "whatever"}"#, Lead()),
    (#"{"tags": ["a", 1, null, "", {"x": 1}, true]}"#, Lead(tags: ["a", "1", "true"])),
    (#"{"tags": "one"}"#, Lead(tags: ["one"])),
    (#"{"notes": "bare"}"#, Lead(notes: [Lead.Note(title: "", description: "bare")])),
    (
      #"{"notes": [{"title": "t"}, {"description": 1}, {}, null, 5]}"#,
      Lead(notes: [
        Lead.Note(title: "t", description: ""), Lead.Note(title: "", description: "1"),
        Lead.Note(title: "", description: "5"),
      ])
    ),
    (
      #"{"attributes": [{"key": "k", "value": 1.50}, {"key": "n"}, {"value": "v"}, 5, {"key": ""}]}"#,
      Lead(attributes: [Lead.Attribute(key: "k", value: "1.50"), Lead.Attribute(key: "n", value: "")])
    ),
    (
      #"{"attributes": {"company": "X", "size": 5, "nested": {}}}"#,
      Lead(attributes: [Lead.Attribute(key: "company", value: "X"), Lead.Attribute(key: "size", value: "5")])
    ),
  ])
  func readsWhatCanBeRead(text: String, lead: Lead) throws {
    #expect(Lead(body: try JSONDocument(parsing: text).root) == lead)
  }

  @Test(arguments: [
    ("+91", "+91"), ("91", "+91"), ("0091", "+91"), ("++91", "+91"), (" 91 ", "+91"), ("+1-684", "+1684"), ("", nil),
    ("+", nil), ("x", nil), ("٩١", nil),
  ])
  func dialCodesGetTheirPlus(written: String, expected: String?) {
    #expect(Lead.dialCode(written: written) == expected)
  }

  @Test(arguments: [
    ("OPEN", LeadStatus.open), ("open", .open), (" In Progress ", .inProgress), ("in-progress", .inProgress),
    ("IN_PROGRESS", .inProgress), ("review", .review), ("on hold", .onHold), ("Dependancy", .dependancy),
    ("closed", .closed), ("dependency", nil), ("new", nil), ("", nil),
  ])
  func statusesAreReadWhateverTheirSpelling(text: String, status: LeadStatus?) {
    #expect(LeadStatus(spelled: text) == status)
  }

  @Test func statusesAreTheSixOfTheAPI() {
    #expect(LeadStatus.allCases.map(\.rawValue) == ["OPEN", "INPROGRESS", "REVIEW", "ONHOLD", "DEPENDANCY", "CLOSED"])
  }
}
