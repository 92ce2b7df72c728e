import Foundation
import LeadJSON
import LeadModel
import LeadSandbox
import TestSupport
import Testing

/// The program killed, stopped and run again.
@Suite(.timeLimit(.minutes(8)))
struct CrashTests {
  /// In flight at once, and the records of one commit of the checkpoint.
  static let mostRepeated = 8 + 256

  @Test(arguments: 1...6)
  func aKilledRunLosesNothingAndRepeatsLittle(_ round: Int) async throws {
    let stage = try await Stage { $0.faults.latency = .milliseconds(1) }
    let table = Stage.table(3_000, invalidEvery: 40)
    _ = try stage.folder.write(table, to: "contacts.csv")
    let words = ["push", "contacts.csv", "--mapping", "generic-contacts", "--json"] + stage.destination
    let first = try Program.start(words, in: stage.folder.path)
    let killAt = 350 * round
    while stage.server.requests < killAt, first.process.isRunning { await Task.yield() }
    kill(first.process.processIdentifier, SIGKILL)
    let killed = await first.result()
    try #require(killed.status == -9, "it ended before it was killed: \(killed.errors)")

    let second = try await stage.run(words)
    // 0 where the first run had come past the last bad row already.
    #expect([0, 1].contains(second.status), "\(second.errors)")
    let summary = try PrintedSummary(second)
    #expect(summary.addsUp && summary["pending"] == 0)
    let letters = try stage.deadLetters()
    #expect(letters.count == 75)
    #expect(Set(letters.compactMap { $0["id"]?.string }).count == 75)
    #expect(stage.server.requests >= 2_925)
    #expect(stage.server.requests <= 2_925 + Self.mostRepeated)
    try expect(try await stage.chats(), holdTheRowsOf: table, but: [])
    await stage.server.stop()
  }

  @Test(arguments: [SIGINT, SIGTERM])
  func aSignalLandsWhatFliesAndIsExit130(_ signal: Int32) async throws {
    let stage = try await Stage { $0.faults.latency = .milliseconds(5) }
    let table = Stage.table(2_000)
    _ = try stage.folder.write(table, to: "contacts.csv")
    let words = ["push", "contacts.csv", "--mapping", "generic-contacts", "--json"] + stage.destination
    let first = try Program.start(words, in: stage.folder.path)
    while stage.server.requests < 100, first.process.isRunning { await Task.yield() }
    kill(first.process.processIdentifier, signal)
    let stopped = await first.result()
    #expect(stopped.status == 130, "\(stopped.errors)")
    let before = try PrintedSummary(stopped)
    #expect(before.addsUp)
    #expect(before["delivered"] == stage.server.requests)

    let second = try await stage.run(words)
    #expect(second.status == 0, "\(second.errors)")
    #expect(stage.server.requests == 2_000)
    try expect(try await stage.chats(), holdTheRowsOf: table, but: [])
    await stage.server.stop()
  }

  @Test func whatWasTakenFromAPipeAndNotSettledIsADeadLetter() async throws {
    let stage = try await Stage { $0.faults.latency = .milliseconds(20) }
    let pipe = Pipe()
    let running = try Program.start(
      ["push", "--mapping", "generic-contacts", "--json"] + stage.destination, in: stage.folder.path, input: pipe)
    try pipe.fileHandleForWriting.write(contentsOf: Data((Stage.table(500) + "Cut,cut@exam").utf8))
    while stage.server.requests < 20, running.process.isRunning { await Task.yield() }
    kill(running.process.processIdentifier, SIGTERM)
    let stopped = await running.result()
    #expect(stopped.status == 130, "\(stopped.errors)")
    let summary = try PrintedSummary(stopped)
    #expect(summary.addsUp && summary["pending"] == 0)
    #expect(summary["read"] == 501)
    let letters = try stage.deadLetters()
    #expect(letters.count == summary["dead"])
    #expect(letters.allSatisfy { $0["errors"]?[0]?["code"]?.string == "run.stopped" })
    // The half of a record is kept as it came, and never sent.
    #expect(letters.compactMap { $0["raw"]?.string } == ["Cut,cut@exam"])
    try pipe.fileHandleForWriting.close()
    await stage.server.stop()
  }
}
