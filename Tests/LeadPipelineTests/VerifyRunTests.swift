import Foundation
import LeadDelivery
import LeadJSON
import LeadJournal
import LeadModel
import LeadSandbox
import TestSupport
import Testing

@testable import LeadPipeline

@Suite(.timeLimit(.minutes(3)))
struct VerifyRunTests {
  private static let mapping = #"""
    {
      "version": 1, "name": "people",
      "source": { "format": "csv" },
      "lead": {
        "name": "{Name}", "email": "{Email}", "status": { "from": "Status", "default": "OPEN" },
        "notes": [{ "title": "Note", "description": "{Note}" }],
        "tags": [{ "from": "Tags", "split": ";" }]
      },
      "once": ["status"]
    }
    """#

  private let bed: PushTestbed

  init() async throws { bed = try await PushTestbed() }

  private func plan(_ rows: String) throws -> PushPlan {
    try bed.plan([bed.folder.write("Name,Email,Status,Note,Tags\n" + rows, to: "people.csv")], mapping: Self.mapping)
  }

  private func push(_ rows: String) async throws -> Summary {
    let end = try await PushRun(plan(rows)).run()
    #expect(end.stop == nil && end.failure == nil)
    return end.summary
  }

  private func verify(_ rows: String? = nil, repairs: Bool = false) async throws -> VerifyRun.End {
    var plan = VerifyRun.Plan(
      push: try rows.map(plan), destination: bed.destination, delivery: DeliveryOptions(),
      stateFolder: bed.folder.path + "/state")
    plan.repairs = repairs
    return try await VerifyRun(plan).run()
  }

  /// What a person, or the bot, does to a chat in the inbox.
  private func write(_ lead: Lead, to uuid: String) async throws {
    try await bed.server.inbox.put(
      lead, uuid: uuid, botId: bed.server.botId, customerId: bed.server.customerId)
  }

  private func uuid(_ name: String) async throws -> String {
    try #require(try await bed.chats().first { $0.name == name }?.uuid)
  }

  private static let rows = """
    Ann,ann@example.com,OPEN,hello,a;b
    Bob,bob@example.com,CLOSED,,
    Ann Lee,ann@example.com,CLOSED,again,c

    """

  @Test func whatWasPushedIsThere() async throws {
    _ = try await push(Self.rows)
    let report = try await verify(Self.rows).report
    #expect(report.expected == 2 && report.same == 2 && report.missing == 0 && report.different == 0)
    #expect(report.listed == 2 && report.unknown == 0 && report.read == 3)
    #expect(report.isWell)
    #expect(report.proven == nil, "on this machine there is nothing to prove")
    let state = try FileManager.default.contentsOfDirectory(atPath: bed.folder.path + "/state")
    #expect(!state.contains { $0.hasPrefix("verify") })
    await bed.server.stop()
  }

  @Test func moreThanAPageIsComparedAndProvesTheDestination() async throws {
    let rows = (0..<130).map { "P\($0),p\($0)@example.com,,n\($0)," }.joined(separator: "\n")
    _ = try await push(rows)
    try await write(Lead(name: "visitor"), to: "0c5a1d1e-8a0e-4b57-9a3a-0f4b1f6f7a11")
    let report = try await verify(rows).report
    #expect(report.same == 130 && report.listed == 131 && report.unknown == 1)
    let journal = try Journal(folder: bed.folder.path + "/state")
    #expect(try journal.provenAt(bed.destination.key) != nil)
    await bed.server.stop()
  }

  @Test func aForeignInboxProvesNothing() async throws {
    try await write(Lead(name: "visitor", email: "v@example.com"), to: "0c5a1d1e-8a0e-4b57-9a3a-0f4b1f6f7a11")
    let report = try await verify(Self.rows).report
    #expect(report.missing == 2 && report.unknown == 1)
    let journal = try Journal(folder: bed.folder.path + "/state")
    #expect(try journal.provenAt(bed.destination.key) == nil)
    await bed.server.stop()
  }

  @Test func whatPeopleChangedThereIsNamedFieldByField() async throws {
    _ = try await push(Self.rows)
    try await write(
      Lead(name: "Bobby", status: .open, tags: ["x"], attributes: [.init(key: "k", value: "v")]), to: uuid("Bob"))
    let report = try await verify(Self.rows).report
    #expect(report.different == 1 && report.same == 1)
    let difference = try #require(report.differentLeads.first)
    #expect(difference.fields == [FieldDifference("name", "Bob", "Bobby")], "what goes once is not compared")
    #expect(difference.place.line == 3 && difference.place.input?.hasSuffix("people.csv") == true)
    var hidden = JSONWriter()
    report.write(showsValues: false, into: &hidden)
    #expect(hidden.text.contains("\"name\"") && !hidden.text.contains("Bobby"))
    var shown = JSONWriter()
    report.write(showsValues: true, into: &shown)
    #expect(shown.text.contains("Bobby"))
    await bed.server.stop()
  }

  @Test func aRepairSendsTheMissingWholeAndTheDifferentAsTheyShouldBe() async throws {
    _ = try await push("Bob,bob@example.com,OPEN,one,\n")
    try await write(Lead(name: "Bobby", status: .closed), to: uuid("Bob"))
    let rows = "Bob,bob@example.com,OPEN,one,\n" + "Ann,ann@example.com,REVIEW,hello,a\nAnn Lee,ann@example.com,,,\n"
    let end = try await verify(rows, repairs: true)
    #expect(end.stop == nil && end.failure == nil)
    #expect(end.report.missing == 1 && end.report.different == 1 && end.report.repaired == 2)
    #expect(end.report.isWell)
    let chats = try await bed.chats()
    let ann = try #require(chats.first { $0.email == "ann@example.com" })
    #expect(ann.name == "Ann Lee" && ann.status == "REVIEW" && ann.notes.map(\.description) == ["hello"])
    let bob = try #require(chats.first { $0.email == "bob@example.com" })
    #expect(bob.name == "Bob" && bob.status == "CLOSED" && bob.notes.count == 1)
    #expect(try await verify(rows).report.isWell)
    let summary = try await push("Bob,bob@example.com,OPEN,one,\nAnn Lee,ann@example.com,,,\n")
    #expect(summary.unchanged == 2, "the ledger knows what was repaired")
    await bed.server.stop()
  }

  @Test func aRepairThatIsRefusedIsSaid() async throws {
    // Too long a lead is 413; the listing has no body.
    let bed = try await PushTestbed { $0.maxBodyBytes = 600 }
    let rows = "Ann,ann@example.com,,,\nBob,bob@example.com,,\(String(repeating: "x", count: 700)),\n"
    var plan = VerifyRun.Plan(
      push: try bed.plan(
        [bed.folder.write("Name,Email,Status,Note,Tags\n" + rows, to: "people.csv")], mapping: Self.mapping),
      destination: bed.destination, delivery: DeliveryOptions(), stateFolder: bed.folder.path + "/state")
    plan.repairs = true
    let end = try await VerifyRun(plan).run()
    #expect(end.stop == nil && end.failure == nil)
    #expect(end.report.missing == 2 && end.report.repaired == 1 && end.report.dead == 1)
    #expect(end.report.errors == ["http.413": 1] && !end.report.isWell)
    await bed.server.stop()
  }

  @Test func withoutInputsTheLedgerSaysWhatShouldBeThere() async throws {
    _ = try await push(Self.rows)
    let well = try await verify().report
    #expect(well.expected == 2 && well.same == 2 && well.isWell && !well.hasInputs)
    // Delivered, as the ledger has it, and in no inbox.
    let journal = try Journal(folder: bed.folder.path + "/state")
    let ledger = try Ledger(in: journal, destinationKey: bed.destination.key)
    let bob = try #require(LeadKey(try await uuid("Bob")))
    var lost = try #require(try ledger.entries(for: [bob])[bob])
    lost.key = LeadKey(high: lost.key.high, low: lost.key.low ^ 1)
    lost.record = 77
    ledger.delivered(lost)
    try journal.commit([], ledger: ledger)
    let report = try await verify().report
    #expect(report.expected == 3 && report.missing == 1 && !report.isWell)
    #expect(report.missingLeads.first?.record == 77)
    #expect(report.missingLeads.first?.input?.hasSuffix("people.csv") == true)
    await bed.server.stop()
  }

  @Test func rejectedAndSkippedRecordsAreNotExpected() async throws {
    let report = try await verify("Ann,nobody,,,\n,,,,\nBob,bob@example.com,,,\n").report
    #expect(report.read == 3 && report.rejected == 1 && report.skipped == 1 && report.expected == 1)
    await bed.server.stop()
  }

  @Test func aRefusedTokenIsAFailureAndNoDifference() async throws {
    var plan = VerifyRun.Plan(
      push: try plan(Self.rows), destination: bed.destination, delivery: DeliveryOptions(),
      stateFolder: bed.folder.path + "/state")
    plan.destination.token = Secret("wrong")
    let end = try await VerifyRun(plan).run()
    #expect(end.failure?.code == "token.refused")
    await bed.server.stop()
  }

  @Test func anInterruptedComparisonSaysSo() async throws {
    let plan = VerifyRun.Plan(
      push: nil, destination: bed.destination, delivery: DeliveryOptions(), stateFolder: bed.folder.path + "/state")
    let run = VerifyRun(plan)
    run.interrupt()
    #expect(try await run.run().stop?.reason == .interrupted)
    await bed.server.stop()
  }
}
