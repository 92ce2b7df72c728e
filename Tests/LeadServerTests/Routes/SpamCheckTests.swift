import LeadModel
import Testing

@testable import LeadServer

/// What people's forms and machines' forms look like.
struct SpamCheckTests {
  private static let now = Timestamp(millisecondsSince1970: 1_800_000_000_000)

  @Test(
    arguments: [
      ([("name", "Jane")], nil),
      ([("website", "")], nil),
      ([("website", "http://spam.example")], "spam.honeypot"),
      ([("website", ""), ("website", "x")], "spam.honeypot"),
      ([("_loaded", "1799999999")], "spam.fast"),
      ([("_loaded", "1799999999000")], "spam.fast"),
      ([("_loaded", "1799999990")], nil),
      ([("_loaded", "2027-01-15T07:59:59Z")], "spam.fast"),
      ([("_loaded", "1800009999")], nil),
      ([("_loaded", "yesterday")], nil),
      ([("_loaded", "-5")], nil),
      ([("_loaded", "")], nil),
    ] as [([(String, String)], String?)])
  func aFormIsJudgedByItsHoneypotAndItsHaste(fields: [(String, String)], code: String?) {
    let check = SpamCheck(honeypot: "website", minimumSeconds: 3)
    #expect(check.verdict(fields.map { FormField(name: $0.0, value: $0.1) }, now: Self.now) == code)
  }

  @Test func withoutSettingsNothingIsSpam() {
    let fields = [FormField(name: "website", value: "x"), FormField(name: "_loaded", value: "1800000000")]
    #expect(SpamCheck(honeypot: nil).verdict(fields, now: Self.now) == nil)
  }
}
