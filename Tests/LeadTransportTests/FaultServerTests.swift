import LeadTransport
import TestSupport
import Testing

/// The fault server does what its script says, and no more: what the other suites rest on.
@Suite(.timeLimit(.minutes(5)))
struct FaultServerTests {
  @Test func scriptGoesStepByStepAndThenTheRest() async throws {
    let server = try FaultServer([.status(503, retryAfter: "2"), .status(400)], then: .body("rest"))
    defer { server.stop() }
    let client = try HTTPClient(TransportOptions())
    var answers: [HTTPResponse] = []
    for number in 0..<4 { answers.append(try await client.send(.put(server.url("/\(number)")))) }
    #expect(answers.map(\.status) == [503, 400, 200, 200])
    #expect(answers.map(\.retryAfter) == ["2", nil, nil, nil])
    #expect(answers.last?.body == Array("rest".utf8))
    #expect(server.requests.map(\.path) == ["/0", "/1", "/2", "/3"])
    #expect(server.requests.map(\.number) == [0, 1, 2, 3])
    #expect(server.connections == 1)
  }

  @Test func heldRequestsAreCountedAndReleased() async throws {
    let server = try FaultServer(then: .held)
    defer { server.stop() }
    let collector = Collector((0..<5).map { .put(server.url(), id: $0) })
    let transport = try Transport(TransportOptions(), delegate: collector)
    defer { transport.stop() }
    await server.arrival(of: 5)
    #expect(collector.answers.isEmpty)
    #expect(server.requests.map(\.inFlight) == [1, 2, 3, 4, 5])
    server.release()
    #expect(await collector.answers(5).allSatisfy { $0.response?.status == 200 })
  }

  @Test func delayedAnswerComesNotBeforeItsTime() async throws {
    let server = try FaultServer([.delayed(.milliseconds(80))])
    defer { server.stop() }
    let clock = ContinuousClock()
    let time = try await clock.measure { _ = try await send(.put(server.url())) }
    #expect(time >= .milliseconds(80))
  }

  @Test func stopEndsItWithAnswersOwedAndTestsWaiting() async throws {
    let server = try FaultServer(then: .held)
    let url = server.url()
    let client = try HTTPClient(TransportOptions())
    let waiting = Task { try await client.send(.put(url)) }
    await server.arrival(of: 1)
    let arrival = Task { await server.arrival(of: 2) }
    server.stop()
    await arrival.value
    let failure = await #expect(throws: TransportFailure.self) { try await waiting.value }
    #expect(failure?.kind == .cut)
    server.stop()
  }
}
