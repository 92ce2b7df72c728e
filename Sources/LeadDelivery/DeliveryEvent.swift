package import LeadModel

/// Something that whoever watches a delivery wants to know at once.
package enum DeliveryEvent: Sendable, Hashable {
  /// The first transport failure or 5xx of a run, and the first after an outage that has ended.
  ///
  /// `givesUpAt`: when the run stops, if nothing else is answered before; `nil`: never.
  case firstFailure(code: String, givesUpAt: Timestamp?)
  /// So many failures in a row: from now on one probe at a time.
  case breakerOpened(code: String, failures: Int, givesUpAt: Timestamp?)
  /// The destination answers again.
  case breakerClosed
  /// The server asked for a wait (429 or 503 with `Retry-After`); nothing is sent meanwhile.
  case held(code: String, for: Duration)
  /// That wait is over.
  case resumed
  /// So many deliveries send to the destination at once from now on, this one among them; where there is a `--rate`, each
  /// takes its part of it.
  case shared(among: Int, hasRate: Bool)
  /// Nothing is sent any more.
  case stopped(Stop)
}
