package import LeadJournal
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
  private let stateFolder: String
  private let deadLetters: String
  private let holdTime: Duration
  private let state: Mutex<State>
  /// Rung where a delivery has ended, or others are wanted.
  private let bell = Doorbell()

  private struct State {
    var roster: LiveRoster
    /// Those under way, by the destinations' names.
    var deliveries: [String: LiveDelivery] = [:]
    var isStopping = false
  }

  /// - Parameters:
  ///   - plan: What is delivered.
  ///   - spool: Where the posts wait.
  ///   - holdTime: How long is waited before an inbox that held delivery up is tried again.
  ///   - events: Called from several threads; must not block.
  ///   - seen: Told every record that is mapped, with its route's path; as `events`.
  package init(
    _ plan: LivePlan, spool: Spool, holdTime: Duration = .seconds(60), events: @escaping @Sendable (LiveEvent) -> Void,
    seen: @escaping @Sendable (Record, String) -> Void = { _, _ in }
  ) {
    self.spool = spool
    self.holdTime = holdTime
    self.events = events
    self.seen = seen
    stateFolder = plan.stateFolder
    deadLetters = plan.deadLetters
    state = Mutex(State(roster: LiveRoster(plan.shares)))
  }

  /// Posts have come to be in the spool.
  package func arrived() {
    for delivery in state.withLock({ $0.deliveries }).values { delivery.arrived() }
  }

  /// Goes on by another plan: deliveries of which nothing has changed are left alone, others end once what flies has
  /// landed and begin anew with what is in the spool.
  ///
  /// - Parameter plan: Its folder and file are those of the first, whatever it says.
  package func update(_ plan: LivePlan) { change(to: plan.shares, isLast: false) }

  /// Ends it: what flies lands, within the timeout.
  package func stop() { change(to: [], isLast: true) }

  private func change(to shares: [LiveShare], isLast: Bool) {
    let ending = state.withLock { state in
      state.isStopping = state.isStopping || isLast
      return state.roster.change(to: state.isStopping ? [] : shares).compactMap { state.deliveries[$0] }
    }
    for delivery in ending { delivery.stop() }
    bell.ring()
  }

  /// How the deliveries stand, by the destinations' names.
  package var status: [LiveStatus] {
    state.withLock { $0.deliveries }.values.map(\.status).sorted { $0.destination < $1.destination }
  }

  /// Runs until ``stop()``; to be called once.
  ///
  /// - Throws: ``Diagnostic`` where there can be no journal or no file of dead letters.
  package func run() async throws {
    let journal = try Journal(folder: stateFolder)
    let file = try DeadLetterFile(deadLetters)
    await withDiscardingTaskGroup { group in
      while let fresh = begin(journal, file) {
        for delivery in fresh {
          group.addTask { [self] in
            await delivery.run()
            ended(delivery)
          }
        }
        await bell.wait()
      }
    }
  }

  /// Deliveries that are to run from now on; `nil` once it is stopped and the last has ended.
  private func begin(_ journal: Journal, _ file: DeadLetterFile) -> [LiveDelivery]? {
    state.withLock { state in
      let fresh = state.roster.begin().map { share in
        LiveDelivery(
          share, journal: journal, spool: spool, file: file, holdTime: holdTime, events: events, seen: seen)
      }
      for delivery in fresh { state.deliveries[delivery.name] = delivery }
      return state.isStopping && state.roster.isEmpty ? nil : fresh
    }
  }

  private func ended(_ delivery: LiveDelivery) {
    state.withLock { state in
      state.deliveries[delivery.name] = nil
      state.roster.ended(delivery.name)
    }
    bell.ring()
  }
}
