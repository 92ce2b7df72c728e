/// How a request ended.
///
/// Every request that the transport took has exactly one.
package struct HTTPAnswer: Sendable {
  /// An answer, whatever its status, or none.
  package enum Result: Sendable {
    case response(HTTPResponse)
    case failure(TransportFailure)
  }

  /// The request's.
  package var id: Int
  package var result: Result
  /// When the transport took the request: the time of that turn.
  package var startedAt: ContinuousClock.Instant
  /// When it was over: the time of the turn that tells it, less than a millisecond later unless the delegate is slow.
  package var endedAt: ContinuousClock.Instant

  package init(id: Int, result: Result, startedAt: ContinuousClock.Instant, endedAt: ContinuousClock.Instant) {
    self.id = id
    self.result = result
    self.startedAt = startedAt
    self.endedAt = endedAt
  }
}
