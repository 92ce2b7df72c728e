import LeadTransport
import Synchronization
import TestSupport
import Testing

/// Connections, turns, and the end.
@Suite(.timeLimit(.minutes(5)))
struct TransportTests {
  @Test func connectionIsKeptFromRequestToRequest() async throws {
    let server = try FaultServer()
    defer { server.stop() }
    let collector = Collector((0..<50).map { .put(server.url(), id: $0) }, concurrency: 1)
    let transport = try Transport(TransportOptions(), delegate: collector)
    defer { transport.stop() }
    let answers = await collector.answers(50)
    #expect(answers.map(\.id) == Array(0..<50))
    #expect(answers.allSatisfy { $0.response?.status == 200 && $0.endedAt >= $0.startedAt })
    #expect(server.connections == 1)
    #expect(server.peakInFlight == 1)
  }

  @Test func requestsFlyTogetherOnAsManyKeptConnections() async throws {
    let server = try FaultServer { request in request.number < 8 ? .held : .ok }
    defer { server.stop() }
    let collector = Collector((0..<400).map { .put(server.url(), id: $0) }, concurrency: 8)
    let transport = try Transport(TransportOptions(), delegate: collector)
    defer { transport.stop() }
    await server.arrival(of: 8)
    #expect(server.peakInFlight == 8)
    server.release()
    let answers = await collector.answers(400)
    #expect(Set(answers.map(\.id)) == Set(0..<400))
    #expect(server.connections == 8)
    #expect(server.peakInFlight == 8)
  }

  @Test func requestsBeyondTheConnectionsWaitForOne() async throws {
    let server = try FaultServer()
    defer { server.stop() }
    var options = TransportOptions()
    options.maxConnections = 3
    let collector = Collector((0..<100).map { .put(server.url(), id: $0) })
    let transport = try Transport(options, delegate: collector)
    defer { transport.stop() }
    let answers = await collector.answers(100)
    #expect(answers.allSatisfy { $0.response?.status == 200 })
    #expect(server.connections <= 3)
    #expect(server.peakInFlight <= 3)
  }

  @Test func aThousandRequestsAtOnceAreAllAnsweredWithTheirOwnBodies() async throws {
    let server = try FaultServer { request in .body(request.text) }
    defer { server.stop() }
    let client = try HTTPClient(TransportOptions())
    let url = server.url()
    let right = await withTaskGroup(of: Bool.self) { group in
      for number in 0..<1_000 {
        group.addTask {
          (try? await client.send(.put(url, body: "body \(number)")))?.body == Array("body \(number)".utf8)
        }
      }
      return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
    }
    #expect(right == 1_000)
    #expect(server.requests.count == 1_000)
  }

  @Test func failuresAmongManyLeaveTheOthersAlone() async throws {
    let server = try FaultServer { request in
      switch request.number % 5 {
      case 1: .reset(after: 0)
      case 2: .status(503, retryAfter: "1")
      case 3: .cut(after: 30)
      default: .ok
      }
    }
    defer { server.stop() }
    let collector = Collector((0..<500).map { .put(server.url(), id: $0) }, concurrency: 16)
    let transport = try Transport(TransportOptions(), delegate: collector)
    defer { transport.stop() }
    let answers = await collector.answers(500)
    #expect(Set(answers.map(\.id)).count == 500)
    // One request an attempt: nothing was repeated behind the delegate's back.
    #expect(server.requests.count == 500)
    #expect(answers.count { $0.response?.status == 200 } == 200)
    #expect(answers.count { $0.response?.status == 503 } == 100)
    #expect(answers.count { $0.failure?.kind == .cut && $0.failure?.requestSent == true } == 200)
  }

  @Test func wakeFromAnotherThreadBringsATurn() async throws {
    let server = try FaultServer()
    defer { server.stop() }
    let collector = Collector()
    let transport = try Transport(TransportOptions(), delegate: collector)
    defer { transport.stop() }
    await collector.turns(1)
    for round in 1...100 {
      collector.post([.put(server.url(), id: round)])
      transport.wake()
      #expect(await collector.answers(round).last?.id == round)
    }
  }

  @Test func turnComesAtTheTimeThatWasAskedFor() async throws {
    let clock = ContinuousClock()
    let at = clock.now + .milliseconds(60)
    let collector = Collector(callAt: at)
    let transport = try Transport(TransportOptions(), delegate: collector)
    defer { transport.stop() }
    await collector.turns(2)
    #expect(clock.now >= at)
    // Late where the machine is busy, but long before a minute: the next thing that could wake it.
    #expect(clock.now < at + .seconds(55))
    #expect(collector.turns == 2)
  }

  @Test func stopEndsWhatFliesAndTellsIt() async throws {
    let server = try FaultServer(then: .held)
    defer { server.stop() }
    let collector = Collector((0..<20).map { .put(server.url(), id: $0) })
    let transport = try Transport(TransportOptions(), delegate: collector)
    await server.arrival(of: 20)
    transport.stop()
    // No waiting here: once `stop` returns, the last turn has been.
    #expect(Set(collector.answers.map(\.id)) == Set(0..<20))
    for answer in collector.answers {
      #expect(answer.failure?.kind == .cut)
      #expect(answer.failure?.code == "transport.stopped")
      #expect(answer.failure?.requestSent == true)
    }
    transport.wake()
    transport.stop()
  }

  /// The thread may look at either before the other has come: whenever that is, neither may be overlooked.
  @Test func stopRightAfterAWakeIsNotOverlooked() async throws {
    var longest = Duration.zero
    for round in 0..<8_000 {
      let collector = Collector()
      let transport = try Transport(TransportOptions(), delegate: collector)
      await collector.turns(1)
      transport.wake()
      // 0 to 100 µs or so: what the thread needs to come back from its wait.
      var spins = round % 800 * 20
      while spins > 0 { spins -= 1 }
      longest = max(longest, ContinuousClock().measure { transport.stop() })
    }
    // Overlooked, it would be seen after a minute, when the wait ends by itself.
    #expect(longest < .seconds(30))
  }

  @Test func stopWithinATurnEndsTheThreadAfterIt() async throws {
    final class Stopper: TransportDelegate {
      let transport = Mutex<Transport?>(nil)
      let turns = Mutex(0)
      func turn(
        now: ContinuousClock.Instant, answers: [HTTPAnswer], requests: inout [HTTPRequest]
      ) -> ContinuousClock.Instant? {
        turns.withLock { $0 += 1 }
        transport.withLock { transport in
          transport?.stop()
          transport = nil
        }
        return nil
      }
    }
    weak var gone: Stopper?
    do {
      let stopper = Stopper()
      gone = stopper
      stopper.transport.withLock { $0 = try? Transport(TransportOptions(), delegate: stopper) }
      stopper.transport.withLock { $0 }?.wake()
    }
    // The thread lets go of its delegate when it ends.
    while gone != nil { await Task.yield() }
  }

  @Test func transportThatNobodyHoldsStopsAndLetsItsDelegateGo() async throws {
    weak var gone: Collector?
    do {
      let collector = Collector()
      gone = collector
      let transport = try Transport(TransportOptions(), delegate: collector)
      await collector.turns(1)
      _ = consume transport
    }
    #expect(gone == nil)
  }
}
