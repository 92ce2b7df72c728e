import Foundation
import LeadDelivery
import LeadModel
import LeadSandbox
import TestSupport
import Testing

@testable import LeadPipeline

/// The main job, from files to a local inbox.
@Suite(.timeLimit(.minutes(8)))
struct PushRunTests {
  @Test func everyLeadOfAFileIsInTheInbox() async throws {
    let bed = try await PushTestbed()
    let leads = GeneratedLeads(1_000)
    let end = try await PushRun(bed.plan([bed.folder.write(leads.csv, to: "leads.csv")])).run()
    #expect(end.stop == nil && end.failure == nil)
    #expect(end.summary.read == 1_000)
    #expect(end.summary.delivered == 1_000)
    #expect(end.summary.pending == 0)
    #expect(end.summary.attempts == 1_000)
    let chats = try await bed.chats()
    #expect(Set(chats.compactMap(\.email)) == Set((1...1_000).map { "p\($0)@example.com" }))
    await bed.server.stop()
  }

  @Test func rejectedRecordsAreInTheDeadLetterFileWithTheirReasons() async throws {
    let bed = try await PushTestbed()
    let leads = GeneratedLeads(300, invalidEvery: 10)
    let end = try await PushRun(bed.plan([bed.folder.write(leads.csv, to: "leads.csv")])).run()
    #expect(end.summary.rejected == 30)
    #expect(end.summary.delivered == 270)
    #expect(end.summary.errors["email.invalid"] == 30)
    let lines = try bed.deadLetterLines()
    #expect(lines.count == 30)
    #expect(lines.allSatisfy { $0.contains("\"stage\":\"map\"") && $0.contains("email.invalid") })
    await bed.server.stop()
  }

  @Test func faultsChangeNothingAboutTheEnd() async throws {
    let bed = try await PushTestbed { options in
      options.faults.failRate = 0.1
      options.faults.failStatus = 503
      options.faults.resetRate = 0.02
      options.faults.successFalseRate = 0.02
    }
    let leads = GeneratedLeads(2_000, repeatEvery: 7, invalidEvery: 100)
    var plan = try bed.plan([bed.folder.write(leads.csv, to: "leads.csv")])
    plan.delivery.maxAttempts = 50
    let end = try await PushRun(plan).run()
    let summary = end.summary
    #expect(end.stop == nil && end.failure == nil)
    #expect(summary.read == 2_000)
    #expect(summary.pending == 0)
    #expect(summary.read == summary.delivered + summary.skipped + summary.rejected + summary.dead)
    #expect(summary.rejected == leads.invalid)
    #expect(summary.retries > 100)
    #expect(try bed.deadLetterLines().count == summary.rejected + summary.dead)
    // The last name of each person is that of their last row: order held under retries.
    let chats = try await bed.chats()
    for chat in chats {
      let names = leads.names(of: try #require(chat.email))
      #expect(chat.name == names.last)
    }
    await bed.server.stop()
  }

  @Test func aRepeatedPersonIsOneChatWithBothNotes() async throws {
    let bed = try await PushTestbed()
    let csv = "Name,Email,Message\nAnn,ann@example.com,one\nAnn Lee,ANN@example.com,two\n"
    let end = try await PushRun(bed.plan([bed.folder.write(csv, to: "a.csv")])).run()
    #expect(end.summary.delivered == 2)
    let chats = try await bed.chats()
    #expect(chats.count == 1)
    #expect(chats.first?.name == "Ann Lee")
    #expect(chats.first?.notes.map(\.description) == ["one", "two"])
    await bed.server.stop()
  }

  @Test func aWrongTokenStopsTheRunAndKillsNoLead() async throws {
    let bed = try await PushTestbed()
    var plan = try bed.plan([bed.folder.write(GeneratedLeads(50).csv, to: "leads.csv")])
    plan.destination?.token = Secret("another")
    let end = try await PushRun(plan).run()
    #expect(end.stop?.reason == .tokenRefused)
    #expect(end.summary.delivered == 0)
    #expect(end.summary.dead == 0)
    #expect(end.summary.pending == end.summary.read)
    #expect(try bed.deadLetterLines().isEmpty)
    await bed.server.stop()
  }

  @Test func anUnreachableInboxEndsTheRunAfterItsPatience() async throws {
    let bed = try await PushTestbed()
    var plan = try bed.plan([bed.folder.write(GeneratedLeads(20).csv, to: "leads.csv")])
    await bed.server.stop()
    plan.delivery.giveUpAfter = .milliseconds(300)
    let end = try await PushRun(plan).run()
    #expect(end.stop?.reason == .unreachable)
    #expect(end.summary.dead == 0)
    #expect(try bed.deadLetterLines().isEmpty)
  }

  @Test func aDryRunSendsAndWritesNothing() async throws {
    let bed = try await PushTestbed()
    var plan = try bed.plan([bed.folder.write(GeneratedLeads(100, invalidEvery: 10).csv, to: "leads.csv")])
    plan.isDryRun = true
    let end = try await PushRun(plan).run()
    #expect(end.summary.delivered == 90)
    #expect(end.summary.rejected == 10)
    #expect(bed.server.requests == 0)
    #expect(!FileManager.default.fileExists(atPath: plan.stateFolder))
    await bed.server.stop()
  }

  @Test(arguments: [
    (RecordSelection(limit: 7), Array(1...7)),
    (RecordSelection(only: [3...3, 10...12]), [3, 10, 11, 12]),
    (RecordSelection(only: [90...200], limit: 2), [90, 91]),
  ])
  func aSelectionTakesTheseRecordsAlone(_ selection: RecordSelection, _ numbers: [Int]) async throws {
    let bed = try await PushTestbed()
    var plan = try bed.plan([bed.folder.write(GeneratedLeads(100).csv, to: "leads.csv")])
    plan.selection = selection
    let end = try await PushRun(plan).run()
    #expect(end.summary.read == numbers.count)
    #expect(end.summary.checkpoint == nil)
    let emails = try await bed.chats().compactMap(\.email)
    #expect(Set(emails) == Set(numbers.map { "p\($0)@example.com" }))
    await bed.server.stop()
  }

  @Test func aDeadLetterFileOnAFullDiskStopsTheRun() async throws {
    let bed = try await PushTestbed()
    var plan = try bed.plan([bed.folder.write(GeneratedLeads(600, invalidEvery: 2).csv, to: "leads.csv")])
    plan.deadLetters = "/dev/full"
    let end = try await PushRun(plan).run()
    #expect(end.failure?.code == "disk.full")
    #expect(end.summary.read > 0)
    await bed.server.stop()
  }

  @Test func aDeadLetterPathThatCannotBeWrittenSendsNothing() async throws {
    let bed = try await PushTestbed()
    var plan = try bed.plan([bed.folder.write(GeneratedLeads(5).csv, to: "leads.csv")])
    plan.deadLetters = bed.folder.path + "/leads.csv/dead.jsonl"
    await #expect(throws: Diagnostic.self) { try await PushRun(plan).run() }
    #expect(bed.server.requests == 0)
    await bed.server.stop()
  }

  @Test func anInputThatIsNoTableSendsNothingOfTheOthersEither() async throws {
    let bed = try await PushTestbed()
    let good = try bed.folder.write(GeneratedLeads(5).csv, to: "a.csv")
    let bad = try bed.folder.write("<!DOCTYPE html><html><body>Sign in</body></html>", to: "b.csv")
    await #expect(throws: Diagnostic.self) { try await PushRun(bed.plan([good, bad])).run() }
    #expect(bed.server.requests == 0)
    await bed.server.stop()
  }

  @Test func severalInputsAreOneRun() async throws {
    let bed = try await PushTestbed()
    let one = try bed.folder.write("Name,Email,Message\nA,a@example.com,\n", to: "1.csv")
    let two = try bed.folder.write("Email;Name;Message\nb@example.com;B;\n", to: "2.csv")
    let end = try await PushRun(bed.plan([one, two])).run()
    #expect(end.summary.delivered == 2)
    #expect(end.summary.inputs.map(\.read) == [1, 1])
    #expect(Set(try await bed.chats().compactMap(\.name)) == ["A", "B"])
    await bed.server.stop()
  }
}

extension GeneratedLeads {
  /// The names of a person's rows, in their order.
  func names(of email: String) -> [String] {
    csv.split(separator: "\n").dropFirst().compactMap { line in
      let cells = line.split(separator: ",", omittingEmptySubsequences: false)
      return cells[1] == email ? String(cells[0]) : nil
    }
  }
}
