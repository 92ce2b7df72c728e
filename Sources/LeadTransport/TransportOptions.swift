/// How a transport connects, how long it waits, and how much it takes.
package struct TransportOptions: Sendable {
  /// Which versions of HTTP are spoken.
  package enum HTTPVersion: Sendable {
    /// HTTP/2 where the server offers it in TLS's handshake, HTTP/1.1 otherwise and without TLS.
    case automatic
    /// HTTP/1.1 alone.
    case http1
  }

  /// For a whole request, from the turn that hands it over: where it has to wait for a connection, that counts too.
  package var timeout: Duration = .seconds(30)
  /// For name, connection and TLS.
  package var connectTimeout: Duration = .seconds(10)
  /// A PEM file of authorities to trust instead of the system's.
  package var caFile: String?
  /// Connections at most, open or kept.
  ///
  /// Requests beyond wait for one, unless HTTP/2 carries several on each.
  package var maxConnections = 200
  /// The longest body that is taken, decoded.
  package var maxBodyBytes = 64 * 1024
  /// The header `User-Agent`.
  package var userAgent = "leadbridge"
  package var httpVersion = HTTPVersion.automatic
  /// The names, in lower case, of the headers that answers keep (``HTTPResponse/headers``).
  ///
  /// None for deliveries, whose answers come by the thousand: then no header is made a string but those that a retry asks
  /// for.
  package var keptHeaders: Set<String> = []

  package init() {}
}
