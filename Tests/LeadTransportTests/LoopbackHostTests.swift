import Testing

@testable import LeadTransport

struct LoopbackHostTests {
  @Test(arguments: [
    "http://localhost/", "http://LOCALHOST:8787/x", "http://localhost./", "http://inbox.localhost/",
    "http://127.0.0.1/",
    "http://127.1.2.3:80/", "http://127.1/", "http://2130706433/", "http://[::1]:8787/",
    "https://user@127.0.0.1/",
  ])
  func thisMachine(_ url: String) { #expect(LoopbackHost.isIn(url: url)) }

  @Test(arguments: [
    "http://example.com/", "http://127.example.com/", "http://127.0.0.1.example.com/", "http://localhost.example.com/",
    "http://notlocalhost/", "http://localhost@example.com/", "http://128.0.0.1/", "http://[::2]/", "http://10.0.0.1/",
    "no url", "",
  ])
  func anotherMachine(_ url: String) { #expect(!LoopbackHost.isIn(url: url)) }
}
