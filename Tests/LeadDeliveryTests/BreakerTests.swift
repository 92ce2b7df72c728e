import LeadDelivery
import Testing

struct BreakerTests {
  let start = Moment.start

  /// A breaker after so many failures at the start.
  func breaker(failures: Int, giveUpAfter: Duration? = .seconds(900)) -> Breaker {
    var breaker = Breaker(giveUpAfter: giveUpAfter)
    for _ in 0..<failures { _ = breaker.failed(sentAt: start, isProbe: false, now: start) }
    return breaker
  }

  @Test func opensAtTheTenthFailureInARow() {
    var breaker = breaker(failures: 9)
    #expect(!breaker.isOpen && breaker.probeAt == nil)
    #expect(breaker.failed(sentAt: start, isProbe: false, now: start) == true)
    #expect(breaker.isOpen)
    #expect(breaker.probeAt == start + .seconds(1))
    #expect(breaker.failed(sentAt: start, isProbe: false, now: start) == false)
  }

  @Test func anyOtherAnswerStartsTheRowAgain() {
    var breaker = breaker(failures: 9)
    #expect(breaker.answered(now: start) == false)
    for _ in 0..<9 { #expect(breaker.failed(sentAt: start, isProbe: false, now: start) == false) }
    #expect(!breaker.isOpen)
  }

  @Test func probesComeAtGrowingIntervals() throws {
    var breaker = breaker(failures: 10)
    var waits: [Duration] = []
    var now = start
    for _ in 0..<9 {
      let at = try #require(breaker.probeAt)
      waits.append(now.duration(to: at))
      now = at
      breaker.probed()
      #expect(breaker.isOpen && breaker.probeAt == nil)
      _ = breaker.failed(sentAt: now, isProbe: true, now: now)
    }
    #expect(waits == [1, 2, 4, 8, 16, 32, 60, 60, 60].map { .seconds($0) })
  }

  @Test func aProbesAnswerClosesIt() {
    var breaker = breaker(failures: 10)
    breaker.probed()
    #expect(breaker.answered(now: start) == true)
    #expect(!breaker.isOpen && breaker.givesUpAt == nil && breaker.failures == 0)
  }

  @Test func othersThatLandLateDoNotMoveTheProbe() {
    var breaker = breaker(failures: 10)
    _ = breaker.failed(sentAt: start, isProbe: false, now: start + .milliseconds(900))
    #expect(breaker.probeAt == start + .seconds(1))
  }

  @Test func aProbeThatFailsAfterItClosedIsAFailureLikeAnother() {
    var breaker = breaker(failures: 10)
    breaker.probed()
    _ = breaker.answered(now: start)
    #expect(breaker.failed(sentAt: start, isProbe: true, now: start) == false)
    #expect(!breaker.isOpen)
  }

  @Test func givesUpAfterTheLastAnswer() {
    var breaker = Breaker(giveUpAfter: .seconds(900))
    #expect(breaker.givesUpAt == nil)
    _ = breaker.answered(now: start + .seconds(5))
    #expect(breaker.givesUpAt == nil)
    _ = breaker.failed(sentAt: start + .seconds(2), isProbe: false, now: start + .seconds(30))
    #expect(breaker.givesUpAt == start + .seconds(905))
  }

  @Test func hoursWithoutAnythingToSendAreNoSilence() {
    var breaker = Breaker(giveUpAfter: .seconds(900))
    _ = breaker.answered(now: start)
    _ = breaker.failed(sentAt: start + .seconds(7_200), isProbe: false, now: start + .seconds(7_201))
    #expect(breaker.givesUpAt == start + .seconds(8_100))
    breaker.idle()
    #expect(breaker.givesUpAt == nil)
  }

  @Test func aHoldSuspendsGivingUp() {
    var breaker = breaker(failures: 1)
    breaker.suspend(for: .seconds(600))
    #expect(breaker.givesUpAt == start + .seconds(1_500))
  }

  @Test func silenceDuringAHoldCountsFromItsEnd() {
    var breaker = Breaker(giveUpAfter: .seconds(900))
    _ = breaker.failed(sentAt: start, isProbe: false, heldUntil: start + .seconds(60), now: start)
    #expect(breaker.givesUpAt == start + .seconds(960))
  }

  @Test func neverGivesUpWhereNobodySaysWhen() {
    #expect(breaker(failures: 100, giveUpAfter: nil).givesUpAt == nil)
  }
}
