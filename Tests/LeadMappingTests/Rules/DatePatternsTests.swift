import Testing

@testable import LeadMapping

struct DatePatternsTests {
  @Test(arguments: [
    (["yyyy-MM-dd"], "2024-01-31", "2024-01-31"),
    (["dd.MM.yyyy"], "31.01.2024", "2024-01-31"),
    (["MM/dd/yyyy"], "01/31/2024", "2024-01-31"),
    (["M/d/yyyy"], "1/5/2024", "2024-01-05"),
    (["d.MM.yy"], "5.01.24", "2024-01-05"),
    (["dd-MM-yyyy HH:mm"], "31-01-2024 09:05", "2024-01-31T09:05:00"),
    (["MM/dd/yyyy hh:mm a"], "01/31/2024 09:05 PM", "2024-01-31T21:05:00"),
    (["MM/dd/yyyy hh:mm a"], "01/31/2024 12:05 a.m.", "2024-01-31T00:05:00"),
    (["MM/dd/yyyy hh:mm a"], "01/31/2024 12:05\u{202F}pm", "2024-01-31T12:05:00"),
    (["yyyy-MM-dd'T'HH:mm:ssXXX"], "2024-01-31T10:00:00+05:30", "2024-01-31T10:00:00+05:30"),
    (["yyyy-MM-dd'T'HH:mm:ssZ"], "2024-01-31T10:00:00-0800", "2024-01-31T10:00:00-08:00"),
    (["yyyy-MM-dd'T'HH:mm:ss.SSSXXX"], "2024-01-31T10:00:00.250Z", "2024-01-31T10:00:00.250Z"),
    (["yyyy-MM-dd HH:mm:ss 'UTC'"], "2024-01-31 10:00:00 UTC", "2024-01-31T10:00:00"),
    (["dd 'o''clock' MM yyyy"], "31 o'clock 01 2024", "2024-01-31"),
    (["yyyy年MM月d日"], "2024年01月5日", "2024-01-05"),
    (["yyyy-MM-dd"], " 2024-01-31\u{A0}", "2024-01-31"),
    (["yyyy-MM-dd", "dd.MM.yyyy"], "31.01.2024", "2024-01-31"),
    (["yy-MM-dd"], "69-01-01", "1969-01-01"), (["yy-MM-dd"], "68-01-01", "2068-01-01"),
    (["yyyyMMdd"], "20240131", "2024-01-31"), (["yyyy-MM-dd"], "2024-02-29", "2024-02-29"),
    (["yyyy-MM-dd"], "2000-02-29", "2000-02-29"), (["yyyy-MM-dd"], "0099-02-28", "0099-02-28"),
  ])
  func datesBecomeISO8601(_ patterns: [String], _ text: String, _ date: String) throws {
    #expect(try DatePatterns(patterns: patterns, timeZone: nil).parse(text) == date)
  }

  @Test(arguments: [
    ("Europe/Berlin", "2024-01-31 10:00", "2024-01-31T10:00:00+01:00"),
    ("Europe/Berlin", "2024-07-31 10:00", "2024-07-31T10:00:00+02:00"),
    // The clocks skip from 2 to 3: the offset before counts.
    ("Europe/Berlin", "2024-03-31 02:30", "2024-03-31T02:30:00+01:00"),
    ("Europe/Berlin", "2024-03-31 01:59", "2024-03-31T01:59:00+01:00"),
    ("Europe/Berlin", "2024-03-31 03:00", "2024-03-31T03:00:00+02:00"),
    // It is half past two twice: the first.
    ("Europe/Berlin", "2024-10-27 02:30", "2024-10-27T02:30:00+02:00"),
    ("Europe/Berlin", "2024-10-27 03:00", "2024-10-27T03:00:00+01:00"),
    ("America/New_York", "2024-11-03 01:30", "2024-11-03T01:30:00-04:00"),
    ("America/New_York", "1969-07-16 09:32", "1969-07-16T09:32:00-04:00"),
    ("Pacific/Kiritimati", "2024-01-01 00:00", "2024-01-01T00:00:00+14:00"),
    ("Asia/Kolkata", "2024-01-31 10:00", "2024-01-31T10:00:00+05:30"),
    ("UTC", "2024-01-31 10:00", "2024-01-31T10:00:00Z"), ("Z", "2024-01-31 10:00", "2024-01-31T10:00:00Z"),
    ("-03:30", "2024-01-31 10:00", "2024-01-31T10:00:00-03:30"),
  ])
  func aTimeWithoutAZoneTakesTheGivenOne(_ zone: String, _ text: String, _ date: String) throws {
    #expect(try DatePatterns(patterns: ["yyyy-MM-dd HH:mm"], timeZone: zone).parse(text) == date)
  }

  @Test func aZoneLeavesDatesAndTimesWithAZoneAsTheyAre() throws {
    let patterns = try DatePatterns(patterns: ["yyyy-MM-dd", "yyyy-MM-dd HH:mmXXX"], timeZone: "Europe/Berlin")
    #expect(patterns.parse("2024-01-31") == "2024-01-31")
    #expect(patterns.parse("2024-01-31 10:00Z") == "2024-01-31T10:00:00Z")
  }

  @Test(arguments: [
    ("yyyy-MM-dd", "2024-02-30"), ("yyyy-MM-dd", "2023-02-29"), ("yyyy-MM-dd", "1900-02-29"),
    ("yyyy-MM-dd", "2024-13-01"), ("yyyy-MM-dd", "2024-00-01"), ("yyyy-MM-dd", "2024-01-00"),
    ("yyyy-MM-dd", "2024-01-32"), ("yyyy-MM-dd", "2024-1-31"), ("yyyy-MM-dd", "2024-01-31x"),
    ("yyyy-MM-dd", "24-01-31"), ("yyyy-MM-dd", ""), ("yyyy-MM-dd", "2024-01"), ("yyyy-MM-dd", "٢٠٢٤-٠١-٣١"),
    ("yyyy-MM-dd HH:mm", "2024-01-31 24:00"), ("yyyy-MM-dd HH:mm", "2024-01-31 10:60"),
    ("yyyy-MM-dd HH:mm", "2024-01-31  10:00"), ("yyyy-MM-dd hh:mm a", "2024-01-31 13:00 PM"),
    ("yyyy-MM-dd hh:mm a", "2024-01-31 00:10 PM"), ("yyyy-MM-dd hh:mm a", "2024-01-31 10:10 XM"),
    ("yyyy-MM-dd HH:mm:ss", "2024-01-31 10:00:60"), ("yyyy-MM-dd HH:mm:ss.SSS", "2024-01-31 10:00:00.25"),
    ("yyyy-MM-dd HH:mmXXX", "2024-01-31 10:00+1"), ("yyyy-MM-dd HH:mmXXX", "2024-01-31 10:00+19:00"),
  ])
  func whatDoesNotFitIsInvalid(_ pattern: String, _ text: String) throws {
    let patterns = try DatePatterns(patterns: [pattern], timeZone: nil)
    #expect(patterns.parse(text) == nil)
    #expect(Transform.date(patterns).apply(text) == (text.isEmpty ? .text("") : .invalid(code: "date.invalid")))
  }

  @Test(arguments: [
    ("yyyy-mm-dd", 0), ("YYYY-MM-dd", 0), ("yyyy-MM-DD", 8), ("yyyy-MM-ddTHH:mm", 10), ("yyyy-MMM-dd", 5),
    ("yyyy-MM-dd 'at", 11), ("yyyy-MM", 0), ("HH:mm", 0), ("yyyy-MM-dd hh:mm", 0), ("yyyy-MM-dd HH:mm a", 0),
    ("yyyy-MM-dd ssss", 11), ("", 0),
  ])
  func aPatternThatCannotBeMeantIsAnError(_ pattern: String, _ offset: Int) {
    let error = #expect(throws: DatePatternError.self) {
      try DatePatterns(patterns: ["yyyy-MM-dd", pattern], timeZone: nil)
    }
    #expect(error?.index == 1)
    #expect(error?.offset == offset)
  }

  @Test func zonesAndListsAreChecked() {
    let zone = #expect(throws: DatePatternError.self) {
      try DatePatterns(patterns: ["yyyy-MM-dd"], timeZone: "Mars/Olympus")
    }
    #expect(zone?.index == nil)
    #expect(throws: DatePatternError.self) { try DatePatterns(patterns: [], timeZone: nil) }
  }
}
