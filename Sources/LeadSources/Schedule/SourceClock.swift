package import LeadModel

/// Decides when one source runs next.
///
/// It knows no clock: it is told what time it is.
///
/// - A source that never ran, or whose time has gone by while nobody looked, runs at once; what was missed runs once,
///   however often it was missed. With `cron` a source that never ran waits for its first time.
/// - It does not overlap with itself: a time that comes while it runs is taken when it has ended.
/// - After a failure it is tried again after 1 minute, and twice as long each time:
///
///   | failures in a row | 1 | 2 | 3 | 4 | 5 | 6 | 7 and more |
///   | --- | --- | --- | --- | --- | --- | --- | --- |
///   | minutes | 1 | 2 | 4 | 8 | 16 | 32 | 60 |
///
///   or at its regular time where that comes first, but not within a minute: a source that fails is asked sooner than
///   otherwise, never later, and one that is looked at every second is not asked every second. What the source asks for
///   (`Retry-After`) counts in any case, up to a day.
/// - A clock that is set back does not hold it up: a time that is further away than it was meant to be is corrected.
package struct SourceClock: Sendable, Hashable {
  /// What is remembered of a source from before this program was started.
  package struct History: Sendable, Hashable {
    /// When its last run began; `nil`: it never ran.
    package var lastBegin: Timestamp?
    /// Whether that run has no end: the program was killed.
    package var wasCutOff = false
    /// Runs that failed since the last that did not.
    package var failures = 0
    /// When it was to run next: counts after failures, as the source may have asked for it.
    package var next: Timestamp?

    package init(lastBegin: Timestamp? = nil) { self.lastBegin = lastBegin }
  }

  /// How a run ended, as far as it matters for the next.
  package enum Outcome: Sendable, Hashable {
    case well
    /// The source failed, and may have said when to come again.
    case failed(retryAfter: Duration?)
  }

  private enum State: Hashable {
    /// `planned` is when that was decided; `isRegular`: it is the timetable's time.
    case waiting(until: Timestamp, planned: Timestamp, isRegular: Bool)
    /// `again`: something has come meanwhile.
    case running(since: Timestamp, again: Bool)
  }

  private var timetable: SourceTimetable
  private var lastBegin: Timestamp?
  /// Runs that failed since the last that did not.
  package private(set) var failures: Int
  private var state: State

  /// The longest that a source's `Retry-After` is taken at its word.
  package static let longestAsked = Duration.seconds(86_400)
  private static let shortestBackoff = Duration.seconds(60)
  private static let longestBackoff = Duration.seconds(3_600)

  package init(_ timetable: SourceTimetable, history: History, at now: Timestamp) {
    self.timetable = timetable
    lastBegin = history.lastBegin
    failures = history.failures
    var next = now.later(by: timetable.shift)
    var isRegular = false
    if !history.wasCutOff {
      isRegular = true
      next = Self.regular(timetable, lastBegin: lastBegin, at: now)
      if history.failures > 0, let asked = history.next {
        next = min(asked, now.later(by: Self.longestAsked))
        isRegular = false
      }
      // What was missed is spread like everything else.
      if next <= now { next = now.later(by: timetable.shift) }
    }
    state = .waiting(until: next, planned: now, isRegular: isRegular)
  }

  /// The regular time after the last run; in the past where it was missed.
  private static func regular(_ timetable: SourceTimetable, lastBegin: Timestamp?, at now: Timestamp) -> Timestamp {
    guard let lastBegin else { return timetable.first(at: now) }
    return timetable.plausible(timetable.next(after: lastBegin), at: now)
  }

  /// How long after the end of a failed run the next is tried: the table above.
  static func backoff(afterFailures failures: Int) -> Duration {
    failures > 6 ? longestBackoff : shortestBackoff * (1 << max(0, failures - 1))
  }

  // MARK: What is asked

  /// When it runs next; `nil` while it runs.
  package var next: Timestamp? {
    if case .waiting(let until, _, _) = state { until } else { nil }
  }

  package var isRunning: Bool { next == nil }

  // MARK: What is told

  /// Says whether it is to run now, and corrects its time where the clock was set back.
  package mutating func isDue(at now: Timestamp) -> Bool {
    guard case .waiting(var until, let planned, let isRegular) = state else { return false }
    if now < planned {
      let meant = until.millisecondsSince1970 - planned.millisecondsSince1970
      let mended = isRegular ? timetable.plausible(until, at: now) : until
      until = isRegular ? mended : min(until, now.later(by: .milliseconds(max(0, meant))))
      state = .waiting(until: until, planned: now, isRegular: isRegular)
    }
    return until <= now
  }

  /// A run begins.
  package mutating func began(at now: Timestamp) {
    lastBegin = now
    state = .running(since: now, again: false)
  }

  /// The run that began has ended.
  package mutating func ended(_ outcome: Outcome, at now: Timestamp) {
    guard case .running(let since, let again) = state else { return }
    let regular = max(Self.regular(timetable, lastBegin: since, at: now), now)
    switch outcome {
    case .well:
      failures = 0
      state = .waiting(until: again ? now : regular, planned: now, isRegular: !again)
    case .failed(let asked):
      failures += 1
      let soonest = now.later(by: Self.shortestBackoff)
      let retry = min(now.later(by: Self.backoff(afterFailures: failures)), max(regular, soonest))
      let wait = min(max(asked ?? .zero, .zero), Self.longestAsked)
      state = .waiting(until: max(retry, now.later(by: wait)), planned: now, isRegular: false)
    }
  }

  /// Something has come, such as a file: it is not waited for the next time, except after a failure.
  package mutating func hurried(at now: Timestamp) {
    switch state {
    case .running(let since, _): state = .running(since: since, again: true)
    case .waiting where failures > 0: break
    case .waiting(let until, _, _) where until > now: state = .waiting(until: now, planned: now, isRegular: false)
    case .waiting: break
    }
  }

  /// It is asked otherwise from now on, by another token say: what has failed is tried at once.
  package mutating func mended(at now: Timestamp) {
    guard case .waiting(let until, _, _) = state, failures > 0, until > now else { return }
    state = .waiting(until: now, planned: now, isRegular: false)
  }

  /// The configuration was read again.
  package mutating func changed(to timetable: SourceTimetable, at now: Timestamp) {
    guard timetable != self.timetable else { return }
    self.timetable = timetable
    guard case .waiting = state, failures == 0 else { return }
    let next = Self.regular(timetable, lastBegin: lastBegin, at: now)
    state = .waiting(until: max(next, now), planned: now, isRegular: true)
  }
}
