/// Counts what happened in the last second.
///
/// In steps of 5 ms, of which the oldest counts by the share of it that is still within. 1.6 KB, constant time to add,
/// 200 additions to ask.
package struct RecentCount: Sendable {
  private static let step: Int64 = 5_000_000
  private static let steps: Int64 = 200

  /// By the step's number, modulo their count; one more than a second, for the one that has begun.
  private var counts = [Int32](repeating: 0, count: Int(steps) + 1)
  private var latest: Int64 = 0

  package init() {}

  /// One more happened.
  ///
  /// - Parameter now: Not before any other that was told.
  package mutating func add(at now: Moment) {
    advance(to: now.nanoseconds / Self.step)
    counts[Int(latest % (Self.steps + 1))] += 1
  }

  /// How many happened within so many seconds before `now`, at most 1.
  package mutating func total(at now: Moment, within seconds: Double = 1) -> Double {
    let step = now.nanoseconds / Self.step
    advance(to: step)
    let gone = Double(now.nanoseconds - step * Self.step) / Double(Self.step)
    let oldest = step - Int64(seconds * Double(Self.steps))
    var total = oldest < 0 ? 0 : Double(counts[Int(oldest % (Self.steps + 1))]) * (1 - gone)
    for step in max(0, oldest + 1)...max(0, step) { total += Double(counts[Int(step % (Self.steps + 1))]) }
    return total
  }

  private mutating func advance(to step: Int64) {
    guard step > latest else { return }
    for passed in 0..<min(step - latest, Self.steps + 1) { counts[Int((step - passed) % (Self.steps + 1))] = 0 }
    latest = step
  }
}
