/// Why a request has no answer.
package struct TransportFailure: Error, Sendable, Hashable {
  /// How far it came, and what ended it.
  package enum Kind: Sendable, Hashable, CaseIterable {
    /// The host's name has no address, or none was found in time.
    case dns
    /// No connection, or none in time: refused, no route, a proxy that does not let through.
    case connect
    /// The server's certificate is not trusted, or is another host's.
    case certificate
    /// TLS failed otherwise: no common version, no TLS at the other end.
    case tls
    /// Connected, but the answer was not whole in time.
    case timedOut
    /// The connection ended before the answer did, or what came was no HTTP.
    case cut
    /// A 2xx answer with more body than is taken.
    case tooLarge
    /// The request could not be made: its URL, its headers, memory.
    case other
  }

  package var kind: Kind
  /// Whether all of the request had been handed to the system when it ended, so that the server may have acted on it.
  ///
  /// In doubt it is true. What is known is what libcurl could write, not what arrived.
  package var requestSent: Bool
  /// libcurl's `CURLcode`; 0 where it was not libcurl that failed.
  package var curlCode: Int
  /// A stable name such as `transport.connect`: fixed text, safe as a metric's label.
  package var code: String
  /// What happened in libcurl's words: host and port may stand there, a query, a header or a body never.
  package var message: String

  package init(kind: Kind, requestSent: Bool, curlCode: Int = 0, code: String, message: String) {
    self.kind = kind
    self.requestSent = requestSent
    self.curlCode = curlCode
    self.code = code
    self.message = message
  }
}
