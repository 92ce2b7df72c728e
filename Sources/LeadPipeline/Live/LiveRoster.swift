/// Decides which deliveries begin and which end when the plan changes.
///
/// No task, no lock.
///
/// One whose share is the same goes on. One that has to end is begun anew, if at all, once what it had in flight has
/// landed; so is one that takes over a route of it, or a lead could go to two inboxes.
struct LiveRoster {
  private var wanted: [LiveShare]
  /// Those under way, by their names.
  private var running: [String: LiveShare] = [:]
  /// Of these, the ones that were told to end.
  private var ending: Set<String> = []

  init(_ shares: [LiveShare]) { wanted = shares }

  /// Whether nothing runs.
  var isEmpty: Bool { running.isEmpty }

  /// Other shares are to be delivered.
  ///
  /// - Returns: The names of those that are to be ended.
  mutating func change(to shares: [LiveShare]) -> [String] {
    wanted = shares
    let stale = running.values.filter { share in !ending.contains(share.name) && !shares.contains(share) }
    ending.formUnion(stale.map(\.name))
    return stale.map(\.name).sorted()
  }

  /// Those that may begin now; they count as under way from here on.
  mutating func begin() -> [LiveShare] {
    var begun: [LiveShare] = []
    for share in wanted where running[share.name] == nil {
      guard running.values.allSatisfy({ $0.paths.isDisjoint(with: share.paths) }) else { continue }
      running[share.name] = share
      begun.append(share)
    }
    return begun
  }

  /// One has ended.
  mutating func ended(_ name: String) {
    running[name] = nil
    ending.remove(name)
  }
}
