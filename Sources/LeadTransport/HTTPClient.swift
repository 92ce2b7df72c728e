package import LeadModel
import Synchronization

/// Sends single requests and waits for their answers: listings, tries of a destination.
///
/// It has a transport of its own, which ends with it. For many requests a delegate of a transport is the cheaper way.
package final class HTTPClient: Sendable {
  private let desk = Desk()
  private let transport: Transport

  /// Starts the transport.
  ///
  /// - Throws: As `Transport`.
  package init(_ options: TransportOptions) throws(Diagnostic) { transport = try Transport(options, delegate: desk) }

  deinit { transport.stop() }

  /// Sends a request, and returns its answer whatever its status.
  ///
  /// A task that is cancelled gets `transport.cancelled` at once; what was sent is not called back.
  ///
  /// - Parameter request: Its `id` is not used: several may wait at once, with equal ones.
  /// - Returns: The answer.
  /// - Throws: Where there is no answer; `transport.stopped` after `close`.
  package func send(_ request: HTTPRequest) async throws(TransportFailure) -> HTTPResponse {
    let ticket = desk.ticket()
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        if desk.post(request, ticket: ticket, continuation) { transport.wake() }
      }
    } onCancel: {
      desk.cancel(ticket)
    }
    desk.forget(ticket)
    switch result {
    case .response(let response): return response
    case .failure(let failure): throw failure
    }
  }

  /// Ends the transport.
  ///
  /// Requests that wait fail with `transport.stopped`, as do all later ones.
  package func close() {
    desk.close()
    transport.stop()
    desk.failRemaining()
  }

  /// Who waits for what.
  ///
  /// Continuations are resumed outside of the lock.
  private final class Desk: TransportDelegate {
    typealias Waiter = CheckedContinuation<HTTPAnswer.Result, Never>

    private struct State {
      var tickets = 0
      var posted: [HTTPRequest] = []
      var waiters: [Int: Waiter] = [:]
      /// Cancelled before they had come to wait.
      var cancelled: Set<Int> = []
      var isClosed = false
    }

    private let state = Mutex(State())

    func ticket() -> Int {
      state.withLock { state in
        state.tickets += 1
        return state.tickets
      }
    }

    /// - Returns: Whether the transport has something new to do.
    func post(_ request: HTTPRequest, ticket: Int, _ waiter: Waiter) -> Bool {
      let refusal: TransportFailure? = state.withLock { state in
        if state.cancelled.remove(ticket) != nil { return Self.cancelled }
        if state.isClosed { return Self.closed }
        var request = request
        request.id = ticket
        state.posted.append(request)
        state.waiters[ticket] = waiter
        return nil
      }
      if let refusal { waiter.resume(returning: .failure(refusal)) }
      return refusal == nil
    }

    func cancel(_ ticket: Int) {
      let waiter = state.withLock { state in
        let waiter = state.waiters.removeValue(forKey: ticket)
        // Not posted yet, or ended already.
        if waiter == nil { state.cancelled.insert(ticket) }
        state.posted.removeAll { $0.id == ticket }
        return waiter
      }
      waiter?.resume(returning: .failure(Self.cancelled))
    }

    /// After its end, when it can no longer be cancelled.
    func forget(_ ticket: Int) { state.withLock { _ = $0.cancelled.remove(ticket) } }

    func close() { state.withLock { $0.isClosed = true } }

    /// After the transport has ended: nobody else answers these.
    func failRemaining() {
      let waiters = state.withLock { state in
        defer { state.waiters = [:] }
        return state.waiters
      }
      for waiter in waiters.values { waiter.resume(returning: .failure(Self.closed)) }
    }

    func turn(
      now: ContinuousClock.Instant, answers: [HTTPAnswer], requests: inout [HTTPRequest]
    ) -> ContinuousClock.Instant? {
      let ended = state.withLock { state in
        swap(&requests, &state.posted)
        return answers.compactMap { answer in
          state.waiters.removeValue(forKey: answer.id).map { ($0, answer.result) }
        }
      }
      for (waiter, result) in ended { waiter.resume(returning: result) }
      return nil
    }

    private static let cancelled = TransportFailure(
      kind: .other, requestSent: true, code: "transport.cancelled", message: "nobody waits for the answer any more")
    private static let closed = TransportFailure(
      kind: .cut, requestSent: false, code: "transport.stopped", message: "the transport was stopped before the request"
    )
  }
}
