import LeadModel
import Testing

@testable import LeadSources

/// When a source runs next, by what it is told.
struct SourceClockTests {
  private let start: Timestamp

  init() throws { start = try moment("2026-07-01T00:00:00Z") }

  /// So many minutes after the start.
  private func at(_ minutes: Double) -> Timestamp { start.later(by: .milliseconds(Int64(minutes * 60_000))) }

  private func clock(
    _ text: String, history: SourceClock.History = .init(), jitter: Duration? = .zero
  ) throws -> SourceClock {
    SourceClock(try WrittenSource.timetable(text, jitter: jitter), history: history, at: start)
  }

  /// A clock whose last runs failed, the last of them just now.
  private func failed(_ text: String, times: Int, retryAfter: Duration? = nil) throws -> SourceClock {
    var history = SourceClock.History(lastBegin: start)
    history.failures = times - 1
    var clock = try clock(text, history: history)
    clock.began(at: start)
    clock.ended(.failed(retryAfter: retryAfter), at: start)
    #expect(clock.failures == times)
    return clock
  }

  // MARK: At the start

  @Test(
    arguments: [
      // The period, minutes since the last run began, minutes until the next.
      ("15m", nil, 0), ("15m", 5, 10), ("15m", 15, 0), ("15m", 500, 0),
      // At every tenth minute, with none at the start.
      ("*/10 * * * *", nil, 10), ("*/10 * * * *", 3, 0), ("*/10 * * * *", 45, 0), ("0 * * * *", 0, 60),
    ] as [(String, Double?, Double)])
  func whatWasMissedRunsOnceAndAtOnce(_ text: String, _ minutesAgo: Double?, _ next: Double) throws {
    var clock = try clock(text, history: .init(lastBegin: minutesAgo.map { at(-$0) }))
    #expect(clock.next == at(next))
    let isDue = [next - 0.01, next].map { clock.isDue(at: at($0)) }
    #expect(isDue == [false, true])
    clock.began(at: at(next))
    clock.ended(.well, at: at(next + 1))
    #expect(try #require(clock.next) >= at(next + 5), "once")
  }

  @Test func theFirstRunsAreSpread() throws {
    let clock = try clock("1h", jitter: .seconds(600))
    let shift = try WrittenSource.timetable("1h", jitter: .seconds(600)).shift
    #expect(shift > .zero && clock.next == start.later(by: shift))
    let missed = try self.clock("1h", history: .init(lastBegin: at(-500)), jitter: .seconds(600))
    #expect(missed.next == start.later(by: shift))
  }

  @Test func aRunThatWasCutOffIsDoneAgain() throws {
    var history = SourceClock.History(lastBegin: at(-1))
    history.wasCutOff = true
    #expect(try clock("6h", history: history).next == start)
    #expect(try clock("0 6 * * *", history: history).next == start)
  }

  @Test(arguments: [(30.0, 30.0), (-5, 0), (60 * 24 * 3, 60 * 24)] as [(Double, Double)])
  func whatASourceAskedForHoldsOverARestart(_ next: Double, _ expected: Double) throws {
    var history = SourceClock.History(lastBegin: at(-5))
    history.failures = 2
    history.next = at(next)
    #expect(try clock("10m", history: history).next == at(expected))
    // Without failures the timetable counts, as it may be another one now.
    history.failures = 0
    #expect(try clock("10m", history: history).next == at(5))
  }

  // MARK: After a run

  @Test(
    arguments: [
      // The period, minutes that the run took, minutes from its begin to the next.
      ("15m", 2, 15), ("15m", 14, 15), ("15m", 15, 15), ("15m", 40, 40), ("*/10 * * * *", 2, 10),
      ("*/10 * * * *", 25, 25),
    ] as [(String, Double, Double)])
  func aSourceDoesNotOverlapWithItself(_ text: String, _ took: Double, _ next: Double) throws {
    var clock = try clock(text)
    clock.began(at: start)
    let isDue = clock.isDue(at: at(1_000))
    #expect(clock.isRunning && clock.next == nil && !isDue)
    clock.ended(.well, at: at(took))
    #expect(!clock.isRunning && clock.next == at(next))
  }

  @Test func anEndWithoutABeginIsNone() throws {
    var clock = try clock("15m")
    let before = clock
    clock.ended(.failed(retryAfter: nil), at: at(1))
    #expect(clock == before)
  }

  @Test(
    arguments: [
      // The period, failures in a row, minutes until the next.
      ("2h", 1, 1), ("2h", 2, 2), ("2h", 3, 4), ("2h", 6, 32), ("2h", 7, 60), ("2h", 8, 60), ("2h", 1_000, 60),
      // The regular time comes first.
      ("15m", 4, 8), ("15m", 5, 15), ("15m", 100, 15),
      // Not within a minute.
      ("1s", 1, 1), ("1s", 9, 1), ("90s", 9, 1.5),
      ("0 * * * *", 3, 4), ("*/5 * * * *", 9, 5), ("* * * * *", 9, 1),
    ] as [(String, Int, Double)])
  func aFailureIsTriedAgainSoonAndThenLater(_ text: String, _ times: Int, _ next: Double) throws {
    #expect(try failed(text, times: times).next == at(next))
  }

  @Test(
    arguments: [
      (Duration.seconds(30), 1.0), (.seconds(600), 10), (.seconds(7_200), 120), (.seconds(86_400 * 30), 1_440),
      (.seconds(-5), 1),
    ] as [(Duration, Double)])
  func aSourceIsNotAskedBeforeItWantsTo(_ retryAfter: Duration, _ next: Double) throws {
    #expect(try failed("15m", times: 1, retryAfter: retryAfter).next == at(next))
  }

  @Test func aRunThatIsWellEndsTheFailures() throws {
    var clock = try failed("2h", times: 5)
    clock.began(at: at(16))
    clock.ended(.well, at: at(17))
    #expect(clock.failures == 0 && clock.next == at(136))
    clock.began(at: at(136))
    clock.ended(.failed(retryAfter: nil), at: at(137))
    #expect(clock.next == at(138))
  }

  // MARK: Something has come

  @Test func whatHasComeIsNotWaitedFor() throws {
    var clock = try clock("15m", history: .init(lastBegin: at(-1)))
    clock.hurried(at: at(2))
    let isDue = clock.isDue(at: at(2))
    #expect(clock.next == at(2) && isDue)
    clock.hurried(at: at(3))
    #expect(clock.next == at(2), "it is due already")
    clock.began(at: at(3))
    clock.hurried(at: at(4))
    #expect(clock.isRunning)
    clock.ended(.well, at: at(5))
    #expect(clock.next == at(5), "what came while it ran is looked at")
    clock.began(at: at(5))
    clock.ended(.well, at: at(6))
    #expect(clock.next == at(20))
  }

  @Test func whatHasComeDoesNotHurryASourceThatFails() throws {
    var clock = try failed("2h", times: 3)
    clock.hurried(at: at(1))
    #expect(clock.next == at(4))
    clock.began(at: at(4))
    clock.hurried(at: at(4))
    clock.ended(.failed(retryAfter: nil), at: at(5))
    #expect(clock.next == at(13))
  }

  @Test func whatWasMendedIsTriedAtOnceWhereItHasFailed() throws {
    var clock = try failed("2h", times: 3)
    clock.mended(at: at(1))
    #expect(clock.next == at(1))
    clock.began(at: at(1))
    clock.mended(at: at(2))
    clock.ended(.failed(retryAfter: nil), at: at(3))
    #expect(clock.next == at(11), "it fails as before, and the fourth time")
    var sound = try self.clock("15m", history: .init(lastBegin: at(0)))
    sound.mended(at: at(2))
    #expect(sound.next == at(15))
  }

  // MARK: The clock on the wall

  @Test(
    arguments: [("15m", -300.0, 15.0), ("15m", -5, 15), ("0 * * * *", -300, 60), ("*/5 * * * *", -90, 5)]
      as [(String, Double, Double)])
  func aClockThatIsSetBackHoldsNothingUp(_ text: String, _ back: Double, _ most: Double) throws {
    var clock = try clock(text)
    clock.began(at: start)
    clock.ended(.well, at: at(0.5))
    let now = at(back)
    let isDue = clock.isDue(at: now)
    #expect(!isDue, "nothing is done twice")
    let next = try #require(clock.next)
    #expect(now < next && next <= now.later(by: .seconds(Int64(most * 60))))
    let isDueThen = clock.isDue(at: next)
    #expect(isDueThen)
  }

  @Test func aClockThatIsSetBackBySecondsRepeatsNothing() throws {
    var clock = try clock("*/5 * * * *")
    clock.began(at: at(5))
    clock.ended(.well, at: at(5.1))
    #expect(clock.next == at(10))
    // Before the time at which it has run.
    let isDue = [4.95, 5].map { clock.isDue(at: at($0)) }
    #expect(isDue == [false, false] && clock.next == at(10))
  }

  @Test func aClockThatIsSetBackDoesNotLengthenARetry() throws {
    var clock = try failed("2h", times: 3)
    let isDue = clock.isDue(at: at(-600))
    #expect(!isDue && clock.next == at(-596))
    var asked = try failed("2h", times: 1, retryAfter: .seconds(1_800))
    let isDueAsAsked = asked.isDue(at: at(-600))
    #expect(!isDueAsAsked && asked.next == at(-570))
  }

  @Test func aLastRunInTheFutureIsOfAnotherClock() throws {
    #expect(try clock("15m", history: .init(lastBegin: at(10_000))).next == at(15))
    #expect(try clock("0 * * * *", history: .init(lastBegin: at(10_000))).next == at(60))
  }

  @Test func aClockThatIsSetForwardMakesItRunOnce() throws {
    var clock = try clock("15m")
    clock.began(at: start)
    clock.ended(.well, at: at(1))
    let isDue = clock.isDue(at: at(10_000))
    #expect(isDue)
    clock.began(at: at(10_000))
    clock.ended(.well, at: at(10_001))
    #expect(clock.next == at(10_015))
  }

  // MARK: Another configuration

  @Test func anotherTimetableCountsFromTheLastRun() throws {
    var clock = try clock("6h")
    clock.began(at: start)
    clock.ended(.well, at: at(1))
    clock.changed(to: try WrittenSource.timetable("15m"), at: at(5))
    #expect(clock.next == at(15))
    clock.changed(to: try WrittenSource.timetable("2m"), at: at(5))
    #expect(clock.next == at(5))
    clock.began(at: at(5))
    clock.changed(to: try WrittenSource.timetable("10m"), at: at(6))
    #expect(clock.isRunning)
    clock.ended(.well, at: at(7))
    #expect(clock.next == at(15))
  }

  @Test func theSameTimetableChangesNothing() throws {
    var clock = try clock("15m")
    clock.hurried(at: at(-1))
    let before = clock
    clock.changed(to: try WrittenSource.timetable("15m"), at: at(5))
    #expect(clock == before)
    var retry = try failed("2h", times: 3)
    retry.changed(to: try WrittenSource.timetable("3h"), at: at(1))
    #expect(retry.next == at(4), "a source that fails is not asked sooner by that")
  }
}
