import LeadModel

/// The address that a post was sent to, as its sender wrote it: some senders sign it.
struct SignedAddress: Sendable {
  /// Scheme and host, `https://example.com`; `nil`: those of the post.
  private let origin: String?
  /// Path and query; `nil`: those of the post.
  private let path: String?

  /// - Parameter publicURL: The route's address from outside; its path and its query count where it has them. `nil`:
  ///   `https`, and the host that the post names, which behind a proxy may be another.
  /// - Throws: `sender.url` where it is no address.
  init(_ publicURL: String?) throws(Diagnostic) {
    guard let publicURL else {
      origin = nil
      path = nil
      return
    }
    let scheme = ["https://", "http://"].first { publicURL.hasPrefix($0) }
    let rest = publicURL.dropFirst(scheme?.count ?? 0).prefix { $0 != "#" }
    let host = rest.prefix { $0 != "/" && $0 != "?" }
    guard let scheme, !host.isEmpty, rest.utf8.allSatisfy({ 0x21...0x7E ~= $0 }) else {
      throw Diagnostic(
        "sender.url", "the public address is none", hint: "expected such as https://forms.example.com/hooks/contact")
    }
    origin = scheme + host
    path = host.endIndex == rest.endIndex ? nil : String(rest[host.endIndex...])
  }

  /// The address of a post.
  func text(of post: Post) -> String {
    let origin = origin ?? "https://\(post.header("host") ?? "")"
    guard let path else { return origin + post.target }
    return origin + path + (path.contains("?") ? "" : String(post.target.dropFirst(post.path.count)))
  }
}
