import Foundation
import GRDB
import LeadDelivery
import LeadModel
import TestSupport
import Testing

@testable import LeadJournal
@testable import LeadPipeline

/// What is delivered of a spool, and what a change, damage or a refused token does to it.
@Suite(.timeLimit(.minutes(1)))
struct LiveRunTests {
  private static let routes = [(path: "/a", to: "main"), (path: "/b", to: "white")]

  @Test func aReloadLeavesUnchangedDeliveriesAlone() async throws {
    let (main, white) = (try FaultServer(), try FaultServer())
    let stage = try LiveStage()
    let live = stage.start(
      try stage.plan(Self.routes, [LiveStage.target("main", main), LiveStage.target("white", white)]))
    for path in ["/a", "/b", "/a"] { try await stage.post(path) }
    async let settled = stage.heard(4) { $0.settledID != nil }
    while live.status.map(\.statistics.delivered) != [2, 1] { await Task.yield() }
    live.update(
      try stage.plan(
        Self.routes, [LiveStage.target("main", main), LiveStage.target("white", white, token: "another")]))
    try await stage.post("/b")
    _ = await settled
    #expect(live.status.map(\.destination) == ["main", "white"])
    #expect(live.status.map(\.statistics.attempts) == [2, 1], "the first goes on, the second has begun anew")
    #expect(white.requests.map { $0.header("x-bp-token") } == ["token", "another"])
    try await stage.stop()
  }

  @Test func anInboxThatIsTakenOutIsDeliveredToNoMore() async throws {
    let (main, white) = (try FaultServer(), try FaultServer())
    let stage = try LiveStage()
    let targets = [LiveStage.target("main", main), LiveStage.target("white", white)]
    let live = stage.start(try stage.plan(Self.routes, targets))
    while live.status.count < 2 { await Task.yield() }
    live.update(try stage.plan([Self.routes[0]], [targets[0]]))
    while live.status.count > 1 { await Task.yield() }
    try await stage.post("/b")
    let id = try await stage.post("/a")
    #expect(await stage.heard(1) { $0.settledID != nil }.compactMap(\.settledID) == [id])
    #expect(white.requests.isEmpty)
    // It comes back, and what waited with it.
    live.update(try stage.plan(Self.routes, targets))
    while white.requests.isEmpty { await Task.yield() }
    try await stage.stop()
  }

  @Test func aRowThatIsNoPostIsADeadLetterAndTheRestIsDelivered() async throws {
    let server = try FaultServer()
    let stage = try LiveStage()
    for _ in 1...3 { try await stage.post("/a") }
    try stage.spool.write { try $0.execute(sql: "UPDATE spool SET post = x'0107' WHERE number = 2") }
    _ = stage.start(try stage.plan([(path: "/a", to: "main")], [LiveStage.target("main", server)]))
    let events = await stage.heard(3) { $0.settledID != nil }
    #expect(Set(events.compactMap(\.settledID)) == ["id-1", "id-2", "id-3"])
    try await stage.stop()
    #expect(server.requests.count == 2)
    #expect(try stage.letterCodes() == ["spool.row"])
    #expect(try stage.spool.submission(id: "id-2")?.outcomes[1] == RecordOutcome(.rejected, code: "spool.row"))
    #expect(stage.spool.status.rows == 0)
    // The raw bytes are kept.
    #expect(try String(contentsOfFile: stage.deadLetters, encoding: .utf8).contains(#""raw":"#))
  }

  @Test func aHoldIsSaidOnceAndItsEndWithTheFirstAnswer() async throws {
    let server = try FaultServer(Array(repeating: .status(401), count: 4))
    let stage = try LiveStage()
    try await stage.post("/a")
    let live = stage.start(
      try stage.plan([(path: "/a", to: "main")], [LiveStage.target("main", server)]), holdTime: .milliseconds(1))
    let events = await stage.heard(1) { $0.isResumed }
    #expect(events.filter(\.isHeld).count == 1)
    #expect(events.filter(\.isResumed).count == 1)
    #expect(server.requests.count == 5)
    #expect(live.status.map(\.hold?.code) == [nil])
    try await stage.stop()
  }
}
