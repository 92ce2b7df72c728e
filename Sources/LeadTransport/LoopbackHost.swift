import CCurl
import Glibc

/// Tells hosts that are this machine, which no proxy can reach for us.
package enum LoopbackHost {
  /// Whether a URL's host is `localhost`, a name below it (RFC 6761 §6.3), 127.0.0.0/8 or ::1.
  ///
  /// The URL is taken apart by libcurl, so that nothing else is checked than is connected to: `http://127.1/` is
  /// 127.0.0.1, `http://127.0.0.1@example.com/` is example.com, and `127.example.com` is only a name.
  package static func isIn(url: String) -> Bool {
    guard let parts = curl_url() else { return false }
    defer { curl_url_cleanup(parts) }
    guard curl_url_set(parts, CURLUPART_URL, url, 0) == CURLUE_OK else { return false }
    var text: UnsafeMutablePointer<CChar>?
    guard curl_url_get(parts, CURLUPART_HOST, &text, 0) == CURLUE_OK, let text else { return false }
    defer { curl_free(text) }
    var host = Substring(String(cString: text).lowercased())
    if host.hasSuffix(".") { host.removeLast() }
    if host == "localhost" || host.hasSuffix(".localhost") || host == "[::1]" { return true }
    var address = in_addr()
    return inet_pton(AF_INET, String(host), &address) == 1 && UInt32(bigEndian: address.s_addr) >> 24 == 127
  }
}
