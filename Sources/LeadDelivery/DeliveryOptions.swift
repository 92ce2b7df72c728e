package import LeadModel

/// How leads are delivered.
///
/// The defaults are those of the command line.
package struct DeliveryOptions: Sendable {
  /// Requests at once; `nil`: the destination's, else 8.
  package var concurrency: Int?
  /// Requests over time; `nil`: the destination's, else no limit.
  package var rate: Rate?
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
