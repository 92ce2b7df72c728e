package import LeadDelivery
package import LeadModel

/// What a daemon delivers: its routes, the inboxes behind them, and where its state lies.
package struct LivePlan: Sendable {
  /// An inbox, and how it is delivered to.
  package struct Target: Sendable, Equatable {
    package var destination: Destination
    /// Its ``DeliveryOptions/giveUpAfter`` and ``DeliveryOptions/stopsAtQuota`` count for nothing: a daemon waits.
    package var delivery: DeliveryOptions

    package init(destination: Destination, delivery: DeliveryOptions) {
      self.destination = destination
      self.delivery = delivery
    }
  }

  package var routes: [LiveRoute]
  package var targets: [Target]
  package var stateFolder: String
  /// Where the rejected and the dead go.
  package var deadLetters: String

  package init(routes: [LiveRoute], targets: [Target], stateFolder: String, deadLetters: String) {
    self.routes = routes
    self.targets = targets
    self.stateFolder = stateFolder
    self.deadLetters = deadLetters
  }
}
