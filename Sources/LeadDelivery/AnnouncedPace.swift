import LeadModel

/// Keeps to what a server announces in its answers: so many requests more, until then.
///
/// Requests are spread evenly over what is left of the window; where none is left, nothing goes until it ends. Within a
/// window only the scarcer announcement counts: a reset is told in whole seconds, rounded up, so 250 of 500 and "1 s"
/// after half of a second are 500 a second and not 250; and an answer that was overtaken tells of more than there is.
package struct AnnouncedPace: Sendable {
  /// Requests that may still go, our own since the announcement taken off; `nil` where nothing is announced.
  private var left: Int?
  private var endsAt = Moment.start
  /// When the next request is due.
  private var due = Moment.start

  package init() {}

  /// Requests a second; `nil` where nothing is announced.
  package func perSecond(at now: Moment) -> Double? {
    guard let left, now < endsAt else { return nil }
    return Double(left) / now.duration(to: endsAt).seconds
  }

  /// From when on a request may go.
  package func freeAt(now: Moment) -> Moment {
    guard let left, now < endsAt else { return now }
    return left > 0 ? max(now, due) : endsAt
  }

  /// A request goes, at or after `freeAt`.
  package mutating func sent(now: Moment) {
    guard let count = left, now < endsAt else { return }
    due = max(due, now - LearnedPace.slack) + now.duration(to: endsAt) / max(1, count)
    left = max(0, count - 1)
  }

  /// An answer announced a limit.
  ///
  /// - Parameters:
  ///   - limit: As read by `AnnouncedLimit`.
  ///   - inFlight: Other requests under way: a new window's count does not hold them yet.
  ///   - now: When the answer came.
  package mutating func announced(_ limit: AnnouncedLimit, inFlight: Int, now: Moment) {
    let end = now + limit.reset
    if let count = left, now < endsAt, limit.remaining <= count + inFlight + 1 {
      left = min(count, limit.remaining)
      endsAt = min(endsAt, end)
    } else {
      left = max(0, limit.remaining - inFlight)
      endsAt = end
      due = now
    }
  }
}
