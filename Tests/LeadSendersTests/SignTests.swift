import LeadModel
import TestSupport
import Testing

@testable import LeadSenders

/// What a scheme signs it verifies, and nothing else: every scheme of every sender, with the same forgeries.
struct SignTests {
  private func verifier(_ scheme: SignatureScheme, _ secrets: [String]? = nil) throws -> Verifier {
    try Verifier(.signature(scheme), secrets: secrets ?? [Fixtures.secrets(of: scheme).own], publicURL: nil)
  }

  private func signed(_ scheme: SignatureScheme) throws -> Post {
    try verifier(scheme).sign(Fixtures.post(), now: Fixtures.now, id: "msg_1")
  }

  @Test(arguments: NamedScheme.all)
  func whatIsSignedIsGenuine(_ named: NamedScheme) throws {
    let post = try signed(named.scheme)
    #expect(post.header(named.scheme.header) != nil)
    #expect(post.body == Fixtures.post().body)
    #expect(try verifier(named.scheme).verify(post, now: Fixtures.now) == .genuine)
  }

  @Test(arguments: NamedScheme.all)
  func anyBodyIsSignedAndNoOtherIsGenuine(_ named: NamedScheme) throws {
    var random = SplitMix64(seed: 6)
    let verifier = try verifier(named.scheme)
    for length in [0, 1, 63, 64, 65, 1000] {
      var post = Fixtures.post()
      post.body = (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) }
      var signed = verifier.sign(post, now: Fixtures.now, id: "msg_\(length)")
      #expect(verifier.verify(signed, now: Fixtures.now) == .genuine, "\(length) bytes")
      if length > 0 {
        signed.body[Int.random(in: 0..<length, using: &random)] ^= 1 << UInt8.random(in: 0...7, using: &random)
      } else {
        signed.body = [0x20]
      }
      #expect(verifier.verify(signed, now: Fixtures.now) == .refused(.signatureMismatch), "\(length) bytes")
    }
  }

  /// Every letter of the signature is replaced by another of its letters.
  @Test(arguments: NamedScheme.all)
  func anotherLetterInTheSignatureIsRefused(_ named: NamedScheme) throws {
    let verifier = try verifier(named.scheme)
    let post = try signed(named.scheme)
    let value = try #require(post.header(named.scheme.header))
    let length = SignatureHeader(value, of: named.scheme)?.signatures.first?.count ?? 0
    #expect(length > 0)
    for offset in 1...length {
      var letters = Array(value.utf8)
      let index = letters.count - offset
      if letters[index] == UInt8(ascii: "=") { continue }
      letters[index] = letters[index] == UInt8(ascii: "0") ? UInt8(ascii: "1") : UInt8(ascii: "0")
      var forged = post
      forged.setHeader(named.scheme.header, String(decoding: letters, as: UTF8.self))
      #expect(verifier.verify(forged, now: Fixtures.now) == .refused(.signatureMismatch), "letter -\(offset)")
    }
  }

  @Test(arguments: NamedScheme.all)
  func aTruncatedSignatureIsMalformed(_ named: NamedScheme) throws {
    var post = try signed(named.scheme)
    let value = try #require(post.header(named.scheme.header))
    for length in [value.count - 1, value.count - 4, value.count / 2, 1, 0] {
      post.setHeader(named.scheme.header, String(value.prefix(length)))
      #expect(
        try verifier(named.scheme).verify(post, now: Fixtures.now) == .refused(.signatureMalformed), "\(length)")
    }
  }

  @Test(arguments: NamedScheme.all)
  func anotherSecretIsRefused(_ named: NamedScheme) throws {
    let other = try verifier(named.scheme, [Fixtures.secrets(of: named.scheme).other])
    #expect(other.verify(try signed(named.scheme), now: Fixtures.now) == .refused(.signatureMismatch))
  }

  @Test(arguments: NamedScheme.all)
  func whileASecretIsReplacedBothAreGood(_ named: NamedScheme) throws {
    let secrets = Fixtures.secrets(of: named.scheme)
    let both = try verifier(named.scheme, [secrets.other, secrets.own])
    #expect(both.verify(try signed(named.scheme), now: Fixtures.now) == .genuine)
  }

  @Test(arguments: NamedScheme.all)
  func aPostWithoutSignatureIsRefused(_ named: NamedScheme) throws {
    var post = try signed(named.scheme)
    post.headers.removeAll { $0.name == named.scheme.header }
    #expect(try verifier(named.scheme).verify(post, now: Fixtures.now) == .refused(.signatureMissing))
  }

  @Test(arguments: NamedScheme.all)
  func aHeaderThatCameTwiceIsRefused(_ named: NamedScheme) throws {
    let post = try signed(named.scheme)
    for name in [named.scheme.header, named.scheme.freshness?.header, named.scheme.idHeader].compactMap(\.self) {
      var forged = post
      forged.headers.append(Post.HeaderField(name: name, value: "1"))
      #expect(
        try verifier(named.scheme).verify(forged, now: Fixtures.now) == .refused(.signatureDuplicate), "\(name)")
    }
  }

  @Test(arguments: NamedScheme.all.filter { $0.scheme.freshness?.header != nil || $0.scheme.idHeader != nil })
  func aSignedHeaderThatIsMissingIsSaid(_ named: NamedScheme) throws {
    let post = try signed(named.scheme)
    for name in [named.scheme.freshness?.header, named.scheme.idHeader].compactMap(\.self) {
      var forged = post
      forged.headers.removeAll { $0.name == name }
      #expect(
        try verifier(named.scheme).verify(forged, now: Fixtures.now) == .refused(.signatureIncomplete), "\(name)")
    }
  }

  @Test(arguments: NamedScheme.all.filter { $0.scheme.idHeader != nil })
  func anotherIDIsRefused(_ named: NamedScheme) throws {
    var post = try signed(named.scheme)
    post.setHeader(try #require(named.scheme.idHeader), "msg_2")
    #expect(try verifier(named.scheme).verify(post, now: Fixtures.now) == .refused(.signatureMismatch))
  }

  @Test(arguments: NamedScheme.all.filter { $0.scheme.freshness != nil })
  func theTimeIsGoodForItsToleranceBothWays(_ named: NamedScheme) throws {
    let verifier = try verifier(named.scheme)
    let post = try signed(named.scheme)
    let tolerance = Int64(try #require(named.scheme.freshness).tolerance.seconds)
    for (seconds, expected): (Int64, Verification) in [
      (tolerance, .genuine), (-tolerance, .genuine), (tolerance + 1, .refused(.signatureStale)),
      (-tolerance - 1, .refused(.signatureFuture)), (86_400 * 365, .refused(.signatureStale)),
    ] {
      #expect(verifier.verify(post, now: Fixtures.time(seconds)) == expected, "\(seconds) s later")
    }
  }

  @Test(arguments: NamedScheme.all.filter { $0.scheme.freshness != nil })
  func anotherTimestampIsRefused(_ named: NamedScheme) throws {
    let verifier = try verifier(named.scheme)
    let post = try signed(named.scheme)
    let freshness = try #require(named.scheme.freshness)
    for (text, failure): (String, VerificationFailure) in [
      (freshness.written(Fixtures.time(1)), .signatureMismatch), ("hello", .signatureMalformed),
      ("-1614265330", .signatureMalformed), ("1614265330.5", .signatureMalformed), ("", .signatureMalformed),
      ("1614265330000000000000", .signatureMalformed), ("0", .signatureStale),
      ("999999999999999", .signatureFuture),
    ] {
      var forged = post
      if let header = freshness.header {
        forged.setHeader(header, text)
      } else {
        let value = try #require(post.header(named.scheme.header))
        forged.setHeader(
          named.scheme.header, value.replacing("t=\(freshness.written(Fixtures.now))", with: "t=\(text)"))
      }
      #expect(verifier.verify(forged, now: Fixtures.now) == .refused(failure), "'\(text)'")
    }
  }

  /// A signature of every other scheme, under this one's header, by the same secret where both can take it.
  @Test(arguments: NamedScheme.all)
  func theSignatureOfAnotherAlgorithmIsRefused(_ named: NamedScheme) throws {
    let scheme = named.scheme
    for algorithm in SignatureScheme.Algorithm.allCases where algorithm != scheme.algorithm {
      let isPublic = algorithm == .ed25519
      let other = SignatureScheme(
        header: scheme.header, algorithm: algorithm, layout: scheme.layout, encoding: scheme.encoding,
        template: algorithm == .sha256 ? SignedTemplate([.secret] + scheme.template.pieces) : scheme.template,
        keyEncoding: isPublic
          ? .standardWebhooksPublic : scheme.keyEncoding == .standardWebhooksPublic ? .utf8 : scheme.keyEncoding,
        freshness: scheme.freshness, idHeader: scheme.idHeader, condition: scheme.condition)
      let secret = isPublic ? Fixtures.secrets(of: other).own : Fixtures.secrets(of: scheme).own
      let forged = try verifier(other, [secret]).sign(Fixtures.post(), now: Fixtures.now, id: "msg_1")
      let verification = try verifier(scheme).verify(forged, now: Fixtures.now)
      let isAsLong = algorithm.byteCount == scheme.algorithm.byteCount
      #expect(
        verification == .refused(isAsLong ? .signatureMismatch : .signatureMalformed), "\(algorithm.rawValue)")
    }
  }

  @Test func severalSignaturesAreOneGoodOneAmongThem() throws {
    let sender = try #require(Sender.named("standard-webhooks"))
    let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    let verifier = try Verifier(sender.signing, secrets: [secret], publicURL: nil)
    var post = verifier.sign(Fixtures.post(), now: Fixtures.now, id: "msg_1")
    let own = try #require(post.header("webhook-signature"))
    let other = "v1," + String(repeating: "A", count: 43) + "="
    for (value, expected): (String, Verification) in [
      ("\(other) \(own)", .genuine), ("\(own) \(other)", .genuine), ("v1a,x v2,y \(own)", .genuine),
      ("\(other) \(other)", .refused(.signatureMismatch)), ("v2,\(own)", .refused(.signatureMalformed)),
      (String(repeating: "\(other) ", count: 16) + own, .refused(.signatureMalformed)),
    ] {
      post.setHeader("webhook-signature", value)
      #expect(verifier.verify(post, now: Fixtures.now) == expected)
    }
  }

  @Test func aPublicKeyVerifiesAndDoesNotSign() throws {
    let sender = try #require(Sender.named("standard-webhooks"))
    let seed = "whsk_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
    let key = "whpk_A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg="
    let owner = try Verifier(sender.signing, secrets: [seed], publicURL: nil)
    let reader = try Verifier(sender.signing, secrets: [key], publicURL: nil)
    let post = owner.sign(Fixtures.post(), now: Fixtures.now, id: "msg_1")
    #expect(reader.verify(post, now: Fixtures.now) == .genuine)
    #expect(reader.sign(Fixtures.post(), now: Fixtures.now, id: "msg_1") == Fixtures.post())
  }
}
