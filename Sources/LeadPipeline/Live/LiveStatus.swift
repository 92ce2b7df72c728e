package import LeadDelivery
package import LeadModel

/// How the delivery to one destination stands.
package struct LiveStatus: Sendable {
  /// Its name in the configuration.
  package var destination: String
  package var host: String
  /// Since the last time that it began.
  package var statistics: DeliveryStatistics
  /// Why nothing is delivered for now; `nil` where it is.
  package var hold: Diagnostic?

  package init(destination: String, host: String, statistics: DeliveryStatistics, hold: Diagnostic?) {
    self.destination = destination
    self.host = host
    self.statistics = statistics
    self.hold = hold
  }
}
