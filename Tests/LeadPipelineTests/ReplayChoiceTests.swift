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

/// Which letters are replayed, in which form, and what of those that fail again.
@Suite(.timeLimit(.minutes(3)))
struct ReplayChoiceTests {
  /// An inbox that refuses so many leads (422), and the letters of a table of six: five are refused, one has no address.
  private static func bed() async throws -> PushTestbed {
    let bed = try await PushTestbed { options in
      options.faults.failRate = 1
      options.faults.failStatus = 422
    }
    let csv = "Name,Email,Message\n" + (1...5).map { "P\($0),p\($0)@example.com,\n" }.joined() + "P6,nobody,\n"
    let end = try await PushRun(bed.plan([bed.folder.write(csv, to: "leads.csv")])).run()
    try #require(end.summary.dead == 5 && end.summary.rejected == 1)
    return bed
  }

  /// The same letters' plan against an inbox that takes all.
  private static func plan(_ bed: PushTestbed, to other: PushTestbed? = nil) throws -> ReplayRun.Plan {
    let destination = (other ?? bed).destination
    var plan = ReplayRun.Plan(
      deadLetters: bed.deadLetters, stateFolder: bed.folder.path + "/state",
      mapping: try Mapping(parsing: Array(GeneratedLeads.mapping.utf8), file: "test.json"),
      run: MappingRun(botId: destination.botId, customerId: destination.customerId, now: "2026-01-31T10:00:00.000Z"),
      destination: destination, delivery: DeliveryOptions())
    plan.redirectsAll = other != nil
    return plan
  }

  private static func letters(_ bed: PushTestbed) throws -> [DeadLetter] {
    var reader = try DeadLetterFile(bed.deadLetters, create: false).reader()
    var letters: [DeadLetter] = []
    while let entry = try reader.next() {
      if case .letter(let letter, _) = entry { letters.append(letter) }
    }
    return letters
  }

  @Test func onlyTheLettersThatAreMeantGo() async throws {
    let bed = try await Self.bed()
    let open = try await PushTestbed()
    let wanted = try #require(try Self.letters(bed).first { $0.stage == .deliver })
    var plan = try Self.plan(bed, to: open)
    plan.filter = try DeadLetterFilter(["stage=deliver", "id=\(wanted.id)"])
    let end = try await ReplayRun(plan).run()
    #expect(end.summary.read == 1 && end.summary.delivered == 1)
    #expect(end.summary.rejected == 0)
    let left = try Self.letters(bed)
    #expect(left.count == 5 && !left.contains { $0.id == wanted.id })
    #expect(try await open.chats().count == 1)
    for bed in [bed, open] { await bed.server.stop() }
  }

  @Test func aDryRunSendsNothingAndChangesNothing() async throws {
    let bed = try await Self.bed()
    let before = try Data(contentsOf: URL(filePath: bed.deadLetters))
    let requests = bed.server.requests
    var plan = try Self.plan(bed)
    plan.isDryRun = true
    let run = ReplayRun(plan)
    let end = try await run.run()
    #expect(end.summary.delivered == 5 && end.summary.rejected == 1 && end.summary.read == 6)
    #expect(end.summary.errors["email.invalid"] == 1)
    #expect(bed.server.requests == requests)
    #expect(try Data(contentsOf: URL(filePath: bed.deadLetters)) == before)
    #expect(!FileManager.default.fileExists(atPath: bed.deadLetters + ".replayed"))
    let progress = await run.progress
    #expect(progress.isDryRun && progress.settled == 6)
    #expect(progress.bytesInAll == before.count && progress.bytesRead == before.count)
    await bed.server.stop()
  }

  @Test func aDryRunPassesOverWhatADeadReplayHadDelivered() async throws {
    let bed = try await Self.bed()
    do {
      var marks = try ReplayMarks(of: DeadLetterFile(bed.deadLetters, create: false))
      try marks.add(Self.letters(bed).filter { $0.stage == .deliver }.prefix(2).map(ReplayMarks.Mark.init))
    }
    var plan = try Self.plan(bed)
    plan.isDryRun = true
    #expect(try await ReplayRun(plan).run().summary.delivered == 3)
    #expect(try Self.letters(bed).count == 6)
    await bed.server.stop()
  }

  /// The lead goes byte for byte, also where the mapping would make another of the record now.
  @Test func asSentIsTheLeadAsItWas() async throws {
    let bed = try await Self.bed()
    let before = try Self.letters(bed).filter { $0.stage == .deliver }
    #expect(before.count == 5)
    var plan = try Self.plan(bed)
    plan.mapping = nil
    plan.sendsAsSent = true
    let end = try await ReplayRun(plan).run()
    // Refused again: what was sent is in the letters, and is what was there before.
    #expect(end.summary.dead == 5)
    #expect(end.summary.errors["replay.lead"] == 1)
    let after = try Self.letters(bed).filter { $0.stage == .deliver }
    #expect(after.map(\.id) == before.map(\.id))
    #expect(after.map { $0.lead?.compactText } == before.map { $0.lead?.compactText })
    #expect(after.allSatisfy { $0.earlier.count == 1 && $0.earlier.first?.codes == ["http.422"] })
    #expect(after.map(\.mapping) == before.map(\.mapping))
    await bed.server.stop()
  }

  @Test func asSentOfAnotherBotStays() async throws {
    let bed = try await Self.bed()
    let open = try await PushTestbed()
    var plan = try Self.plan(bed, to: open)
    plan.sendsAsSent = true
    let end = try await ReplayRun(plan).run()
    #expect(end.summary.errors["replay.lead"] == 6)
    #expect(open.server.requests == 0)
    #expect(try Self.letters(bed).count == 6)
    for bed in [bed, open] { await bed.server.stop() }
  }

  @Test func aLetterThatFailsAgainKeepsItsIDAndItsHistory() async throws {
    let bed = try await Self.bed()
    let before = try Self.letters(bed)
    for round in 1...3 {
      let end = try await ReplayRun(Self.plan(bed)).run()
      #expect(end.summary.dead == 5)
      let after = try Self.letters(bed)
      #expect(after.map(\.id) == before.map(\.id))
      for (letter, old) in zip(after, before) where old.stage == .deliver {
        #expect(letter.earlier.count == round)
        #expect(letter.at > old.at && letter.firstAt == old.at)
      }
      // What the mapping refuses was not tried: it stays as it is.
      let refused = try #require(after.first { $0.stage == .map })
      #expect(refused.earlier.isEmpty)
    }
    await bed.server.stop()
  }

  /// What was closed by a mended table that was pushed, and not taken out since.
  @Test func closedLettersAreNotSent() async throws {
    let bed = try await Self.bed()
    let open = try await PushTestbed()
    let closed = try Self.letters(bed).filter { $0.stage == .deliver }.prefix(3).map(\.id)
    try ClosedLetters.add(closed, at: .now(), beside: DeadLetterFile(bed.deadLetters, create: false))
    let end = try await ReplayRun(Self.plan(bed, to: open)).run()
    #expect(end.summary.delivered == 2)
    #expect(try Self.letters(bed).map(\.stage) == [.map])
    for bed in [bed, open] { await bed.server.stop() }
  }
}
