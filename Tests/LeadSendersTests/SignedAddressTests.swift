import LeadModel
import Testing

@testable import LeadSenders

/// The address that is signed, behind proxies that change it.
struct SignedAddressTests {
  @Test(arguments: [
    (nil, "/hooks/a?b=c", "https://example.com/hooks/a?b=c"),
    ("https://f.example.org", "/hooks/a?b=c", "https://f.example.org/hooks/a?b=c"),
    ("https://f.example.org/in/a", "/hooks/a?b=c", "https://f.example.org/in/a?b=c"),
    ("https://f.example.org/in/a?x=y", "/hooks/a?b=c", "https://f.example.org/in/a?x=y"),
    ("http://f.example.org:8080/#top", "/hooks/a", "http://f.example.org:8080/"),
  ])
  func theAddressIsTheOneFromOutside(_ publicURL: String?, _ target: String, _ expected: String) throws {
    #expect(try SignedAddress(publicURL).text(of: Fixtures.post(target: target)) == expected)
  }

  @Test(arguments: [
    "", "example.com/hooks", "ftp://example.com/", "https://", "https:///a", "https://a b/", "https://é/",
  ])
  func whatIsNoAddressIsSaid(_ text: String) {
    let error = #expect(throws: Diagnostic.self) { try SignedAddress(text) }
    #expect(error?.code == "sender.url")
  }

  /// Of a signed address HubSpot undoes these escapes and no others.
  @Test func hubSpotsThirdVersionUndoesSomeEscapes() throws {
    let text = SignedText(
      template: SignedTemplate([.decodedURL, .url]), post: Fixtures.post(), timestamp: "", id: "",
      url: "%3A%2f%3F%40%21%24%27%28%29%2A%2C%3B%20%26%3D%2%zz%")
    #expect(
      String(decoding: text.joined, as: UTF8.self)
        == ":/?@!$'()*,;%20%26%3D%2%zz%" + "%3A%2f%3F%40%21%24%27%28%29%2A%2C%3B%20%26%3D%2%zz%")
  }

  /// A newer signature that does not hold is not made good by an older one beside it.
  @Test func hubSpotsNewestVersionDecides() throws {
    let sender = try #require(Sender.named("hubspot"))
    let verifier = try Verifier(sender.signing, secrets: ["secret"], publicURL: "https://f.example.org/in/a")
    let newest = verifier.sign(Fixtures.post(), now: Fixtures.now, id: "")
    #expect(newest.header("x-hubspot-signature-v3") != nil)
    #expect(verifier.verify(newest, now: Fixtures.now) == .genuine)
    #expect(
      try Verifier(sender.signing, secrets: ["secret"], publicURL: "https://f.example.org/in/b")
        .verify(newest, now: Fixtures.now) == .refused(.signatureMismatch))
    for scheme in sender.signing.schemes.dropFirst() {
      let older = try Verifier(.signature(scheme), secrets: ["secret"], publicURL: "https://f.example.org/in/a")
      let both = older.sign(newest, now: Fixtures.now, id: "")
      #expect(older.verify(both, now: Fixtures.now) == .genuine)
      #expect(verifier.verify(both, now: Fixtures.time(301)) == .refused(.signatureStale))
      var oldest = both
      oldest.headers.removeAll { $0.name == "x-hubspot-signature-v3" }
      #expect(verifier.verify(oldest, now: Fixtures.time(301)) == .genuine)
      oldest.headers.removeAll { $0.name == "x-hubspot-signature-version" }
      #expect(verifier.verify(oldest, now: Fixtures.now) == .refused(.signatureMissing))
    }
  }
}
