import LeadDelivery
import LeadModel
import Testing

struct FlightLimitTests {
  let start = Moment.start

  @Test func atMostSoManyAtOnce() {
    var limit = FlightLimit(atOnce: 3, rate: nil)
    #expect(limit.take(inFlight: 2, now: start) == true)
    #expect(limit.take(inFlight: 3, now: start) == false)
    #expect(limit.freeAt(inFlight: 3, now: start) == nil)
    #expect(limit.freeAt(inFlight: 2, now: start) == start)
  }

  @Test func atLeastOne() {
    var limit = FlightLimit(atOnce: 0, rate: nil)
    #expect(limit.take(inFlight: 0, now: start) == true)
  }

  @Test func nothingFliesDuringAHold() {
    var limit = FlightLimit(atOnce: 3, rate: nil)
    #expect(limit.hold(for: .seconds(10), now: start) == .seconds(10))
    #expect(limit.take(inFlight: 0, now: start + .milliseconds(9_999)) == false)
    #expect(limit.freeAt(inFlight: 0, now: start) == start + .seconds(10))
    #expect(limit.holdEnded(at: start + .seconds(9)) == false)
    #expect(limit.holdEnded(at: start + .seconds(10)) == true)
    #expect(limit.holdEnded(at: start + .seconds(11)) == false)
    #expect(limit.take(inFlight: 0, now: start + .seconds(10)) == true)
  }

  @Test func holdsOnlyGrow() {
    var hold = Hold()
    #expect(hold.extend(to: start + .seconds(10), now: start) == .seconds(10))
    #expect(hold.extend(to: start + .seconds(5), now: start + .seconds(1)) == .zero)
    #expect(hold.extend(to: start + .seconds(12), now: start + .seconds(2)) == .seconds(2))
    #expect(hold.extend(to: start + .seconds(30), now: start + .seconds(20)) == .seconds(10))
    #expect(hold.until == start + .seconds(30))
  }

  @Test func aRefusedRequestTakesNothingFromTheRate() {
    var limit = FlightLimit(atOnce: 1, rate: Rate(perSecond: 1))
    #expect(limit.take(inFlight: 1, now: start) == false)
    #expect(limit.take(inFlight: 0, now: start) == true)
    #expect(limit.take(inFlight: 0, now: start) == false)
    #expect(limit.freeAt(inFlight: 0, now: start) == start + .seconds(1))
  }
}

struct SharedRateTests {
  let start = Moment.start

  /// Requests that go within a time, asked for every millisecond.
  private func taken(_ limit: inout FlightLimit, from: Duration, to: Duration) -> Int {
    var count = 0
    var time = from
    while time < to {
      while limit.take(inFlight: 0, now: start + time) { count += 1 }
      time += .milliseconds(1)
    }
    return count
  }

  @Test func eachTakesItsPart() {
    var limit = FlightLimit(atOnce: 10, rate: Rate(perSecond: 100))
    #expect(taken(&limit, from: .zero, to: .seconds(10)) / 10 == 100)
    limit.share(among: 4)
    #expect(limit.perSecond(at: start) == 25)
    #expect(abs(taken(&limit, from: .seconds(10), to: .seconds(20)) - 250) <= 1)
    limit.share(among: 1)
    #expect(abs(taken(&limit, from: .seconds(20), to: .seconds(30)) - 1_000) <= 1)
  }

  @Test func aChangeGivesNoRequestTwice() {
    var limit = FlightLimit(atOnce: 10, rate: Rate(perSecond: 100))
    var count = 0
    for step in 0..<1_000 {
      limit.share(among: step % 3 + 1)
      count += taken(&limit, from: .milliseconds(step), to: .milliseconds(step + 1))
    }
    #expect(count <= 105)
  }

  @Test func withoutARateThereIsNothingToShare() {
    var limit = FlightLimit(atOnce: 10, rate: nil)
    limit.share(among: 2)
    #expect(limit.hasRate == false)
    #expect(limit.perSecond(at: start) == nil)
  }

  @Test func whatOthersUseOfAQuotaIsUsed() {
    let day = DailyQuota.day(of: Timestamp(millisecondsSince1970: 0))
    var limit = FlightLimit(
      atOnce: 10, rate: nil, quota: DailyQuota(limit: 10, used: 0, now: Timestamp(millisecondsSince1970: 0)))
    limit.othersUsed(9, on: day - 1)
    #expect(limit.isQuotaUsed(at: start) == false)
    limit.othersUsed(9, on: day)
    #expect(limit.take(inFlight: 0, now: start) == true)
    #expect(limit.take(inFlight: 0, now: start) == false)
    #expect(limit.isQuotaUsed(at: start) == true)
  }
}

struct TokenBucketTests {
  let start = Moment.start

  @Test(arguments: [(0.5, 1), (1, 1), (20, 1), (60, 3), (2_000, 100), (1e12, 1_000_000)])
  func capacity(perSecond: Double, is expected: Int) {
    #expect(TokenBucket(Rate(perSecond: perSecond)).capacity == expected)
  }

  /// Asks every 0.1 ms, and looks at every window of a second that starts with a request.
  @Test(arguments: [1, 7, 20, 333, 2_000])
  func noWindowHoldsMoreThanTheRateAndTheBucket(perSecond: Int) {
    var bucket = TokenBucket(Rate(perSecond: Double(perSecond)))
    let taken = (0..<40_000).filter { bucket.take(at: start + .microseconds($0 * 100)) }
    var last = 0
    for (first, moment) in taken.enumerated() {
      while last < taken.count, taken[last] < moment + 10_000 { last += 1 }
      #expect(last - first <= perSecond + bucket.capacity)
    }
    // Nor is less sent than may be: 4 s and the first bucketful, less what 0.1 ms steps round away.
    #expect(Double(taken.count) >= Double(perSecond) * 4 * 0.8)
  }

  @Test func freeMomentIsExact() throws {
    var bucket = TokenBucket(Rate(perSecond: 3))
    #expect(bucket.freeAt == nil)
    #expect(bucket.take(at: start) == true)
    let free = try #require(bucket.freeAt)
    #expect(free == start + .nanoseconds(333_333_334))
    #expect(bucket.take(at: free - .nanoseconds(1)) == false)
    #expect(bucket.take(at: free) == true)
  }

  @Test func idlenessFillsItOnce() {
    var bucket = TokenBucket(Rate(perSecond: 60))
    _ = bucket.take(at: start)
    let later = start + .seconds(3_600)
    #expect((0..<10).filter { _ in bucket.take(at: later) }.count == 3)
  }
}
