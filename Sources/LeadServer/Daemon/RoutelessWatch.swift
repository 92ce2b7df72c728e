import LeadJournal
import LeadModel

/// Knows which posts wait for a route that is not there, and since when.
///
/// No clock, no disk. A route that is taken out of the configuration leaves what waits for it in the spool: nobody delivers that, and no
/// sender knows.
struct RoutelessWatch {
  /// How long such posts stay in the spool, from their receipt, before they become dead letters (`route.gone`).
  static let patience = Duration.seconds(7 * 86_400)
  /// How long a process must have known that a route is gone: a slip in the configuration is to be mended without haste.
  static let grace = Duration.seconds(1_800)

  /// By their paths.
  private(set) var all: [ServiceStatus.Routeless] = []

  /// Takes in what waits.
  ///
  /// - Parameters:
  ///   - waiting: In the spool, by paths.
  ///   - delivered: Paths that a delivery has.
  ///   - now: Since when what is new among them counts.
  mutating func look(_ waiting: [String: SpoolWaiting], delivered: Set<String>, at now: Timestamp) {
    let since = Dictionary(all.map { ($0.path, $0.since) }) { first, _ in first }
    all = waiting.filter { !delivered.contains($0.key) }.sorted { $0.key < $1.key }.map { path, waiting in
      ServiceStatus.Routeless(path: path, posts: waiting.rows, oldestAt: waiting.oldest, since: since[path] ?? now)
    }
  }

  /// The paths whose old posts are to be buried: gone from the configuration, and not since just now.
  ///
  /// - Parameters:
  ///   - configured: Paths of the configuration's routes: one of them may only lack its mapping.
  ///   - now: The time.
  /// - Returns: None while all is well.
  func gone(configured: Set<String>, at now: Timestamp) -> Set<String> {
    Set(all.filter { !configured.contains($0.path) && now.seconds(since: $0.since) >= Self.grace.seconds }.map(\.path))
  }
}
