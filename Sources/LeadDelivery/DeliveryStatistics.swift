package import LeadModel

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
  /// Requests a second at most, by `--rate`, by what the destination announces, or learned from its refusals; `nil`
  /// where there is no such limit.
  package var pace: Double?
  /// When the hold ends that the destination asked for; `nil` while there is none.
  package var heldUntil: Timestamp?
  /// How the breaker stands.
  package var breaker = BreakerCondition.closed
  /// When the next probe goes, if one is waited for.
  package var probeAt: Timestamp?
  /// Requests of the quota's day; `nil` without a quota.
  ///
  /// The journal keeps it, and the next run of the day starts with it.
  package var quotaUsed: Int?
  /// The quota's day, as days since 1970-01-01 (UTC); `nil` without a quota.
  package var quotaDay: Int64?
  /// Leads that are offered and not settled, those under way among them.
  package var open = 0
  /// Whether the breaker is open: only probes are sent.
  package var isDown = false
  /// Answers and failures other than a delivery, by the verdict's code.
  package var byCode: [String: Int] = [:]

  package init() {}
}
