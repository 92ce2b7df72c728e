/// The whole destination waits, as the server asked: after a 429 or 503 with `Retry-After`.
package struct Hold: Sendable {
  /// The end of the hold; `nil` where there has been none, and kept after it has passed until `ended` is asked.
  package private(set) var until: Moment?

  package init() {}

  /// Whether nothing may be sent at `now`.
  package func isActive(at now: Moment) -> Bool { until.map { now < $0 } ?? false }

  /// Holds until `end`, unless it is held for longer already.
  ///
  /// - Returns: The time by which this made the hold longer; zero where it did not.
  package mutating func extend(to end: Moment, now: Moment) -> Duration {
    let before = until.map { max($0, now) } ?? now
    guard end > before else { return .zero }
    until = end
    return before.duration(to: end)
  }

  /// Whether a hold has passed since this was last asked.
  package mutating func ended(at now: Moment) -> Bool {
    guard let until, now >= until else { return false }
    self.until = nil
    return true
  }
}
