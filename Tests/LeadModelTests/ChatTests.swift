import LeadJSON
import LeadModel
import Testing

struct ChatTests {
  /// The example of the API's documentation, without blanks.
  static let published = """
    {"success":true,"message":"ok","code":200,"data":[{"_id":"63d9ffa77a8d152facbe2f2f",\
    "uuid":"7e88d192-9b20-4035-9b68-d4ac3d58a34f","createdAt":"2023-02-01T05:59:03.533Z",\
    "updatedAt":"2023-02-02T06:46:34.119Z","isOnline":false,"lastSeenAt":"2023-02-01T06:00:21.000Z",\
    "lastMessage":{"at":"2023-02-01T06:00:20.000Z","by":"bot","text":"Welcome. I am here to help you."},\
    "profile":{"notes":[{"title":"Sample title","description":"Sample description",\
    "_id":"63db5c4abcbc3be2e95b20ae"}],"userDetails":{"name":"Sample name","picture":"my-picture",\
    "contact":{"email":"Sample email","phone":{"number":"Sample number","prefix":"91"}},"city":"Sample city",\
    "country":"Sample country","gender":"MALE","tags":["Sample tag"],"attributes":[{"key":"ID","value":"BP001"}]}},\
    "status":"INPROGRESS","websiteVisits":1,"_agentAssigned":"631aa793bcfa100487d13d0d"}]}
    """

  private static func chat(_ text: String) throws -> Chat? { Chat(try JSONDocument(parsing: text).root) }

  @Test func publishedExampleIsReadWhole() throws {
    let page = try ChatPage(Array(Self.published.utf8))
    #expect(page.envelope == Envelope(success: true, message: "ok", code: 200))
    #expect(page.entryCount == 1)
    let chat = try #require(page.chats.first)
    #expect(chat.id == "63d9ffa77a8d152facbe2f2f")
    #expect(chat.uuid == "7e88d192-9b20-4035-9b68-d4ac3d58a34f")
    #expect(chat.createdAt == "2023-02-01T05:59:03.533Z")
    #expect(chat.updatedAt == "2023-02-02T06:46:34.119Z")
    #expect(chat.isOnline == false)
    #expect(chat.lastSeenAt == "2023-02-01T06:00:21.000Z")
    let said = Chat.Message(at: "2023-02-01T06:00:20.000Z", by: "bot", text: "Welcome. I am here to help you.")
    #expect(chat.lastMessage == said)
    #expect(chat.city == "Sample city")
    #expect(chat.country == "Sample country")
    #expect(chat.gender == "MALE")
    #expect(chat.websiteVisits == 1)
    #expect(chat.notes.map(\.id) == ["63db5c4abcbc3be2e95b20ae"])
    #expect(
      chat.lead
        == Lead(
          name: "Sample name", email: "Sample email", phone: "Sample number", dialCode: "+91",
          notes: [Lead.Note(title: "Sample title", description: "Sample description")], status: .inProgress,
          picture: "my-picture", agentId: "631aa793bcfa100487d13d0d", tags: ["Sample tag"],
          attributes: [Lead.Attribute(key: "ID", value: "BP001")]))
  }

  @Test func publishedExampleIsWrittenToTheByte() throws {
    let page = try ChatPage(Array(Self.published.utf8))
    #expect(String(decoding: page.body, as: UTF8.self) == Self.published)
  }

  /// Every field of the example taken out, set to null and set to something else, one after another, at every depth.
  @Test func everyFieldMayBeMissingOrStrange() throws {
    let root = try #require(try JSONDocument(parsing: Self.published).root["data"]?[0])
    let paths = Self.paths(root)
    #expect(paths.count > 30)
    for path in paths {
      for replacement in [nil, "null", "7", #""text""#, "[]", "{}", "[null,7,{}]"] {
        let text = Self.replacing(path, in: root, with: replacement)
        let chat = try #require(try Self.chat(text), "\(path) \(replacement ?? "missing")")
        if path != ["uuid"] { #expect(chat.uuid == "7e88d192-9b20-4035-9b68-d4ac3d58a34f") }
        if path != ["status"] { #expect(chat.status == "INPROGRESS") }
        var writer = JSONWriter()
        chat.write(into: &writer)
        #expect(try Self.chat(writer.text) == chat)
      }
    }
  }

  @Test func emptyEntryIsAChatWithoutFields() throws {
    #expect(try Self.chat("{}") == Chat())
    var writer = JSONWriter()
    Chat().write(into: &writer)
    #expect(writer.text == #"{"profile":{"notes":[],"userDetails":{"contact":{},"tags":[],"attributes":[]}}}"#)
    for text in ["null", "[]", "7", "\"x\""] { #expect(try Self.chat(text) == nil) }
  }

  @Test(arguments: [
    (#"{"number": "5", "prefix": "91"}"#, "5", "+91"),
    (#"{"number": "5", "prefix": "+91"}"#, "5", "+91"),
    (#"{"number": 15550000000, "prefix": 1}"#, "15550000000", "+1"),
    (#"{"number": "5", "prefix": ""}"#, "5", nil),
    (#"{"prefix": "44"}"#, nil, "+44"),
    (#""5""#, "5", nil),
    ("null", nil, nil),
  ])
  func phonesAreReadInEveryForm(phone: String, number: String?, dialCode: String?) throws {
    let chat = try Self.chat(#"{"profile": {"userDetails": {"contact": {"phone": \#(phone)}}}}"#)
    #expect(chat?.phone == number)
    #expect(chat?.dialCode == dialCode)
  }

  /// The paths of all members below a value, through arrays by their first element.
  private static func paths(_ value: JSONValue) -> [[String]] {
    if let first = value[0] { return paths(first).map { ["0"] + $0 } + [["0"]] }
    return value.members.flatMap { member in [[member.key]] + paths(member.value).map { [member.key] + $0 } }
  }

  /// The text of `value` with what is at `path` replaced, or left out.
  private static func replacing(_ path: [String], in value: JSONValue, with replacement: String?) -> String {
    guard let step = path.first else { return replacement ?? "" }
    let rest = Array(path.dropFirst())
    if value.kind == .array {
      return "["
        + value.elements.map { replacing(rest, in: $0, with: replacement) }.filter { !$0.isEmpty }
        .joined(separator: ",") + "]"
    }
    let members = value.members.compactMap { member -> String? in
      let text = member.key == step ? replacing(rest, in: member.value, with: replacement) : member.value.compactText
      return text.isEmpty ? nil : "\"\(member.key)\":\(text)"
    }
    return "{" + members.joined(separator: ",") + "}"
  }
}

struct ChatPageTests {
  @Test(arguments: [
    (#"{"success":true,"message":"ok","code":200,"data":[]}"#, 0, 0),
    (#"{"success":false,"message":"no","code":401}"#, 0, 0),
    (#"{"success":true,"data":null}"#, 0, 0),
    (#"{"data":[{},{}]}"#, 2, 2),
    (#"{"success":true,"data":[null,{"uuid":"u"},5]}"#, 3, 1),
  ])
  func isReadWithoutItsEntries(text: String, entries: Int, chats: Int) throws {
    let page = try ChatPage(Array(text.utf8))
    #expect(page.entryCount == entries)
    #expect(page.chats.count == chats)
  }

  @Test(arguments: [
    (
      "<html>",
      "error: the list of chats is not JSON (json.syntax at 1:1): expected the inbox's answer [listing.unreadable]"
    ),
    (
      "[]",
      "error: the list of chats has neither \"success\" nor \"data\": expected the inbox's answer [listing.unreadable]"
    ),
    (
      #"{"data":{}}"#,
      "error: the list of chats has neither \"success\" nor \"data\": expected the inbox's answer [listing.unreadable]"
    ),
    (
      #"{"success":true,"data":"x"}"#,
      "error: \"data\" of the list of chats is of type string: expected an array [listing.unreadable]"
    ),
  ])
  func refusesWhatTheInboxDoesNotAnswer(text: String, description: String) {
    let diagnostic = #expect(throws: Diagnostic.self) { try ChatPage(Array(text.utf8)) }
    #expect(diagnostic?.description == description)
  }

  @Test func emptyPageIsAnEmptyList() {
    #expect(ChatPage([Chat]()).body.elementsEqual(#"{"success":true,"message":"ok","code":200,"data":[]}"#.utf8))
  }
}
