import LeadModel
import Testing

@testable import LeadSenders

/// Keys that a sender shares with a route.
struct KeyTests {
  private static let form = "application/x-www-form-urlencoded"

  /// A post with a key in it.
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let sender: String
    let post: Post
    let expected: Verification

    init(_ name: String, _ sender: String, _ post: Post, _ expected: Verification) {
      testDescription = name
      self.sender = sender
      self.post = post
      self.expected = expected
    }
  }

  private static func asked(_ pairs: [(String, String)], path: String = "/hooks/contact") -> Post {
    Fixtures.post(
      target: "\(path)?\(pairs.map { "\($0)=\($1)" }.joined(separator: "&"))",
      query: pairs.map { FormField(name: $0.0, value: $0.1) })
  }

  private static func authorized(_ value: String) -> Post { Fixtures.post(headers: [("authorization", value)]) }

  /// The secret is `user:pass word`.
  static let cases: [Case] = [
    Case("in the query", "jotform", asked([("key", "user:pass word")]), .genuine),
    Case("another in the query", "jotform", asked([("key", "user:pass wore")]), .refused(.keyMismatch)),
    Case("its start", "jotform", asked([("key", "user")]), .refused(.keyMismatch)),
    Case("empty", "jotform", asked([("key", "")]), .refused(.keyMismatch)),
    Case(
      "twice", "jotform", asked([("key", "user:pass word"), ("key", "user:pass word")]), .refused(.keyDuplicate)),
    Case("nowhere", "jotform", Fixtures.post(), .refused(.keyMissing)),
    Case("last in the path", "jotform", Fixtures.post(target: "/hooks/contact/user:pass%20word"), .genuine),
    Case("in the path, a slash behind it", "form", Fixtures.post(target: "/hooks/user%3Apass%20word/?a=b"), .genuine),
    Case("first in the path", "form", Fixtures.post(target: "/user:pass%20word/contact"), .refused(.keyMissing)),
    Case(
      "a wrong query, a right path", "form", asked([("key", "x")], path: "/hooks/user:pass%20word"),
      .refused(.keyMismatch)),
    Case("bearer", "bearer", authorized("Bearer user:pass word"), .genuine),
    Case("bearer in another case", "bearer", authorized("bearer  user:pass word"), .genuine),
    Case("bearer, another", "bearer", authorized("Bearer user:pass"), .refused(.keyMismatch)),
    Case("basic where bearer is asked for", "bearer", authorized("Basic dXNlcjpwYXNzIHdvcmQ="), .refused(.keyMissing)),
    Case("basic", "basic", authorized("Basic dXNlcjpwYXNzIHdvcmQ="), .genuine),
    Case("basic, another", "basic", authorized("Basic dXNlcjpwYXNzIHdvcmU="), .refused(.keyMismatch)),
    Case("basic that is no base64", "basic", authorized("Basic %%%"), .refused(.keyMismatch)),
    Case("basic, a user alone", "basic", authorized("Basic dXNlcg=="), .refused(.keyMismatch)),
    Case("in JSON", "google-ads", Fixtures.post(#"{"lead_id": "1", "google_key": "user:pass word"}"#), .genuine),
    Case("another in JSON", "google-ads", Fixtures.post(#"{"google_key": "user"}"#), .refused(.keyMismatch)),
    Case("null in JSON", "google-ads", Fixtures.post(#"{"google_key": null}"#), .refused(.keyMissing)),
    Case("not in JSON", "google-ads", Fixtures.post(#"{"data": {"google_key": "user"}}"#), .refused(.keyMissing)),
    Case("broken JSON", "google-ads", Fixtures.post(#"{"google_key": "user:pass word""#), .refused(.keyMissing)),
    Case("in a form", "wufoo", Fixtures.post("Field1=A&HandshakeKey=user%3Apass+word", type: form), .genuine),
    Case("another in a form", "wufoo", Fixtures.post("HandshakeKey=abc", type: form), .refused(.keyMismatch)),
    Case("not in a form", "wufoo", Fixtures.post("Field1=A", type: form), .refused(.keyMissing)),
    Case(
      "twice in a form", "wufoo", Fixtures.post("HandshakeKey=abc&HandshakeKey=user%3Apass+word", type: form),
      .refused(.keyDuplicate)),
    Case("Formstack's in a form", "formstack", Fixtures.post("HandshakeKey=user:pass+word", type: form), .genuine),
    Case(
      "Formstack's beside a wrong signature", "formstack",
      Fixtures.post(
        "HandshakeKey=user:pass+word", type: form,
        headers: [("x-fs-signature", "sha256=\(String(repeating: "0", count: 64))")]), .refused(.signatureMismatch)),
  ]

  @Test(arguments: cases)
  func theKeyIsFoundWhereItsSenderPutsIt(_ example: Case) throws {
    let sender = try #require(Sender.named(example.sender))
    let verifier = try Verifier(sender.signing, secrets: ["user:pass word"], publicURL: nil)
    #expect(verifier.verify(example.post, now: Fixtures.now) == example.expected)
  }

  @Test func anUnsignedSendersRouteNeedsNoSecret() throws {
    for sender in Sender.all {
      if sender.signing.needsSecret {
        #expect(throws: Diagnostic.self) { try Verifier(sender.signing, secrets: [], publicURL: nil) }
      } else {
        let verifier = try Verifier(sender.signing, secrets: [], publicURL: nil)
        #expect(verifier.verify(Fixtures.post(), now: Fixtures.now) == .genuine, "\(sender.name)")
      }
    }
  }

  /// A key that is put into a post is found there, in the place of another that was there.
  @Test(arguments: [
    ("jotform", Fixtures.post("a=b", type: form)), ("jotform", asked([("key", "old"), ("a", "b")])),
    ("bearer", Fixtures.post()), ("basic", authorized("Basic dXNlcg==")), ("pipedrive", Fixtures.post()),
    ("google-ads", Fixtures.post(#"{"google_key" : "old", "lead_id": "1"}"#)),
    ("google-ads", Fixtures.post(#" {"lead_id": "1"}"#)), ("google-ads", Fixtures.post("{}")),
    ("wufoo", Fixtures.post("HandshakeKey=old&Field1=A", type: form)), ("wufoo", Fixtures.post("Field1=A", type: form)),
    ("zoho", Fixtures.post(#"{"token": 5}"#)),
  ])
  func aKeyThatIsPutIsFound(_ name: String, _ post: Post) throws {
    let sender = try #require(Sender.named(name))
    let verifier = try Verifier(sender.signing, secrets: ["us er:\"p&=é"], publicURL: nil)
    #expect(verifier.verify(post, now: Fixtures.now) != .genuine)
    let signed = verifier.sign(post, now: Fixtures.now, id: "1")
    #expect(verifier.verify(signed, now: Fixtures.now) == .genuine)
  }

  @Test(arguments: [
    ("jotform", "/hooks/a?key=geheim&b=c", "/hooks/a?b=c"), ("jotform", "/hooks/a?k%65y=geheim", "/hooks/a"),
    ("jotform", "/hooks/a/geheim?b=c", "/hooks/a?b=c"), ("jotform", "/hooks/a/g%65heim/", "/hooks/a"),
    ("jotform", "/hooks/a?b=c", "/hooks/a?b=c"), ("bearer", "/hooks/a", "/hooks/a"),
    ("pipedrive", "/hooks/geheim", "/hooks"),
  ])
  func whatIsKeptHoldsNoKey(_ name: String, _ target: String, _ expected: String) throws {
    let sender = try #require(Sender.named(name))
    let verifier = try Verifier(sender.signing, secrets: ["geheim"], publicURL: nil)
    let post = Fixtures.post(
      headers: [("authorization", "Bearer geheim")], target: target,
      query: [FormField(name: "key", value: "geheim"), FormField(name: "b", value: "c")])
    let kept = verifier.withoutKey(post)
    #expect(kept.target == expected)
    #expect(kept.query.map(\.name) == (name == "bearer" ? ["key", "b"] : ["b"]))
    #expect((kept.header("authorization") == nil) == (name != "jotform"))
    #expect(kept.body == post.body)
    // Without a secret nothing is known to be one.
    if !sender.signing.needsSecret {
      #expect(try Verifier(sender.signing, secrets: [], publicURL: nil).withoutKey(post) == post)
    }
  }

  @Test func aVerifierShowsNoSecret() throws {
    for sender in Sender.all {
      let secret = sender.name == "standard-webhooks" ? "whsec_Z2VoZWlt" : "user:geheim"
      let verifier = try Verifier(sender.signing, secrets: [secret], publicURL: nil)
      var shown = "\(verifier) \(String(reflecting: verifier))"
      dump(verifier, to: &shown)
      #expect(!shown.contains("geheim") && !shown.contains("Z2Vo"), "\(sender.name)")
    }
  }

  @Test func whatIsNoSecretIsSaidAndNotRepeated() throws {
    let cases: [(sender: String, secrets: [String], code: String)] = [
      ("typeform", [], "sender.secret.missing"), ("typeform", ["a", ""], "sender.secret.empty"),
      ("jotform", [""], "sender.secret.empty"), ("standard-webhooks", ["whsec_geheim!"], "sender.secret.form"),
      ("standard-webhooks", ["whpk_c2hvcnQ="], "sender.secret.form"), ("basic", ["geheim"], "sender.secret.form"),
      ("typeform", (0...16).map { "geheim\($0)" }, "sender.secret.many"),
    ]
    for example in cases {
      let sender = try #require(Sender.named(example.sender))
      let error = #expect(throws: Diagnostic.self) {
        try Verifier(sender.signing, secrets: example.secrets, publicURL: nil)
      }
      #expect(error?.code == example.code)
      #expect(error.map { "\($0)".contains("geheim") } == false)
    }
  }
}
