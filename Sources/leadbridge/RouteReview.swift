import LeadConfig
import LeadMapping
import LeadModel

/// What the rooms that a route names say of it: the configuration knows neither mappings nor senders.
///
/// A room that can refuse a route has a function here, and a line in ``diagnostics(of:)``.
enum RouteReview {
  /// Errors and warnings of all routes, those of one room after those of another.
  static func diagnostics(of configuration: Configuration) -> [Diagnostic] {
    mappings(of: configuration.routes)
  }

  /// Mappings that are not there, where they are named, and those that are wrong, where they are wrong; each once.
  private static func mappings(of routes: [RouteSettings]) -> [Diagnostic] {
    var seen: Set<String> = []
    var found: [Diagnostic] = []
    for route in routes {
      guard let name = route.mapping, seen.insert(name).inserted else { continue }
      do throws(Diagnostics) {
        _ = try Mapping.found(name, quiet: true)
      } catch {
        found += error.all.map { diagnostic in
          // What has no line is about the file as a whole: the place that names it says more.
          guard diagnostic.position?.line == nil else { return diagnostic }
          var diagnostic = diagnostic
          diagnostic.position = route.places.mapping
          return diagnostic
        }
      }
    }
    return found
  }
}
