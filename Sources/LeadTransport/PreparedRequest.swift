import CCurl

/// What many requests have in common, in the form that libcurl takes.
///
/// Made once, used by every transfer that sends such requests; it lives as long as one of them does, because libcurl
/// copies neither the list of headers nor the URL's parts.
///
/// Not `Sendable`: it stays on the transport's thread.
final class PreparedRequest {
  let method: HTTPMethod
  let url: String
  let headerLines: [String]
  /// The URL taken apart, so that libcurl need not do it for every request: a sixth of all that a request costs.
  ///
  /// Owned; freed with this object. `nil` where libcurl cannot take it apart: then it is given the text, and says why.
  let parts: OpaquePointer?
  /// Owned; freed with this object.
  let headers: UnsafeMutablePointer<curl_slist>?
  /// Whether the host is this machine.
  let isLoopback: Bool
  /// Whether it goes over TLS.
  let isTLS: Bool
  /// Whether the server has answered in HTTP/2.
  var speaksHTTP2 = false

  /// - Returns: `nil` for a header line that would end within itself (CR, LF, NUL; RFC 9112 §2.2) or has no name, and where
  ///   memory is out.
  init?(_ request: HTTPRequest, userAgent: String) {
    method = request.method
    url = request.url
    headerLines = request.headerLines
    isTLS = request.url.lowercased().hasPrefix("https:")
    isLoopback = LoopbackHost.isIn(url: request.url)
    var list: UnsafeMutablePointer<curl_slist>?
    for line in (request.headerLines + ["user-agent: \(userAgent)"]).map(Self.curlLine) + Self.ownLines(of: method) {
      guard let line, let longer = curl_slist_append(list, line) else {
        curl_slist_free_all(list)
        return nil
      }
      list = longer
    }
    headers = list
    parts = Self.parts(of: request.url)
  }

  deinit {
    curl_slist_free_all(headers)
    curl_url_cleanup(parts)
  }

  /// Takes a URL apart as libcurl does where it is given the text (`parseurlandfillconn` in its url.c).
  private static func parts(of url: String) -> OpaquePointer? {
    guard let parts = curl_url() else { return nil }
    let flags = UInt32(CURLU_NON_SUPPORT_SCHEME) | UInt32(CURLU_GUESS_SCHEME)
    if curl_url_set(parts, CURLUPART_URL, url, flags) == CURLUE_OK { return parts }
    curl_url_cleanup(parts)
    return nil
  }

  /// A header without a value is taken out: no body of ours is worth the round trip of an `Expect`, and no `Accept` says
  /// what `*/*` does.
  ///
  /// User agent and encoding stand here, and not in the options that libcurl has for them, as it would print those
  /// twice, byte by byte, for every request: 3 % of all that a request costs.
  private static func ownLines(of method: HTTPMethod) -> [String?] {
    // What answers a PUT is smaller than it would be packed; a listing is not.
    ["Expect:", "Accept:", method == .get ? "accept-encoding: gzip" : "Accept-Encoding:"]
  }

  /// Whether a request is one of these.
  ///
  /// Immediate where url and lines are the same values, not equal ones: Swift compares their storage first.
  func fits(_ request: HTTPRequest) -> Bool {
    request.headerLines == headerLines && request.url == url && request.method == method
  }

  /// The line as CURLOPT_HTTPHEADER wants it: `name;` where there is no value, as `name:` takes a header away.
  private static func curlLine(_ line: String) -> String? {
    guard line.utf8.allSatisfy({ $0 != 0x0D && $0 != 0x0A && $0 != 0 }), let colon = line.firstIndex(of: ":"),
      colon != line.startIndex
    else { return nil }
    return line[line.index(after: colon)...].allSatisfy(\.isWhitespace) ? "\(line[..<colon]);" : line
  }
}
