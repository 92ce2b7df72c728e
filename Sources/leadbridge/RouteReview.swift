import Foundation
import LeadConfig
import LeadMapping
import LeadModel
import LeadServer
import LeadSync

/// What the rooms that a route names say of it: the configuration knows neither mappings nor senders.
enum RouteReview {
  /// Errors and warnings of all routes.
  ///
  /// - Parameters:
  ///   - configuration: As it was read.
  ///   - needsSecrets: Whether secrets are looked at too.
  /// - Returns: All that is wrong; else what is odd.
  static func diagnostics(of configuration: Configuration, needsSecrets: Bool) -> [Diagnostic] {
    do throws(Diagnostics) {
      return try DaemonPlan(configuration, .ofThisProcess, needsSecrets: needsSecrets).warnings
    } catch {
      return error.all
    }
  }
}

extension Surroundings {
  /// Mappings and secrets as commands find them.
  static var ofThisProcess: Surroundings {
    Surroundings(environment: ProcessInfo.processInfo.environment) { name throws(Diagnostics) in
      try Mapping.found(name, quiet: true)
    }
  }
}
