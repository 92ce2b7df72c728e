package import LeadModel

/// Notices that the destination is down: then nothing is sent but a probe now and then, and in the end it is given up.
///
///     closed ──10 failures in a row──► open ──any answer that is no failure──► closed
///
/// A failure is a transport failure or a 5xx, of whatever lead. While open, one request at a time may go as a probe:
///
/// | probe | after |
/// | --- | --- |
/// | 1st | 1 s |
/// | 2nd, 3rd, 4th, 5th, 6th | 2, 4, 8, 16, 32 s after the last one failed |
/// | 7th and later | 60 s |
///
/// Giving up goes by time alone, open or closed: `giveUpAfter` since the last answer that was no failure, or since the
/// first failed request was sent, if that is later (nothing may have been sent for hours before it). What the server
/// asked to be held is not counted.
package struct Breaker: Sendable {
  /// Failures in a row that open it.
  package static let threshold = 10

  private enum State {
    case closed
    /// The next probe's time.
    case open(probeAt: Moment)
    case probing
  }

  private let giveUpAfter: Duration?
  private var state = State.closed
  /// Failures since the last answer that was none.
  package private(set) var failures = 0
  private var failedProbes = 0
  private var lastAnswer: Moment?
  /// Since when there are only failures, moved on by holds.
  private var downSince: Moment?

  /// - Parameter giveUpAfter: `nil`: never.
  package init(giveUpAfter: Duration?) { self.giveUpAfter = giveUpAfter }

  /// As it is shown.
  package var condition: BreakerCondition {
    switch state {
    case .closed: .closed
    case .open: .open
    case .probing: .halfOpen
    }
  }

  package var isOpen: Bool { if case .closed = state { false } else { true } }

  /// When the run gives up, if there is no answer before; `nil` while nothing fails.
  package var givesUpAt: Moment? {
    guard let downSince, let giveUpAfter else { return nil }
    return downSince + giveUpAfter
  }

  /// When a probe may go; `nil` while closed, and while one is under way.
  package var probeAt: Moment? { if case .open(let at) = state { at } else { nil } }

  /// The wait before a probe, after so many that failed.
  package static func interval(afterFailedProbes failed: Int) -> Duration {
    failed >= 6 ? .seconds(60) : .seconds(1 << failed)
  }

  /// A probe was sent.
  package mutating func probed() { state = .probing }

  /// A request ended with a transport failure or a 5xx.
  ///
  /// - Parameters:
  ///   - sentAt: When that request began.
  ///   - isProbe: Whether it was the probe. Others may still land after the breaker has opened: they do not move the
  ///     next probe, nor does a probe that fails after another answer has closed the breaker.
  ///   - heldUntil: The end of a hold that the server has asked for already; silence only counts from then on.
  ///   - now: When it ended.
  /// - Returns: Whether this opened it.
  package mutating func failed(
    sentAt: Moment, isProbe: Bool, heldUntil: Moment? = nil, now: Moment
  ) -> Bool {
    failures += 1
    if downSince == nil { downSince = max(sentAt, lastAnswer ?? sentAt, heldUntil ?? sentAt) }
    if isProbe, case .probing = state {
      failedProbes += 1
      state = .open(probeAt: now + Self.interval(afterFailedProbes: failedProbes))
    } else if case .closed = state, failures >= Self.threshold {
      failedProbes = 0
      state = .open(probeAt: now + Self.interval(afterFailedProbes: 0))
      return true
    }
    return false
  }

  /// A request ended with any other answer.
  ///
  /// - Parameter now: When it ended.
  /// - Returns: Whether this closed it.
  package mutating func answered(now: Moment) -> Bool {
    defer { state = .closed }
    failures = 0
    lastAnswer = now
    downSince = nil
    return isOpen
  }

  /// The server asked for a hold that is longer by `wait` than any before: it does not count as silence.
  package mutating func suspend(for wait: Duration) { downSince = downSince.map { $0 + wait } }

  /// There is nothing left to send: waiting for more is not the destination's silence either.
  package mutating func idle() { downSince = nil }
}
