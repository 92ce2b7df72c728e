import LeadDelivery
import Testing

struct AdaptiveConcurrencyTests {
  /// Rounds of requests that are all sent and answered together.
  struct Rounds {
    var concurrency = AdaptiveConcurrency()
    var now = Moment.start

    /// One round with as many under way as may be, or fewer, each answered after `latency`.
    mutating func pass(_ latency: Duration, of count: Int? = nil) {
      let count = count ?? concurrency.limit
      let sentAt = now
      for inFlight in 1...count { concurrency.sent(inFlight: inFlight) }
      now += latency
      for _ in 0..<count { concurrency.answered(sentAt: sentAt, now: now) }
    }

    mutating func pass(_ rounds: Int, _ latency: Duration) { for _ in 0..<rounds { pass(latency) } }

    /// The limits after each of so many rounds.
    mutating func limits(_ rounds: Int, _ latency: Duration) -> [Int] {
      (0..<rounds).map { _ in
        pass(latency)
        return concurrency.limit
      }
    }

    mutating func refuse() {
      let sentAt = now
      now += .milliseconds(1)
      concurrency.refused(sentAt: sentAt, now: now)
    }
  }

  @Test func startsAtFourDoublesAndThenGrowsByAQuarterTo200() {
    var rounds = Rounds()
    #expect(rounds.concurrency.limit == 4)
    #expect(rounds.limits(12, .milliseconds(20)) == [8, 16, 32, 40, 50, 62, 78, 97, 122, 152, 190, 200])
    #expect(rounds.limits(3, .milliseconds(20)) == [200, 200, 200])
  }

  @Test(arguments: ["429", "slower"])
  func afterTheFirstRiseItGrowsByOneARound(_ why: String) {
    var rounds = Rounds()
    rounds.pass(3, .milliseconds(20))
    if why == "429" { rounds.refuse() } else { rounds.pass(.milliseconds(60)) }
    #expect(rounds.concurrency.limit == 28)
    // The mean has to come back from the slow round first; after that a round is one more.
    #expect(rounds.limits(4, .milliseconds(20)) == [29, 30, 31, 32])
  }

  @Test func refusalsOfOneRoundShrinkItOnce() {
    var rounds = Rounds()
    rounds.pass(4, .milliseconds(20))
    let sentAt = rounds.now
    rounds.now += .milliseconds(20)
    for _ in 0..<40 { rounds.concurrency.refused(sentAt: sentAt, now: rounds.now) }
    #expect(rounds.concurrency.limit == 36)
    rounds.refuse()
    #expect(rounds.concurrency.limit == 32)
  }

  @Test func staysAtOneWhereAllIsRefused() {
    var rounds = Rounds()
    for _ in 0..<100 { rounds.refuse() }
    #expect(rounds.concurrency.limit == 1)
    rounds.pass(3, .milliseconds(20))
    #expect(rounds.concurrency.limit == 4)
  }

  @Test(arguments: [
    ("below a millisecond, ten times as long", Duration.microseconds(80), Duration.microseconds(800), false),
    ("a quarter longer", .milliseconds(100), .milliseconds(124), false),
    ("half as long again", .milliseconds(100), .milliseconds(160), true),
    ("above a millisecond, twice as long", .milliseconds(3), .milliseconds(6), true),
  ])
  func whatIsARise(_ name: String, usual: Duration, then: Duration, isRise: Bool) {
    var rounds = Rounds()
    rounds.pass(8, usual)
    let before = rounds.concurrency.limit
    rounds.pass(then)
    #expect((rounds.concurrency.limit < before) == isRise)
  }

  @Test func deviationsOfANoisyServerAreNoRise() {
    var rounds = Rounds()
    for round in 0..<8 { rounds.pass(.milliseconds(round % 2 == 0 ? 60 : 100)) }
    let before = rounds.concurrency.limit
    rounds.pass(.milliseconds(120))
    #expect(rounds.concurrency.limit >= before)
  }

  @Test func aQueueThatFillsSlowlyEndsTheGrowth() {
    // 20 at a time take 50 ms, whatever is more waits.
    var rounds = Rounds()
    for _ in 0..<300 {
      let waves = max(1, Double(rounds.concurrency.limit) / 20)
      rounds.pass(.microseconds(Int(50_000 * waves)))
    }
    #expect((20...45).contains(rounds.concurrency.limit))
  }

  @Test func roundsThatWereNotFullDoNotGrowIt() {
    var rounds = Rounds()
    rounds.pass(2, .milliseconds(20))
    for _ in 0..<50 { rounds.pass(.milliseconds(20), of: 8) }
    #expect(rounds.concurrency.limit == 16)
  }
}
