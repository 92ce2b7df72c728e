import LeadDelivery
import LeadModel
import Testing

struct RetryAfterTests {
  static let now = Timestamp(millisecondsSince1970: 1_769_853_600_000)  // 2026-01-31T10:00:00Z

  @Test(arguments: [
    ("0", 0), ("5", 5), (" 120 ", 120), ("899", 899), ("900", 900), ("901", 900), ("86400", 900),
    ("99999999999999999999999", 900), ("Sat, 31 Jan 2026 10:00:30 GMT", 30), ("Sat, 31 Jan 2026 09:00:00 GMT", 0),
    ("Saturday, 31-Jan-26 10:01:00 GMT", 60), ("Sat Jan 31 10:02:00 2026", 120), ("Fri, 01 Jan 2100 00:00:00 GMT", 900),
  ])
  func wait(_ text: String, seconds: Int) {
    #expect(RetryAfter.wait(text, date: nil, now: Self.now) == .seconds(seconds))
  }

  @Test(arguments: [
    "", " ", "soon", "-5", "1.5", "1 2", "5s", "Sat, 31 Jan 2026 10:00:30", "Sat, 31 Jan 2026 10:00:30 CET",
  ])
  func unreadableIsAbsent(_ text: String) {
    #expect(RetryAfter.wait(text, date: nil, now: Self.now) == nil)
  }

  @Test func whoeverHasTimeIsGivenMore() {
    let day = Duration.seconds(86_400)
    #expect(RetryAfter.wait("3600", date: nil, now: Self.now, atMost: day) == .seconds(3_600))
    #expect(RetryAfter.wait("Sat, 31 Jan 2026 11:00:00 GMT", date: nil, now: Self.now, atMost: day) == .seconds(3_600))
    #expect(RetryAfter.wait("99999999999999999999999", date: nil, now: Self.now, atMost: day) == day)
  }

  @Test func absentIsAbsent() { #expect(RetryAfter.wait(nil, date: nil, now: Self.now) == nil) }

  @Test func unreadableDateHeaderLeavesOurClock() {
    #expect(RetryAfter.wait("Sat, 31 Jan 2026 10:00:30 GMT", date: "now", now: Self.now) == .seconds(30))
  }
}

struct HTTPDateTests {
  static let now = RetryAfterTests.now

  @Test(arguments: [
    // The three examples of RFC 9110 §5.6.7.
    ("Sun, 06 Nov 1994 08:49:37 GMT", "1994-11-06T08:49:37.000Z"),
    ("Sunday, 06-Nov-94 08:49:37 GMT", "1994-11-06T08:49:37.000Z"),
    ("Sun Nov  6 08:49:37 1994", "1994-11-06T08:49:37.000Z"),
    ("Sun Nov 16 08:49:37 1994", "1994-11-16T08:49:37.000Z"),
    ("Thu, 29 Feb 2024 23:59:59 GMT", "2024-02-29T23:59:59.000Z"),
    // Two digits: at most 50 years ahead.
    ("Friday, 31-Jan-76 00:00:00 GMT", "2076-01-31T00:00:00.000Z"),
    ("Monday, 31-Jan-77 00:00:00 GMT", "1977-01-31T00:00:00.000Z"),
  ])
  func form(_ text: String, is expected: String) {
    #expect(HTTPDate.read(text, now: Self.now)?.description == expected)
  }

  @Test(arguments: [
    "", "GMT", "Sun, 31 Feb 2024 00:00:00 GMT", "Sun, 06 Nov 1994 24:00:00 GMT", "Sun, 06 nov 1994 08:49:37 GMT",
    "Sun, 06 Nov 94 08:49:37 GMT", "Sunday, 06-Nov-1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49 GMT",
    "Sun Nov 6 08:49:37 GMT", "Sun, 6x Nov 1994 08:49:37 GMT", "1994-11-06T08:49:37Z",
  ])
  func otherFormsAreNone(_ text: String) {
    #expect(HTTPDate.read(text, now: Self.now) == nil)
  }
}
