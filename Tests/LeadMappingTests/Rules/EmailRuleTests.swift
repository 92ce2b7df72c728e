import TestSupport
import Testing

@testable import LeadMapping

struct EmailRuleTests {
  @Test(arguments: [
    ("jane@example.com", "jane@example.com"),
    ("Jane.Doe@EXAMPLE.Com", "Jane.Doe@example.com"),
    ("  jane@example.com\t", "jane@example.com"),
    ("\u{A0}jane@example.com\u{200B}\u{FEFF}", "jane@example.com"),
    ("mailto:jane@example.com", "jane@example.com"),
    ("MAILTO:jane@example.com?subject=hi", "jane@example.com"),
    ("mailto: jane@example.com", "jane@example.com"),
    ("<jane@example.com>", "jane@example.com"),
    ("Jane <jane@example.com>", "jane@example.com"),
    ("Jane Doe <mailto:jane@example.com>", "jane@example.com"),
    ("\"Doe, Jane; Ms.\" <jane@example.com>", "jane@example.com"),
    ("Doe, Jane <jane@example.com>", "jane@example.com"),
    ("Jane <jane@example.com", "jane@example.com"),
    ("Jané <jane@example.com>", "jane@example.com"),
    ("jane@example.com;", "jane@example.com"),
    ("jane@example.com,", "jane@example.com"),
    ("; jane@example.com", "jane@example.com"),
    ("n/a, jane@example.com", "jane@example.com"),
    ("o'brien+tag@sub.example.co.uk", "o'brien+tag@sub.example.co.uk"),
    (".jane..doe.@example.com", ".jane..doe.@example.com"),
  ])
  func oneAddressIsReadAndNormalised(_ text: String, _ address: String) {
    #expect(EmailRule.parse(text) == EmailCell(first: address))
  }

  @Test(arguments: [
    ("a@x.org; b@x.org", ["a@x.org", "b@x.org"]),
    ("a@x.org,b@x.org", ["a@x.org", "b@x.org"]),
    ("a@x.org b@x.org", ["a@x.org", "b@x.org"]),
    ("a@x.org\nb@x.org\r\nc@x.org", ["a@x.org", "b@x.org", "c@x.org"]),
    ("a@x.org ::: b@x.org", ["a@x.org", "b@x.org"]),
    ("a@x.org:::b@x.org", ["a@x.org", "b@x.org"]),
    ("Ann <a@x.org>, \"B, Bob\" <B@X.org>", ["a@x.org", "B@x.org"]),
    ("<a@x.org> <b@x.org>", ["a@x.org", "b@x.org"]),
    ("a@x.org; A@X.ORG; b@x.org", ["a@x.org", "b@x.org"]),
    ("O\"Brien <a@x.org>, b@x.org", ["a@x.org", "b@x.org"]),
    ("bad@x; a@x.org", ["a@x.org"]),
  ])
  func severalAddressesAreReadInTheirOrder(_ text: String, _ addresses: [String]) {
    #expect(EmailRule.parse(text) == EmailCell(first: addresses[0], others: Array(addresses.dropFirst())))
  }

  @Test(arguments: [
    "", " ", "none", "n/a", "@", "jane@", "@example.com", "jane@example", "jane@example..com", "jane@example.com.",
    "jane@-example.com", "jane@example-.com", "user name@example.com", "jane@example.com (work)", "jane(at)example.com",
    "jane@example.com?subject=hi", "jane@example.com/", "jane@[192.0.2.1]", "usér@example.com", "jane＠example.com",
    "jane@exämple.com", "jane@example.com\nBcc: x@example.com", "jane@example,com", "<>", "mailto:",
    "jane@\(String(repeating: "a", count: 64)).com", "a@b@example.com", "+44 20 7946 0958",
  ])
  func otherTextsAreNoAddress(_ text: String) {
    #expect(EmailRule.parse(text) == EmailCell())
  }

  @Test func everyByteIsJudgedByTheRule() {
    let local = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.!#$%&'*+/=?^_`{|}~-"
    for code in UInt8(0)..<128 {
      let character = Character(Unicode.Scalar(code))
      #expect((HTMLEmail("a\(character)b@x.org") != nil) == local.contains(character), "\(code)")
      let isDomain = character.isLetter || character.isNumber || character == "-" || character == "."
      #expect((HTMLEmail("a@x\(character)y.org") != nil) == isDomain, "\(code)")
    }
  }

  @Test func labelsHaveAtMost63Bytes() {
    let label = String(repeating: "a", count: 63)
    #expect(HTMLEmail("a@\(label).\(label)") != nil)
    #expect(HTMLEmail("a@\(label)a.org") == nil)
    #expect(HTMLEmail("a@org.\(label)a") == nil)
  }

  @Test(arguments: ["emails/lead-emails.tsv", "emails/isemail.tsv", "emails/wpt-email-validity.tsv"])
  func theTablesAreJudgedByHTMLsRule(_ path: String) {
    for row in RuleTables.rows(path) {
      guard let text = RuleTables.text(row["address_json"]) else { continue }
      let isValid = (row["valid_html5"] ?? row["valid_html5_regex"]) == "true"
      let shape = HTMLEmail(text)
      #expect((shape != nil) == isValid, "\(text)")
      guard isValid, shape?.hasDot == true else { continue }
      let cell = EmailRule.parse(text)
      #expect(cell.first?.lowercased() == text.lowercased())
      #expect(cell.others.isEmpty)
    }
  }

  @Test func aHugeCellTakesNoLongerThanItsLength() {
    let many = (0..<20_000).map { "a\($0)@x.org" }
    #expect(EmailRule.parse(many.joined(separator: ";")).others.count == many.count - 1)
  }
}
