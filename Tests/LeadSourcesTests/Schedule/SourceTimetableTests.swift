import LeadConfig
import LeadModel
import Testing

@testable import LeadSources

/// Timetables as the configuration has them.
struct SourceTimetableTests {
  @Test func aMistakeIsSaidAtItsPlaceAndAllAtOnce() throws {
    let settings = WrittenSource.settings(.cron("0 25 * * *", timeZone: "Europe/Roma"))
    let error = #expect(throws: Diagnostics.self) { try SourceTimetable(settings) }
    #expect(
      error?.description == """
        c.json:2:9: error: 'cron' at its column 3: the hour is none, expected 0 to 23 [source.cron]
        c.json:3:13: error: the time zone is not known [source.zone]
          hint: did you mean 'Europe/Rome'?
        """)
    let never = WrittenSource.settings(.cron("0 0 31 2 *", timeZone: nil))
    #expect(throws: Diagnostics.self) { try SourceTimetable(never) }
  }

  @Test func withoutAZoneHoursAreThoseOfUTC() throws {
    let timetable = try SourceTimetable(WrittenSource.settings(.cron("0 6 * * *", timeZone: nil)))
    #expect(try timetable.next(after: moment("2026-07-01T00:00:00Z")) == moment("2026-07-01T06:00:00Z"))
    let rome = try WrittenSource.timetable("0 6 * * *")
    #expect(try rome.next(after: moment("2026-07-01T00:00:00Z")) == moment("2026-07-01T04:00:00Z"))
  }

  @Test func theShareOfTheJitterComesOfTheName() throws {
    let most = Duration.seconds(600)
    let names = (0..<200).map { "form-\($0)" }
    let shares = try names.map { try WrittenSource.timetable("1h", name: $0, jitter: most).shift }
    #expect(shares.allSatisfy { .zero <= $0 && $0 <= most })
    #expect(try shares == names.map { try WrittenSource.timetable("1h", name: $0, jitter: most).shift })
    // Spread evenly: some in each tenth, none with many.
    let tenths = (0..<10).map { tenth in shares.count { Int($0 / .seconds(60)) == tenth } }
    #expect(tenths.allSatisfy { 5...40 ~= $0 }, "\(tenths)")
  }

  @Test(
    arguments: [
      ("15m", Duration.seconds(60)), ("5m", .seconds(30)), ("10s", .seconds(1)), ("0 6 * * *", .zero),
    ] as [(String, Duration)])
  func withoutAWordJitterIsATenthOfThePeriodAndAMinuteAtMost(_ text: String, _ most: Duration) throws {
    let shares = try (0..<100).map { try WrittenSource.timetable(text, name: "s\($0)", jitter: nil).shift }
    #expect(shares.allSatisfy { $0 <= most })
    #expect(try #require(shares.max()) >= most * 8 / 10)
  }

  @Test func aShiftedTimetableKeepsItsIntervals() throws {
    let cron = try WrittenSource.timetable("*/10 * * * *", name: "a", jitter: .seconds(300))
    #expect(cron.shift > .zero)
    let first = try moment("2026-07-01T00:10:00Z").later(by: cron.shift)
    #expect(try cron.next(after: moment("2026-07-01T00:05:00Z").later(by: cron.shift)) == first)
    #expect(cron.next(after: first) == first.later(by: .seconds(600)))
    // A run that began a little late does not pass over the next.
    #expect(cron.next(after: first.later(by: .seconds(30))) == first.later(by: .seconds(600)))
    let every = try WrittenSource.timetable("10m", name: "a", jitter: .seconds(300))
    #expect(every.first(at: first) == first.later(by: every.shift))
    #expect(every.next(after: first) == first.later(by: .seconds(600)))
  }
}
