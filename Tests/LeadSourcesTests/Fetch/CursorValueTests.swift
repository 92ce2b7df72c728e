import Foundation
import LeadModel
import Testing

@testable import LeadSources

/// Numbers to the last digit, and times in all their forms.
struct CursorValueTests {
  @Test func numbersCompareAsDecimals() throws {
    let ascending = [
      "-1e3", "-12.5", "-0.1", "0", "0.001", "1", "1.5", "2", "10", "9007199254740992", "9007199254740993", "1e30",
    ]
    let numbers = try ascending.map { try #require(DecimalNumber($0), "\($0)") }
    for (place, number) in numbers.enumerated() {
      for (other, value) in numbers.enumerated() { #expect((number < value) == (place < other)) }
    }
    #expect(DecimalNumber("1.50") == DecimalNumber("15e-1"))
    #expect(DecimalNumber("-0") == DecimalNumber("0.000"))
    #expect(DecimalNumber("007") == DecimalNumber("7"))
    for text in ["", "-", "1.", ".5", "1e", "0x1", "١", "1 ", "1e999", String(repeating: "9", count: 39)] {
      #expect(DecimalNumber(text) == nil, "\(text)")
    }
  }

  @Test(arguments: [
    ("100", 1, "99"), ("5", 10, "-5"), ("-3", 2, "-5"), ("9007199254740993", 1, "9007199254740992"), ("12.9", 1, "11"),
    ("1e3", 1, "999"), ("99999999999999999999999999999999999999", 1, "99999999999999999999999999999999999998"),
  ])
  func lowered(_ text: String, _ count: Int, _ expected: String) throws {
    #expect(try #require(DecimalNumber(text)).lowered(by: count) == expected)
  }

  @Test(arguments: [
    ("2026-01-31T10:00:00Z", 0), ("2026-01-31T11:00:00+01:00", 0), ("2026-01-31T11:00:00+0100", 0),
    ("2026-01-31 10:00:00", 0), ("2026-01-31T10:00:00.123456", 123), ("1769853600", 0), ("1769853600123", 123),
    ("2026-01-31", -36_000_000),
  ])
  func timesAreReadWhateverTheirForm(_ text: String, _ milliseconds: Int64) {
    #expect(TimeForm.iso.read(text)?.millisecondsSince1970 == 1_769_853_600_000 + milliseconds)
  }

  @Test func patternsReadWhatTheyWrite() throws {
    let moment = Timestamp(millisecondsSince1970: 1_769_853_600_123)
    for pattern in [
      "yyyy-MM-dd'T'HH:mm:ss.SSSXXX", "dd/MM/yyyy HH:mm:ss.SSS", "yyyyMMddHHmmssSSSZ",
      "yyyy-MM-dd'o''clock'HH:mm:ss.SSS",
    ] {
      let form = try #require(TimePattern(pattern), "\(pattern)")
      #expect(form.read(form.text(of: moment)) == moment, "\(pattern)")
    }
    for pattern in ["", "HH:mm", "yyyy-MM", "yyyy-MM-dd hh:mm a", "yyyy-MM-dd'T", "yyyy-M-d"] {
      #expect(TimePattern(pattern) == nil, "\(pattern)")
    }
    #expect(TimePattern("yyyy-MM-dd")?.read("2026-02-30") == nil)
    #expect(TimePattern("yyyy-MM-dd")?.read("2026-02-03 ") == nil)
  }

  /// New York is 5 hours behind in winter and 4 in summer.
  @Test(arguments: [
    ("2026-01-31 05:00:00", "2026-01-31T10:00:00.000Z"), ("2026-07-31 06:00:00", "2026-07-31T10:00:00.000Z"),
  ])
  func timesWithoutAnOffsetAreOfTheirZone(_ local: String, _ moment: String) throws {
    let zone = try CivilZone(named: "America/New_York")
    let pattern = try #require(TimePattern("yyyy-MM-dd HH:mm:ss", in: zone))
    #expect(pattern.read(local)?.description == moment)
    #expect(TimeForm.iso.read(local, in: zone)?.description == moment)
    #expect(TimeForm.seconds.read(moment, in: zone)?.description == moment)
    let there = try #require(Timestamp(parsing: moment))
    #expect(pattern.text(of: there) == local)
  }

  @Test(arguments: [
    (#"<https://a.example/2>; rel="next""#, "https://a.example/2"), ("<b>;rel=next", "b"),
    (#"</1>; rel="first next""#, "/1"),
    (#"</a>; rel=prev, </b>; title="x, y"; REL="Next", </c>; rel=last"#, "/b"), ("</a>; rel=prev", nil), ("", nil),
    ("<a; rel=next", nil),
  ])
  func nextOfALinkHeader(_ header: String, _ expected: String?) {
    #expect(LinkHeader.next(in: header) == expected)
  }
}
