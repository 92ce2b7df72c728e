import Foundation
import LeadJSON
import LeadModel
import LeadSandbox
import Synchronization
import TestSupport
import Testing

/// `leadbridge sync`, as its users run it.
@Suite(.timeLimit(.minutes(5)))
struct SyncEndToEndTests {
  @Test func whatIsNewIsDeliveredAndASecondRunSendsNothing() async throws {
    let scene = try await SyncStage(SyncStage.people(1...50))
    try scene.write(sources: "[\(scene.api())]")
    let first = try await scene.sync("--once")
    #expect(first.status == 0, "\(first.errors)")
    #expect(try SyncStage.line(first)?["delivered"] == 50)
    #expect(try await Set(scene.stage.chats().compactMap(\.email)).count == 50)

    let asked = scene.provider.requests.count
    let second = try await scene.sync("--once")
    #expect(second.status == 0, "\(second.errors)")
    #expect(try SyncStage.line(second)?["delivered"] == 0)
    #expect(scene.provider.requests.count == asked + 1)
    #expect(scene.stage.server.requests == 50)

    let listed = try await scene.sync("--list")
    let standing = try JSONDocument(parsing: Array(listed.output.utf8)).root
    #expect(standing["cursor"]?.string == "2026-01-01T00:50:00.000Z")
    #expect(standing["unchanged"]?.integer ?? 0 >= 1 && standing["failures"]?.integer == 0)
    #expect(scene.provider.requests.count == asked + 1)

    scene.add(SyncStage.people(51...53))
    let third = try await scene.sync("--once")
    #expect(try SyncStage.line(third)?["delivered"] == 3)
    #expect(scene.stage.server.requests == 53)
    await scene.end()
  }

  @Test(arguments: 1...6)
  func aKilledRunIsDoneAgainAndNothingIsSkipped(_ round: Int) async throws {
    let scene = try await SyncStage(SyncStage.people(1...400), inbox: { $0.faults.latency = .milliseconds(1) })
    try scene.write(sources: "[\(scene.api())]")
    // In the pages, and in the push behind them.
    let killed = try Program.start(["sync", "--once"], in: scene.stage.folder.path)
    while killed.process.isRunning {
      let steps = scene.provider.requests.count + scene.stage.server.requests
      if steps >= round * 65 { break }
      await Task.yield()
    }
    kill(killed.process.processIdentifier, SIGKILL)
    try #require(await killed.result().status == -9)
    // What comes meanwhile must not push the cursor over what was not settled.
    scene.add(SyncStage.people(401...420))

    let second = try await scene.sync("--once")
    #expect(second.status == 0, "\(second.errors)")
    let chats = try await scene.stage.chats()
    #expect(Set(chats.compactMap(\.email)) == Set(SyncStage.people(1...420).map(\.email)))
    #expect(chats.count == 420)
    #expect(scene.stage.server.requests <= 420 + CrashTests.mostRepeated)
    await scene.end()
  }

  @Test func theCursorStaysWhereItIsUntilAllIsSettled() async throws {
    let scene = try await SyncStage(SyncStage.people(1...30))
    try scene.write(sources: "[\(scene.api())]")
    let refused = try await scene.sync("--once", token: "wrong-token")
    #expect(refused.status == 3, "\(refused.errors)")
    #expect(refused.errors.contains("[token.refused]"))
    let second = try await scene.sync("--once")
    #expect(second.status == 0, "\(second.errors)")
    #expect(try SyncStage.line(second)?["delivered"] == 30)
    await scene.end()
  }

  @Test func aPushThatCannotBeginLeavesTheCursor() async throws {
    let scene = try await SyncStage(SyncStage.people(1...5))
    try scene.write(sources: "[\(scene.api())]")
    _ = try scene.stage.folder.write("", to: "taken/.keep")
    let failed = try await scene.sync("--once", "--dead-letters", "taken")
    #expect(failed.status == 3, "\(failed.errors)")
    #expect(scene.stage.server.requests == 0)
    let second = try await scene.sync("--once")
    #expect(try SyncStage.line(second)?["delivered"] == 5, "\(second.errors)")
    await scene.end()
  }

  @Test func aSheetWithOnePersonTwiceIsSentOnce() async throws {
    let scene = try await SyncStage(answer: { _ in
      .body("First Name,Email\nAnn,ann@example.com\nAnna,ann@example.com\n", contentType: "text/csv")
    })
    try scene.write(sources: "[\(scene.table("sheet", path: "/sheet.csv"))]")
    _ = try await scene.sync("--once")
    #expect(scene.stage.server.requests == 2)
    for _ in 1...2 {
      let again = try await scene.sync("--once")
      #expect(try SyncStage.line(again, "sheet")?["unchanged"] == 2, "\(again.errors)")
    }
    #expect(scene.stage.server.requests == 2)
    await scene.end()
  }

  @Test func aSheetWithOtherColumnsIsAnErrorAndComesAgain() async throws {
    let isMended = Atomic<Bool>(false)
    let scene = try await SyncStage(answer: { _ in
      let header = isMended.load(ordering: .relaxed) ? "First Name,Email" : "Kolonne,Kolonne 2"
      return .body("\(header)\nAnn,ann@example.com\n", contentType: "text/csv")
    })
    try scene.write(sources: "[\(scene.table("sheet", path: "/sheet.csv"))]")
    let other = try await scene.sync("--once")
    #expect(other.status == 3)
    #expect(try SyncStage.line(other, "sheet")?.value["error"]?.string == "source.unmapped", "\(other.errors)")
    isMended.store(true, ordering: .relaxed)
    let mended = try await scene.sync("--once")
    #expect(try SyncStage.line(mended, "sheet")?["delivered"] == 1, "\(mended.errors)")
    await scene.end()
  }

  @Test func twoConfigurationsWithOneStateFolderKeepTheirRecordsApart() async throws {
    let here = try await SyncStage(SyncStage.people(1...30), inbox: { $0.faults.latency = .milliseconds(5) })
    let there = try await SyncStage(SyncStage.people(101...130), inbox: { $0.faults.latency = .milliseconds(5) })
    for scene in [here, there] { try scene.write(sources: "[\(scene.api("nightly"))]") }
    let state = here.stage.folder.path("shared")
    let runs = try [here, there].map {
      try Program.start(["sync", "--once", "--json", "--state", state], in: $0.stage.folder.path)
    }
    for (run, scene) in zip(runs, [here, there]) {
      let result = await run.result()
      #expect(result.status == 0, "\(result.errors)")
      #expect(scene.stage.server.requests == 30)
      await scene.end()
    }
  }

  @Test func aSourceThatRunsIsNotForgotten() async throws {
    let scene = try await SyncStage(SyncStage.people(1...60), inbox: { $0.faults.latency = .milliseconds(400) })
    try scene.write(sources: "[\(scene.api())]")
    let running = try Program.start(["sync", "--once", "--json"], in: scene.stage.folder.path)
    while scene.stage.server.requests == 0, running.process.isRunning { await Task.yield() }
    let forgetting = try await scene.sync("api", "--once", "--restart")
    #expect(forgetting.errors.contains("[source.held]"))
    let first = await running.result()
    #expect(first.status == 0, "\(first.errors)")
    #expect(try SyncStage.line(first)?["delivered"] == 60, "\(first.errors)")
    let again = try await scene.sync("--once")
    #expect(try SyncStage.line(again)?["delivered"] == 0, "\(first.errors) \(again.errors)")
    #expect(scene.stage.server.requests == 60)
    await scene.end()
  }

  @Test(.timeLimit(.minutes(1))) func aFolderThatIsNamedAnewIsLookedAtAnew() async throws {
    let scene = try await SyncStage()
    for folder in ["old", "new"] { _ = try scene.stage.folder.write("", to: "\(folder)/.keep") }
    let source = SyncStage.drop(folder: "old")
    try scene.write(sources: "[\(source)]")
    let running = try Program.start(["sync", "--json"], in: scene.stage.folder.path)
    while running.outputSoFar.isEmpty, running.process.isRunning { await Task.yield() }
    try scene.write(sources: "[\(SyncStage.drop(folder: "new"))]")
    _ = try scene.stage.folder.write(Stage.table(2), to: "old/a.csv")
    _ = try scene.stage.folder.write(
      "First Name,Email\nNew,new@example.com\n", to: "new/b.csv")
    kill(running.process.processIdentifier, SIGHUP)
    while !FileManager.default.fileExists(atPath: scene.stage.folder.path("new/done/b.csv")),
      running.process.isRunning
    { await Task.yield() }
    kill(running.process.processIdentifier, SIGTERM)
    #expect(await running.result().status == 0)
    #expect(try await scene.stage.chats().contains { $0.email == "new@example.com" })
    await scene.end()
  }

  @Test func aSourceThatFailsLeavesTheOthersAlone() async throws {
    let scene = try await SyncStage(
      SyncStage.people(1...3),
      answer: { request in
        switch request.path {
        case "/sheet.csv": .body("<!DOCTYPE html><html><body>Sign in</body></html>", contentType: "text/html")
        case "/token.csv": .status(401)
        default: nil
        }
      })
    try scene.write(
      sources: """
        [\(scene.table("sheet", path: "/sheet.csv")), \(scene.table("token", path: "/token.csv")), \(scene.api())]
        """)
    let result = try await scene.sync("--once")
    #expect(result.status == 3)
    #expect(result.errors.contains("[fetch.html]"))
    #expect(result.errors.contains("[fetch.token]"))
    #expect(!result.errors.contains("Sign in"))
    #expect(try SyncStage.line(result)?["delivered"] == 3)
    #expect(try SyncStage.line(result, "sheet")?.value["error"]?.string == "fetch.html")
    await scene.end()
  }

  @Test func aBadRowOfASheetIsOneLetterHoweverOftenTheSheetIsRead() async throws {
    let scene = try await SyncStage(answer: { request in
      // Another sheet with each request, as somebody works on it.
      var text = "First Name,Email\nBad,no address\n"
      for number in 0...request.number { text += "Person \(number),p\(number)@example.com\n" }
      return .body(text, contentType: "text/csv")
    })
    try scene.write(sources: "[\(scene.table("sheet", path: "/sheet.csv"))]")
    for round in 1...3 {
      let result = try await scene.sync("--once")
      #expect(result.status == 1, "\(result.errors)")
      #expect(try SyncStage.line(result, "sheet")?["delivered"] == 1)
      #expect(try SyncStage.line(result, "sheet")?["unchanged"] == round - 1)
      #expect(try SyncStage.line(result, "sheet")?["rejected"] == 1)
    }
    let letters = try scene.stage.deadLetters()
    #expect(letters.count == 1)
    #expect(letters.first?["source"]?["name"]?.string == "sheet")
    await scene.end()
  }

  @Test func gapsAreFilledAndWhatIsKnownIsLeftAsItIs() async throws {
    let scene = try await SyncStage()
    let now = Int(Date().timeIntervalSince1970) - 1_767_225_600
    // What is younger than five minutes may still come by the webhook, and is left to the next run.
    scene.add(
      (1...5).map { .init(name: "From the API \($0)", email: "p\($0)@example.com", changed: now - 600 - $0) })
    // Three of the five came by the webhook, with another name.
    _ = try scene.stage.folder.write(Stage.table(3), to: "came.csv")
    let pushed = try await scene.stage.run(
      ["push", "came.csv", "--mapping", "generic-contacts"] + scene.stage.destination)
    #expect(pushed.status == 0, "\(pushed.errors)")
    try scene.write(sources: "[\(scene.api(more: #""backfill": "6h","#))]")
    let result = try await scene.sync("--once")
    #expect(result.status == 0, "\(result.errors)")
    let line = try #require(try SyncStage.line(result))
    #expect(line["delivered"] == 2)
    #expect(line["missed"] == 2)
    #expect(line["unchanged"] == 3)
    #expect(try await scene.stage.chats().compactMap(\.name).filter { $0.hasPrefix("From") }.count == 2)
    await scene.end()
  }

  @Test func filesAreMovedWithTheirSummariesAndRejects() async throws {
    let scene = try await SyncStage()
    try scene.write(sources: "[\(SyncStage.drop())]")
    _ = try scene.stage.folder.write(Stage.table(10, invalidEvery: 5), to: "in/a.csv")
    _ = try scene.stage.folder.write("%PDF-1.7 no table", to: "in/b.csv")
    let result = try await scene.sync("--once")
    #expect(try SyncStage.line(result, "drop")?["delivered"] == 8)
    let done = try FileManager.default.contentsOfDirectory(atPath: scene.stage.folder.path("in/done")).sorted()
    #expect(done == ["a.csv", "a.csv.rejects.csv", "a.csv.summary.json"])
    let failed = try FileManager.default.contentsOfDirectory(atPath: scene.stage.folder.path("in/failed")).sorted()
    #expect(failed == ["b.csv", "b.csv.summary.json"])
    let summary = try JSONDocument(
      parsing: Array(
        #require(FileManager.default.contents(atPath: scene.stage.folder.path("in/done/a.csv.summary.json")))))
    #expect(summary.root["delivered"]?.integer == 8)

    // The same name again, with two rows more: only they are sent.
    _ = try scene.stage.folder.write(Stage.table(12, invalidEvery: 5), to: "in/a.csv")
    let again = try await scene.sync("--once")
    #expect(try SyncStage.line(again, "drop")?["delivered"] == 2, "\(again.errors)")
    #expect(scene.stage.server.requests == 10)
    #expect(try scene.stage.deadLetters().count == 2)
    await scene.end()
  }

  @Test func anExportWithOnePersonTwiceSendsOnlyWhatIsChanged() async throws {
    let scene = try await SyncStage()
    try scene.write(sources: "[\(SyncStage.drop())]")
    for (round, (rows, sent)) in [
      ("Ann,ann@example.com\nAnna,ann@example.com\nBob,bob@example.com\n", 3),
      ("Ann,ann@example.com\nAnna,ann@example.com\nBobby,bob@example.com\n", 1),
      ("Ann,ann@example.com\nAnna,ann@example.com\nBobby,bob@example.com\n", 0),
    ].enumerated() {
      // Another name each night, as exports have it.
      _ = try scene.stage.folder.write("First Name,Email\n" + rows, to: "in/export-\(round).csv")
      let result = try await scene.sync("--once")
      #expect(try SyncStage.line(result, "drop")?["delivered"] == sent, "\(result.errors)")
    }
    #expect(scene.stage.server.requests == 4)
    // What is to be forgotten is compared with the inbox once more.
    let forgotten = try await scene.sync("drop", "--once", "--restart")
    #expect(forgotten.status == 0, "\(forgotten.errors)")
    _ = try scene.stage.folder.write("First Name,Email\nAnn,ann@example.com\n", to: "in/export-3.csv")
    #expect(try SyncStage.line(await scene.sync("--once"), "drop")?["delivered"] == 1)
    await scene.end()
  }

  @Test func twoProcessesDoNotTakeOneFileTwice() async throws {
    let scene = try await SyncStage(inbox: { $0.faults.latency = .milliseconds(2) })
    // Two names for one folder, so that it is the files that are claimed.
    try scene.write(sources: "[\(SyncStage.drop("one")), \(SyncStage.drop("two"))]")
    for number in 1...30 {
      _ = try scene.stage.folder.write(
        "First Name,Email\nPerson \(number),p\(number)@example.com\n", to: "in/\(number).csv")
    }
    let one = try Program.start(["sync", "--once", "--json", "one"], in: scene.stage.folder.path)
    let two = try Program.start(["sync", "--once", "--json", "two"], in: scene.stage.folder.path)
    let results = await [one.result(), two.result()]
    #expect(results.map(\.status) == [0, 0], "\(results.map(\.errors))")
    let delivered =
      try (SyncStage.line(results[0], "one")?["delivered"] ?? 0)
      + (SyncStage.line(results[1], "two")?["delivered"] ?? 0)
    #expect(delivered == 30)
    #expect(scene.stage.server.requests == 30)
    await scene.end()
  }

  @Test func aDryRunSendsAndKeepsNothing() async throws {
    let scene = try await SyncStage(SyncStage.people(1...5))
    try scene.write(sources: "[\(scene.api()), \(SyncStage.drop())]")
    _ = try scene.stage.folder.write(Stage.table(3), to: "in/a.csv")
    let dry = try await scene.sync("--once", "--dry-run")
    #expect(dry.status == 0, "\(dry.errors)")
    #expect(dry.errors.contains("5 would be delivered"))
    #expect(scene.stage.server.requests == 0)
    #expect(FileManager.default.fileExists(atPath: scene.stage.folder.path("in/a.csv")))
    let real = try await scene.sync("--once")
    #expect(try SyncStage.line(real)?["delivered"] == 5)
    await scene.end()
  }

  @Test func theScheduleRunsUntilItIsStopped() async throws {
    let scene = try await SyncStage(SyncStage.people(1...5))
    try scene.write(sources: "[\(scene.api(more: #""jitter": "0s","#)), \(SyncStage.drop())]")
    _ = try scene.stage.folder.write("", to: "in/.keep")
    let running = try Program.start(["sync"], in: scene.stage.folder.path)
    while scene.stage.server.requests < 5, running.process.isRunning { await Task.yield() }
    // A file that comes is taken at once, not in a minute.
    _ = try scene.stage.folder.write(Stage.table(3), to: "in/.hidden")
    try FileManager.default.moveItem(
      atPath: scene.stage.folder.path("in/.hidden"), toPath: scene.stage.folder.path("in/a.csv"))
    while scene.stage.server.requests < 8, running.process.isRunning { await Task.yield() }
    kill(running.process.processIdentifier, SIGTERM)
    let result = await running.result()
    #expect(result.status == 0, "\(result.errors)")
    #expect(scene.stage.server.requests == 8)
    await scene.end()
  }

  @Test(.timeLimit(.minutes(1))) func aTokenThatIsRenewedInItsFileIsUsedAtOnce() async throws {
    let scene = try await SyncStage(
      SyncStage.people(1...5),
      answer: { request in
        request.headers.contains { $0.name.lowercased() == "authorization" && $0.value == "Bearer new" }
          ? nil : .status(401)
      })
    let source = scene.api().replacingOccurrences(
      of: #""records""#,
      with:
        #""headers": { "authorization": "Bearer {secret.key}" }, "secrets": { "key": { "file": "key" } }, "records""#)
    try scene.write(sources: "[\(source)]")
    _ = try scene.stage.folder.write("old", to: "key")
    let running = try Program.start(["sync"], in: scene.stage.folder.path)
    while !running.errorsSoFar.contains("fetch.token"), running.process.isRunning { await Task.yield() }
    _ = try scene.stage.folder.write("new", to: "key")
    while scene.stage.server.requests < 5, running.process.isRunning { await Task.yield() }
    kill(running.process.processIdentifier, SIGTERM)
    let result = await running.result()
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.errors.contains("secret.changed"))
    await scene.end()
  }

  @Test(
    arguments: [
      (["sync", "--dry-run"], 64), (["sync", "--restart", "--once"], 64), (["sync", "nope", "--once"], 2),
    ] as [([String], Int32)])
  func whatIsAskedWronglyIsSaid(_ words: [String], _ status: Int32) async throws {
    let scene = try await SyncStage()
    try scene.write(sources: "[\(scene.api())]")
    let result = try await scene.stage.run(words)
    #expect(result.status == status, "\(result.errors)")
    await scene.end()
  }
}
