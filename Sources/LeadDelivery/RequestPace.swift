package import LeadModel

/// When the next of requests that go one by one may go, where a rate is given.
package struct RequestPace {
  private var bucket: TokenBucket?
  private let start = ContinuousClock.now

  /// - Parameter rate: `nil`: no limit.
  package init(_ rate: Rate?) { bucket = rate.map { TokenBucket($0) } }

  /// Takes a request's turn; how long it is to be waited for, `nil`: not at all.
  package mutating func next() -> Duration? {
    let now = Moment.start + (ContinuousClock.now - start)
    guard let free = bucket?.freeAt, now < free else {
      _ = bucket?.take(at: now)
      return nil
    }
    _ = bucket?.take(at: free)
    return now.duration(to: free)
  }
}
