import LeadTransport
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5)))
struct HTTPClientTests {
  @Test func closedClientFailsWhatWaitsAndWhatComes() async throws {
    let server = try FaultServer(then: .held)
    defer { server.stop() }
    let client = try HTTPClient(TransportOptions())
    let url = server.url()
    let waiting = Task { try await client.send(.put(url)) }
    await server.arrival(of: 1)
    client.close()
    let first = await #expect(throws: TransportFailure.self) { try await waiting.value }
    #expect(first?.code == "transport.stopped")
    #expect(first?.requestSent == true)
    let second = await #expect(throws: TransportFailure.self) { _ = try await client.send(.put(url)) }
    #expect(second?.code == "transport.stopped")
    #expect(second?.requestSent == false)
  }

  @Test func cancelledTaskGetsItsFailureAtOnce() async throws {
    let server = try FaultServer(then: .held)
    defer { server.stop() }
    let client = try HTTPClient(TransportOptions())
    let url = server.url()
    let task = Task { try await client.send(.put(url)) }
    await server.arrival(of: 1)
    task.cancel()
    let failure = await #expect(throws: TransportFailure.self) { try await task.value }
    #expect(failure?.code == "transport.cancelled")
    // The client goes on.
    server.release()
    #expect(try await client.send(.put(url)).status == 200)
  }

  @Test func taskThatIsCancelledBeforeItSendsSendsNothing() async throws {
    let server = try FaultServer()
    defer { server.stop() }
    let client = try HTTPClient(TransportOptions())
    let url = server.url()
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try await client.send(.put(url))
    }
    let failure = await #expect(throws: TransportFailure.self) { try await task.value }
    #expect(failure?.code == "transport.cancelled")
    client.close()
    #expect(server.requests.isEmpty)
  }
}
