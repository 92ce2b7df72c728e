import Foundation
import LeadDelivery
import LeadJSON
import LeadJournal
import LeadMapping
import LeadModel
import LeadPipeline
import LeadSandbox
import TestSupport
import Testing

/// A dead letter never overwrites what was delivered after its record was read.
struct SupersededTests {
  private let bed: PushTestbed

  init() async throws { bed = try await PushTestbed() }

  private func plan() throws -> ReplayRun.Plan {
    let push = try bed.plan([])
    return ReplayRun.Plan(
      deadLetters: bed.deadLetters, stateFolder: push.stateFolder, mapping: push.mapping, run: push.run,
      destination: bed.destination, delivery: DeliveryOptions())
  }

  private func push(_ rows: String...) async throws -> Summary {
    let csv = "Name,Email,Message\n" + rows.map { $0 + "\n" }.joined()
    return try await PushRun(bed.plan([bed.folder.write(csv, to: "leads-\(UUID().uuidString).csv")])).run().summary
  }

  /// Writes a letter of one person as if an earlier run had given it up.
  private func letter(_ name: String, at time: Timestamp, readAt: Timestamp? = nil) throws {
    let file = try DeadLetterFile(bed.deadLetters)
    let line = """
      {"id":"\(UUID().uuidString)","at":"\(time)",\(readAt.map { "\"readAt\":\"\($0)\"," } ?? "")"stage":"deliver",\
      "errors":[{"code":"http.422","message":""}],"source":{"name":"old.csv","record":1},\
      "record":{"Name":"\(name)","Email":"a@example.com","Message":""},"mapping":{"name":"generated","digest":"x"}}
      """
    try file.append([DeadLetter(parsing: Array(line.utf8))])
  }

  private var anHourAgo: Timestamp {
    Timestamp(millisecondsSince1970: Timestamp.now().millisecondsSince1970 - 3_600_000)
  }
  private var inAnHour: Timestamp {
    Timestamp(millisecondsSince1970: Timestamp.now().millisecondsSince1970 + 3_600_000)
  }

  @Test func anOlderLetterIsSkippedAndStays() async throws {
    _ = try await push("New,a@example.com,")
    try letter("Old", at: anHourAgo)
    let end = try await ReplayRun(plan()).run()
    #expect(end.summary.skips == ["superseded": 1])
    #expect(end.summary.skipped == 1 && end.summary.attempts == 0)
    #expect(try await bed.chats().map(\.name) == ["New"])
    #expect(try bed.deadLetterLines().count == 1)
  }

  @Test func forceSendsIt() async throws {
    _ = try await push("New,a@example.com,")
    try letter("Old", at: anHourAgo)
    var plan = try plan()
    plan.forces = true
    #expect(try await ReplayRun(plan).run().summary.delivered == 1)
    #expect(try await bed.chats().map(\.name) == ["Old"])
  }

  @Test func whatCountsIsWhenTheRecordWasRead() async throws {
    _ = try await push("New,a@example.com,")
    try letter("Old", at: inAnHour, readAt: anHourAgo)
    #expect(try await ReplayRun(plan()).run().summary.skips == ["superseded": 1])
  }

  @Test func aYoungerLetterGoesAndTheLedgerKnowsIt() async throws {
    _ = try await push("New,a@example.com,")
    try letter("Newer", at: inAnHour)
    #expect(try await ReplayRun(plan()).run().summary.delivered == 1)
    #expect(try await bed.chats().map(\.name) == ["Newer"])
    #expect(try await push("Newer,a@example.com,").unchanged == 1)
  }

  @Test func aLetterWhoseLeadIsThereAsItIsLeavesTheFileWithoutARequest() async throws {
    _ = try await push("New,a@example.com,")
    try letter("New", at: inAnHour)
    let end = try await ReplayRun(plan()).run()
    #expect(end.summary.unchanged == 1 && end.summary.attempts == 0)
    #expect(try bed.deadLetterLines().isEmpty)
  }

  @Test func lettersOfOnePersonGoInTheirOrder() async throws {
    for (index, name) in ["A", "B", "A"].enumerated() {
      let time = Timestamp(millisecondsSince1970: anHourAgo.millisecondsSince1970 + Int64(index))
      try letter(name, at: time)
    }
    #expect(try await ReplayRun(plan()).run().summary.delivered == 3)
    #expect(try await bed.chats().map(\.name) == ["A"])
  }

  @Test(arguments: [(1, true), (9, false)])
  func recordsThatWereReadTogetherAreToldApartByTheirOrdinals(record: Int, isOlder: Bool) throws {
    let time = anHourAgo
    let line =
      #"{"id":"x","at":"\#(inAnHour)","readAt":"\#(time)","source":{"name":"a.csv","record":\#(record)},"record":{}}"#
    let letter = try DeadLetter(parsing: Array(line.utf8))
    let key = try #require(LeadKey("78c75d59-62ba-5f0a-b4b8-e7e64281dae6"))
    let readAt = try #require(letter.readAt)
    let entry = LedgerEntry(key: key, digest: .init(of: .init()), notes: [], readAt: readAt, source: 1, record: 5)
    #expect(letter.isOlder(than: entry, from: "a.csv") == isOlder)
    #expect(!letter.isOlder(than: entry, from: "b.csv"))
  }
}
