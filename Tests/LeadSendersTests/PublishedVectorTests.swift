import LeadModel
import Testing

@testable import LeadSenders

/// Signatures that others have published, so that ours are not only their own proof.
struct PublishedVectorTests {
  /// RFC 4231, section 4: test cases 1 to 4, 6 and 7.
  struct MAC: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let key: [UInt8]
    let text: [UInt8]
    let sha256: String
    let sha512: String
  }

  static let macs: [MAC] = [
    MAC(
      testDescription: "1", key: [UInt8](repeating: 0x0B, count: 20), text: Array("Hi There".utf8),
      sha256: "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
      sha512: "87aa7cdea5ef619d4ff0b4241a1d6cb02379f4e2ce4ec2787ad0b30545e17cde"
        + "daa833b7d6b8a702038b274eaea3f4e4be9d914eeb61f1702e696c203a126854"),
    MAC(
      testDescription: "2, a short key", key: Array("Jefe".utf8), text: Array("what do ya want for nothing?".utf8),
      sha256: "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
      sha512: "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea250554"
        + "9758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737"),
    MAC(
      testDescription: "3", key: [UInt8](repeating: 0xAA, count: 20), text: [UInt8](repeating: 0xDD, count: 50),
      sha256: "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe",
      sha512: "fa73b0089d56a284efb0f0756c890be9b1b5dbdd8ee81a3655f83e33b2279d39"
        + "bf3e848279a722c806b485a47e67c807b946a337bee8942674278859e13292fb"),
    MAC(
      testDescription: "4", key: Array(1...25), text: [UInt8](repeating: 0xCD, count: 50),
      sha256: "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b",
      sha512: "b0ba465637458c6990e5a8c5f61d4af7e576d97ff94b872de76f8050361ee3db"
        + "a91ca5c11aa25eb4d679275cc5788063a5f19741120c4f2de2adebeb10a298dd"),
    MAC(
      testDescription: "6, a key longer than a block", key: [UInt8](repeating: 0xAA, count: 131),
      text: Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
      sha256: "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
      sha512: "80b24263c7c1a3ebb71493c1dd7be8b49b46d1f41b4aeec1121b013783f8f352"
        + "6b56d037e05f2598bd0fd2215d6a1e5295e64f73f63f0aec8b915a985d786598"),
  ]

  @Test(arguments: macs)
  func theMACsAreThoseOfTheRFC(_ mac: MAC) throws {
    var post = Fixtures.post()
    post.body = mac.text
    let text = SignedText(template: .body, post: post, timestamp: "", id: "", url: "")
    let short = try #require(SigningKey(.hmacSHA256, .key(mac.key))?.sign(text))
    let long = try #require(SigningKey(.hmacSHA512, .key(mac.key))?.sign(text))
    #expect(String(decoding: SignatureEncoding.hex.encode(short), as: UTF8.self) == mac.sha256)
    #expect(String(decoding: SignatureEncoding.hex.encode(long), as: UTF8.self) == mac.sha512)
  }

  /// RFC 2202, section 3, test case 2.
  @Test func theMACBySHA1IsThatOfTheRFC() throws {
    let post = Fixtures.post("what do ya want for nothing?")
    let text = SignedText(template: .body, post: post, timestamp: "", id: "", url: "")
    let bytes = try #require(SigningKey(.hmacSHA1, .key(Array("Jefe".utf8)))?.sign(text))
    #expect(
      String(decoding: SignatureEncoding.hex.encode(bytes), as: UTF8.self)
        == "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79")
  }

  /// RFC 4648, section 10, and the letters in which base64 and its form for addresses differ.
  @Test(arguments: [
    ("", "", ""), ("f", "Zg==", "Zg"), ("fo", "Zm8=", "Zm8"), ("foo", "Zm9v", "Zm9v"), ("foob", "Zm9vYg==", "Zm9vYg"),
    ("fooba", "Zm9vYmE=", "Zm9vYmE"), ("foobar", "Zm9vYmFy", "Zm9vYmFy"), (">>>???", "Pj4+Pz8/", "Pj4-Pz8_"),
  ])
  func theEncodingsAreThoseOfTheRFC(_ text: String, _ base64: String, _ base64url: String) {
    let bytes = Array(text.utf8)
    #expect(SignatureEncoding.base64.encode(bytes) == Array(base64.utf8))
    #expect(SignatureEncoding.base64url.encode(bytes) == Array(base64url.utf8))
    for encoding in SignatureEncoding.allCases {
      #expect(encoding.decode(encoding.encode(bytes)) == bytes, "\(encoding.rawValue)")
    }
  }

  /// A post as a sender's documents have it.
  struct Example: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let sender: String
    let secret: String
    let post: Post
    var publicURL: String?
  }

  static let examples: [Example] = [
    Example(
      testDescription: "Standard Webhooks, its libraries' tests", sender: "standard-webhooks",
      secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
      post: Fixtures.post(
        #"{"test": 2432232314}"#,
        headers: [
          ("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek"), ("webhook-timestamp", "1614265330"),
          ("webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="),
        ])),
    Example(
      testDescription: "GitHub, validating webhook deliveries", sender: "github", secret: "It's a Secret to Everybody",
      post: Fixtures.post(
        "Hello, World!", type: "text/plain",
        headers: [
          ("x-hub-signature-256", "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17")
        ])),
    Example(
      testDescription: "HubSpot, requests of version 1", sender: "hubspot",
      secret: "yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy",
      post: Fixtures.post(
        #"[{"eventId":1,"subscriptionId":12345,"portalId":62515,"occurredAt":1564113600000,"#
          + #""subscriptionType":"contact.creation","attemptNumber":0,"objectId":123,"changeSource":"CRM","#
          + #""changeFlag":"NEW","appId":54321}]"#,
        headers: [
          ("x-hubspot-signature-version", "v1"),
          ("x-hubspot-signature", "232db2615f3d666fe21a8ec971ac7b5402d33b9a925784df3ca654d05f4817de"),
        ])),
    Example(
      testDescription: "HubSpot, requests of version 2", sender: "hubspot",
      secret: "yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy",
      post: Fixtures.post(
        "",
        headers: [
          ("x-hubspot-signature-version", "v2"),
          ("x-hubspot-signature", "eee2dddcc73c94d699f5e395f4b9d454a069a6855fbfa152e91e88823087200e"),
        ], method: "GET"),
      publicURL: "https://www.example.com/webhook_uri"),
    Example(
      testDescription: "Slack, verifying requests", sender: "slack", secret: "8f742231b10e8888abcd99yyyzzz85a5",
      post: Fixtures.post(
        "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
          + "&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text="
          + "&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
          + "&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c",
        type: "application/x-www-form-urlencoded",
        headers: [
          ("x-slack-request-timestamp", "1531420618"),
          ("x-slack-signature", "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"),
        ])),
  ]

  @Test(arguments: examples)
  func aPublishedPostIsGenuine(_ example: Example) throws {
    let sender = try #require(Sender.named(example.sender))
    let verifier = try Verifier(sender.signing, secrets: [example.secret], publicURL: example.publicURL)
    let header = ["webhook-timestamp", "x-slack-request-timestamp"].lazy.compactMap { example.post.header($0) }.first
    let time = header.flatMap { Int64($0) }.map { Timestamp(millisecondsSince1970: $0 * 1000) } ?? Fixtures.now
    #expect(verifier.verify(example.post, now: time) == .genuine)
    var forged = example.post
    forged.body.append(0x0A)
    #expect(verifier.verify(forged, now: time) == .refused(.signatureMismatch))
  }
}
