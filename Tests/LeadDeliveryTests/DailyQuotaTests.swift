import LeadDelivery
import LeadModel
import Testing

struct DailyQuotaTests {
  /// 2026-01-31T10:00:00Z.
  let start = Ending.wall
  /// 14 hours after that: 00:00 of the next day.
  let midnight = Timestamp(millisecondsSince1970: Ending.wall.millisecondsSince1970 + 14 * 3_600_000)

  @Test(arguments: [(3, 0, 3), (3, 2, 1), (3, 5, 0), (0, 0, 0), (-1, -1, 0)])
  func soManyMoreMayGoOnThisDay(limit: Int, used: Int, more: Int) {
    var quota = DailyQuota(limit: limit, used: used, now: start)
    var sent = 0
    while quota.allows(at: start), sent < 100 {
      quota.sent(at: start)
      sent += 1
    }
    #expect(sent == more)
  }

  @Test func beginsAnewAtMidnightUTC() {
    var quota = DailyQuota(limit: 2, used: 2, now: start)
    let before = Timestamp(millisecondsSince1970: midnight.millisecondsSince1970 - 1)
    #expect(!quota.allows(at: before) && quota.allows(at: midnight))
    #expect(DailyQuota.nextDay(after: start) == midnight && DailyQuota.nextDay(after: before) == midnight)
    quota.sent(at: midnight)
    #expect(quota.used == 1 && quota.day == DailyQuota.day(of: midnight) && quota.allows(at: midnight))
  }

  @Test func aClockThatIsSetBackGivesNoDayTwice() {
    var quota = DailyQuota(limit: 1, used: 0, now: midnight)
    quota.sent(at: midnight)
    #expect(!quota.allows(at: start))
  }

  @Test func daysBefore1970AreCountedDown() {
    #expect(DailyQuota.day(of: Timestamp(millisecondsSince1970: -1)) == -1)
    #expect(DailyQuota.day(of: Timestamp(millisecondsSince1970: 0)) == 0)
  }

  @Test func aRunStopsWhereTheQuotaIsUsedUpAndLetsLandWhatFlies() {
    var rehearsal = Rehearsal {
      $0.quota = 5
      $0.quotaUsed = 2
    }
    rehearsal.offer("a", "b", "c", "d", "e")
    #expect(rehearsal.sent == [0, 1, 2])
    #expect(rehearsal.dispatcher.stop == Stop(.quotaUsed, count: 5))
    rehearsal.answerAll(.yes, atMost: 3)
    #expect(rehearsal.ends.values.filter { $0 == .unsettled }.count == 2 && rehearsal.ends.count == 5)
    #expect(rehearsal.statistics.quotaUsed == 5 && rehearsal.dispatcher.isFinished)
  }

  @Test func aRunThatFitsDoesNotStop() {
    var rehearsal = Rehearsal { $0.quota = 3 }
    rehearsal.offer("a", "b", "c")
    rehearsal.dispatcher.close(now: rehearsal.now)
    rehearsal.answerAll(.yes)
    #expect(rehearsal.dispatcher.stop == nil && rehearsal.ends.count == 3)
  }

  @Test func whoDoesNotStopWaitsForTheNextDay() {
    var rehearsal = Rehearsal {
      $0.quota = 1
      $0.stopsAtQuota = false
    }
    rehearsal.offer("a", "b")
    rehearsal.answer(0, .yes)
    #expect(rehearsal.sent == [0])
    #expect(rehearsal.dispatcher.nextWake(now: rehearsal.now) == rehearsal.start + .seconds(14 * 3_600))
    rehearsal.pass(.seconds(14 * 3_600))
    #expect(rehearsal.sent == [0, 1])
  }
}
