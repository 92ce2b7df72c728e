package import LeadJournal
import LeadMapping
package import LeadModel
import Synchronization

/// Delivers what a daemon has accepted: one ``LiveDelivery`` a destination, so that one that is down holds up no other.
///
/// Posts wait in the spool; ``arrived()`` says that there is one. What is not settled when the process ends is there
/// when it begins again.
package final class LiveRun: Sendable {
  private let spool: Spool
  private let events: @Sendable (LiveEvent) -> Void
  private let seen: @Sendable (Record, String) -> Void
  private let state: Mutex<State>

  private struct State {
    var plan: LivePlan
    /// Of the plan under way, by the destinations' names.
    var deliveries: [String: LiveDelivery] = [:]
    /// How many plans there were.
    var generation = 0
    /// Mappers of routes that are checked before they are answered.
    var checkers: [String: RouteMapper] = [:]
    var isStopping = false
    /// Whether the plan is another one than that under way.
    var hasNewPlan = false
  }

  /// - Parameters:
  ///   - plan: What is delivered.
  ///   - spool: Where the posts wait.
  ///   - events: Called from several threads; must not block.
  ///   - seen: Told every record that is mapped, with its route's path; as `events`.
  package init(
    _ plan: LivePlan, spool: Spool, events: @escaping @Sendable (LiveEvent) -> Void,
    seen: @escaping @Sendable (Record, String) -> Void = { _, _ in }
  ) {
    self.spool = spool
    self.events = events
    self.seen = seen
    state = Mutex(State(plan: plan))
  }

  /// Posts have come to be in the spool.
  package func arrived() {
    for delivery in state.withLock({ $0.deliveries }).values { delivery.arrived() }
  }

  /// What would become of a post's records: all that is wrong with those that would be rejected.
  ///
  /// - Throws: What is wrong with the mapping's words.
  package func findings(in post: Post, on path: String) throws(Diagnostics) -> [Finding] {
    let (checker, generation) = state.withLock { ($0.checkers[path], $0.generation) }
    var mapper: RouteMapper
    if let checker {
      mapper = checker
    } else {
      guard let route = state.withLock({ state in state.plan.routes.first { $0.path == path } }) else { return [] }
      mapper = try RouteMapper(route, to: nil)
      let made = mapper
      // Of a plan that has gone meanwhile nothing is kept.
      state.withLock { state in if state.generation == generation { state.checkers[path] = made } }
    }
    var found: [Finding] = []
    for item in mapper.map(post).records {
      guard case .rejected(let findings) = item.mapped.outcome else { continue }
      found += findings
    }
    return found
  }

  /// Goes on by another plan: what flies lands, then it begins anew with what is in the spool.
  package func update(_ plan: LivePlan) {
    let deliveries = state.withLock { state in
      state.plan = plan
      state.hasNewPlan = true
      state.checkers = [:]
      state.generation += 1
      return state.deliveries
    }
    for delivery in deliveries.values { delivery.stop() }
  }

  /// Ends it: what flies lands, within the timeout.
  package func stop() {
    let deliveries = state.withLock { state in
      state.isStopping = true
      return state.deliveries
    }
    for delivery in deliveries.values { delivery.stop() }
  }

  /// How the deliveries stand, by the destinations' names.
  package var status: [LiveStatus] {
    state.withLock { $0.deliveries }.values.map(\.status).sorted { $0.destination < $1.destination }
  }

  /// Runs until ``stop()``.
  ///
  /// - Throws: ``Diagnostic`` where there can be no journal or no file of dead letters.
  package func run() async throws {
    while let plan = nextPlan() {
      let journal = try Journal(folder: plan.stateFolder)
      let file = try DeadLetterFile(plan.deadLetters)
      var deliveries: [String: LiveDelivery] = [:]
      for target in plan.targets {
        deliveries[target.destination.name] = LiveDelivery(
          plan, target: target, journal: journal, spool: spool, file: file, events: events, seen: seen)
      }
      let isCurrent = state.withLock { state in
        state.deliveries = deliveries
        // One that came while this was set up was not told to these.
        return !state.hasNewPlan && !state.isStopping
      }
      guard isCurrent else { continue }
      await withTaskGroup(of: Void.self) { group in
        for delivery in deliveries.values { group.addTask { await delivery.run() } }
      }
    }
  }

  /// The plan to run by; `nil` where nothing is to be run any more.
  private func nextPlan() -> LivePlan? {
    state.withLock { state in
      state.hasNewPlan = false
      return state.isStopping ? nil : state.plan
    }
  }
}
