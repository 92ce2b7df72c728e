import LeadConfig
import Testing

struct HookAddressTests {
  @Test(arguments: [
    ("https://hooks.example.com/T0/B0?key=secret", "hooks.example.com"), ("https://example.com", "example.com"),
    ("http://127.0.0.1:9000/done", "127.0.0.1"), ("http://localhost/x", "localhost"), ("http://[::1]:80/", "[::1]"),
  ])
  func addressesThatAreToldKeepTheirTextAndShowTheirHost(text: String, host: String) throws {
    let address = try #require(HookAddress(text))
    #expect(address.text == text)
    #expect(address.host == host)
  }

  @Test(arguments: [
    "http://example.com/hook", "ftp://example.com", "example.com", "", "https://", "https://user:word@example.com",
    "https://example.com/#x", "http://127.0.0.1.example.com/", "http://127.0.0.1@example.com/", "https://a b.com",
  ])
  func othersAreNone(text: String) {
    #expect(HookAddress(text) == nil)
  }
}
