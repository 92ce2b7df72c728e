import Testing

@testable import LeadConfig

struct WebTextsTests {
  @Test(arguments: [
    "0.0.0.0", "203.0.113.7", "10.0.0.0/8", "10.1.2.3/8", "0.0.0.0/0", "10.0.0.1/32", "::", "::1", "2001:db8::/32",
    "::ffff:10.0.0.1", "fe80::1/128",
  ])
  func isANetwork(_ text: String) { #expect(WebTexts.network(text) == text) }

  @Test(arguments: [
    "", "10", "10.0.0", "10.0.0.256", "010.0.0.1", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/08",
    "10.0.0.0/8/8",
    "::1/129", "[::1]", "fe80::1%eth0", "localhost", "10.0.0.1 ", "10.0.0.1:80",
  ])
  func isNoNetwork(_ text: String) { #expect(WebTexts.network(text) == nil) }

  @Test(
    arguments: [
      ("*", "*"), ("https://www.example.com", "https://www.example.com"),
      ("HTTP://Localhost:3000", "http://localhost:3000"),
      ("https://[::1]:8443", "https://[::1]:8443"), ("https://www.example.com/", nil),
      ("https://www.example.com/a", nil),
      ("https://www.example.com?a", nil), ("https://www.example.com#a", nil), ("www.example.com", nil), ("null", nil),
      ("https://*.example.com/", nil), ("", nil),
    ] as [(String, String?)])
  func anOriginIsAHostAlone(_ text: String, _ origin: String?) { #expect(WebTexts.origin(text) == origin) }

  @Test(arguments: [
    ("/thanks", true), ("/", true), ("/a?b=c#d", true), ("https://www.example.com/thanks?a=b", true),
    ("http://www.example.com", true), ("//www.example.com", false), ("/\\www.example.com", false), ("thanks", false),
    ("https://a b", false), ("/a\r\nSet-Cookie: x", false), ("javascript:alert(1)", false), ("/é", false), ("", false),
    ("https://user@www.example.com", false),
  ])
  func aPageCannotEndAHeaderOrLeadAstray(_ text: String, _ isPage: Bool) {
    #expect((WebTexts.page(text) != nil) == isPage)
  }

  @Test(
    arguments: [
      ("X-Signature", "x-signature"), ("a", "a"), ("", nil), ("a b", nil), ("a:b", nil), ("é", nil),
      (String(repeating: "a", count: 101), nil),
    ] as [(String, String?)])
  func aHeadersNameIsInLowerCase(_ text: String, _ name: String?) { #expect(WebTexts.headerName(text) == name) }
}
