import LeadModel

extension Verifier.Check {
  /// Whether a post has such a signature.
  func applies(to post: Post) -> Bool {
    guard post.header(scheme.header) != nil else { return false }
    return scheme.condition.map { post.header($0.header) == $0.value } ?? true
  }

  /// Checks time and signature; the time first, as it costs nothing.
  ///
  /// - Throws: Why the post is refused.
  func verify(_ post: Post, now: Timestamp, address: SignedAddress) throws(VerificationFailure) {
    let value = try Self.only(scheme.header, in: post)
    guard let header = SignatureHeader(value, of: scheme) else { throw .signatureMalformed }
    var timestamp = header.timestamp
    if let name = scheme.freshness?.header { timestamp = try Self.only(name, in: post) }
    if let freshness = scheme.freshness {
      guard let timestamp else { throw .signatureIncomplete }
      try freshness.check(timestamp, now: now)
    }
    let text = SignedText(
      template: scheme.template, post: post, timestamp: timestamp ?? "",
      id: scheme.idHeader == nil ? "" : try Self.only(scheme.idHeader ?? "", in: post),
      url: scheme.signsAddress ? address.text(of: post) : "")
    let isGenuine = keys.contains { $0.verify(header.signatures, of: text, encoding: scheme.encoding) }
    if !isGenuine { throw .signatureMismatch }
  }

  /// The value of a header that is there once.
  private static func only(_ name: String, in post: Post) throws(VerificationFailure) -> String {
    var found: String?
    for field in post.headers where field.name == name {
      guard found == nil else { throw .signatureDuplicate }
      found = field.value
    }
    guard let found else { throw .signatureIncomplete }
    return found
  }
}

extension SignatureScheme {
  /// Whether the address is signed too.
  var signsAddress: Bool { template.holds(.url) || template.holds(.decodedURL) }
}

extension SignatureScheme.Freshness {
  /// Holds a timestamp against the time; on the edge of the tolerance it is good.
  ///
  /// Digits alone are a timestamp, at most 15 of them.
  func check(_ text: String, now: Timestamp) throws(VerificationFailure) {
    let isNumber = (1...15).contains(text.utf8.count) && text.utf8.allSatisfy { 0x30...0x39 ~= $0 }
    guard isNumber, let number = Int64(text) else { throw .signatureMalformed }
    let milliseconds = unit == .seconds ? number * 1000 : number
    let allowed = Int64(tolerance.seconds * 1000)
    let age = now.millisecondsSince1970 - milliseconds
    if age > allowed { throw .signatureStale }
    if -age > allowed { throw .signatureFuture }
  }

  /// A time as it is written.
  func written(_ time: Timestamp) -> String {
    String(unit == .seconds ? time.millisecondsSince1970 / 1000 : time.millisecondsSince1970)
  }
}
