/// A point in time, in nanoseconds since the delivery began: what the machines of this room decide by.
///
/// Not a `ContinuousClock.Instant`: that one's layout is not known outside the standard library, so storing one costs
/// calls; and a test has no way to make one but from the clock. Sums that do not fit, 292 years, are the end of time.
package struct Moment: Sendable, Hashable, Comparable {
  package let nanoseconds: Int64

  package init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  /// When the delivery began.
  package static let start = Moment(nanoseconds: 0)

  package static func < (one: Moment, other: Moment) -> Bool { one.nanoseconds < other.nanoseconds }

  package static func + (moment: Moment, wait: Duration) -> Moment {
    let (sum, overflows) = moment.nanoseconds.addingReportingOverflow(wait.wholeNanoseconds)
    return Moment(nanoseconds: overflows ? (wait < .zero ? .min : .max) : sum)
  }

  package static func += (moment: inout Moment, wait: Duration) { moment = moment + wait }

  package static func - (moment: Moment, wait: Duration) -> Moment { moment + (.zero - wait) }

  package func duration(to other: Moment) -> Duration { .nanoseconds(other.nanoseconds) - .nanoseconds(nanoseconds) }
}

extension Duration {
  /// Rounded towards zero, and cut to what 64 bits hold.
  fileprivate var wholeNanoseconds: Int64 {
    let (seconds, attoseconds) = components
    let (whole, overflows) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    let (sum, overflowsToo) = whole.addingReportingOverflow(attoseconds / 1_000_000_000)
    return overflows || overflowsToo ? (seconds < 0 ? .min : .max) : sum
  }
}
