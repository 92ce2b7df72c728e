/// A web address taken apart, as far as is needed to tell hosts and paths: `https://host:8443/a/b?query`.
struct WebAddress: Hashable {
  /// `http` or `https`.
  let scheme: String
  /// In lower case; an IPv6 address in its brackets.
  let host: String
  let port: Int?
  /// The path's parts, without empty ones.
  let segments: [String]
  let query: String?

  /// Reads an `http` or `https` address; `nil` for anything else, and for one with a user's name in it.
  ///
  /// What follows `#` is passed over.
  init?(_ text: String) {
    let text = text.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)[0]
    guard let mark = text.firstRange(of: "://"), !text.contains(where: { $0.isWhitespace || $0 == "\\" }) else {
      return nil
    }
    scheme = text[..<mark.lowerBound].lowercased()
    guard scheme == "http" || scheme == "https" else { return nil }
    let parts = text[mark.upperBound...].split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    let steps = parts[0].split(separator: "/", omittingEmptySubsequences: false)
    var authority = steps[0]
    if let colon = authority.lastIndex(of: ":"), !authority[colon...].contains("]") {
      let digits = authority[authority.index(after: colon)...]
      guard let number = Int(digits), 1...65_535 ~= number else { return nil }
      port = number
      authority = authority[..<colon]
    } else {
      port = nil
    }
    let isBracketed = authority.hasPrefix("[") && authority.hasSuffix("]")
    guard !authority.isEmpty, !authority.contains("@"), isBracketed || !authority.contains(":"),
      authority.unicodeScalars.allSatisfy({ !"\"'<>,;{}|^`".unicodeScalars.contains($0) })
    else { return nil }
    host = authority.lowercased()
    segments = steps.dropFirst().filter { !$0.isEmpty }.map(String.init)
    query = parts.count > 1 ? String(parts[1]) : nil
  }

  /// Scheme, host, port and path, without a trailing slash.
  var base: String {
    let authority = port.map { "\(host):\($0)" } ?? host
    return (["\(scheme)://\(authority)"] + segments).joined(separator: "/")
  }

  /// Whether it is this machine.
  var isLoopback: Bool {
    host == "localhost" || host.hasSuffix(".localhost") || host == "[::1]"
      || (host.hasPrefix("127.") && host.split(separator: ".").count == 4)
  }
}
