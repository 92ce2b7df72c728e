import Testing

@testable import LeadConfig

struct WebAddressTests {
  @Test(arguments: [
    ("https://api.example.com", "https://api.example.com"), ("https://API.example.com///", "https://api.example.com"),
    ("http://127.0.0.1:8787/a/b/", "http://127.0.0.1:8787/a/b"), ("https://[::1]/x?y#z", "https://[::1]/x"),
    ("HTTPS://a.example:443", "https://a.example:443"),
  ])
  func isTakenApart(text: String, base: String) {
    #expect(WebAddress(text)?.base == base)
  }

  @Test(arguments: [
    "", "a.example", "ftp://a.example", "https://", "https:///a", "https://a b", "https://u@a", "https://a:b",
    "https://a:0", "https://a:70000", "https://::1/", "https://a\\b", "https://a,b", "https://a\n.example",
  ])
  func whatIsNoneIsNil(text: String) {
    #expect(WebAddress(text) == nil)
  }

  @Test(arguments: [
    ("http://localhost", true), ("http://a.localhost:1", true), ("http://127.0.0.1", true), ("http://127.9.9.9", true),
    ("http://[::1]:5", true), ("http://127.example.com", false), ("http://example.com", false),
    ("http://10.0.0.1", false),
  ])
  func thisMachineIsTold(text: String, isLoopback: Bool) throws {
    #expect(try #require(WebAddress(text)).isLoopback == isLoopback)
  }
}
