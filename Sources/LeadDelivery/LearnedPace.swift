import Glibc
import LeadModel

/// Learns from refusals (429) how many requests a second the destination takes, with or without headers.
///
///     free ──refused──► silent ──a probe is taken, or the hold is over──► paced ──refused──► silent …
///
/// For whoever changes it. Servers limit in three ways, and one cannot ask which: so many in each second of the clock, so
/// many in any second, or tokens that come at a rate into a bucket. What is true of each when it refuses:
///
/// | limit | it took in the last second | silence until it takes again |
/// | --- | --- | --- |
/// | fixed second | the limit, and what the second before had of it | the rest of its second |
/// | sliding second | the limit | until what went first is a second old |
/// | bucket | the limit, and what was in the bucket a second ago | none to speak of |
///
/// So the knee, the rate that is just taken, is what was taken in the last second, with what was under way and taken all
/// the same, and never more than the pace that was refused. That says too little where requests had flowed for less than
/// a second; then the silence tells which limit it is:
///
/// - a short one, a bucket: its rate is searched from above (`searching`), by counting what it gives while it is empty;
/// - a long one, a window, which others may have begun to use: the pace approaches it by a tenth a second;
/// - a hold hides it: after a second at the knee the pace climbs, doubling in half a second, until it is refused again.
///
/// The pace is 0.99 of the knee and grows, slowly at first: by 0.1 % a second, twice as much every 5 s.
///
/// | seconds since the refusal | 0 | 5 | 8 | 10 | 15 | 20 | 30 |
/// | --- | --- | --- | --- | --- | --- | --- | --- |
/// | pace, knee = 1 | 0.990 | 0.997 | 1.005 | 1.012 | 1.041 | 1.105 | 1.56 |
///
/// 0.9 of the accepted rate and 1 % a second, as one would do it by the book, are a limit's 0.95 on average at best, since
/// it takes 10 s to come back: within 3 % is out of reach. A refusal that comes with `Retry-After` costs a hold, so after
/// it the pace first stays where it is for 60 times the hold.
///
/// Without `Retry-After` nothing goes after a refusal until one request, a probe, is taken: after 20 ms, then always a
/// quarter of the silence so far later. That costs nothing (a window is used up, a bucket fills meanwhile), and a server
/// with windows of a minute gets some 40 probes and not a minute's worth of requests. Where the silence was 2 s or more,
/// the window is longer than a second, and the knee is at most what was taken over flow and silence together.
///
/// Refusals that do not follow the pace (a proxy that refuses one in fifty, whatever comes) would lower it for ever: where
/// it has fallen to a third by eight or more that each came within 5 s and were over at once, it is given up for a minute,
/// unless a quarter of the requests is refused then.
package struct LearnedPace: Sendable {
  /// The pace's lowest and highest, in requests a second.
  static let range = 1.0...1_000_000.0
  /// Of the knee, after a refusal.
  static let below = 0.99
  /// The growth of a climb a second, as a natural logarithm: twice in 0.5 s.
  static let climb = 2 * 0.693_147_180_559_945
  /// The longest time without probing upwards.
  static let longestPlateau = Duration.seconds(600)
  /// The first silence before a probe, and the longest.
  static let silence = Duration.milliseconds(20)...Duration.seconds(5)
  /// So many refusals in a row may be by chance.
  static let doubtsOfChance = 8
  /// Requests that have to be taken before a refusal for it to tell a bucket, the first three times.
  static let evidence = 50.0
  /// How long refusals without a hold are not learned from, once they were found to be by chance.
  static let chance = Duration.seconds(60)
  /// So many refused probes are no sign of a window.
  static let probesOfABucket = 2
  /// What may be caught up on where requests are late: a thread wakes by the millisecond.
  static let slack = Duration.milliseconds(10)

  private enum Phase {
    /// Nothing was refused so far.
    case free
    /// Nothing goes until then. By its end a probe goes, or after a hold, everything.
    case silent(until: Moment, isHold: Bool)
    /// One that was sent then is under way, nothing else goes.
    case probing(sentAt: Moment)
    case paced
  }

  /// How the pace changes while nothing is refused.
  private enum Growth {
    /// Doubles in half a second after `delay`. `before` is what was taken in the second before the first refusal.
    case climbing(delay: Double, before: Double)
    /// As a climb, with a tenth a second.
    case approaching
    /// The silence will tell whether it is a bucket; `lately` is the last tenth of a second's rate then.
    case undecided(lately: Double)
    /// A bucket: above its rate, until it has been empty for a second; since when it is, `nil` before the first refusal.
    case searching(since: Moment?)
    /// Nearly none at first, after `plateau`.
    case probing(plateau: Double)
  }

  private var phase = Phase.free
  private var growth = Growth.probing(plateau: 0)
  /// The rate that is just taken, in requests a second.
  private var knee = 0.0
  /// What was taken in the second before the last refusal.
  private var inLastSecond = 0.0
  /// Climbs since the knee was last found.
  private var climbs = 0
  /// Probes of this silence that were refused.
  private var refusedProbes = 0
  /// When the last refusal that changed the pace came.
  private var refusedAt = Moment.start
  /// Since when requests flow.
  private var flowingSince: Moment?
  /// Whether the silence before was short: then a bucket began empty.
  private var beganEmpty = false
  /// Since when the pace grows: later than the flow by the time in which it was not used.
  private var growingSince = Moment.start
  /// When the next request is due.
  private var due = Moment.start
  /// Taken since `flowingSince`.
  private var takenInFlow = 0.0
  /// Taken since `refusedAt`.
  private var takenInCycle = 0.0
  /// Taken since the search began to count.
  private var takenInSearch = 0.0
  private var taken = RecentCount()
  /// Refusals in a row that came sooner than a limit's would, and the pace at the first of them.
  private var doubts = 0
  private var topInDoubt = 0.0
  /// The rate before a refusal that came without a pace.
  private var fastest = 0.0
  /// Refusals that taught nothing.
  private var passes = 0
  /// Until when refusals are held to be by chance, and what has come since.
  private var byChanceUntil: Moment?
  private var refusalsInDoubt = 0
  private var answersInDoubt = 0
  /// Where the flow was shorter than a second, what comes late belongs to the knee, up to this.
  private var lateCountsUpTo: Double?

  package init() {}

  /// Requests a second; `nil` before a refusal.
  package func perSecond(at now: Moment) -> Double? { if case .free = phase { nil } else { pace(at: now) } }

  // MARK: May one go?

  /// From when on a request may go; `nil`: not before one that is under way has ended.
  package func freeAt(now: Moment) -> Moment? {
    switch phase {
    case .free: now
    case .silent(let until, _): max(now, until)
    case .probing: nil
    case .paced: max(now, due)
    }
  }

  /// A request goes, at or after `freeAt`.
  package mutating func sent(now: Moment) {
    if flowingSince == nil { flowingSince = now }
    switch phase {
    case .free, .probing: break
    case .silent(_, isHold: false): phase = .probing(sentAt: now)
    case .silent(_, isHold: true):
      resume(silentUntil: now, isProbe: false, now: now)
      due = now + step(at: now)
    case .paced:
      let earliest = now - Self.slack
      // A pace that was not used was not proven either.
      if due < earliest { growingSince += due.duration(to: earliest) }
      due = max(due, earliest) + step(at: now)
    }
  }

  // MARK: What came of it

  /// A request was answered with anything but a refusal for its pace.
  package mutating func answered(sentAt: Moment, now: Moment) {
    taken.add(at: now)
    answersInDoubt += 1
    takenInFlow += 1
    takenInSearch += 1
    takenInCycle += 1
    if case .probing(let probeSentAt) = phase, sentAt >= probeSentAt {
      resume(silentUntil: sentAt, isProbe: true, now: now)
    }
  }

  /// A request ended without saying anything about the pace: cut off, or the server is down.
  package mutating func failed(sentAt: Moment, now: Moment) {
    if case .probing(let probeSentAt) = phase, sentAt >= probeSentAt { phase = .silent(until: now, isHold: false) }
  }

  /// A request was refused for its pace.
  ///
  /// - Parameters:
  ///   - sentAt: When it was sent; one that was sent before the last refusal was known does not count again.
  ///   - hold: What the server asked to wait.
  ///   - now: When the refusal came.
  package mutating func refused(sentAt: Moment, hold: Duration?, now: Moment) {
    let hold = hold.flatMap { $0 > .zero ? $0 : nil }
    if hold == nil, isByChance(now: now) { return }
    switch phase {
    case .silent(let until, let isHold):
      if let hold { phase = .silent(until: max(until, now + hold), isHold: true) } else { _ = isHold }
    case .probing(let probeSentAt):
      guard sentAt >= probeSentAt else { return }
      refusedProbes += 1
      beSilent(hold: hold, now: now)
    case .free, .paced:
      guard let flowingSince, sentAt >= flowingSince else { return }
      learn(sentAt: sentAt, flow: flowingSince.duration(to: sentAt).seconds, hold: hold, now: now)
      refusedAt = now
      takenInCycle = 0
      refusedProbes = 0
      if chanceBegins(now: now) { return }
      beSilent(hold: hold, now: now)
    }
  }

  // MARK: Chance

  /// Whether refusals are held to be by chance, and this one does not show otherwise.
  private mutating func isByChance(now: Moment) -> Bool {
    guard let byChanceUntil, now < byChanceUntil else { return false }
    refusalsInDoubt += 1
    guard refusalsInDoubt > 16, refusalsInDoubt * 4 > answersInDoubt else { return true }
    // It was a limit after all, far below the last one.
    self.byChanceUntil = nil
    doubts = 0
    return false
  }

  /// Gives the pace up where it has fallen to a third and is refused as before: then refusals do not follow it.
  private mutating func chanceBegins(now: Moment) -> Bool {
    guard doubts >= Self.doubtsOfChance, knee < topInDoubt * 0.35,
      byChanceUntil.map({ now >= $0 + Self.chance }) ?? true
    else { return false }
    byChanceUntil = now + Self.chance
    doubts = 0
    refusalsInDoubt = 0
    answersInDoubt = 0
    knee = topInDoubt
    phase = .free
    flowingSince = now
    takenInFlow = 0
    return true
  }

  private mutating func beSilent(hold: Duration?, now: Moment) {
    let quarter = refusedAt.duration(to: now) / 4
    let wait = hold ?? min(max(quarter, Self.silence.lowerBound), Self.silence.upperBound)
    phase = .silent(until: now + wait, isHold: hold != nil)
  }

  /// Finds knee and growth at a refusal.
  private mutating func learn(sentAt: Moment, flow: Double, hold: Duration?, now: Moment) {
    inLastSecond = taken.total(at: now)
    var refused = Self.range.upperBound
    let hadPace = if case .paced = phase { true } else { false }
    if hadPace { refused = pace(at: sentAt) }
    let plateau = min((hold ?? .zero) * 60, Self.longestPlateau).seconds
    let age = growingSince.duration(to: sentAt).seconds
    knee = min(inLastSecond, refused)
    let isSettled =
      switch growth {
      case .probing, .approaching: true
      case .climbing, .searching, .undecided: false
      }
    if isSettled, hold == nil, beganEmpty, flow < 5 {
      if doubts == 0 { topInDoubt = max(refused, fastest) }
      doubts += 1
    } else {
      doubts = 0
    }
    switch growth {
    case .searching(let since) where hold == nil:
      let lasted = since.map { $0.duration(to: now).seconds } ?? 0
      if lasted >= 1 {
        growth = .probing(plateau: plateau)
      } else if since == nil {
        // Too fast for certain; the bucket is empty from here on.
        knee = refused
        growth = .searching(since: now)
        takenInSearch = 0
      } else {
        knee = min(refused, takenInSearch / max(lasted, 0.02) * 1.1)
      }
    case .climbing(let delay, let before) where age > delay:
      knee = min(before, inLastSecond, refused)
      growth = .probing(plateau: plateau)
      if hold != nil, refused / 2.4 > knee {
        // No window takes so much more: it is a small bucket, full again after the hold.
        knee = refused / 1.6
        growth = .approaching
      }
    case .approaching:
      if hold != nil { knee = refused * 0.93 }
      growth = .probing(plateau: plateau)
    default:
      if flow >= 1 || beganEmpty {
        if age < 2.5, hold != nil || !beganEmpty { knee = min(knee, refused * 0.96) }
        // Much less than the pace: the limit has fallen, or we were slow ourselves, and only trying tells.
        let isLow = hold == nil && hadPace && inLastSecond < refused * 0.92
        growth = isLow ? .approaching : .probing(plateau: plateau)
      } else if hadPace, hold == nil {
        lateCountsUpTo = refused
        growth = .probing(plateau: 0)
      } else if hold != nil {
        if climbs > 0 { knee = max(knee, refused / 2) }
        growth = .climbing(delay: climbs == 0 ? 1 : 30, before: knee)
        climbs += 1
      } else {
        let lately = taken.total(at: now, within: 0.1) / min(0.1, max(flow, 0.005))
        fastest = max(fastest, lately)
        growth = .undecided(lately: lately)
      }
    }
  }

  private mutating func resume(silentUntil: Moment, isProbe: Bool, now: Moment) {
    let silence = refusedAt.duration(to: silentUntil)
    if silence >= .seconds(2), let flowingSince {
      knee = min(knee, takenInFlow / flowingSince.duration(to: now).seconds)
    }
    beganEmpty = refusedProbes <= Self.probesOfABucket && silence < .seconds(1)
    // What was under way at the refusal and taken all the same; the probe was not.
    let late = isProbe ? takenInCycle - 1 : takenInCycle
    if let most = lateCountsUpTo { knee = min(knee + late, most) }
    lateCountsUpTo = nil
    switch growth {
    case .undecided(let lately):
      knee += late
      if beganEmpty, takenInFlow < Self.evidence, passes < 3 {
        // One refusal among few says too little, and costs little to be told again.
        passes += 1
        knee = 0
        beganEmpty = false
        growth = .probing(plateau: 0)
        break
      }
      if beganEmpty { knee = min(max(knee, lately), knee * 2) }
      // The window may have been begun by others, or by a run before this one.
      growth = beganEmpty ? .searching(since: nil) : .approaching
    case .searching:
      guard !beganEmpty else { break }
      // A window after all, that had just ended when the search began.
      knee = min(knee, inLastSecond)
      growth = .probing(plateau: 0)
    case .climbing(let delay, let before):
      if climbs == 1, before == knee { (knee, growth) = (knee + late, .climbing(delay: delay, before: before + late)) }
    case .approaching, .probing: break
    }
    // Where nothing was taken before the refusal, there is nothing to go by.
    phase = knee > 0 ? .paced : .free
    flowingSince = now
    growingSince = now
    takenInFlow = 0
    due = now
  }

  // MARK: The pace

  private func pace(at now: Moment) -> Double {
    let age = growingSince.duration(to: now).seconds
    var share = Self.below
    let exponent: Double
    switch growth {
    case .climbing(let delay, _): exponent = Self.climb * max(0, age - delay)
    case .searching:
      share = 1
      exponent = Self.climb * max(0, age - 0.25)
    case .approaching: exponent = 0.1 * age
    case .undecided: exponent = 0
    case .probing(let plateau): exponent = 0.001 * 5 / 0.693 * (exp2(min(max(0, age - plateau), 60) / 5) - 1)
    }
    let pace = share * knee * exp(min(exponent, 14))
    return min(max(pace, Self.range.lowerBound), Self.range.upperBound)
  }

  private func step(at now: Moment) -> Duration { .nanoseconds(Int64(1e9 / pace(at: now))) }
}
