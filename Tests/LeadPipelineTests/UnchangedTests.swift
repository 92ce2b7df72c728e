import Foundation
import LeadMapping
import LeadModel
import LeadPipeline
import LeadSandbox
import TestSupport
import Testing

/// A repeat sends what is new or different, and nothing else.
struct UnchangedTests {
  private static let mapping = #"""
    {
      "version": 1, "name": "people",
      "source": { "format": "csv" },
      "lead": {
        "name": "{Name}", "email": "{Email}", "status": { "from": "Status", "default": "OPEN" },
        "notes": [{ "title": "Note", "description": { "from": "Notes", "split": ";" } }],
        "attributes": { "imported": "{@now}" }
      },
      "once": ["status"]
    }
    """#

  private let bed: PushTestbed

  init() async throws { bed = try await PushTestbed() }

  private func push(
    _ rows: String, mapping: String = UnchangedTests.mapping, _ change: (inout PushPlan) -> Void = { _ in }
  ) async throws -> Summary {
    let path = bed.folder.path + "/input-\(UUID().uuidString).csv"
    try Data(("Name,Email,Status,Notes\n" + rows).utf8).write(to: URL(fileURLWithPath: path))
    var plan = try bed.plan([path], mapping: mapping)
    change(&plan)
    let end = try await PushRun(plan).run()
    #expect(end.stop == nil && end.failure == nil)
    return end.summary
  }

  private func chat(_ name: String) async throws -> Chat {
    try #require(try await bed.chats().first { $0.name == name })
  }

  @Test func aRepeatOfTheSameRowsSendsNothing() async throws {
    let rows = (0..<700).map { "P\($0),p\($0)@example.com,OPEN,hello" }.joined(separator: "\n")
    #expect(try await push(rows).delivered == 700)
    let again = try await push(rows)
    #expect(again.unchanged == 700)
    #expect(again.attempts == 0)
    #expect(again.read == 700 && again.pending == 0)
  }

  @Test func onlyWhatIsDifferentIsSent() async throws {
    var rows = (0..<300).map { "P\($0),p\($0)@example.com,OPEN," }
    _ = try await push(rows.joined(separator: "\n"))
    rows[17] = "Q17,p17@example.com,OPEN,"
    rows.append("New,new@example.com,OPEN,")
    let again = try await push(rows.joined(separator: "\n"))
    #expect(again.delivered == 2)
    #expect(again.unchanged == 299)
    #expect(try await chat("Q17").email == "p17@example.com")
  }

  @Test func theRunsTimeIsNoDifference() async throws {
    _ = try await push("Ann,ann@example.com,OPEN,")
    let again = try await push("Ann,ann@example.com,OPEN,") { $0.run.now = "2027-01-01T00:00:00.000Z" }
    #expect(again.unchanged == 1)
    let different = try await push("Anna,ann@example.com,OPEN,") { $0.run.now = "2027-01-01T00:00:00.000Z" }
    #expect(different.delivered == 1)
    #expect(
      try await chat("Anna").attributes.contains { $0.key == "imported" && $0.value.hasPrefix("2027") },
      "what is sent has the time")
  }

  @Test func resendSendsAllButNotesAndWhatGoesOnce() async throws {
    _ = try await push("Ann,ann@example.com,OPEN,one")
    let again = try await push("Ann,ann@example.com,CLOSED,one") { $0.repeats = .everything }
    #expect(again.delivered == 1)
    #expect(again.unchanged == 0)
    let chat = try await chat("Ann")
    #expect(chat.status == "OPEN")
    #expect(chat.notes.count == 1)
  }

  @Test func whatGoesOnceIsNeitherSentAgainNorADifference() async throws {
    _ = try await push("Ann,ann@example.com,OPEN,")
    #expect(try await push("Ann,ann@example.com,CLOSED,").unchanged == 1)
    #expect(try await push("Anna,ann@example.com,CLOSED,").delivered == 1)
    #expect(try await chat("Anna").status == "OPEN")
  }

  @Test func onlyNewNotesAreSent() async throws {
    _ = try await push("Ann,ann@example.com,OPEN,one;two")
    #expect(try await push("Ann,ann@example.com,OPEN,two;one").unchanged == 1)
    #expect(try await push("Ann,ann@example.com,OPEN,two;three").delivered == 1)
    #expect(try await push("Ann,ann@example.com,OPEN,one;three").unchanged == 1)
    #expect(try await chat("Ann").notes.map(\.description) == ["one", "two", "three"])
  }

  @Test func aThereAndBackInOneFileIsSentThreeTimes() async throws {
    let there = "A,a@example.com,OPEN,\nB,a@example.com,OPEN,\nA,a@example.com,OPEN,"
    let summary = try await push(there)
    #expect(summary.delivered == 3)
    #expect(try await push("A,a@example.com,OPEN,").unchanged == 1)
  }

  @Test func equalRowsOfOneFileAreSentOnce() async throws {
    let summary = try await push(Array(repeating: "A,a@example.com,OPEN,n", count: 900).joined(separator: "\n"))
    #expect(summary.delivered == 1)
    #expect(summary.unchanged == 899)
    #expect(try await chat("A").notes.count == 1)
  }

  @Test func manyRowsOfFewPeopleEndAsTheirLast() async throws {
    let rows = (0..<600).map { "P\($0),p\($0 % 3)@example.com,OPEN," }.joined(separator: "\n")
    let summary = try await push(rows)
    #expect(summary.delivered == 600)
    #expect(Set(try await bed.chats().compactMap(\.name)) == ["P597", "P598", "P599"])
  }

  @Test func refusedRowsOfOnePersonDoNotHoldEachOtherForEver() async throws {
    let bed = try await PushTestbed {
      $0.faults.failRate = 1; $0.faults.failStatus = 422
    }
    let path = bed.folder.path + "/input.csv"
    let rows = (0..<6_000).map { "P\($0),p@example.com,OPEN," }.joined(separator: "\n")
    try Data(("Name,Email,Status,Notes\n" + rows).utf8).write(to: URL(fileURLWithPath: path))
    let end = try await PushRun(try bed.plan([path], mapping: Self.mapping)).run()
    #expect(end.summary.read == end.summary.dead + end.summary.pending)
    #expect(end.stop != nil || end.summary.dead == 6_000)
  }

  @Test func aDryRunTellsWhatIsNew() async throws {
    _ = try await push("A,a@example.com,OPEN,\nB,b@example.com,OPEN,")
    let dry = try await push("A,a@example.com,OPEN,\nC,b@example.com,OPEN,\nD,d@example.com,OPEN,") {
      $0.isDryRun = true
    }
    #expect(dry.unchanged == 1)
    #expect(dry.delivered == 2)
    #expect(dry.attempts == 0)
  }

  @Test func aSelectionIsRememberedToo() async throws {
    let rows = "A,a@example.com,OPEN,\nB,b@example.com,OPEN,"
    #expect(try await push(rows) { $0.selection = RecordSelection(limit: 1) }.delivered == 1)
    let all = try await push(rows)
    #expect(all.unchanged == 1 && all.delivered == 1)
  }
}
