package import LeadModel

extension Verifier {
  /// Adds to a post what its sender would: for tries and for tests.
  ///
  /// Signs by the first scheme and the first of its keys that can; else the first secret is put where it is looked for
  /// first. Headers that are there already are replaced. A route whose only key is a public one cannot sign, and a
  /// multipart body takes no key: the post comes back as it is.
  ///
  /// - Parameters:
  ///   - post: What is to be sent; its body is not changed by a signature.
  ///   - now: The time that is signed.
  ///   - id: The message's id, where the scheme has one.
  /// - Returns: The post with what its sender adds to it.
  package func sign(_ post: Post, now: Timestamp, id: String) -> Post {
    var signed = post
    for check in checks {
      let scheme = check.scheme
      let timestamp = scheme.freshness?.written(now) ?? ""
      if let name = scheme.freshness?.header { signed.setHeader(name, timestamp) }
      if let name = scheme.idHeader { signed.setHeader(name, id) }
      let text = SignedText(
        template: scheme.template, post: signed, timestamp: timestamp, id: id,
        url: scheme.signsAddress ? address.text(of: signed) : "")
      guard let bytes = check.keys.lazy.compactMap({ $0.sign(text) }).first else {
        signed = post
        continue
      }
      let signature = String(decoding: scheme.encoding.encode(bytes), as: UTF8.self)
      signed.setHeader(scheme.header, scheme.layout.written(signature, timestamp: timestamp))
      if let condition = scheme.condition { signed.setHeader(condition.header, condition.value) }
      return signed
    }
    if checks.isEmpty, let secret = secrets.first,
      let place = places.first(where: { $0 != .basic || secret.contains(":") })
    {
      place.put(secret, into: &signed)
    }
    return signed
  }
}

extension SignatureScheme.Layout {
  /// A header's value with one signature.
  func written(_ signature: String, timestamp: String) -> String {
    switch self {
    case .list(let prefix, _): prefix + signature
    case .pairs(let key, let timestampKey?): "\(timestampKey)=\(timestamp),\(key)=\(signature)"
    case .pairs(let key, nil): "\(key)=\(signature)"
    }
  }
}
