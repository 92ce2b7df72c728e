import LeadTransport
import Testing

/// Addresses as libcurl takes them apart.
struct HTTPAddressTests {
  @Test(arguments: [
    ("/next?page=2", "https://api.example.com/next?page=2"), ("?page=2", "https://api.example.com/v1/leads?page=2"),
    ("leads/2", "https://api.example.com/v1/leads/2"), ("//other.example.com/x", "https://other.example.com/x"),
    ("https://api.example.com/a b", "https://api.example.com/a%20b"),
    ("http://api.example.com/", "http://api.example.com/"),
  ])
  func relativeAddressesAreOfTheirPage(_ text: String, _ expected: String) throws {
    let base = try #require(HTTPAddress("https://api.example.com/v1/leads?page=1"))
    #expect(HTTPAddress(text, relativeTo: base)?.text == expected)
  }

  @Test(arguments: ["", "leads", "ftp://example.com/", "https://user@example.com/", "https://", "file:///etc/passwd"])
  func whatIsNoAddressIsNone(_ text: String) {
    #expect(HTTPAddress(text) == nil)
  }

  @Test(arguments: [
    ("https://API.example.com:443/x", true), ("https://api.example.com./", true), ("http://api.example.com/", false),
    ("https://api.example.com:8443/", false), ("https://example.com/", false),
  ])
  func originIsSchemeHostAndPort(_ text: String, _ isSame: Bool) throws {
    let one = try #require(HTTPAddress("https://api.example.com/leads"))
    #expect(try #require(HTTPAddress(text)).isSameOrigin(as: one) == isSame)
  }

  @Test func plainAddressesAreProtectedOnThisMachineAlone() throws {
    #expect(try #require(HTTPAddress("http://127.0.0.1:8080/")).isProtected)
    #expect(try #require(HTTPAddress("https://example.com/")).isProtected)
    #expect(try !#require(HTTPAddress("http://127.example.com/")).isProtected)
  }
}
