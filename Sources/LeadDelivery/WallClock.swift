package import LeadModel

/// Turns the instants that decisions are made with into the dates that people read.
///
/// Anchored once, so dates of one run never go back, whatever is done to the machine's clock meanwhile.
package struct WallClock: Sendable {
  private let instant: ContinuousClock.Instant
  private let timestamp: Timestamp

  package init(instant: ContinuousClock.Instant, timestamp: Timestamp) {
    self.instant = instant
    self.timestamp = timestamp
  }

  /// The date of an instant, to the millisecond.
  package func timestamp(of other: ContinuousClock.Instant) -> Timestamp {
    let passed = instant.duration(to: other) / .milliseconds(1)
    return Timestamp(millisecondsSince1970: timestamp.millisecondsSince1970 + Int64(passed))
  }
}
