package import LeadConfig
import LeadDelivery
package import LeadModel
package import LeadPipeline

/// The inboxes that a configuration describes, each resolved once, however many routes and sources name it.
package struct ResolvedTargets: Sendable {
  private let configuration: Configuration
  private let environment: [String: String]
  private let needsSecrets: Bool
  /// By name; `nil`: what is wrong with it is among the errors.
  private var known: [String: LivePlan.Target?] = [:]
  package private(set) var errors: [Diagnostic] = []
  package private(set) var warnings: [Diagnostic] = []

  /// - Parameters:
  ///   - configuration: As it was read.
  ///   - environment: The process's variables.
  ///   - needsSecrets: Whether tokens are read; targets without them are for looking at only.
  package init(_ configuration: Configuration, environment: [String: String], needsSecrets: Bool) {
    self.configuration = configuration
    self.environment = environment
    self.needsSecrets = needsSecrets
  }

  /// An inbox, and how it is delivered to.
  ///
  /// - Parameter name: The destination's.
  /// - Returns: The target; `nil` where there is none of this name, or it is wrong.
  package mutating func target(named name: String) -> LivePlan.Target? {
    if let known = known[name] { return known }
    guard let settings = configuration.destinations.first(where: { $0.name == name }) else { return nil }
    let target = resolve(settings)
    known[name] = .some(target)
    return target
  }

  private mutating func resolve(_ settings: DestinationSettings) -> LivePlan.Target? {
    var delivery = DeliveryOptions()
    delivery.quota = settings.quota
    guard needsSecrets else { return LivePlan.Target(destination: settings.withoutToken, delivery: delivery) }
    do throws(Diagnostics) {
      let resolved = try settings.resolved(environment: environment)
      warnings += resolved.warnings
      return LivePlan.Target(destination: resolved.destination, delivery: delivery)
    } catch {
      errors += error.all
      return nil
    }
  }
}
