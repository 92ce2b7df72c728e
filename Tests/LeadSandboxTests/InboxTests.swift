import Foundation
import LeadModel
import Synchronization
import TestSupport
import Testing

@testable import LeadSandbox

@Suite struct InboxTests {
  /// A clock that goes by hand.
  private final class HandClock: Sendable {
    private let milliseconds = Mutex<Int64>(1_700_000_000_000)

    func advance(by step: Int64 = 1) { milliseconds.withLock { $0 += step } }
    var now: Timestamp { Timestamp(millisecondsSince1970: milliseconds.withLock { $0 }) }
  }

  private func put(_ inbox: Inbox, _ uuid: String, _ lead: Lead, customer: String = "c") async throws -> Inbox.PutResult
  {
    try await inbox.put(lead, uuid: uuid, botId: "b", customerId: customer)
  }

  @Test func createsThenUpdates() async throws {
    let inbox = try Inbox(database: nil)
    #expect(try await put(inbox, "u", Lead(name: "Jane", tags: ["a", ""])) == .created)
    #expect(
      try await put(inbox, "u", Lead(email: "j@example.com", notes: [.init(title: "", description: "d")])) == .updated)
    let chats = try await inbox.chats(botId: "b", customerId: "c")
    #expect(chats.count == 1)
    #expect(chats[0].name == "Jane")
    #expect(chats[0].email == "j@example.com")
    #expect(chats[0].tags == ["a", ""])
    #expect(chats[0].notes.map(\.description) == ["d"])
  }

  @Test func unknownUUIDsAreIgnoredWhereNoneIsToBeMade() async throws {
    let inbox = try Inbox(database: nil)
    let lead = Lead(email: "j@example.com")
    #expect(try await inbox.put(lead, uuid: "u", botId: "b", customerId: "c", createsUnknown: false) == .ignored)
    #expect(try await inbox.count(botId: "b", customerId: "c") == 0)
    #expect(try await put(inbox, "u", lead) == .created)
    #expect(try await inbox.put(lead, uuid: "u", botId: "b", customerId: "c", createsUnknown: false) == .updated)
  }

  @Test func uuidsOfAnotherCustomerAreOtherChats() async throws {
    let inbox = try Inbox(database: nil)
    #expect(try await put(inbox, "u", Lead(name: "Jane")) == .created)
    #expect(try await put(inbox, "u", Lead(name: "John"), customer: "d") == .created)
    #expect(try await inbox.chats(botId: "b", customerId: "c").map(\.name) == ["Jane"])
    #expect(try await inbox.chats(botId: "b", customerId: "d").map(\.name) == ["John"])
  }

  @Test func pagesHold20NewestUpdateFirstThenById() async throws {
    let clock = HandClock()
    let inbox = try Inbox(database: nil, now: { clock.now })
    for number in 0..<45 {
      _ = try await put(inbox, "u\(number)", Lead(phone: "\(number)"))
      if number.isMultiple(of: 3) { clock.advance() }
    }
    clock.advance()
    _ = try await put(inbox, "u7", Lead(name: "again"))
    var pages: [[Chat]] = []
    for page in 1...4 { pages.append(try await inbox.page(botId: "b", customerId: "c", type: .lead, page: page)) }
    #expect(pages.map(\.count) == [20, 20, 5, 0])
    let all = pages.flatMap { $0 }
    #expect(all.first?.uuid == "u7")
    #expect(Set(all.map(\.uuid)).count == 45)
    let keys = all.map { ($0.updatedAt ?? "", $0.id ?? "") }
    #expect(keys.map(\.1) == keys.sorted { $0.0 == $1.0 ? $0.1 < $1.1 : $0.0 > $1.0 }.map(\.1))
    #expect(try await inbox.page(botId: "b", customerId: "c", type: .lead, page: .max).isEmpty)
  }

  @Test func aChatBecomesALeadWithItsFirstAddress() async throws {
    let inbox = try Inbox(database: nil)
    _ = try await put(inbox, "u", Lead(name: "Jane"))
    #expect(try await inbox.page(botId: "b", customerId: "c", type: .nonLead, page: 1).map(\.uuid) == ["u"])
    #expect(try await inbox.page(botId: "b", customerId: "c", type: .lead, page: 1).isEmpty)
    _ = try await put(inbox, "u", Lead(phone: "1"))
    #expect(try await inbox.count(botId: "b", customerId: "c", type: .nonLead) == 0)
    #expect(try await inbox.count(botId: "b", customerId: "c", type: .lead) == 1)
  }

  @Test(.timeLimit(.minutes(5))) func putsThatArriveTogetherAreAllKept() async throws {
    let inbox = try Inbox(database: nil)
    try await withThrowingTaskGroup { group in
      for number in 0..<2_000 {
        group.addTask { _ = try await self.put(inbox, "u\(number % 500)", Lead(tags: ["t\(number)"])) }
      }
      try await group.waitForAll()
    }
    let chats = try await inbox.chats(botId: "b", customerId: "c")
    #expect(chats.count == 500)
    #expect(chats.allSatisfy { $0.tags.count == 4 })
  }

  @Test func aFileKeepsItsChatsAndIsItsOwnersOnly() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path("inbox.sqlite")
    let first = try Inbox(database: path)
    let lead = Lead(
      name: "Jane", email: "j@example.com", phone: "1", dialCode: "+44",
      notes: [.init(title: "t", description: "d\n\"")],
      status: .review, picture: "p", agentId: "a", tags: ["ü", "b"], attributes: [.init(key: "k", value: "v")])
    _ = try await put(first, "u", lead)
    let written = try await first.chats(botId: "b", customerId: "c")
    first.close()
    let second = try Inbox(database: path)
    #expect(try await second.chats(botId: "b", customerId: "c") == written)
    #expect(written.map(\.lead) == [lead])
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(mode == 0o600)
  }

  @Test func aFileOfANewerVersionIsRefused() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("inbox.sqlite")
    try Inbox(database: path).close()
    // The version's name as it stands in the file, in the table of migrations and in its index.
    var bytes = try folder.bytes(of: "inbox.sqlite")
    let name = Array("inbox 1".utf8)
    for start in bytes.indices.dropLast(name.count) where bytes[start..<start + name.count].elementsEqual(name) {
      bytes[start + name.count - 1] = UInt8(ascii: "9")
    }
    try folder.write(bytes, to: "inbox.sqlite")
    let error = #expect(throws: Diagnostic.self) { try Inbox(database: path) }
    #expect(error?.code == "sandbox.database.newer")
    #expect(error?.position?.file == path)
  }

  @Test func whatIsNoDatabaseIsRefused() throws {
    let folder = try TemporaryFolder()
    let text = try folder.write(String(repeating: "no database\n", count: 1000), to: "leads.csv")
    #expect(throws: Diagnostic.self) { try Inbox(database: text) }
    let error = #expect(throws: Diagnostic.self) { try Inbox(database: folder.path("missing/inbox.sqlite")) }
    #expect(error?.code == "sandbox.database")
  }

  @Test func afterClosingAPutFails() async throws {
    let inbox = try Inbox(database: nil)
    inbox.close()
    await #expect(throws: Diagnostic.self) { try await self.put(inbox, "u", Lead()) }
  }
}
