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
