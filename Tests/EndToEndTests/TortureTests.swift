import Foundation
import LeadJSON
import LeadModel
import LeadSandbox
import TestSupport
import Testing

/// A push to a faulty inbox, killed at random moments and run again until it ends: nothing is lost.
///
/// In the suite 20 rounds of 3,000 records; `make torture` asks for 200 of 20,000 by the environment, and for the release
/// binary.
@Suite(.timeLimit(.minutes(60)))
struct TortureTests {
  /// In flight at once at most, and what may be delivered and not on record.
  static let mostRepeated = 200 + 256

  private static func number(_ name: String, _ usual: Int) -> Int {
    ProcessInfo.processInfo.environment[name].flatMap(Int.init) ?? usual
  }
  static let rounds = number("TORTURE_ROUNDS", 20)
  static let records = number("TORTURE_RECORDS", 3_000)

  @Test(arguments: 1...TortureTests.rounds)
  func whateverKillsItNothingIsLost(_ round: Int) async throws {
    var random = SplitMix64(seed: UInt64(round))
    let stage = try await Stage { options in
      options.faults.latency = .milliseconds(1)
      options.faults.failRate = 0.05
      options.faults.failStatus = 503
      options.faults.resetRate = 0.02
      options.faults.seed = UInt64(round)
    }
    let table = Stage.table(Self.records, invalidEvery: 40, repeatEvery: 7)
    _ = try stage.folder.write(table, to: "contacts.csv")
    let words = ["push", "contacts.csv", "--mapping", "generic-contacts", "--json"] + stage.destination
    var end: Program.Result?
    var killed = 0
    while end == nil {
      let running = try Program.start(words, in: stage.folder.path)
      // Three kills a round on average, at any moment of a run: while it starts, sends, commits or ends.
      let goal = stage.server.requests + Int(random.next() % UInt64(max(1, Self.records / 2)))
      let isLast = killed >= 5
      while running.process.isRunning, isLast || stage.server.requests < goal { await Task.yield() }
      if running.process.isRunning { kill(running.process.processIdentifier, SIGKILL) }
      let result = await running.result()
      if result.status == -9 { killed += 1 } else { end = result }
    }
    let last = try #require(end)
    #expect([0, 1].contains(last.status), "\(last.errors)")
    let summary = try PrintedSummary(last)
    #expect(summary.addsUp && summary["pending"] == 0)
    let letters = try stage.deadLetters()
    let invalid = Self.records / 40
    #expect(letters.count == invalid)
    #expect(Set(letters.compactMap { $0["id"]?.string }).count == invalid)
    try expect(try await stage.chats(), holdTheRowsOf: table, but: [])

    // Once more: all of it is there, and nothing goes.
    let before = stage.server.requests
    let again = try PrintedSummary(try await stage.run(words))
    #expect(again["unchanged"] + again["rejected"] + again["delivered"] == Self.records)
    #expect(stage.server.requests - before <= 4 * (Self.records / 7))
    await stage.server.stop()
  }
}
