package import LeadModel

/// Decides how many requests may fly, and from when on: the governor of one destination, and the one place that knows.
///
/// A request goes when all of these let it:
///
/// | part | says |
/// | --- | --- |
/// | `AdaptiveConcurrency`, or a fixed number | how many at once |
/// | `maxUnrecorded` | no more than the owner can put on record |
/// | `Hold` | nothing while the server asked for that |
/// | `AnnouncedPace` | what the server's answers announce |
/// | `LearnedPace` | what it was found to take, by its refusals |
/// | `TokenBucket` | `--rate` |
/// | `DailyQuota` | `--quota` |
///
/// A fixed number stays as it is; all else holds beside it too.
package struct FlightLimit: Sendable {
  private enum Width: Sendable {
    case fixed(Int)
    case adaptive(AdaptiveConcurrency)
  }

  private var width: Width
  private var bucket: TokenBucket?
  /// `--rate`, and this delivery's part of it.
  private let whole: Rate?
  private var rate: Rate?
  private var hold = Hold()
  private var learned = LearnedPace()
  private var announced = AnnouncedPace()
  package private(set) var quota: DailyQuota?
  private let clock: WallClock
  /// See `DeliveryOptions.maxUnrecorded`.
  private let maxUnrecorded: Int?
  /// Leads that are delivered and not on record yet.
  private var unrecorded = 0

  /// - Parameters:
  ///   - atOnce: Requests at once, from 1; `nil`: as many as the destination is found to take.
  ///   - rate: Requests over time.
  ///   - maxUnrecorded: See `DeliveryOptions.maxUnrecorded`.
  ///   - quota: Requests a day.
  ///   - clock: For the quota's days.
  package init(
    atOnce: Int?, rate: Rate?, maxUnrecorded: Int? = nil, quota: DailyQuota? = nil,
    clock: WallClock = WallClock(start: Timestamp(millisecondsSince1970: 0))
  ) {
    width = atOnce.map { .fixed(max(1, $0)) } ?? .adaptive(AdaptiveConcurrency())
    self.maxUnrecorded = maxUnrecorded
    whole = rate
    self.rate = rate
    self.quota = quota
    self.clock = clock
    bucket = rate.map { TokenBucket($0) }
  }

  /// Requests at once; from 1.
  package var atOnce: Int {
    switch width {
    case .fixed(let count): count
    case .adaptive(let concurrency): concurrency.limit
    }
  }

  /// Whether there is a `--rate`.
  package var hasRate: Bool { whole != nil }

  /// Requests a second at most; `nil` where nothing limits them.
  package func perSecond(at now: Moment) -> Double? {
    [rate?.perSecond, learned.perSecond(at: now), announced.perSecond(at: now)].compactMap(\.self).min()
  }

  // MARK: May one go?

  /// Asks for leave to send one more request, and takes it from rate, pace and quota.
  package mutating func take(inFlight: Int, now: Moment) -> Bool {
    guard let freeAt = freeAt(inFlight: inFlight, now: now), freeAt <= now else { return false }
    // After all else: what it gives is taken.
    guard bucket?.take(at: now) ?? true else { return false }
    learned.sent(now: now)
    announced.sent(now: now)
    quota?.sent(at: clock.timestamp(of: now))
    if case .adaptive(var concurrency) = width {
      concurrency.sent(inFlight: inFlight + 1)
      width = .adaptive(concurrency)
    }
    return true
  }

  /// Whether one more may fly, whatever the time.
  package func hasRoom(inFlight: Int) -> Bool {
    guard inFlight < atOnce else { return false }
    // All that fly may be delivered before any is on record.
    return maxUnrecorded.map { unrecorded + inFlight < $0 + atOnce } ?? true
  }

  /// From when on a request may go, if `inFlight` stays as it is; `nil`: not before one of them has ended, or leads are
  /// put on record.
  package func freeAt(inFlight: Int, now: Moment) -> Moment? {
    guard hasRoom(inFlight: inFlight), let paced = learned.freeAt(now: now) else { return nil }
    let free = max(paced, announced.freeAt(now: now), max(hold.until ?? now, bucket?.freeAt ?? now))
    return isQuotaUsed(at: now) ? max(free, nextDay(after: now)) : free
  }

  /// Whether the day's quota is used up.
  package func isQuotaUsed(at now: Moment) -> Bool {
    quota.map { !$0.allows(at: clock.timestamp(of: now)) } ?? false
  }

  private func nextDay(after now: Moment) -> Moment {
    let time = clock.timestamp(of: now)
    return now + .milliseconds(DailyQuota.nextDay(after: time).millisecondsSince1970 - time.millisecondsSince1970)
  }

  // MARK: What came of it

  /// A request ended.
  ///
  /// - Parameters:
  ///   - sign: What that says about how fast to go.
  ///   - limit: What its answer announced.
  ///   - sentAt: When it was sent.
  ///   - inFlight: Requests still under way.
  ///   - now: When it ended.
  package mutating func ended(
    _ sign: PaceSign, announcing limit: AnnouncedLimit? = nil, sentAt: Moment, inFlight: Int, now: Moment
  ) {
    if let limit { announced.announced(limit, inFlight: inFlight, now: now) }
    switch sign {
    case .worked: learned.answered(sentAt: sentAt, now: now)
    case .tooMany(let hold): learned.refused(sentAt: sentAt, hold: hold, now: now)
    case .timedOut, .none: learned.failed(sentAt: sentAt, now: now)
    }
    guard case .adaptive(var concurrency) = width else { return }
    switch sign {
    case .worked: concurrency.answered(sentAt: sentAt, now: now)
    case .tooMany, .timedOut: concurrency.refused(sentAt: sentAt, now: now)
    case .none: break
    }
    width = .adaptive(concurrency)
  }

  /// So many deliveries send to this destination at once, from 1: each takes its part of the rate.
  package mutating func share(among senders: Int) {
    guard let whole else { return }
    let part = Rate(perSecond: whole.perSecond / Double(max(1, senders)))
    rate = part
    bucket = TokenBucket(part, after: bucket)
  }

  /// Others have used so much of a day's quota.
  package mutating func othersUsed(_ requests: Int, on day: Int64) { quota?.othersSent(requests, on: day) }

  /// A lead was delivered.
  package mutating func delivered() { unrecorded += 1 }

  /// The owner has put so many delivered leads on record.
  package mutating func recorded(_ count: Int) { unrecorded -= count }

  // MARK: Holds

  /// The end of the last hold, also when it has passed; `nil` where there was none.
  package var heldUntil: Moment? { hold.until }

  /// Whether the destination is held.
  package func isHeld(at now: Moment) -> Bool { hold.isActive(at: now) }

  /// Holds the destination; returns the time by which the hold became longer.
  package mutating func hold(for wait: Duration, now: Moment) -> Duration {
    hold.extend(to: now + wait, now: now)
  }

  /// Whether a hold has passed since this was last asked.
  package mutating func holdEnded(at now: Moment) -> Bool { hold.ended(at: now) }
}
