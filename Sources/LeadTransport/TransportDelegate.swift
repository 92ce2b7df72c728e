/// Who decides what is sent: told of the answers, asked for requests, once a turn of the transport's thread.
///
/// A turn costs the transport one call, however many requests have ended since the last. The transport keeps the delegate
/// alive until it is stopped.
package protocol TransportDelegate: AnyObject, Sendable {
  /// Takes what has ended, and gives what is to be sent now. Called on the transport's thread, which does nothing else
  /// meanwhile: it must not wait. Called first as soon as the thread runs, then when answers are there, when `wake` was
  /// called, and at the time it returned.
  ///
  /// The last turn is the one in which `stop` has ended what flew. Requests given in it are not sent and not answered.
  ///
  /// - Parameters:
  ///   - now: The time of this turn; the `endedAt` of its answers and the `startedAt` of its requests.
  ///   - answers: Ended since the last turn, in the order of their ends.
  ///   - requests: Empty; receives what is to be sent, in this order.
  /// - Returns: When to be called again at the latest, to the millisecond after it; `nil`: not before something happens.
  func turn(
    now: ContinuousClock.Instant, answers: [HTTPAnswer], requests: inout [HTTPRequest]
  ) -> ContinuousClock.Instant?
}
