import Foundation
import LeadJSON
import LeadModel
import LeadSandbox
import LeadTransport
import TestSupport
import Testing

/// Meta's notifications, served as their operator serves them: what they announce comes to be in the inbox.
@Suite(.timeLimit(.minutes(5)))
struct AnnouncedEndToEndTests {
  /// Beyond what a floating-point number holds.
  private static let long = "9007199254740993123"

  private static func letters(_ meta: MetaStage) throws -> [JSONValue] {
    let path = meta.serve.stage.folder.path("state/dead-letters.jsonl")
    return try (FileManager.default.contents(atPath: path) ?? Data()).split(separator: 0x0A)
      .map { try JSONDocument(parsing: Array($0)).root }
  }

  @Test func whatIsAnnouncedComesToBeInTheInboxAndWhatIsGoneIsALetter() async throws {
    let meta = try await MetaStage([Self.long])
    try await meta.start()
    let post = try await meta.announce(MetaStage.notification([Self.long, "17"], others: 1))
    #expect(post.status == 200)
    let page = try await meta.serve.settled(try ServeStage.id(post))
    #expect(page["state"]?.string == "partial" && page["reason"]?.string == "fetch.gone")
    #expect(
      page["records"]?.elements.map { $0["reason"]?.string } == ["announced", "fetch.gone", "announced.other"])
    let chats = try await meta.serve.stage.chats()
    #expect(chats.map(\.email) == ["p\(Self.long)@example.com"])
    #expect(meta.asked == [Self.long, "17"])
    let letter = try #require(try Self.letters(meta).first)
    #expect(letter["errors"]?[0]?["code"]?.string == "fetch.gone" && letter["source"]?["name"]?.string == "/hooks/meta")
    #expect(letter["record"]?["value"]?["leadgen_id"]?.number == "17")
    let metrics = String(decoding: try await meta.serve.get("/metrics").body, as: UTF8.self)
    #expect(metrics.contains(#"route="/hooks/meta",destination="main",reason="fetch.gone"} 1"#), "\(metrics)")
    _ = try await meta.serve.stop()
    await meta.end()
  }

  @Test func whatIsAnnouncedTwiceIsSentOnce() async throws {
    let meta = try await MetaStage(["1", "2"])
    try await meta.start()
    let first = try await meta.announce(MetaStage.notification(["1"]))
    _ = try await meta.serve.settled(try ServeStage.id(first))
    // Meta sends the same again: a repeat, of which nothing is asked.
    let repeated = try await meta.announce(MetaStage.notification(["1"]))
    #expect(try repeated.status == 200 && ServeStage.id(repeated) == ServeStage.id(first))
    // The same lead in another notification is asked for, and not sent again.
    let other = try await meta.announce(MetaStage.notification(["1", "2"]))
    let page = try await meta.serve.settled(try ServeStage.id(other))
    #expect(page["state"]?.string == "skipped" && page["reason"]?.string == "announced")
    #expect(meta.serve.stage.server.requests == 2 && meta.asked == ["1", "1", "2"])
    _ = try await meta.serve.stop()
    await meta.end()
  }

  @Test func whileTheSourceFailsItsPostsWaitAndOthersGo() async throws {
    let meta = try await MetaStage(["1"])
    meta.refusesToken(true)
    try await meta.start()
    let post = try await meta.announce(MetaStage.notification(["1"]))
    #expect(post.status == 200)
    let own = try await meta.serve.post("/hooks/own", #"{"email":"own@example.com"}"#)
    #expect(try await meta.serve.settled(try ServeStage.id(own))["state"]?.string == "delivered")
    while !meta.serve.errorsSoFar.contains("source.failed") { try await Task.sleep(for: .milliseconds(10)) }
    let page = try JSONDocument(parsing: try await meta.serve.get("/submissions/\(ServeStage.id(post))").body).root
    #expect(page["state"]?.string == "mapped" && page["settledAt"]?.isNull == true)
    // They wait for the source, and not for the inbox; their route is there.
    var status = try JSONDocument(parsing: try await meta.serve.get("/status").body).root
    while status["sources"]?[0]?["waiting"]?.integer != 1 {
      try await Task.sleep(for: .milliseconds(50))
      status = try JSONDocument(parsing: try await meta.serve.get("/status").body).root
    }
    #expect(status["destinations"]?[0]?["waiting"]?.integer == 0 && status["routeless"]?.count == 0)
    #expect(status["routes"]?[0]?["unmapped"]?.boolean == false)
    let shown = try await Program.start(
      ["status"], in: meta.serve.stage.folder.path, variables: MetaStage.variables.merging(["COLUMNS": "160"]) { $1 }
    ).result()
    #expect(shown.output.contains("fetch.token, 1 post waits"), "\(shown.output)")
    // A stop does not wait for what no inbox is given.
    let start = ContinuousClock.now
    let stopped = try await meta.serve.stop()
    #expect(stopped.status == 0 && ContinuousClock.now - start < .seconds(8))
    #expect(try Self.letters(meta).isEmpty && meta.serve.stage.server.requests == 1)

    // Seen to be well again, it is not waited for; what is in the spool is fetched at the start.
    meta.refusesToken(false)
    let once = try await Program.start(
      ["sync", "--once", "form"], in: meta.serve.stage.folder.path, variables: MetaStage.variables
    ).result()
    #expect(once.status == 0 && meta.asked.allSatisfy { $0 == "1" }, "\(once.errors)")
    try await meta.start()
    let settled = try await meta.serve.settled(try ServeStage.id(post))
    #expect(settled["state"]?.string == "skipped" && settled["reason"]?.string == "announced")
    #expect(try await Set(meta.serve.stage.chats().compactMap(\.email)) == ["own@example.com", "p1@example.com"])
    _ = try await meta.serve.stop()
    await meta.end()
  }

  /// In the fetch, in the push, between the push and the settlement, in the settlement.
  @Test(arguments: 1...6) func aKilledDaemonLosesAndRepeatsNothing(_ round: Int) async throws {
    let ids = (1...60).map { "\(1_000 + $0)" }
    let meta = try await MetaStage(ids, { $0.faults.latency = .milliseconds(1) })
    try await meta.start()
    var posts: [String] = []
    // Every fourth notification also names a lead that is gone.
    for start in stride(from: 0, to: 60, by: 3) {
      let gone = start % 12 == 0 ? ["\(start + 1)"] : []
      let post = try await meta.announce(MetaStage.notification(Array(ids[start..<start + 3]) + gone))
      posts.append(try ServeStage.id(post))
    }
    while meta.graph.requests.count + meta.serve.stage.server.requests < round * 20 { await Task.yield() }
    try await meta.serve.killNow()
    try await meta.start()
    for post in posts { _ = try await meta.serve.settled(post) }
    try await meta.serve.drained()
    let chats = try await meta.serve.stage.chats()
    #expect(chats.count == 60 && Set(chats.compactMap(\.email)) == Set(ids.map { "p\($0)@example.com" }))
    #expect(meta.serve.stage.server.requests <= 60 + CrashTests.mostRepeated)
    let letters = try Self.letters(meta).compactMap { $0["record"]?["value"]?["leadgen_id"]?.number }
    #expect(letters.sorted() == ["1", "13", "25", "37", "49"])
    _ = try await meta.serve.stop()
    await meta.end()
  }

  @Test func aTrialSaysThatTheSourceWasAsked() async throws {
    let meta = try await MetaStage([])
    try await meta.start()
    let trial = try await Program.start(
      ["route", "test", "/hooks/meta"], in: meta.serve.stage.folder.path, variables: MetaStage.variables
    ).result()
    #expect(trial.status == 0, "\(trial.errors)")
    #expect(trial.output.hasPrefix("signed, accepted, the source 'form' was asked for its ids"), "\(trial.output)")
    #expect(meta.asked.contains(Self.long))
    let list = try await Program.start(
      ["route", "list", "--json"], in: meta.serve.stage.folder.path, variables: MetaStage.variables
    ).result()
    #expect(list.outputLines.first?.contains(#""mapping":null,"source":"form","destination":"main""#) == true)
    _ = try await meta.serve.stop()
    await meta.end()
  }
}
