package import LeadModel

/// Turns the moments that decisions are made with into the dates that people read.
///
/// Anchored once, so dates of one run never go back, whatever is done to the machine's clock meanwhile.
package struct WallClock: Sendable {
  private let start: Timestamp

  /// - Parameter start: The date of `Moment.start`.
  package init(start: Timestamp) { self.start = start }

  /// The date of a moment, to the millisecond.
  package func timestamp(of moment: Moment) -> Timestamp {
    Timestamp(millisecondsSince1970: start.millisecondsSince1970 + moment.nanoseconds / 1_000_000)
  }
}
