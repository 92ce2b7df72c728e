import Foundation
import LeadDelivery
import LeadJournal
import LeadModel
import LeadPipeline
import LeadSandbox
import TestSupport
import Testing

/// A list that comes again is passed over where its records are as they were.
struct SettledBeforeTests {
  private let bed: PushTestbed

  init() async throws { bed = try await PushTestbed() }

  private func push(
    _ rows: [String], _ before: SettledRecords?, to other: PushTestbed? = nil
  ) async throws -> PushRun.End {
    let bed = other ?? bed
    let path = bed.folder.path + "/fetched"
    try Data(("Name,Email,Message\n" + rows.joined(separator: "\n")).utf8).write(to: URL(fileURLWithPath: path))
    var plan = try bed.plan([path])
    plan.letterScope = LetterScope(source: "sheet")
    plan.restart = true
    plan.settledBefore = before
    return try await PushRun(plan).run()
  }

  /// As the next run reads it.
  private func kept(_ end: PushRun.End) throws -> SettledRecords {
    var records = try #require(end.settledRecords)
    try records.write(to: bed.folder.path + "/settled")
    return SettledRecords(reading: bed.folder.path + "/settled")
  }

  @Test func onePersonTwiceIsSentOnce() async throws {
    let rows = ["Ann,ann@example.com,", "Anna,ann@example.com,", "Bob,bob@example.com,"]
    let first = try await push(rows, SettledRecords())
    #expect(first.summary.delivered == 3)
    #expect(try await push(rows, nil).summary.delivered == 2, "without a memory each goes over the other")
    let second = try await push(rows, try kept(first))
    #expect(second.summary.unchanged == 3)
    #expect(second.summary.attempts == 0)
    // What one of them becomes is sent, and what is changed back too.
    let edited = ["Ann,ann@example.com,", "Annie,ann@example.com,", "Bob,bob@example.com,"]
    let third = try await push(edited, try kept(second))
    #expect(third.summary.delivered == 1 && third.summary.unchanged == 2)
    let fourth = try await push(rows, try kept(third))
    #expect(fourth.summary.delivered == 1)
    #expect(try await bed.chats().contains { $0.name == "Anna" })
  }

  @Test func aLeadThatWasRefusedWaitsInItsLetter() async throws {
    let bed = try await PushTestbed {
      $0.faults.failRate = 1
      $0.faults.failStatus = 422
    }
    let rows = ["Ann,ann@example.com,", "Bad,no address,"]
    let first = try await push(rows, SettledRecords(), to: bed)
    try #require(first.summary.dead == 1, "\(first.summary.errors)")
    let second = try await push(rows, try kept(first), to: bed)
    #expect(second.summary.skips["letter.waits"] == 1)
    #expect(second.summary.rejected == 1, "what cannot be mapped is looked at again")
    #expect(second.summary.attempts == 0)
    #expect(try bed.deadLetterLines().count == 2)
  }

  @Test func otherColumnsAreOtherRecords() async throws {
    let first = try await push(["Ann,ann@example.com,"], SettledRecords())
    let path = bed.folder.path + "/fetched"
    try Data("Message,Email,Name\nAnn,ann@example.com,".utf8).write(to: URL(fileURLWithPath: path))
    var plan = try bed.plan([path])
    plan.restart = true
    plan.settledBefore = try kept(first)
    let end = try await PushRun(plan).run()
    #expect(end.summary.delivered == 1)
  }
}
