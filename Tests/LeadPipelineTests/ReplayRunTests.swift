import Foundation
import LeadDelivery
import LeadJournal
import LeadMapping
import LeadModel
import LeadPipeline
import LeadSandbox
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(3)))
struct ReplayRunTests {
  /// An inbox, and 30 dead letters among whose records 30 have addresses that the mapping refused.
  private static func bed() async throws -> PushTestbed {
    let bed = try await PushTestbed()
    let leads = GeneratedLeads(60, invalidEvery: 2)
    let end = try await PushRun(bed.plan([bed.folder.write(leads.csv, to: "leads.csv")])).run()
    #expect(end.summary.rejected == 30)
    return bed
  }

  /// Takes the records that the first mapping refused.
  private static let mended = """
    {"version": 1, "name": "generated", "source": {"format": "csv"},
     "lead": {"name": "{Name}", "attributes": {"address": "{Email}"}},
     "identity": ["row:{Name}:{Email}"], "require": [["name"]]}
    """

  private static func plan(_ bed: PushTestbed) throws -> ReplayRun.Plan {
    let destination = bed.destination
    return ReplayRun.Plan(
      deadLetters: bed.deadLetters, stateFolder: bed.folder.path + "/state",
      mapping: try Mapping(parsing: Array(mended.utf8), file: "mended.json"),
      run: MappingRun(botId: destination.botId, customerId: destination.customerId, now: "2026-01-31T10:00:00.000Z"),
      destination: destination, delivery: DeliveryOptions())
  }

  private static func letters(_ bed: PushTestbed) throws -> [DeadLetter] {
    var reader = try DeadLetterFile(bed.deadLetters, create: false).reader()
    var letters: [DeadLetter] = []
    while let entry = try reader.next() {
      if case .letter(let letter, _) = entry { letters.append(letter) }
    }
    return letters
  }

  private static func marksExist(_ bed: PushTestbed) -> Bool {
    FileManager.default.fileExists(atPath: bed.deadLetters + ".replayed")
  }

  @Test func whatIsDeliveredLeavesTheFile() async throws {
    let bed = try await Self.bed()
    let end = try await ReplayRun(Self.plan(bed)).run()
    #expect(end.stop == nil && end.failure == nil)
    #expect(end.summary.read == 30)
    #expect(end.summary.delivered == 30)
    #expect(try Self.letters(bed).isEmpty)
    #expect(!Self.marksExist(bed))
    #expect(try await bed.chats().count == 60)
    await bed.server.stop()
  }

  /// As a replay leaves it that dies between its batches and the rewriting of the file.
  @Test func whatADeadReplayHadDeliveredIsNotSentAgain() async throws {
    let bed = try await Self.bed()
    let letters = try Self.letters(bed)
    do {
      var marks = try ReplayMarks(of: DeadLetterFile(bed.deadLetters, create: false))
      try marks.add(letters.prefix(10).map(ReplayMarks.Mark.init))
      try marks.add(letters[10..<12].map(ReplayMarks.Mark.init))
    }
    // Torn in the middle of a mark: it was not told to anybody.
    let handle = try #require(FileHandle(forWritingAtPath: bed.deadLetters + ".replayed"))
    try handle.seekToEnd()
    try handle.write(contentsOf: Data("\(letters[12].id) 2026-".utf8))
    try handle.close()
    let end = try await ReplayRun(Self.plan(bed)).run()
    #expect(end.summary.read == 18)
    #expect(end.summary.delivered == 18)
    #expect(try Self.letters(bed).isEmpty)
    #expect(try await bed.chats().count == 48)
    await bed.server.stop()
  }

  /// A record that dies again has the same id: its new letter is not the one that was delivered.
  @Test func aRecordThatDiedAgainStays() async throws {
    let bed = try await Self.bed()
    let file = try DeadLetterFile(bed.deadLetters, create: false)
    var again = try #require(try Self.letters(bed).first)
    do {
      var marks = try ReplayMarks(of: file)
      try marks.add([ReplayMarks.Mark(again)])
    }
    again.at = Timestamp(millisecondsSince1970: again.at.millisecondsSince1970 + 1)
    try file.append([again])
    let end = try await ReplayRun(Self.plan(bed)).run()
    #expect(end.summary.read == 30)
    #expect(end.summary.delivered == 30)
    await bed.server.stop()
  }

  @Test func lettersOfAnotherDestinationStay() async throws {
    let bed = try await Self.bed()
    var plan = try Self.plan(bed)
    plan.destination.botId = "64d9ffa77a8d152facbe2f2f"
    let end = try await ReplayRun(plan).run()
    #expect(end.summary.skips == ["replay.destination": 30])
    #expect(end.summary.attempts == 0)
    #expect(try Self.letters(bed).count == 30)
    await bed.server.stop()
  }

  @Test func lettersOfAnotherMappingStayUnlessAllAreToBeMapped() async throws {
    let bed = try await Self.bed()
    var plan = try Self.plan(bed)
    plan.mapping = try Mapping(
      parsing: Array(Self.mended.replacing("generated", with: "other").utf8), file: "other.json")
    let refused = try await ReplayRun(plan).run()
    #expect(refused.summary.errors == ["replay.mapping": 30])
    #expect(try Self.letters(bed).count == 30)
    plan.remapsAll = true
    #expect(try await ReplayRun(plan).run().summary.delivered == 30)
    await bed.server.stop()
  }

  /// An edited copy of a ready mapping keeps its name: the ready one is not what the letters came by.
  @Test func lettersOfAChangedReadyMappingStay() async throws {
    let bed = try await PushTestbed()
    var pushed = try bed.plan([bed.folder.write("Name,Email\nAnn,nobody\n", to: "a.csv")])
    let own = GeneratedLeads.mapping.replacing("\"generated\"", with: "\"generic-contacts\"")
    pushed.mapping = try Mapping(parsing: Array(own.utf8), file: "own.json")
    #expect(try await PushRun(pushed).run().summary.rejected == 1)
    var plan = try Self.plan(bed)
    plan.mapping = nil
    #expect(try await ReplayRun(plan).run().summary.errors == ["replay.mapping": 1])
    await bed.server.stop()
  }

  @Test func twoReplaysOfOneFileExcludeEachOther() async throws {
    let bed = try await Self.bed()
    let marks = try ReplayMarks(of: DeadLetterFile(bed.deadLetters, create: false))
    let error = await #expect(throws: Diagnostic.self) { _ = try await ReplayRun(Self.plan(bed)).run() }
    #expect(error?.code == "replay.held")
    marks.end()
    #expect(try await ReplayRun(Self.plan(bed)).run().summary.delivered == 30)
    await bed.server.stop()
  }

  @Test func whatIsRefusedAgainStays() async throws {
    let bed = try await PushTestbed { options in
      options.faults.failRate = 1
      options.faults.failStatus = 422
    }
    let csv = "Name,Email,Message\nAnn,ann@example.com,one\nBob,bob@example.com,two\n"
    let pushed = try await PushRun(bed.plan([bed.folder.write(csv, to: "a.csv")])).run()
    #expect(pushed.summary.dead == 2)
    let end = try await ReplayRun(Self.plan(bed)).run()
    #expect(end.summary.dead == 2)
    #expect(end.summary.errors["http.422"] == 2)
    #expect(try Self.letters(bed).count == 2)
    #expect(!Self.marksExist(bed))
    await bed.server.stop()
  }
}
