import LeadModel

/// Decides what is done to each request as it arrives: the faults that depend on time, then those of the ``FaultPlan``.
///
/// Holds no clock: the owner gives the time since its start, which never goes back.
package struct FaultGate: Sendable {
  /// How many requests have arrived.
  package private(set) var requests = 0
  private let plan: FaultPlan
  private var bucket: RateBucket?
  private var outage: Outage?

  package init(_ options: FaultOptions) {
    plan = FaultPlan(options)
    bucket = options.rateLimit.map { RateBucket(perSecond: $0.perSecond) }
    outage = options.downAfter.map { Outage(after: $0, duration: options.downFor) }
  }

  /// Numbers a request and gives its fault: down goes before the rate limit, the rate limit before the plan.
  package mutating func arrived(at time: Duration) -> Fault {
    defer { requests += 1 }
    if outage?.covers(request: requests, at: time) == true { return .down }
    if let seconds = bucket?.secondsToWait(at: time) { return .tooMany(retryAfterSeconds: seconds) }
    return plan.fault(of: requests)
  }
}

/// A token bucket that holds one second's worth, and one token at least.
private struct RateBucket {
  private let perSecond: Double
  private let capacity: Double
  private var tokens: Double
  private var last = Duration.zero

  init(perSecond: Double) {
    self.perSecond = perSecond
    capacity = max(1, perSecond)
    tokens = capacity
  }

  /// Takes a token; where there is none, the whole seconds until there is one, 1 at least.
  mutating func secondsToWait(at time: Duration) -> Int? {
    tokens = min(capacity, tokens + (time - last) / .seconds(1) * perSecond)
    last = time
    if tokens >= 1 {
      tokens -= 1
      return nil
    }
    return max(1, Int(((1 - tokens) / perSecond).rounded(.up)))
  }
}

/// One time of being down: from the first request after so many, for so long.
private struct Outage {
  private let after: Int
  private let duration: Duration
  private var start: Duration?

  init(after: Int, duration: Duration) {
    self.after = after
    self.duration = duration
  }

  /// Whether a request falls into it; the first that does begins it.
  mutating func covers(request: Int, at time: Duration) -> Bool {
    guard request >= after else { return false }
    let start = start ?? time
    self.start = start
    return time - start < duration
  }
}
