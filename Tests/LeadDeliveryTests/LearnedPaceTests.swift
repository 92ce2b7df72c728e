import LeadDelivery
import Testing

struct LearnedPaceTests {
  let start = Moment.start

  /// A pace after a flow of so many a second for two seconds that was then refused.
  func refused(after perSecond: Int, hold: Duration? = nil) -> (pace: LearnedPace, now: Moment) {
    var pace = LearnedPace()
    var now = start
    for _ in 0..<perSecond * 2 {
      pace.sent(now: now)
      now += .nanoseconds(1_000_000_000 / perSecond)
      pace.answered(sentAt: now, now: now)
    }
    pace.sent(now: now)
    pace.refused(sentAt: now, hold: hold, now: now)
    return (pace, now)
  }

  @Test func nothingIsHeldBackBeforeARefusal() {
    var pace = LearnedPace()
    for _ in 0..<1_000 {
      #expect(pace.freeAt(now: start) == start)
      pace.sent(now: start)
    }
    #expect(pace.perSecond(at: start) == nil)
  }

  @Test func aRefusalIsFollowedByProbesAndThenByThePace() throws {
    var (pace, now) = refused(after: 100)
    #expect(pace.freeAt(now: now) == now + .milliseconds(20))
    now += .milliseconds(20)
    pace.sent(now: now)
    // One probe at a time.
    #expect(pace.freeAt(now: now) == nil)
    pace.answered(sentAt: now, now: now)
    #expect(pace.freeAt(now: now) == now)
    let perSecond = try #require(pace.perSecond(at: now))
    #expect((97...100).contains(perSecond))
  }

  @Test func probesComeLaterEachTimeAtMostEveryFiveSeconds() throws {
    var (pace, now) = refused(after: 100)
    let refusedAt = now
    var probes = 0
    while refusedAt.duration(to: now) < .seconds(60) {
      now = try #require(pace.freeAt(now: now))
      pace.sent(now: now)
      pace.refused(sentAt: now, hold: nil, now: now)
      probes += 1
      let next = try #require(pace.freeAt(now: now))
      #expect(now.duration(to: next) >= .milliseconds(20) && now.duration(to: next) <= .seconds(5))
    }
    #expect((25...45).contains(probes))
    // The window is longer than a second: the pace is what came of flow and silence together.
    now = try #require(pace.freeAt(now: now))
    pace.sent(now: now)
    pace.answered(sentAt: now, now: now)
    let perSecond = try #require(pace.perSecond(at: now))
    #expect((2...4).contains(perSecond))
  }

  @Test func aProbeThatSaysNothingIsFollowedByAnother() {
    var (pace, now) = refused(after: 100)
    now += .milliseconds(20)
    pace.sent(now: now)
    pace.failed(sentAt: now, now: now + .seconds(1))
    #expect(pace.freeAt(now: now + .seconds(1)) == now + .seconds(1))
  }

  @Test func refusalsOfWhatWasUnderWayCountOnce() throws {
    var (pace, now) = refused(after: 100)
    let sentAt = now
    for _ in 0..<50 { pace.refused(sentAt: sentAt, hold: nil, now: now + .milliseconds(5)) }
    now += .milliseconds(20)
    #expect(pace.freeAt(now: now) == now)
  }

  /// What the table in the type's documentation says.
  @Test(arguments: [(0, 0.990), (5, 0.997), (8, 1.005), (10, 1.012), (15, 1.041), (20, 1.105), (30, 1.56)])
  func growsSlowlyAtFirst(seconds: Int, share: Double) throws {
    var (pace, now) = refused(after: 100)
    now += .milliseconds(20)
    pace.sent(now: now)
    pace.answered(sentAt: now, now: now)
    let first = try #require(pace.perSecond(at: now))
    let then = try #require(pace.perSecond(at: now + .seconds(seconds)))
    #expect(abs(then / first * 0.99 - share) < 0.006)
  }

  @Test func afterAHoldThePaceStaysForSixtyTimesAsLong() throws {
    var (pace, now) = refused(after: 100, hold: .seconds(1))
    #expect(pace.freeAt(now: now) == now + .seconds(1))
    now += .seconds(1)
    pace.sent(now: now)
    let first = try #require(pace.perSecond(at: now))
    #expect(pace.perSecond(at: now + .seconds(59)) == first)
    let then = try #require(pace.perSecond(at: now + .seconds(75)))
    #expect(then > first * 1.02)
  }

  @Test func aPaceThatIsNotUsedDoesNotGrow() throws {
    var (pace, now) = refused(after: 100)
    now += .milliseconds(20)
    pace.sent(now: now)
    pace.answered(sentAt: now, now: now)
    let first = try #require(pace.perSecond(at: now))
    now += .seconds(600)
    pace.sent(now: now)
    let then = try #require(pace.perSecond(at: now))
    #expect(then < first * 1.01)
  }

  @Test func aRefusalBeforeAnythingWasTakenTeachesNothing() {
    var pace = LearnedPace()
    pace.sent(now: start)
    pace.refused(sentAt: start, hold: .seconds(3), now: start)
    pace.sent(now: start + .seconds(3))
    #expect(pace.perSecond(at: start + .seconds(3)) == nil)
  }

  @Test func catchesUpOnTenMillisecondsAndNoMore() {
    var (pace, now) = refused(after: 1_000)
    now += .milliseconds(20)
    pace.sent(now: now)
    pace.answered(sentAt: now, now: now)
    now += .seconds(1)
    var burst = 0
    while pace.freeAt(now: now) == now {
      pace.sent(now: now)
      burst += 1
    }
    #expect((9...13).contains(burst))
  }
}

struct RecentCountTests {
  @Test func countsTheLastSecond() {
    var count = RecentCount()
    for millisecond in 0..<3_000 { count.add(at: .start + .milliseconds(millisecond)) }
    #expect(abs(count.total(at: .start + .milliseconds(2_999)) - 1_000) <= 6)
    #expect(abs(count.total(at: .start + .milliseconds(2_999), within: 0.1) - 100) <= 6)
    #expect(abs(count.total(at: .start + .milliseconds(3_499)) - 500) <= 6)
    #expect(count.total(at: .start + .seconds(60)) == 0)
  }

  @Test func countsFromTheStart() {
    var count = RecentCount()
    count.add(at: .start)
    #expect(count.total(at: .start) == 1 && count.total(at: .start + .milliseconds(900)) == 1)
  }
}
