import Foundation
import LeadJSON
import LeadModel
import LeadSandbox
import TestSupport
import Testing

/// Pushes and replays to a faulty inbox, killed at random moments, on a disk that fills up, under a clock that jumps, and
/// run again until they end: nothing is lost.
///
/// In the suite 20 rounds of 3,000 records; `make torture` asks for 200 of 20,000 by the environment, and for the release
/// binary.
@Suite(.timeLimit(.minutes(60)))
struct TortureTests {
  private static func number(_ name: String, _ usual: Int) -> Int {
    ProcessInfo.processInfo.environment[name].flatMap(Int.init) ?? usual
  }
  static let rounds = number("TORTURE_ROUNDS", 20)
  static let records = number("TORTURE_RECORDS", 3_000)
  /// Fewer, of what takes longer and is the same in each.
  static let someRounds = max(2, rounds / 10)

  /// A library that fakes the time (Debian: `libfaketime`); `nil` where there is none.
  static let clock = ["x86_64", "aarch64"].map { "/usr/lib/\($0)-linux-gnu/faketime/libfaketime.so.1" }
    .first { FileManager.default.fileExists(atPath: $0) }

  private static func stage(_ round: Int, _ configure: (inout FaultOptions) -> Void) async throws -> Stage {
    try await Stage { options in
      options.faults.latency = .milliseconds(1)
      options.faults.seed = UInt64(round)
      configure(&options.faults)
    }
  }

  /// Runs a command, again and again, and kills it at random moments until it has been killed often enough.
  ///
  /// - Parameters:
  ///   - words: The command.
  ///   - stage: Where it runs.
  ///   - requests: How many it may send at most before it is killed.
  ///   - random: Chooses the moments.
  /// - Returns: The end of the one that was not killed.
  /// - Throws: Where it cannot be started.
  private func runUntilItEnds(
    _ words: [String], on stage: Stage, killingWithin requests: Int, _ random: inout SplitMix64
  ) async throws -> Program.Result {
    var killed = 0
    while true {
      let running = try Program.start(words, in: stage.folder.path)
      // Three kills a round on average, at any moment of a run: while it starts, sends, commits or ends.
      let goal = stage.server.requests + Int(random.next() % UInt64(max(1, requests)))
      let isLast = killed >= 5
      while running.process.isRunning, isLast || stage.server.requests < goal { await Task.yield() }
      if running.process.isRunning { kill(running.process.processIdentifier, SIGKILL) }
      let result = await running.result()
      if result.status != -9 { return result }
      killed += 1
    }
  }

  @Test(arguments: 1...TortureTests.rounds)
  func whateverKillsItNothingIsLost(_ round: Int) async throws {
    var random = SplitMix64(seed: UInt64(round))
    let stage = try await Self.stage(round) { faults in
      faults.failRate = 0.05
      faults.failStatus = 503
      faults.resetRate = 0.02
    }
    let table = Stage.table(Self.records, invalidEvery: 40, repeatEvery: 7)
    _ = try stage.folder.write(table, to: "contacts.csv")
    let words = ["push", "contacts.csv", "--mapping", "generic-contacts", "--json"] + stage.destination
    let last = try await runUntilItEnds(words, on: stage, killingWithin: Self.records / 2, &random)
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

  /// Of each push and replay the inbox refuses a third for good.
  @Test(arguments: 1...TortureTests.someRounds)
  func aReplayThatIsKilledLosesNoLetter(_ round: Int) async throws {
    var random = SplitMix64(seed: UInt64(round))
    let stage = try await Self.stage(round) { faults in
      faults.failRate = 0.3
      faults.failStatus = 422
    }
    let count = Self.records / 3
    let table = Stage.table(count)
    _ = try stage.folder.write(table, to: "contacts.csv")
    let push = ["push", "contacts.csv", "--mapping", "generic-contacts", "--json"] + stage.destination
    #expect(try await stage.run(push).status == 1)
    var left = try stage.deadLetters().count
    #expect(left > count / 5)
    var rounds = 0
    while left > 0, rounds < 30 {
      let replay = ["replay", "--json"] + stage.destination
      let end = try await runUntilItEnds(replay, on: stage, killingWithin: max(2, left), &random)
      #expect([0, 1].contains(end.status), "\(end.errors)")
      let letters = try stage.deadLetters()
      #expect(Set(letters.compactMap { $0["id"]?.string }).count == letters.count)
      #expect(letters.count <= left)
      // Each person is in the inbox, or in a letter, or on the way from one to the other: killed between both.
      let there = Set(try await stage.chats().compactMap(\.email))
      let dead = Set(letters.compactMap { $0["record"]?["Email"]?.string })
      #expect(there.union(dead).count == count)
      left = letters.count
      rounds += 1
    }
    #expect(left == 0)
    try expect(try await stage.chats(), holdTheRowsOf: table, but: [])
    await stage.server.stop()
  }

  /// The state's folder lies on a disk of its own, which is full at first, and is given more room after each stop.
  @Test(.enabled(if: getuid() == 0, "a small disk is mounted by root alone"), arguments: 1...TortureTests.someRounds)
  func aDiskThatFillsUpLosesNothing(_ round: Int) async throws {
    let stage = try await Self.stage(round) { faults in faults.failRate = 0.02 }
    let disk = stage.folder.path("state")
    try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: true)
    func mount(_ options: String) throws -> Bool {
      let process = try Process.run(
        URL(fileURLWithPath: "/bin/mount"), arguments: ["-t", "tmpfs", "-o", options, "tmpfs", disk])
      process.waitUntilExit()
      return process.terminationStatus == 0
    }
    var kilobytes = 200 + 37 * round
    guard try mount("size=\(kilobytes)k") else { return }
    defer { _ = try? Process.run(URL(fileURLWithPath: "/bin/umount"), arguments: [disk]).waitUntilExit() }
    let table = Stage.table(Self.records, invalidEvery: 10, repeatEvery: 7)
    _ = try stage.folder.write(table, to: "contacts.csv")
    let words = ["push", "contacts.csv", "--mapping", "generic-contacts", "--json"] + stage.destination
    var stops = 0
    var end = try await stage.run(words)
    while end.status == 2 || end.status == 3, stops < 400 {
      #expect(end.errors.contains("[disk.full]"), "\(end.errors)")
      // A disk that is full at the very start has no summary.
      if !end.output.isEmpty { #expect(try PrintedSummary(end).addsUp) }
      stops += 1
      kilobytes += 700
      #expect(try mount("remount,size=\(kilobytes)k"))
      end = try await stage.run(words)
    }
    #expect(stops > 0)
    #expect(end.status == 1, "\(end.errors)")
    let letters = try stage.deadLetters()
    #expect(letters.count == Self.records / 10)
    #expect(Set(letters.compactMap { $0["id"]?.string }).count == letters.count)
    try expect(try await stage.chats(), holdTheRowsOf: table, but: [])
    await stage.server.stop()
  }

  /// The wall clock goes forwards and backwards by hours while it runs, and it is killed too.
  @Test(.enabled(if: TortureTests.clock != nil, "libfaketime is not there"), arguments: 1...TortureTests.someRounds)
  func aClockThatJumpsLosesNothing(_ round: Int) async throws {
    var random = SplitMix64(seed: UInt64(round))
    let stage = try await Self.stage(round) { faults in
      faults.failRate = 0.05
      faults.failStatus = 503
    }
    let table = Stage.table(Self.records, invalidEvery: 40, repeatEvery: 7)
    _ = try stage.folder.write(table, to: "contacts.csv")
    let words = ["push", "contacts.csv", "--mapping", "generic-contacts", "--json"] + stage.destination
    let time = stage.folder.path("time")
    let variables = [
      "LD_PRELOAD": try #require(Self.clock), "FAKETIME_TIMESTAMP_FILE": time, "FAKETIME_NO_CACHE": "1",
      // Steady time stays steady, as it does where a clock is set.
      "FAKETIME_DONT_FAKE_MONOTONIC": "1",
    ]
    var end: Program.Result?
    var killed = 0
    while end == nil {
      try "+0".write(toFile: time, atomically: true, encoding: .utf8)
      let running = try Program.start(words, in: stage.folder.path, variables: variables)
      for _ in 0..<4 {
        let goal = stage.server.requests + Int(random.next() % UInt64(Self.records / 8))
        while running.process.isRunning, stage.server.requests < goal { await Task.yield() }
        let hours = Int(random.next() % 96) - 48
        try "\(hours < 0 ? "" : "+")\(hours)h".write(toFile: time, atomically: true, encoding: .utf8)
      }
      if killed < 2, running.process.isRunning { kill(running.process.processIdentifier, SIGKILL) }
      let result = await running.result()
      if result.status == -9 { killed += 1 } else { end = result }
    }
    let last = try #require(end)
    #expect(last.status == 1, "\(last.errors)")
    #expect(try PrintedSummary(last).addsUp)
    #expect(try stage.deadLetters().count == Self.records / 40)
    try expect(try await stage.chats(), holdTheRowsOf: table, but: [])
    await stage.server.stop()
  }
}
