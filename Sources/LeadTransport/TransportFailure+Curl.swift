import CCurl

extension TransportFailure {
  /// How far a transfer had come when it ended without an answer.
  struct Progress {
    /// The host's address was known.
    var resolved: Bool
    /// The connection stood, TLS and all.
    var connected: Bool
    /// All of the request was written.
    var requestSent: Bool
  }

  /// Makes a failure of what libcurl said.
  ///
  /// - Parameters:
  ///   - result: How it ended; not `CURLE_OK`.
  ///   - progress: How far it had come.
  ///   - words: The content of its error buffer; empty where it wrote none.
  init(_ result: CURLcode, after progress: Progress, words: String) {
    let (kind, code) = Self.meaning(of: result, after: progress)
    let message = words.isEmpty ? String(cString: curl_easy_strerror(result)) : Self.withoutQueries(words)
    self.init(
      kind: kind, requestSent: progress.requestSent, curlCode: Int(result.rawValue), code: code, message: message)
  }

  /// The one table from libcurl-errors(3) to kinds and stable codes.
  ///
  /// | CURLcode | kind | code |
  /// | --- | --- | --- |
  /// | COULDNT_RESOLVE_HOST, COULDNT_RESOLVE_PROXY; timed out before an address was known | dns | `transport.dns` |
  /// | COULDNT_CONNECT, PROXY, INTERFACE_FAILED; timed out before the connection stood | connect | `transport.connect` |
  /// | PEER_FAILED_VERIFICATION, SSL_ISSUER_ERROR, SSL_INVALIDCERTSTATUS, SSL_PINNEDPUBKEYNOTMATCH | certificate | `transport.certificate` |
  /// | SSL_CACERT_BADFILE | certificate | `transport.caFile` |
  /// | other SSL_…, USE_SSL_FAILED | tls | `transport.tls` |
  /// | OPERATION_TIMEDOUT | timedOut | `transport.timedOut` |
  /// | GOT_NOTHING, RECV_ERROR, SEND_ERROR, PARTIAL_FILE, HTTP2, HTTP2_STREAM, HTTP3 | cut | `transport.cut` |
  /// | WEIRD_SERVER_REPLY, BAD_CONTENT_ENCODING; UNSUPPORTED_PROTOCOL once connected (HTTP/0.9) | cut | `transport.garbled` |
  /// | OUT_OF_MEMORY, TOO_LARGE, once the request was sent: a header without an end | cut | `transport.garbled` |
  /// | FILESIZE_EXCEEDED | tooLarge | `transport.tooLarge` |
  /// | URL_MALFORMAT, UNSUPPORTED_PROTOCOL | other | `transport.url` |
  /// | any other | other | `transport.other` |
  private static func meaning(of result: CURLcode, after progress: Progress) -> (Kind, code: String) {
    switch result {
    case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: (.dns, "transport.dns")
    case CURLE_COULDNT_CONNECT, CURLE_PROXY, CURLE_INTERFACE_FAILED: (.connect, "transport.connect")
    case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS,
      CURLE_SSL_PINNEDPUBKEYNOTMATCH:
      (.certificate, "transport.certificate")
    case CURLE_SSL_CACERT_BADFILE: (.certificate, "transport.caFile")
    case CURLE_SSL_CONNECT_ERROR, CURLE_SSL_ENGINE_NOTFOUND, CURLE_SSL_ENGINE_SETFAILED, CURLE_SSL_CERTPROBLEM,
      CURLE_SSL_CIPHER, CURLE_SSL_ENGINE_INITFAILED, CURLE_SSL_SHUTDOWN_FAILED, CURLE_SSL_CRL_BADFILE,
      CURLE_SSL_CLIENTCERT, CURLE_USE_SSL_FAILED:
      (.tls, "transport.tls")
    case CURLE_OPERATION_TIMEDOUT where !progress.resolved: (.dns, "transport.dns")
    case CURLE_OPERATION_TIMEDOUT where !progress.connected: (.connect, "transport.connect")
    case CURLE_OPERATION_TIMEDOUT: (.timedOut, "transport.timedOut")
    // Before the connection stands, a cut is one in TLS's handshake or in a proxy's answer.
    case CURLE_RECV_ERROR where !progress.connected, CURLE_SEND_ERROR where !progress.connected:
      (.connect, "transport.connect")
    case CURLE_GOT_NOTHING, CURLE_RECV_ERROR, CURLE_SEND_ERROR, CURLE_PARTIAL_FILE, CURLE_HTTP2, CURLE_HTTP2_STREAM,
      CURLE_HTTP3:
      (.cut, "transport.cut")
    case CURLE_WEIRD_SERVER_REPLY, CURLE_BAD_CONTENT_ENCODING: (.cut, "transport.garbled")
    case CURLE_UNSUPPORTED_PROTOCOL where progress.connected: (.cut, "transport.garbled")
    // The first up to libcurl 8.5, the second, which older headers do not name, from 8.6 on.
    case CURLE_OUT_OF_MEMORY where progress.requestSent, CURLcode(100) where progress.requestSent:
      (.cut, "transport.garbled")
    case CURLE_FILESIZE_EXCEEDED: (.tooLarge, "transport.tooLarge")
    case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL: (.other, "transport.url")
    default: (.other, "transport.other")
    }
  }

  /// The text with everything between a `?` and the next blank taken out: a query holds ids, and may hold more.
  private static func withoutQueries(_ words: String) -> String {
    guard words.contains("?") else { return words }
    var inQuery = false
    return String(
      words.filter { character in
        if character == "?" { inQuery = true } else if character.isWhitespace { inQuery = false }
        return !inQuery
      })
  }
}
