import Testing

@testable import LeadJournal

struct PersonMatchingTests {
  /// A lead by its own uuid, address and number.
  struct Row: Sendable {
    var own: String
    var email: String?
    var phone: String?
    var isFixed = false
    var byEmail = true
    var byPhone = true

    var person: PersonMatching.Person {
      let email = email.map { ContactDigest("email", $0) }
      let phone = phone.map { ContactDigest("phone", $0) }
      return PersonMatching.Person(
        uuid: own, matched: [byEmail ? email : nil, byPhone ? phone : nil].compactMap(\.self),
        contacts: [email, phone].compactMap(\.self), isFixed: isFixed)
    }
  }

  /// Who has what, leads, and where they go; `?` behind a uuid: said to be ambiguous.
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var emails: [String: [String]] = [:]
    var phones: [String: [String]] = [:]
    var choices: [String: String] = [:]
    var rows: [Row]
    var expected: [String]
    var testDescription: String { name }
  }

  static let cases: [Case] = [
    Case(name: "nobody has it", rows: [Row(own: "l", email: "a")], expected: ["l"]),
    Case(
      name: "a chat has its address", emails: ["a": ["chat"]], rows: [Row(own: "l", email: "a")],
      expected: ["chat"]),
    Case(
      name: "a chat has its number", phones: ["1": ["chat"]], rows: [Row(own: "l", email: "a", phone: "1")],
      expected: ["chat"]),
    Case(
      name: "one chat has both", emails: ["a": ["chat"]], phones: ["1": ["chat"]],
      rows: [Row(own: "l", email: "a", phone: "1")], expected: ["chat"]),
    Case(
      name: "two chats have one each", emails: ["a": ["chat"]], phones: ["1": ["other"]],
      rows: [Row(own: "l", email: "a", phone: "1")], expected: ["l?"]),
    Case(
      name: "two chats have its address", emails: ["a": ["chat", "other"]], rows: [Row(own: "l", email: "a")],
      expected: ["l?"]),
    Case(
      name: "matched by addresses alone", phones: ["1": ["chat"]],
      rows: [Row(own: "l", email: "a", phone: "1", byPhone: false)], expected: ["l"]),
    Case(name: "its own chat", emails: ["a": ["l"]], rows: [Row(own: "l", email: "a")], expected: ["l"]),
    Case(
      name: "a choice goes before all", emails: ["a": ["chat", "other"]], choices: ["l": "old"],
      rows: [Row(own: "l", email: "a")], expected: ["old"]),
    Case(
      name: "a given uuid stays", emails: ["a": ["chat"]], rows: [Row(own: "l", email: "a", isFixed: true)],
      expected: ["l"]),
    Case(
      name: "rows that share a number are one",
      rows: [
        Row(own: "l", email: "a", phone: "1"), Row(own: "m", phone: "1"), Row(own: "n", email: "b", phone: "1"),
        Row(own: "o", email: "b"),
      ], expected: ["l", "l", "l", "l"]),
    Case(
      name: "rows that share a number with a given uuid go there",
      rows: [
        Row(own: "l", email: "a", phone: "1", isFixed: true), Row(own: "m", phone: "1"),
      ], expected: ["l", "l"]),
    Case(
      name: "who joins two that were apart is ambiguous",
      rows: [
        Row(own: "l", email: "a"), Row(own: "m", phone: "1"), Row(own: "l", email: "a", phone: "1"),
        Row(own: "m", phone: "1"),
      ], expected: ["l", "m", "l?", "m"]),
    Case(name: "nothing to be matched by", rows: [Row(own: "l")], expected: ["l"]),
  ]

  @Test(arguments: cases)
  func leadsGoWhereTheirPersonIs(_ row: Case) {
    var owners: [ContactDigest: [String]] = [:]
    for (email, uuids) in row.emails { owners[ContactDigest("email", email)] = uuids }
    for (phone, uuids) in row.phones { owners[ContactDigest("phone", phone)] = uuids }
    var matching = PersonMatching(owners: owners, choices: row.choices)
    let found = row.rows.map { matching.match($0.person) }
    #expect(found.map { $0.uuid + ($0.isAmbiguous ? "?" : "") } == row.expected)
  }

  @Test func whatIsToBeRememberedIsWhatIsNew() {
    var matching = PersonMatching(owners: [ContactDigest("email", "a"): ["chat"]], choices: [:])
    let row = Row(own: "l", email: "a", phone: "1")
    for _ in 0..<2 { _ = matching.match(row.person) }
    #expect(matching.newChoices.map(\.own) == ["l"] && matching.newChoices.map(\.chosen) == ["chat"])
    #expect(matching.newOwners.map(\.contact) == [ContactDigest("phone", "1")])
    #expect(matching.newOwners.map(\.uuid) == ["chat"])
  }
}
