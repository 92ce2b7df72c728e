import LeadModel
import Testing

@testable import LeadSources

/// When expressions are due: days of the calendar, leap days, and clocks that are changed.
struct CronNextTests {
  /// The moments that follow `after`, one by one.
  private static func moments(_ text: String, _ zone: String, after: String, _ count: Int) throws -> [String] {
    let expression = try CronExpression(parsing: text)
    let zone = try CivilZone(named: zone)
    var last = try moment(after)
    return try (0..<count).map { _ in
      last = try #require(expression.next(after: last, in: zone))
      return "\(last)".replacing(":00.000Z", with: "Z")
    }
  }

  @Test(arguments: [
    ("* * * * *", "2026-01-31T10:00:00.000Z", ["2026-01-31T10:01Z", "2026-01-31T10:02Z"]),
    ("* * * * *", "2026-01-31T09:59:59.999Z", ["2026-01-31T10:00Z"]),
    ("* * * * *", "2026-01-31T10:00:00.001Z", ["2026-01-31T10:01Z"]),
    ("*/15 * * * *", "2026-12-31T23:50:00Z", ["2027-01-01T00:00Z", "2027-01-01T00:15Z"]),
    (
      "0 22-23,0-1 * * *", "2026-01-31T22:30:00Z",
      ["2026-01-31T23:00Z", "2026-02-01T00:00Z", "2026-02-01T01:00Z", "2026-02-01T22:00Z"]
    ),
    // A Thursday.
    ("0 6 * * mon-fri", "2026-01-29T06:00:00Z", ["2026-01-30T06:00Z", "2026-02-02T06:00Z"]),
    ("0 12 * * 7", "2026-01-31T00:00:00Z", ["2026-02-01T12:00Z", "2026-02-08T12:00Z"]),
    // Both are restricted: the 13th, or a Friday.
    (
      "0 0 13 * fri", "2026-01-01T00:00:00Z",
      ["2026-01-02T00:00Z", "2026-01-09T00:00Z", "2026-01-13T00:00Z", "2026-01-16T00:00Z"]
    ),
    // One begins with '*': odd days that are Mondays.
    ("0 0 */2 * mon", "2026-01-01T00:00:00Z", ["2026-01-05T00:00Z", "2026-01-19T00:00Z"]),
    ("0 0 31 * *", "2026-01-31T00:00:00Z", ["2026-03-31T00:00Z", "2026-05-31T00:00Z"]),
    ("30 4 1,15 6 *", "2026-06-15T04:30:00Z", ["2027-06-01T04:30Z"]),
    ("@monthly", "2026-02-01T00:00:00Z", ["2026-03-01T00:00Z"]),
    ("59 23 31 12 *", "2026-12-31T23:59:00Z", ["2027-12-31T23:59Z"]),
    ("0 0 1 1 *", "1969-06-01T00:00:00Z", ["1970-01-01T00:00Z", "1971-01-01T00:00Z"]),
  ])
  func theNextMomentIsOnTheCalendar(_ text: String, _ after: String, _ expected: [String]) throws {
    #expect(try Self.moments(text, "UTC", after: after, expected.count) == expected)
  }

  @Test(arguments: [
    ("0 0 29 2 *", "2026-01-01T00:00:00Z", ["2028-02-29T00:00Z", "2032-02-29T00:00Z"]),
    ("0 0 29 2 *", "2096-02-29T00:00:00Z", ["2104-02-29T00:00Z"]),
    ("0 0 29 * *", "2026-01-29T00:00:00Z", ["2026-03-29T00:00Z"]),
    ("0 0 28,29 2 *", "2028-02-28T00:00:00Z", ["2028-02-29T00:00Z", "2029-02-28T00:00Z"]),
    // On a Saturday or Sunday.
    ("0 0 29 2 */6", "2026-01-01T00:00:00Z", ["2032-02-29T00:00Z", "2048-02-29T00:00Z"]),
    ("0 0 29 2 0-6/6", "2026-01-01T00:00:00Z", ["2026-02-01T00:00Z"]),
  ])
  func aLeapDayIsWaitedFor(_ text: String, _ after: String, _ expected: [String]) throws {
    #expect(try Self.moments(text, "UTC", after: after, expected.count) == expected)
  }

  /// At 2026-03-29T01:00Z Rome goes from 02:00 to 03:00, at 2026-03-08T07:00Z New York.
  @Test(arguments: [
    ("30 2 * * *", "Europe/Rome", "2026-03-28T12:00:00Z", ["2026-03-29T01:00Z", "2026-03-30T00:30Z"]),
    ("0 2 * * *", "Europe/Rome", "2026-03-28T12:00:00Z", ["2026-03-29T01:00Z", "2026-03-30T00:00Z"]),
    // All that is skipped, once.
    ("0,20,40 2 * * *", "Europe/Rome", "2026-03-29T00:00:00Z", ["2026-03-29T01:00Z", "2026-03-30T00:00Z"]),
    ("15 2,3 * * *", "Europe/Rome", "2026-03-29T00:00:00Z", ["2026-03-29T01:00Z", "2026-03-29T01:15Z"]),
    ("0 3 * * *", "Europe/Rome", "2026-03-29T00:00:00Z", ["2026-03-29T01:00Z", "2026-03-30T01:00Z"]),
    ("30 1 * * *", "Europe/Rome", "2026-03-28T12:00:00Z", ["2026-03-29T00:30Z", "2026-03-29T23:30Z"]),
    // By the clock on the wall.
    ("*/30 * * * *", "Europe/Rome", "2026-03-29T00:00:00Z", ["2026-03-29T00:30Z", "2026-03-29T01:00Z"]),
    ("30 * * * *", "Europe/Rome", "2026-03-29T00:00:00Z", ["2026-03-29T00:30Z", "2026-03-29T01:30Z"]),
    ("*/30 2 * * *", "Europe/Rome", "2026-03-28T12:00:00Z", ["2026-03-30T00:00Z"]),
    ("30 2 * * *", "America/New_York", "2026-03-07T12:00:00Z", ["2026-03-08T07:00Z", "2026-03-09T06:30Z"]),
    ("5 * * * *", "America/New_York", "2026-03-08T06:00:00Z", ["2026-03-08T06:05Z", "2026-03-08T07:05Z"]),
    // Half an hour, at 02:00.
    ("15 2 * * *", "Australia/Lord_Howe", "2026-10-03T12:00:00Z", ["2026-10-03T15:30Z", "2026-10-04T15:15Z"]),
    // At midnight: the day begins at 01:00.
    ("0 0 * * *", "Asia/Beirut", "2024-03-30T12:00:00Z", ["2024-03-30T22:00Z", "2024-03-31T21:00Z"]),
  ])
  func whatIsSkippedInSpringFiresWhenTheClockJumps(
    _ text: String, _ zone: String, _ after: String, _ expected: [String]
  ) throws {
    #expect(try Self.moments(text, zone, after: after, expected.count) == expected)
  }

  /// At 2026-10-25T01:00Z Rome goes from 03:00 back to 02:00, at 2026-11-01T06:00Z New York from 02:00 to 01:00.
  @Test(arguments: [
    ("30 2 * * *", "Europe/Rome", "2026-10-24T12:00:00Z", ["2026-10-25T00:30Z", "2026-10-26T01:30Z"]),
    (
      "0 2,3 * * *", "Europe/Rome", "2026-10-24T12:00:00Z",
      ["2026-10-25T00:00Z", "2026-10-25T02:00Z", "2026-10-26T01:00Z"]
    ),
    // From within the second of the two hours.
    ("50 2 * * *", "Europe/Rome", "2026-10-25T01:10:00Z", ["2026-10-26T01:50Z"]),
    (
      "30 * * * *", "Europe/Rome", "2026-10-25T00:00:00Z",
      ["2026-10-25T00:30Z", "2026-10-25T01:30Z", "2026-10-25T02:30Z"]
    ),
    (
      "*/20 2 * * *", "Europe/Rome", "2026-10-25T00:30:00Z",
      ["2026-10-25T00:40Z", "2026-10-25T01:00Z", "2026-10-25T01:20Z"]
    ),
    ("30 1 * * *", "America/New_York", "2026-10-31T12:00:00Z", ["2026-11-01T05:30Z", "2026-11-02T06:30Z"]),
    (
      "@hourly", "America/New_York", "2026-11-01T04:30:00Z",
      ["2026-11-01T05:00Z", "2026-11-01T06:00Z", "2026-11-01T07:00Z"]
    ),
    // Back to the day before: its last hour is there twice, the first minute of the day is not fired at again.
    ("0 0 * * *", "America/St_Johns", "2010-11-06T12:00:00Z", ["2010-11-07T02:30Z", "2010-11-08T03:30Z"]),
    (
      "*/30 * * * *", "America/St_Johns", "2010-11-07T02:00:00Z",
      ["2010-11-07T02:30Z", "2010-11-07T03:00Z", "2010-11-07T03:30Z"]
    ),
    // A day that there was not: no clock was changed for daylight, so that nothing is made up for.
    ("0 6 * * *", "Pacific/Apia", "2011-12-29T12:00:00Z", ["2011-12-29T16:00Z", "2011-12-30T16:00Z"]),
    ("0 6 30 12 *", "Pacific/Apia", "2011-12-01T12:00:00Z", ["2012-12-29T16:00Z"]),
  ])
  func whatIsThereTwiceInAutumnFiresOnce(
    _ text: String, _ zone: String, _ after: String, _ expected: [String]
  ) throws {
    #expect(try Self.moments(text, zone, after: after, expected.count) == expected)
  }

  @Test(arguments: [
    ("UTC", true), ("Europe/Rome", true), ("Etc/UTC", true), ("America/Argentina/Ushuaia", true),
    ("Europe/Roma", false),
    ("Rome", false), ("", false), ("../etc/passwd", false),
  ])
  func aZoneIsOneOfTheDatabase(_ name: String, _ isOne: Bool) {
    #expect(((try? CivilZone(named: name)) != nil) == isOne)
  }

  @Test func aZoneThatIsNoneNamesTheNearest() {
    #expect(UnknownZone(name: "Europe/Roma").hint == "did you mean 'Europe/Rome'?")
    #expect(UnknownZone(name: "Nowhere/Special").hint.contains("install tzdata"))
  }
}
