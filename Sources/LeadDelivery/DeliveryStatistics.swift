/// Numbers of one delivery, so far.
package struct DeliveryStatistics: Sendable, Hashable {
  /// Requests that were sent.
  package var attempts = 0
  /// Those of them that were not a lead's first.
  package var retries = 0
  /// Leads that the inbox took.
  package var delivered = 0
  /// Requests under way.
  package var inFlight = 0
  /// Requests that may be under way at once.
  package var limit = 0
  /// Leads that are offered and not settled, those under way among them.
  package var open = 0
  /// Whether the breaker is open: only probes are sent.
  package var isDown = false
  /// Answers and failures other than a delivery, by the verdict's code.
  package var byCode: [String: Int] = [:]

  package init() {}
}
