import LeadModel
import TestSupport
import Testing

@testable import LeadMapping

/// Misspelled domains of large providers: a warning, and nothing more.
struct MailDomainTests {
  @Test(arguments: [
    ("gmial.com", "gmail.com"), ("gmal.com", "gmail.com"), ("gmaill.com", "gmail.com"), ("gamil.com", "gmail.com"),
    ("gnail.com", "gmail.com"), ("gmail.con", "gmail.com"), ("gmail.cmo", "gmail.com"), ("gmail.co", "gmail.com"),
    ("gmail.cm", "gmail.com"), ("gmail.comm", "gmail.com"), ("gmial.con", "gmail.com"), ("hotmial.com", "hotmail.com"),
    ("hotmal.fr", "hotmail.fr"), ("hotnail.co.uk", "hotmail.co.uk"), ("yaho.com", "yahoo.com"),
    ("yahooo.de", "yahoo.de"), ("yhaoo.com.br", "yahoo.com.br"), ("outlok.com", "outlook.com"),
    ("outloook.es", "outlook.es"), ("icoud.com", "icloud.com"), ("googlmail.com", "googlemail.com"),
    ("protonmial.com", "protonmail.com"), ("comcst.net", "comcast.net"),
  ])
  func aSlipNamesTheProvider(domain: String, provider: String) {
    #expect(MailDomain.guess(for: "jane@\(domain)") == .provider(provider))
  }

  @Test(arguments: [("acme.con", "con"), ("acme.cmo", "cmo"), ("mail.acme.vom", "vom"), ("aol.con", "con")])
  func anEndingThatThereIsNot(domain: String, ending: String) {
    #expect(MailDomain.guess(for: "jane@\(domain)") == .com(insteadOf: ending))
  }

  @Test(arguments: [
    "gmail.com", "ymail.com", "mail.com", "email.com", "gmx.com", "gmx.de", "web.de", "hotmail.fi", "hotmail.com.br",
    "yahoo.co.jp", "yahoo.in", "outlook.pt", "icloud.com", "cloud.com", "aol.com", "live.com", "me.com", "qq.com",
    "163.com", "acme.co", "acme.cm", "example.org", "gmail.example.com", "mygmail.com", "proton.me", "pm.me", "hey.com",
    "mailbox.org", "posteo.de", "verizon.com", "yahoo.cn", "a.b.c.d", "con.com", "hotmailer.com", "yoo.com",
    "comcast.de",
  ])
  func anotherDomainIsNoSlip(domain: String) {
    #expect(MailDomain.guess(for: "jane@\(domain)") == nil)
  }

  @Test(arguments: [
    ("ab", "ab", false), ("ab", "ba", true), ("ab", "a", true), ("ab", "abc", true), ("ab", "ac", true),
    ("ab", "cd", false), ("abcd", "badc", false), ("aab", "ab", true), ("", "a", true), ("abc", "a", false),
    ("abca", "cba", false), ("aa", "aaa", true),
  ])
  func oneEdit(_ one: String, _ other: String, _ expected: Bool) {
    #expect(MailDomain.isOneEdit(one[...], other) == expected)
    #expect(MailDomain.isOneEdit(other[...], one) == expected)
  }

  @Test func theAddressIsNotChangedAndNotTold() throws {
    let mapped = try Fixtures.map("'lead': {'email': '{E}'}", Fixtures.row(["E": "Jane@Gmial.com; b@yaho.com"]))
    #expect(mapped.lead?.email == "Jane@gmial.com")
    #expect(mapped.lead?.attributes == [Lead.Attribute(key: "email 2", value: "b@yaho.com")])
    #expect(mapped.warnings.map(\.code) == ["email.domain.typo"])
    #expect(mapped.warnings.first?.field == "email")
    #expect(mapped.warnings.first?.message.contains("gmail.com") == true)
    #expect(mapped.warnings.first?.message.lowercased().contains("gmial") == false)
  }
}
