package import LeadModel

/// What the door takes before it says no: each queue, wait and size has its bound here.
///
/// Memory for requests is at most `maxHeldBytes`, plus at most 128 KB a connection that pipelines.
package struct ServerLimits: Sendable, Hashable {
  /// The most bytes of a body, as it comes and unpacked.
  package var maxBodyBytes = 1_000_000
  /// The most bytes of all fields of a header.
  package var maxHeaderBytes = 16 << 10
  /// The most fields of a header.
  package var maxHeaderFields = 100
  /// How long the first request of a connection, or the header of a later one that has begun, may take.
  package var headerTime = Duration.seconds(10)
  /// How long a body may take, from its header on; a slower sender is answered 408.
  package var bodyTime = Duration.seconds(30)
  /// How long a connection may stay without a request.
  package var idleTime = Duration.seconds(60)
  /// The most connections at once; fewer where the process may not have so many descriptors.
  ///
  /// Beyond that the one that has kept us waiting longest is closed for the newcomer.
  package var maxConnections = 4096
  /// The most requests between their header and their answer; further ones are answered 503.
  package var maxInFlight = 2048
  /// The most bytes of bodies that are held at once; further requests are answered 503.
  package var maxHeldBytes = 128 << 20
  /// Posts of one address to one route; `nil`: as many as come.
  package var ratePerAddress: Rate?
  /// How deeply JSON may be nested.
  package var jsonDepth = 64
  /// The most fields or parts of a form.
  package var formFields = 1000

  package init() {}
}
