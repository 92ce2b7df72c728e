import LeadModel

/// Finds how many requests at once the destination takes: `--concurrency auto`.
///
///     starting ──429, timeout, slower──► steady: +1 a round while latency holds, ×0.9 once a round otherwise
///     4, 8, 16, 32, 40, 50 … a round
///
/// A round is as many answers as the limit was when it began. Its mean latency is compared with the exponentially
/// weighted mean and deviation of the rounds before (T. Finch, "Incremental calculation of weighted mean and variance",
/// 2009, §9), with the constants that Vector publishes for adaptive request concurrency (vector.dev, "Adaptive Request
/// Concurrency": EWMA α 0.4, 2.5 deviations, ratio 0.9, limit at most 200). It differs from Vector's in that
///
/// - it starts at 4 and doubles up to 32, then grows by a quarter: from 1 upwards by one, 64 are reached only after 63
///   rounds. What doubled up to 200 would have so many refused at once where the limit is a pace;
/// - latency is a rise only from 1 ms and a quarter of the mean on: below that are a local server's scheduling and a
///   deviation that a few equal rounds made zero;
/// - it does not grow where latency is half as long again as in its best rounds, 1 ms at least: the mean follows a queue
///   that grows slowly, so comparing with it alone would fill any queue up to the limit.
///
/// A round in which fewer were under way than may be says nothing for growing: then something else is the limit.
/// Constant time an answer.
package struct AdaptiveConcurrency: Sendable {
  /// What it starts with.
  package static let first = 4
  /// Its bounds.
  package static let range = 1...200
  /// From here on it grows by a quarter a round while it starts.
  static let doublesBelow = 32.0
  /// The weight of the last round in mean and variance.
  static let alpha = 0.4
  /// So many deviations above the mean are a rise.
  static let deviations = 2.5
  /// What it is multiplied with then.
  static let decrease = 0.9
  /// Differences of latency below this are noise, in seconds.
  static let noise = 0.001

  /// Requests that may be under way, with its fraction.
  private var exact = Double(first)
  private var isStarting = true
  /// Of the rounds so far, in seconds; `nil` before the first has ended.
  private var mean: Double?
  private var variance = 0.0
  /// The mean of the best rounds, in seconds; forgets by a thousandth a round.
  private var best = Double.infinity

  private var roundSize = first
  private var answers = 0
  private var latencies = 0.0
  /// Whether the limit was reached in this round.
  private var wasFull = false
  /// Requests that were sent before it do not make it smaller again: they knew nothing of it yet.
  private var shrunkAt: Moment?

  package init() {}

  /// Requests that may be under way at once.
  package var limit: Int { Int(exact) }

  /// A request was sent, and now so many are under way.
  package mutating func sent(inFlight: Int) { if inFlight >= limit { wasFull = true } }

  /// A request was answered, with whatever says nothing of overload.
  ///
  /// - Parameters:
  ///   - sentAt: When it was sent.
  ///   - now: When its answer came.
  package mutating func answered(sentAt: Moment, now: Moment) {
    answers += 1
    latencies += sentAt.duration(to: now).seconds
    guard answers >= roundSize else { return }
    let latency = latencies / Double(answers)
    defer { beginRound() }
    let isSlower = notice(latency)
    // Those that had been sent before it last shrank still show why it did.
    if isSlower {
      shrink(sentAt: sentAt, now: now)
    } else if wasFull, latency <= max(best * 1.5, best + Self.noise) {
      exact = min(
        isStarting ? exact * (exact < Self.doublesBelow ? 2 : 1.25) : exact + 1, Double(Self.range.upperBound))
    } else if wasFull {
      isStarting = false
    }
  }

  /// A request was answered 429, or timed out.
  package mutating func refused(sentAt: Moment, now: Moment) { shrink(sentAt: sentAt, now: now) }

  /// Takes a round's latency into mean and deviation.
  ///
  /// - Returns: Whether it is a rise.
  private mutating func notice(_ latency: Double) -> Bool {
    best = min(latency, best + max(0, latency - best) * 0.001)
    guard let mean else {
      self.mean = latency
      best = latency
      return false
    }
    let rise = max(Self.deviations * variance.squareRoot(), Self.noise, mean / 4)
    let difference = latency - mean
    self.mean = mean + Self.alpha * difference
    variance = (1 - Self.alpha) * (variance + Self.alpha * difference * difference)
    return difference > rise
  }

  private mutating func shrink(sentAt: Moment, now: Moment) {
    isStarting = false
    guard shrunkAt.map({ sentAt >= $0 }) ?? true else { return }
    shrunkAt = now
    exact = max(Double(Self.range.lowerBound), exact * Self.decrease)
    beginRound()
  }

  private mutating func beginRound() {
    answers = 0
    latencies = 0
    wasFull = false
    roundSize = limit
  }
}
