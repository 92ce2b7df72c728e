import LeadModel
package import LeadTransport
import Synchronization

/// What the courier and the transport's thread share: the dispatcher, and what it settled, behind one lock.
///
/// Under the lock nothing is parsed, called or resumed: verdicts are made before it, effects happen after it.
package final class DispatchDesk: TransportDelegate {
  /// Settled parcels that a waiting consumer is woken for at once.
  package static let batch = 128
  /// How long fewer than that wait for more.
  package static let patience = Duration.milliseconds(20)

  private let state: Mutex<State>
  private let calls: InboxCalls
  /// `Moment.start`.
  private let origin: ContinuousClock.Instant
  private let clock: WallClock
  private let onEvent: @Sendable (DeliveryEvent) -> Void

  package init(
    _ dispatcher: Dispatcher, calls: InboxCalls, origin: ContinuousClock.Instant, clock: WallClock,
    onEvent: @escaping @Sendable (DeliveryEvent) -> Void
  ) {
    state = Mutex(State(dispatcher))
    self.calls = calls
    self.origin = origin
    self.clock = clock
    self.onEvent = onEvent
  }

  // MARK: The transport's side

  package func turn(
    now: ContinuousClock.Instant, answers: [HTTPAnswer], requests: inout [HTTPRequest]
  ) -> ContinuousClock.Instant? {
    let now = moment(of: now)
    let verdicts = answers.map { (id: $0.id, verdict: verdict(over: $0)) }
    var sends: [Dispatcher.Send] = []
    let (wake, effects) = state.withLock { state in
      for (id, verdict) in verdicts { state.dispatcher.answered(id, verdict, now: now) }
      state.dispatcher.due(now: now, into: &sends)
      let effects = state.collect(now: now)
      return (state.nextWake(now: now), effects)
    }
    for send in sends { requests.append(calls.put(id: send.id, body: send.body)) }
    perform(effects)
    return wake.map { origin + .nanoseconds($0.nanoseconds) }
  }

  private func verdict(over answer: HTTPAnswer) -> Verdict {
    switch answer.result {
    case .response(let response): Verdict(response, now: clock.timestamp(of: moment(of: answer.endedAt)))
    case .failure(let failure): Verdict(failure)
    }
  }

  // MARK: The courier's side

  /// Takes parcels.
  ///
  /// - Parameter parcels: To be delivered.
  /// - Returns: Whether the transport is to be woken for it: not where it is busy, or will call in time anyway.
  package func offer(_ parcels: [Parcel]) -> Bool {
    let (wakes, effects) = state.withLock { state in
      let hadReady = state.dispatcher.hasReady
      for parcel in parcels { state.dispatcher.offer(parcel) }
      let wakes = !hadReady && state.dispatcher.hasReady && state.dispatcher.mayFly
      return (wakes, state.collect(now: moment(of: .now)))
    }
    perform(effects)
    return wakes
  }

  /// The owner has put so many delivered leads on record.
  ///
  /// - Returns: Whether the transport is to be woken: leads waited for it.
  package func recorded(_ count: Int) -> Bool {
    state.withLock { state in
      let couldFly = state.dispatcher.mayFly
      state.dispatcher.recorded(count)
      return !couldFly && state.dispatcher.mayFly && state.dispatcher.hasReady
    }
  }

  package func share(among senders: Int) { change { dispatcher, _ in dispatcher.share(among: senders) } }

  package func othersUsed(_ requests: Int, on day: Int64) {
    change { dispatcher, _ in dispatcher.othersUsed(requests, on: day) }
  }

  package func close() { change { $0.close(now: $1) } }

  package func pauseOffers() { change { $0.pauseOffers(now: $1) } }

  package func interrupt() { change { $0.interrupt(now: $1) } }

  package var stop: Stop? { state.withLock { $0.dispatcher.stop } }

  package var statistics: DeliveryStatistics { state.withLock { $0.dispatcher.statistics(at: moment(of: .now)) } }

  /// Whether a consumer waits.
  package var hasWaiter: Bool { state.withLock { $0.waiter != nil } }

  package func nextSettled() async -> [Settled]? {
    await withCheckedContinuation { continuation in
      let answer: [Settled]?? = state.withLock { state in
        if let batch = state.takeOutbox() { return .some(batch) }
        if state.dispatcher.isFinished { return .some(nil) }
        precondition(state.waiter == nil, "two tasks wait for one courier")
        state.waiter = continuation
        return .none
      }
      if let answer { continuation.resume(returning: answer) }
    }
  }

  private func moment(of instant: ContinuousClock.Instant) -> Moment { .start + origin.duration(to: instant) }

  private func change(_ body: (inout Dispatcher, Moment) -> Void) {
    perform(
      state.withLock { state in
        let now = moment(of: .now)
        body(&state.dispatcher, now)
        return state.collect(now: now)
      })
  }

  // MARK: Effects

  /// What is to be done once the lock is left.
  private struct Effects {
    var events: [DeliveryEvent] = []
    var resume: (waiter: CheckedContinuation<[Settled]?, Never>, batch: [Settled]?)?
  }

  private func perform(_ effects: Effects) {
    for event in effects.events { onEvent(event) }
    if let (waiter, batch) = effects.resume { waiter.resume(returning: batch) }
  }

  /// What the lock guards.
  private struct State {
    var dispatcher: Dispatcher
    /// Settled, and not yet with the consumer.
    var outbox: [Settled] = []
    /// Since when there is something in it.
    var outboxSince: Moment?
    var waiter: CheckedContinuation<[Settled]?, Never>?

    init(_ dispatcher: Dispatcher) { self.dispatcher = dispatcher }

    mutating func takeOutbox() -> [Settled]? {
      guard !outbox.isEmpty else { return nil }
      defer {
        outbox = []
        outboxSince = nil
      }
      return outbox
    }

    /// Takes from the dispatcher what came of its last calls.
    mutating func collect(now: Moment) -> Effects {
      var effects = Effects()
      swap(&effects.events, &dispatcher.events)
      if !dispatcher.settled.isEmpty {
        if outbox.isEmpty { outboxSince = now }
        outbox.append(contentsOf: dispatcher.settled)
        dispatcher.settled.removeAll(keepingCapacity: true)
      }
      if let waiter, isDue(now: now) {
        effects.resume = (waiter, takeOutbox())
        self.waiter = nil
      }
      return effects
    }

    /// Whether a waiting consumer is to be woken.
    private func isDue(now: Moment) -> Bool {
      if outbox.isEmpty { return dispatcher.isFinished }
      if outbox.count >= DispatchDesk.batch || dispatcher.open == 0 { return true }
      return outboxSince.map { now >= $0 + DispatchDesk.patience } ?? true
    }

    func nextWake(now: Moment) -> Moment? {
      let next = dispatcher.nextWake(now: now)
      guard waiter != nil, let flushAt = outboxSince.map({ $0 + DispatchDesk.patience }) else { return next }
      return next.map { min($0, flushAt) } ?? flushAt
    }
  }
}
