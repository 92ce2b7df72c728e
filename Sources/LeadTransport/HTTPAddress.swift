import CCurl

/// An address as libcurl takes it apart, so that nothing else is compared than is connected to.
package struct HTTPAddress: Sendable, Hashable {
  /// The whole address, as it is connected to.
  package let text: String
  /// `http` or `https`.
  package let scheme: String
  /// In lower case, without a final dot.
  package let host: String
  /// Given, or the scheme's.
  package let port: String

  /// Reads an absolute address; `nil` for what is none, or is of neither scheme, or names a user.
  package init?(_ text: String) { self.init(text, relativeTo: nil) }

  /// Reads an address that may be relative (RFC 3986, section 5): `/next?page=2`, `?page=2`.
  ///
  /// - Parameters:
  ///   - text: What it says; blanks in it are percent-encoded.
  ///   - base: Where it was said.
  package init?(_ text: String, relativeTo base: HTTPAddress?) {
    guard !text.isEmpty, let parts = curl_url() else { return nil }
    defer { curl_url_cleanup(parts) }
    if let base, curl_url_set(parts, CURLUPART_URL, base.text, 0) != CURLUE_OK { return nil }
    guard curl_url_set(parts, CURLUPART_URL, text, UInt32(CURLU_URLENCODE)) == CURLUE_OK else { return nil }
    func part(_ what: CURLUPart, _ flags: UInt32 = 0) -> String? {
      var found: UnsafeMutablePointer<CChar>?
      guard curl_url_get(parts, what, &found, flags) == CURLUE_OK, let found else { return nil }
      defer { curl_free(found) }
      return String(cString: found)
    }
    guard let text = part(CURLUPART_URL), let scheme = part(CURLUPART_SCHEME)?.lowercased(),
      scheme == "http" || scheme == "https", part(CURLUPART_USER) == nil,
      var host = part(CURLUPART_HOST)?.lowercased(), let port = part(CURLUPART_PORT, UInt32(CURLU_DEFAULT_PORT))
    else { return nil }
    if host.hasSuffix(".") { host.removeLast() }
    self.text = text
    self.scheme = scheme
    self.host = host
    self.port = port
  }

  /// Whether both lead to the same server: what is secret for one is known to the other (RFC 6454, section 4).
  package func isSameOrigin(as other: HTTPAddress) -> Bool {
    scheme == other.scheme && host == other.host && port == other.port
  }

  /// Whether it goes over TLS, or not beyond this machine.
  package var isProtected: Bool { scheme == "https" || LoopbackHost.isIn(url: text) }
}
