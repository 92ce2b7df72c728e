import Testing

@testable import LeadServer

/// One form for each path, and none for tricks.
struct RequestPathTests {
  @Test(arguments: [
    ("/hooks/contact", "/hooks/contact", ""),
    ("/hooks/contact/", "/hooks/contact", ""),
    ("/hooks/contact?a=1&b=%2F", "/hooks/contact", "a=1&b=%2F"),
    ("/?", "/", ""),
    ("/", "/", ""),
    ("http://example.com/hooks/contact?x", "/hooks/contact", "x"),
    ("HTTPS://example.com:8443/hooks", "/hooks", ""),
    ("https://example.com", "/", ""),
    ("/hooks/%63ontact", "/hooks/contact", ""),
    ("/hooks/%7Euser", "/hooks/~user", ""),
    ("/hooks/a%20b", "/hooks/a%20b", ""),
    ("/hooks/a%c3%a9", "/hooks/a%C3%A9", ""),
    ("/hooks/.well", "/hooks/.well", ""),
    ("/hooks/...", "/hooks/...", ""),
    ("/hooks?a=/../b//", "/hooks", "a=/../b//"),
  ])
  func aPathHasOneForm(target: String, path: String, query: String) throws {
    let found = try #require(RequestPath(target: target))
    #expect(found.text == path)
    #expect(found.query == query)
  }

  @Test(arguments: [
    "", "*", "hooks/contact", "//hooks/contact", "/hooks//contact", "/hooks/../contact", "/hooks/..", "/hooks/.",
    "/./hooks", "/hooks/%2e%2e/contact", "/hooks/%2E", "/hooks%2fcontact", "/hooks%5Ccontact", "/hooks\\contact",
    "/hooks/%00", "/hooks/%", "/hooks/%4", "/hooks/%zz", "/hooks/%+1", "/hooks/\u{e9}", "/hooks/a b", "ftp://x/hooks",
    "example.com:443", "http:///../hooks",
  ])
  func aTrickIsNoPath(target: String) {
    #expect(RequestPath(target: target) == nil)
  }

  @Test func anEscapeIsUndoneOnce() throws {
    // `%25` stays an escaped `%`: it does not become the escape `%2e` behind it.
    #expect(try #require(RequestPath(target: "/hooks/%252e%252e/x")).text == "/hooks/%252e%252e/x")
  }
}
