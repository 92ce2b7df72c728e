package import LeadModel

/// Says whether posts are from their sender, by a route's secrets.
///
/// Made once for a route, and again when a secret changes. Pure: the time is given. A post costs one hash over its bytes
/// for each secret, and no copy of the body but for Ed25519; a body is parsed only where the key is in it.
package struct Verifier: Sendable {
  /// A scheme with those keys of the route that are its own.
  struct Check: Sendable {
    let scheme: SignatureScheme
    /// Not empty.
    let keys: [SigningKey]
  }

  /// The most secrets of a route: an old and a new one, and some to spare.
  package static let maxSecrets = 16

  let checks: [Check]
  let places: [KeyPlace]
  /// As they were given.
  let secrets: [String]
  let address: SignedAddress
  private let digests: [[UInt8]]

  /// Makes the keys ready.
  ///
  /// - Parameters:
  ///   - signing: The sender's.
  ///   - secrets: The route's; several while one is replaced by another: each is good.
  ///   - publicURL: The route's address from outside, for senders that sign it; `nil`: the post's own host counts.
  /// - Throws: `sender.secret.missing`, `sender.secret.empty`, `sender.secret.many`, `sender.secret.form` (it is not
  ///   written as this sender's are) or `sender.url`; no secret is repeated in the message.
  package init(_ signing: Signing, secrets: [String], publicURL: String?) throws(Diagnostic) {
    if signing.needsSecret, secrets.isEmpty {
      throw Diagnostic(
        "sender.secret.missing", "this sender signs its posts, and the route has no secret",
        hint: "give it the \"secret\" that the sender shows, as {\"env\": …} or {\"file\": …}")
    }
    guard secrets.count <= Self.maxSecrets else {
      throw Diagnostic("sender.secret.many", "a route has at most \(Self.maxSecrets) secrets, found \(secrets.count)")
    }
    guard !secrets.contains("") else {
      throw Diagnostic("sender.secret.empty", "the secret is empty: anyone could sign with it")
    }
    let schemes = signing.proofs.compactMap { if case .signature(let scheme) = $0 { scheme } else { nil } }
    places = signing.proofs.compactMap { if case .key(let place) = $0 { place } else { nil } }
    for secret in secrets where !Self.isUsable(secret, schemes: schemes, places: places) {
      throw Diagnostic(
        "sender.secret.form", "the secret is not written as this sender's are",
        hint: Self.hint(schemes: schemes))
    }
    checks = schemes.compactMap { scheme in
      let keys = secrets.compactMap { SigningKey(scheme.algorithm, scheme.keyEncoding.read($0)) }
      return keys.isEmpty ? nil : Check(scheme: scheme, keys: keys)
    }
    self.secrets = secrets
    digests = secrets.map { ConstantTime.digest($0.utf8) }
    address = try SignedAddress(publicURL)
  }

  private static func isUsable(_ secret: String, schemes: [SignatureScheme], places: [KeyPlace]) -> Bool {
    places.contains { $0 != .basic || secret.contains(":") }
      || schemes.contains { SigningKey($0.algorithm, $0.keyEncoding.read(secret)) != nil }
  }

  private static func hint(schemes: [SignatureScheme]) -> String {
    switch schemes.first?.keyEncoding {
    case .standardWebhooks, .standardWebhooksPublic: "it is base64 behind whsec_, or a key behind whpk_"
    case .base64: "it is base64"
    case .utf8, nil: "it is user:password"
    }
  }

  /// Whether a post is the sender's own.
  ///
  /// - Parameters:
  ///   - post: With its body as it came, before anything is parsed.
  ///   - now: When it arrived.
  /// - Returns: That it is, or why it is refused.
  package func verify(_ post: Post, now: Timestamp) -> Verification {
    if secrets.isEmpty { return .genuine }
    if let first = checks.first(where: { $0.applies(to: post) }) {
      return verify(post, now: now, header: first.scheme.header)
    }
    return places.isEmpty ? .refused(.signatureMissing) : verifyKey(of: post)
  }

  /// A post as it may be kept and logged: without the secret, where its address or its `Authorization` holds it.
  ///
  /// A body stays as it came, and so do signatures: they prove one post, and make no other.
  package func withoutKey(_ post: Post) -> Post {
    if secrets.isEmpty { return post }
    var kept = post
    for place in places {
      place.remove(from: &kept) { key in digests.contains { ConstantTime.areEqual($0, ConstantTime.digest(key)) } }
    }
    return kept
  }

  /// By all schemes that share a header: Standard Webhooks has two kinds of signatures in one.
  private func verify(_ post: Post, now: Timestamp, header: String) -> Verification {
    var failure = VerificationFailure.signatureMalformed
    for check in checks where check.scheme.header == header && check.applies(to: post) {
      do throws(VerificationFailure) {
        try check.verify(post, now: now, address: address)
        return .genuine
      } catch {
        // A signature that this kind cannot read may be of the other; what it says of one that it can, counts.
        if error != .signatureMalformed { failure = error }
      }
    }
    return .refused(failure)
  }

  /// By the first place that has a key.
  private func verifyKey(of post: Post) -> Verification {
    for place in places {
      let keys = place.keys(in: post)
      guard keys.count < 2 else { return .refused(.keyDuplicate) }
      guard let key = keys.first else { continue }
      let digest = ConstantTime.digest(key)
      // All are compared, so that the time does not tell which was nearly it.
      let matches = digests.map { ConstantTime.areEqual($0, digest) }
      if matches.contains(true) { return .genuine }
      // Every address has a last part; whether it was meant as a key cannot be known.
      return .refused(place == .lastPathSegment ? .keyMissing : .keyMismatch)
    }
    return .refused(.keyMissing)
  }
}

extension Verifier: CustomStringConvertible, CustomReflectable {
  package var description: String { "<verifier>" }
  /// Empty, so that `dump` shows no secret.
  package var customMirror: Mirror { Mirror(self, children: []) }
}
