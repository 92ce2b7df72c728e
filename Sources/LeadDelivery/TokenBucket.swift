package import LeadModel

/// At most so many requests a second: `--rate`.
///
/// The generic cell rate algorithm (ITU-T I.371, annex A): one moment instead of a count of tokens, so nothing drifts
/// and the next free moment is known exactly. The bucket holds 50 ms worth of the rate, at least one request: a slow
/// rate is kept as even steps, a fast one does not need a wake-up a request. In any window of `w` seconds at most
/// `rate × w + capacity` requests go. It starts full.
package struct TokenBucket: Sendable {
  /// Requests that may go at once.
  package let capacity: Int
  /// Between two requests when it is empty; rounded up to whole nanoseconds.
  private let step: Duration
  /// When the bucket will be full again, if nothing more is taken; `nil` before the first request.
  private var full: Moment?

  package init(_ rate: Rate) {
    capacity = max(1, Int(min(rate.perSecond * 0.05, 1_000_000)))
    step = .nanoseconds(Int64(min(1e9 / rate.perSecond, 1e18).rounded(.up)))
  }

  /// A bucket of another rate that goes on where one of the same destination stands.
  ///
  /// What that one has given counts: its next request may not go earlier for the change.
  package init(_ rate: Rate, after other: TokenBucket?) {
    self.init(rate)
    full = other?.freeAt.map { $0 + step * (capacity - 1) }
  }

  /// From when on the next request may go; `nil`: at once.
  package var freeAt: Moment? { full.map { $0 - step * (capacity - 1) } }

  /// Takes a request's worth, if there is one.
  package mutating func take(at now: Moment) -> Bool {
    if let freeAt, now < freeAt { return false }
    full = max(full ?? now, now) + step
    return true
  }
}
