import LeadConfig
import LeadMapping
import LeadModel
import Synchronization

/// Watches the fields of posts, and says which are new and which have gone: a form that was changed loses answers
/// otherwise without a word.
final class FieldDesk: Sendable {
  private let watch = Mutex(FieldWatch())

  /// Takes a record in.
  func observe(_ record: Record, _ route: String, _ log: EventLog) {
    let names = FieldNames.of(record)
    for news in watch.withLock({ $0.observe(names, route: route) }) {
      log.report(.warned(route: route, reason: news.code, count: 1, field: news.name))
    }
  }
}

/// The mappings of routes, as captured posts are sorted by them.
final class CapturedMappings: Sendable {
  private let byRoute: Mutex<[String: (name: String, isDocument: Bool)]>

  init(_ plan: DaemonPlan) { byRoute = Mutex(Self.table(plan)) }

  /// Another configuration runs.
  func replace(_ plan: DaemonPlan) {
    let table = Self.table(plan)
    byRoute.withLock { $0 = table }
  }

  /// A route's mapping; `nil`: it has none.
  func mapping(of route: String) -> (name: String, isDocument: Bool)? { byRoute.withLock { $0[route] } }

  private static func table(_ plan: DaemonPlan) -> [String: (name: String, isDocument: Bool)] {
    let pairs = plan.routes.compactMap { route in
      route.mapping.map { (route.settings.path, (name: $0.name, isDocument: $0.recordsPath != nil)) }
    }
    return Dictionary(pairs) { first, _ in first }
  }
}
