import LeadDelivery
import LeadModel
import LeadTransport
import Synchronization
import Testing

/// An inbox of two lists, newest first and three chats a page, into which others write between two requests.
final class ShiftingInbox: Sendable {
  /// What others do to the two lists.
  typealias Change = @Sendable (inout Lists) -> Void

  struct Lists: Sendable {
    /// Ids in the listing's order.
    var leads: [String]
    var others: [String] = []
    /// How often each was written.
    var versions: [String: Int] = [:]

    /// A chat is written: it goes to the front of its list, from wherever it was.
    mutating func write(_ id: String, asLead: Bool = true) {
      leads.removeAll { $0 == id }
      others.removeAll { $0 == id }
      if asLead { leads.insert(id, at: 0) } else { others.insert(id, at: 0) }
      versions[id, default: 0] += 1
    }
  }

  static let pageSize = 3

  private let state: Mutex<(lists: Lists, changes: [Int: Change], asked: Int)>

  /// `changes` are made before the request of that number, from 1.
  init(_ lists: Lists, _ changes: [Int: Change] = [:]) { state = Mutex((lists, changes, 0)) }

  var asked: Int { state.withLock { $0.asked } }

  func reading(rate: Rate? = nil, waits: @escaping @Sendable (Duration) -> Void = { _ in }) throws -> InboxReading {
    let client = PatientClient(
      DispatchDeskTests.destination,
      send: { request async throws(TransportFailure) in self.answer(request.url) }, sleep: { _ in })
    return InboxReading(
      try ChatListing(DispatchDeskTests.destination, client: client), rate: rate, sleep: { waits($0) })
  }

  private func answer(_ url: String) -> HTTPResponse {
    let page = url.split(separator: "&").compactMap { $0.hasPrefix("page=") ? Int($0.dropFirst(5)) : nil }[0]
    let entries = state.withLock { state in
      state.asked += 1
      state.changes[state.asked]?(&state.lists)
      let list = url.hasSuffix("type=lead") ? state.lists.leads : state.lists.others
      return list.dropFirst((page - 1) * Self.pageSize).prefix(Self.pageSize)
        .map { #"{"_id": "\#($0)", "uuid": "\#($0)", "updatedAt": "\#(state.lists.versions[$0] ?? 0)"}"# }
    }
    return .answer(200, body: #"{"success": true, "code": 200, "data": [\#(entries.joined(separator: ","))]}"#)
  }
}

struct InboxReadingTests {
  /// Chats that were met, by their times of writing.
  private final class Met {
    var versions: [String: String] = [:]

    func take(_ chats: [Chat]) -> Int {
      var news = 0
      for chat in chats {
        guard let uuid = chat.uuid, let time = chat.updatedAt else { continue }
        if versions.updateValue(time, forKey: uuid) != time { news += 1 }
      }
      return news
    }
  }

  private static let leads = (1...9).map { "l\($0)" }
  private static let others = (1...5).map { "n\($0)" }

  /// What others do, and before which request.
  struct Disturbance: Sendable, CustomTestStringConvertible {
    var name: String
    var changes: [Int: ShiftingInbox.Change] = [:]
    /// Chats that are met beside those that were there.
    var more: [String] = []
    var testDescription: String { name }
  }

  static let disturbances: [Disturbance] = [
    Disturbance(name: "nobody writes"),
    Disturbance(name: "a new lead while the second page is read", changes: [2: { $0.write("new") }], more: ["new"]),
    Disturbance(name: "a lead that was not come to is written", changes: [2: { $0.write("l8") }]),
    Disturbance(
      name: "leads that were not come to are written, one after the other",
      changes: [2: { $0.write("l7") }, 3: { $0.write("l9") }, 4: { $0.write("l8") }]),
    Disturbance(name: "a chat that is no lead becomes one once the leads were read", changes: [6: { $0.write("n5") }]),
    Disturbance(
      name: "more than a page is written while the others are read",
      changes: [6: { lists in for id in ["l9", "l1", "a", "b", "l2"] { lists.write(id) } }], more: ["a", "b"]),
    Disturbance(
      name: "a lead is written while the front is read again", changes: [8: { $0.write("late") }],
      more: ["late"]),
  ]

  @Test(arguments: disturbances)
  func everyChatIsMetInItsLastState(_ disturbance: Disturbance) async throws {
    let inbox = ShiftingInbox(.init(leads: Self.leads, others: Self.others), disturbance.changes)
    let met = Met()
    try await inbox.reading().readAll { met.take($0) }
    #expect(Set(met.versions.keys) == Set(Self.leads + Self.others + disturbance.more))
  }

  @Test func aReadingOfTheNewsEndsAtWhatIsKnown() async throws {
    let inbox = ShiftingInbox(
      .init(leads: Self.leads, others: Self.others), [10: { $0.write("l9") }, 11: { $0.write("new") }])
    let met = Met()
    try await inbox.reading().readAll { met.take($0) }
    let before = inbox.asked
    #expect(before == 4 + 3 + 2)
    try await inbox.reading().readNews { met.take($0) }
    // Each of two rounds brings one, and looks at one page of leads more; the round behind them brings none.
    #expect(inbox.asked - before == 3 + 3 + 2)
    #expect(met.versions["new"] == "1" && met.versions["l9"] == "1")
  }

  @Test func anInboxInWhichOthersWriteAllTheTimeIsNotReadForEver() async throws {
    let always = Dictionary(
      uniqueKeysWithValues: (1...500).map { number in
        (number, { @Sendable (lists: inout ShiftingInbox.Lists) in lists.write("l1") })
      })
    let inbox = ShiftingInbox(.init(leads: Self.leads), always)
    let met = Met()
    try await inbox.reading().readAll { met.take($0) }
    #expect(inbox.asked < 5 + InboxReading.maxRounds * 4)
  }

  @Test func aRateIsKept() async throws {
    let waits = Mutex<[Duration]>([])
    let inbox = ShiftingInbox(.init(leads: Self.leads, others: Self.others))
    let met = Met()
    try await inbox.reading(rate: Rate("1/s")) { wait in waits.withLock { $0.append(wait) } }.readAll { met.take($0) }
    let kept = waits.withLock { $0 }
    // The sleep of this test takes no time, so each page is a second further off.
    #expect(kept.count == 8)
    #expect(kept.enumerated().allSatisfy { $1 > .seconds($0) && $1 <= .seconds($0 + 1) }, "\(kept)")
  }

  @Test func whatTheTakerThrowsEndsIt() async throws {
    struct Enough: Error {}
    let inbox = ShiftingInbox(.init(leads: Self.leads))
    await #expect(throws: Enough.self) { try await inbox.reading().readAll { _ in throw Enough() } }
    #expect(inbox.asked == 1)
  }
}
