import LeadJSON
import LeadJournal
import LeadMapping
import LeadModel
import Testing

@testable import LeadPipeline

struct ChatComparisonTests {
  /// A lead, the chat that is listed, and the fields in which they differ.
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var expected: Lead
    var once: [LeadField] = []
    var chat: @Sendable (inout Chat) -> Void = { _ in }
    var fields: [String] = []
    var testDescription: String { name }
  }

  static let cases: [Case] = [
    Case(name: "nothing is expected", expected: Lead(), chat: { $0.name = "Ann" }),
    Case(
      name: "equal", expected: Lead(name: "Ann", email: "a@example.com"),
      chat: {
        $0.name = "Ann"; $0.email = "a@example.com"
      }),
    Case(name: "another name", expected: Lead(name: "Ann"), chat: { $0.name = "Anne" }, fields: ["name"]),
    Case(name: "no name", expected: Lead(name: "Ann"), fields: ["name"]),
    Case(
      name: "an address in other case", expected: Lead(email: "Ann@Example.com"),
      chat: { $0.email = "ann@example.com" }),
    Case(
      name: "another address", expected: Lead(email: "ann@example.com"), chat: { $0.email = "an@example.com" },
      fields: ["email"]),
    Case(
      name: "a dial code with its plus", expected: Lead(phone: "2079460902", dialCode: "+44"),
      chat: {
        $0.phone = "2079460902"; $0.dialCode = "+44"
      }),
    Case(
      name: "a dial code without its plus", expected: Lead(phone: "2079460902", dialCode: "+44"),
      chat: {
        $0.phone = "2079460902"; $0.dialCode = "44"
      }),
    Case(
      name: "a dial code within the number", expected: Lead(phone: "2079460902", dialCode: "+44"),
      chat: { $0.phone = "+44 20 7946 0902" }),
    Case(
      name: "another dial code", expected: Lead(phone: "2079460902", dialCode: "+44"),
      chat: {
        $0.phone = "2079460902"; $0.dialCode = "+49"
      }, fields: ["phone"]),
    Case(name: "no number", expected: Lead(phone: "2079460902", dialCode: "+44"), fields: ["phone"]),
    Case(
      name: "a status that is spelled otherwise", expected: Lead(status: .inProgress),
      chat: { $0.status = "In progress" }),
    Case(
      name: "a status that is not known", expected: Lead(status: .open), chat: { $0.status = "NEW" },
      fields: ["status"]),
    Case(
      name: "a status that goes once", expected: Lead(status: .open), once: [.status],
      chat: { $0.status = "CLOSED" }),
    Case(name: "more tags", expected: Lead(tags: ["a"]), chat: { $0.tags = ["b", "a"] }),
    Case(name: "a tag too few", expected: Lead(tags: ["a", "b"]), chat: { $0.tags = ["b"] }, fields: ["tags"]),
    Case(
      name: "more notes", expected: Lead(notes: [.init(title: "t", description: "d")]),
      chat: { $0.notes = [.init(title: "x", description: ""), .init(id: "1", title: "t", description: "d")] }),
    Case(
      name: "another note of that title", expected: Lead(notes: [.init(title: "t", description: "d")]),
      chat: { $0.notes = [.init(title: "t", description: "e")] }, fields: ["notes"]),
    Case(
      name: "attributes by their keys", expected: Lead(attributes: [.init(key: "a", value: "1")]),
      chat: { $0.attributes = [.init(key: "b", value: "2"), .init(key: "a", value: "1")] }),
    Case(
      name: "another value, and a key that is not there",
      expected: Lead(attributes: [.init(key: "a", value: "1"), .init(key: "c", value: "1")]),
      chat: { $0.attributes = [.init(key: "a", value: "2")] }, fields: ["attributes.a", "attributes.c"]),
    Case(
      name: "picture and agent", expected: Lead(picture: "https://p", agentId: "1"),
      chat: {
        $0.picture = "https://q"; $0.agentId = "2"
      }, fields: ["picture", "agentId"]),
  ]

  @Test(arguments: cases)
  func fieldsThatDifferAreNamed(_ row: Case) {
    var chat = Chat(id: "1", uuid: "u")
    row.chat(&chat)
    #expect(ChatComparison(row.expected, once: row.once, with: chat).differences.map(\.field) == row.fields)
  }

  @Test func whatMendsTheChatHasNoNoteTwiceAndNothingThatGoesOnce() {
    var chat = Chat(id: "1", uuid: "u")
    chat.notes = [.init(title: "t", description: "one")]
    let expected = Lead(
      name: "Ann", notes: [.init(title: "t", description: "one"), .init(title: "t", description: "two")],
      status: .open)
    let news = ChatComparison(expected, once: [.status], with: chat).news
    #expect(news == Lead(name: "Ann", notes: [.init(title: "t", description: "two")]))
  }
}

struct FoldedLeadTests {
  private static let time = Timestamp(millisecondsSince1970: 1_790_000_000_000)

  private static func entry(_ record: Int, notes: [String] = []) -> LedgerEntry {
    let destination = Destination(
      name: "d", brand: "local", baseURL: "http://127.0.0.1", botId: "b", customerId: "c", token: Secret("t"))
    var writer = JSONWriter()
    let content = LeadContent(
      Lead(name: "\(record)", notes: notes.map { .init(title: "", description: $0) }), steady: nil,
      uuid: "78c75d59-62ba-5f0a-b4b8-e7e64281dae6", once: [], for: destination, writer: &writer)
    return content.entry(after: nil, readAt: time, source: 0, record: record)!  // The uuid is in RFC 9562's form.
  }

  @Test func laterRecordsUpdateAsTheInboxDoes() {
    var folded = FoldedLead()
    folded.add(
      Lead(
        name: "Ann", email: "a@example.com", notes: [.init(title: "", description: "one")], tags: ["a"],
        attributes: [.init(key: "k", value: "1")]), once: [], entry: Self.entry(1, notes: ["one"]))
    folded.add(
      Lead(
        name: "Anna", notes: [.init(title: "", description: "one"), .init(title: "", description: "two")],
        tags: ["b", "a"], attributes: [.init(key: "l", value: "2"), .init(key: "k", value: "3")]), once: [],
      entry: Self.entry(2, notes: ["one", "two"]))
    #expect(
      folded.lead
        == Lead(
          name: "Anna", email: "a@example.com",
          notes: [.init(title: "", description: "one"), .init(title: "", description: "two")], tags: ["a", "b"],
          attributes: [.init(key: "k", value: "3"), .init(key: "l", value: "2")]))
    #expect(folded.entry?.digest == Self.entry(2).digest)
    #expect(folded.entry?.notes == Self.entry(2, notes: ["one", "two"]).notes)
  }

  @Test func whatGoesOnceIsTheFirstRecords() {
    var folded = FoldedLead()
    folded.add(Lead(name: "Ann", status: .open), once: [.status], entry: Self.entry(1))
    folded.add(Lead(name: "Anna", status: .closed), once: [.status], entry: Self.entry(2))
    #expect(folded.lead == Lead(name: "Anna", status: .open))
    #expect(folded.once == [.status])
  }
}
