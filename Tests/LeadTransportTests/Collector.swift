import LeadTransport
import Synchronization

/// A delegate that sends what a test gives it, at most so many at once, and keeps every answer.
final class Collector: TransportDelegate {
  private struct State {
    var waiting: [HTTPRequest]
    var flying = 0
    var answers: [HTTPAnswer] = []
    var turns = 0
    var callAt: ContinuousClock.Instant?
    var waiters: [(isReady: @Sendable (Int, Int) -> Bool, continuation: CheckedContinuation<Void, Never>)] = []
  }

  private let concurrency: Int
  private let state: Mutex<State>

  init(_ requests: [HTTPRequest] = [], concurrency: Int = .max, callAt: ContinuousClock.Instant? = nil) {
    self.concurrency = concurrency
    state = Mutex(State(waiting: requests, callAt: callAt))
  }

  /// Everything answered so far, in the order of the ends.
  var answers: [HTTPAnswer] { state.withLock { $0.answers } }

  /// How often the transport has called.
  var turns: Int { state.withLock { $0.turns } }

  func post(_ requests: [HTTPRequest]) { state.withLock { $0.waiting += requests } }

  /// Waits for so many answers in all.
  func answers(_ count: Int) async -> [HTTPAnswer] {
    await wait { answers, _ in answers >= count }
    return answers
  }

  /// Waits for so many turns in all.
  func turns(_ count: Int) async { await wait { _, turns in turns >= count } }

  private func wait(until isReady: @escaping @Sendable (_ answers: Int, _ turns: Int) -> Bool) async {
    await withCheckedContinuation { continuation in
      let isThere = state.withLock { state in
        if isReady(state.answers.count, state.turns) { return true }
        state.waiters.append((isReady, continuation))
        return false
      }
      if isThere { continuation.resume() }
    }
  }

  func turn(
    now: ContinuousClock.Instant, answers: [HTTPAnswer], requests: inout [HTTPRequest]
  ) -> ContinuousClock.Instant? {
    let (callAt, ready) = state.withLock { state in
      state.turns += 1
      state.answers += answers
      state.flying -= answers.count
      let count = min(state.waiting.count, concurrency - state.flying)
      requests += state.waiting.prefix(count)
      state.waiting.removeFirst(count)
      state.flying += count
      let (ended, turns) = (state.answers.count, state.turns)
      let ready = state.waiters.filter { $0.isReady(ended, turns) }.map(\.continuation)
      state.waiters.removeAll { $0.isReady(ended, turns) }
      return (state.callAt.flatMap { $0 > now ? $0 : nil }, ready)
    }
    for waiter in ready { waiter.resume() }
    return callAt
  }
}

extension HTTPAnswer {
  /// The response, if there is one.
  var response: HTTPResponse? {
    if case .response(let response) = result { response } else { nil }
  }

  /// The failure, if it is one.
  var failure: TransportFailure? {
    if case .failure(let failure) = result { failure } else { nil }
  }
}

extension HTTPRequest {
  /// A PUT as the product sends it.
  static func put(_ url: String, id: Int = 0, body: String = #"{"uuid":"1"}"#, headers: [String] = []) -> HTTPRequest {
    HTTPRequest(
      id: id, method: .put, url: url, headerLines: ["content-type: application/json"] + headers, body: Array(body.utf8))
  }

  static func get(_ url: String, headers: [String] = []) -> HTTPRequest {
    HTTPRequest(id: 0, method: .get, url: url, headerLines: headers)
  }
}

/// Sends one request over a client of its own.
func send(_ request: HTTPRequest, _ options: TransportOptions = TransportOptions()) async throws -> HTTPResponse {
  let client = try HTTPClient(options)
  defer { client.close() }
  return try await client.send(request)
}

/// The failure of one request.
func failure(
  of request: HTTPRequest, _ options: TransportOptions = TransportOptions()
) async throws -> TransportFailure? {
  let client = try HTTPClient(options)
  defer { client.close() }
  do throws(TransportFailure) {
    _ = try await client.send(request)
    return nil
  } catch {
    return error
  }
}
