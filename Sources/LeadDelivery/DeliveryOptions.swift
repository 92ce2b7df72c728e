package import LeadModel

/// How leads are delivered.
///
/// The defaults are those of the command line.
package struct DeliveryOptions: Sendable, Hashable {
  /// Requests at once; `nil`: the destination's, else as many as the destination is found to take
  /// (`AdaptiveConcurrency`).
  package var concurrency: Int?
  /// Requests over time; `nil`: the destination's, else no limit but what the destination announces or is learned from
  /// its refusals.
  package var rate: Rate?
  /// Requests a day of UTC; `nil`: no limit.
  package var quota: Int?
  /// Requests that were sent on this day before.
  package var quotaUsed = 0
  /// Whether the delivery stops where the quota is used up (`StopReason.quotaUsed`), rather than wait for the next day.
  package var stopsAtQuota = true
  /// Attempts of one lead that count (see `Verdict`), after which it is dead; from 1.
  package var maxAttempts = 8
  /// How long an outage is put up with; `nil`: for ever.
  package var giveUpAfter: Duration? = .seconds(15 * 60)
  /// How long one request may take, and how long what flies is waited for after a stop.
  package var timeout: Duration = .seconds(30)
  /// How long a connection may take to come about.
  package var connectTimeout: Duration = .seconds(10)

  /// Leads that may be delivered and not on record with the owner, besides those that fly: what a crash repeats.
  ///
  /// `nil`: any number. Else the owner calls `Courier.recorded` for each.
  package var maxUnrecorded: Int?

  package init() {}
}
