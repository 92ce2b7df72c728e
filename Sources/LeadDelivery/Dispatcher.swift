/// Decides which lead is sent when, and what became of each: a value without a clock, a socket or a lock.
///
/// It joins the small machines, each of which knows one thing:
///
///     offer ─► Order ─► ready ─► FlightLimit, Breaker ─► due ─► …the request… ─► answered(Verdict)
///              (turn)   ▲ (lanes) (may one go now?)                                │
///                       ├── timers ◄── RetryTime ◄──────────────── retry ──────────┤
///                       └── the uuid's next ◄── Order ◄── delivered, WrongDestination ─► settled
///
/// For whoever changes it: an open slot is in exactly one place (`Slot.Place`), and the counts of what is open, under
/// way and held back follow from the places. Only the first slot of a uuid is anywhere but `.behind`. A slot leaves for
/// good through `settle`, nothing else. After a stop only `.flying` slots are open, and whatever they are answered,
/// nothing is sent. How fast to go is `FlightLimit`'s, who goes first `ReadyLanes`'.
///
/// A parcel costs O(1), and O(log n) for each wait. Memory is its parcels and some 100 bytes each; the owner bounds how
/// many are open. A server that answers 408, 425 or 429 for ever is obeyed for ever: these use up no attempts.
package struct Dispatcher: Sendable {
  /// A request to be sent now.
  package struct Send: Sendable {
    /// Comes back in `answered`; unique among those under way.
    package let id: Int
    package let body: [UInt8]
  }

  let maxAttempts: Int
  private let drainTime: Duration
  private let stopsAtQuota: Bool
  let clock: WallClock
  var jitter: Jitter

  var slots: [Slot] = []
  private var vacant: [Int] = []
  private var order = Order()
  var ready = ReadyLanes()
  var timers = TimerHeap()
  var limit: FlightLimit
  var breaker: Breaker
  var destination = WrongDestination()
  /// Refused slots that are not dead yet.
  var heldBack: [(slot: Int, report: DeathReport)] = []

  /// Why nothing more is sent; `nil` while it is.
  package private(set) var stop: Stop?
  /// After a stop: when what still flies is given up.
  private var drainUntil: Moment?
  private var isClosed = false
  /// No more parcels come before one is settled.
  private var isPaused = false
  /// Deliveries that send to the destination at once.
  private var senders = 1
  /// Whether this outage's first failure was said.
  var saidFailure = false
  /// The last outage's code.
  var lastFailure = ""
  var numbers = DeliveryStatistics()

  /// What was settled since the owner last emptied it.
  package var settled: [Settled] = []
  /// What happened since the owner last emptied it.
  package var events: [DeliveryEvent] = []

  /// - Parameters:
  ///   - options: How; those of the transport among them count for nothing here.
  ///   - seed: For the jitter.
  ///   - clock: For the dates in reports and events.
  package init(_ options: DeliveryOptions, seed: UInt64, clock: WallClock) {
    maxAttempts = max(1, options.maxAttempts)
    drainTime = options.timeout
    stopsAtQuota = options.stopsAtQuota
    self.clock = clock
    jitter = Jitter(seed: seed)
    limit = FlightLimit(
      atOnce: options.concurrency, rate: options.rate, maxUnrecorded: options.maxUnrecorded,
      quota: options.quota.map { DailyQuota(limit: $0, used: options.quotaUsed, now: clock.timestamp(of: .start)) },
      clock: clock)
    breaker = Breaker(giveUpAfter: options.giveUpAfter)
  }

  /// Parcels that are offered and not settled.
  package var open: Int { numbers.open }
  /// Requests under way.
  package var inFlight: Int { numbers.inFlight }
  /// Whether a lead waits for nothing but leave to go.
  package var hasReady: Bool { !ready.isEmpty }
  /// Whether the limit leaves room for a further request, whatever else may hold it back.
  package var mayFly: Bool { stop == nil && limit.hasRoom(inFlight: inFlight) }
  /// Whether everything offered is settled, and nothing more comes of it.
  package var isFinished: Bool { (isClosed || stop != nil) && open == 0 }

  /// The numbers, with limits and states as they are at `now`.
  package func statistics(at now: Moment) -> DeliveryStatistics {
    var copy = numbers
    copy.limit = limit.atOnce
    copy.pace = limit.perSecond(at: now)
    copy.heldUntil = limit.isHeld(at: now) ? limit.heldUntil.map(clock.timestamp(of:)) : nil
    copy.isDown = breaker.isOpen
    copy.breaker = breaker.condition
    copy.probeAt = breaker.probeAt.map(clock.timestamp(of:))
    copy.quotaUsed = limit.quota?.used
    copy.quotaDay = limit.quota?.day
    return copy
  }

  // MARK: What is to be delivered

  /// Takes a parcel; after `close` or a stop it is returned unsettled at once.
  package mutating func offer(_ parcel: Parcel) {
    isPaused = false
    guard stop == nil, !isClosed else {
      settled.append(Settled(ticket: parcel.ticket, settlement: .unsettled))
      return
    }
    let slot: Int
    if let old = vacant.popLast() {
      slot = old
      slots[slot] = Slot(parcel)
    } else {
      slot = slots.count
      slots.append(Slot(parcel))
    }
    numbers.open += 1
    guard let uuid = parcel.uuid else { return makeReady(slot) }
    if order.enter(slot, uuid: uuid) { makeReady(slot) }
  }

  /// So many deliveries send to this destination at once, this one among them.
  package mutating func share(among senders: Int) {
    guard senders != self.senders else { return }
    self.senders = senders
    limit.share(among: senders)
    events.append(.shared(among: senders, hasRate: limit.hasRate))
  }

  /// Others have used so much of a day's quota.
  package mutating func othersUsed(_ requests: Int, on day: Int64) { limit.othersUsed(requests, on: day) }

  /// The owner has put so many delivered leads on record.
  package mutating func recorded(_ count: Int) { limit.recorded(count) }

  /// No more parcels come: refusals that are held back are decided on when nothing else is left.
  package mutating func close(now: Moment) {
    isClosed = true
    endIfAlone(now: now)
  }

  /// No more parcels come before one is settled: refusals that are held back are decided on when nothing else is left.
  ///
  /// Holds until the next offer.
  package mutating func pauseOffers(now: Moment) {
    isPaused = true
    endIfAlone(now: now)
  }

  /// Sends nothing more: what flies may land within the timeout, everything else is returned unsettled.
  package mutating func interrupt(now: Moment) { end(Stop(.interrupted), now: now) }

  // MARK: What is to be done

  /// Appends what is to be sent now.
  package mutating func due(now: Moment, into sends: inout [Send]) {
    if stop != nil {
      if let drainUntil, now >= drainUntil { abandonFlying() }
      return
    }
    if limit.holdEnded(at: now) { events.append(.resumed) }
    if open > 0, let givesUpAt = breaker.givesUpAt, now >= givesUpAt {
      return end(Stop(.unreachable, code: lastFailure, count: breaker.failures), now: now)
    }
    while let slot = timers.popFirst(at: now) { makeReady(slot) }
    while !ready.isEmpty {
      if breaker.isOpen {
        guard let probeAt = breaker.probeAt, now >= probeAt else { return }
      }
      if stopsAtQuota, limit.isQuotaUsed(at: now) {
        return end(Stop(.quotaUsed, count: limit.quota?.used ?? 0), now: now)
      }
      guard limit.take(inFlight: inFlight, now: now), let slot = ready.popFirst() else { return }
      numbers.attempts += 1
      numbers.inFlight += 1
      if slots[slot].attempts == 0 { slots[slot].firstAt = now } else { numbers.retries += 1 }
      slots[slot].attempts += 1
      slots[slot].sentAt = now
      slots[slot].place = .flying
      slots[slot].isProbe = breaker.isOpen
      if breaker.isOpen { breaker.probed() }
      sends.append(Send(id: slot, body: slots[slot].parcel.body))
    }
  }

  /// When `due` is to be called again, if nothing happens before; `nil`: not before something happens.
  ///
  /// To be asked after `due`, with the same `now`.
  package func nextWake(now: Moment) -> Moment? {
    guard stop == nil else { return inFlight > 0 ? drainUntil : nil }
    let givesUpAt = open > 0 ? breaker.givesUpAt : nil
    guard var next = ready.isEmpty ? timers.first : now, let freeAt = limit.freeAt(inFlight: inFlight, now: now) else {
      return givesUpAt
    }
    next = max(next, freeAt)
    if breaker.isOpen {
      guard let probeAt = breaker.probeAt else { return givesUpAt }
      next = max(next, probeAt)
    }
    return givesUpAt.map { min($0, next) } ?? next
  }

  // MARK: Places

  mutating func makeReady(_ slot: Int) {
    slots[slot].place = .ready
    ready.append(slot, lane: slots[slot].parcel.lane)
  }

  /// Lets the uuid's next one go: this slot is not sent again.
  mutating func passTurn(_ slot: Int) {
    guard let uuid = slots[slot].parcel.uuid, let next = order.leave(slot, uuid: uuid) else { return }
    // After a stop those behind are settled, and their slots may not even exist any more.
    if stop == nil { makeReady(next) }
  }

  mutating func settle(_ slot: Int, _ settlement: Settlement) {
    settled.append(Settled(ticket: slots[slot].parcel.ticket, settlement: settlement))
    slots[slot] = .vacant
    vacant.append(slot)
    numbers.open -= 1
  }

  mutating func settleHeldBack() {
    for (slot, report) in heldBack { settle(slot, .dead(report)) }
    heldBack.removeAll()
  }

  // MARK: The end

  /// Decides about refusals that are held back when nothing else can decide any more.
  mutating func endIfAlone(now: Moment) {
    guard isClosed || isPaused, stop == nil, !heldBack.isEmpty, open == heldBack.count else { return }
    if case .stop(let stop) = destination.ended() { end(stop, now: now) } else { settleHeldBack() }
  }

  mutating func end(_ stop: Stop, now: Moment) {
    guard self.stop == nil else { return }
    self.stop = stop
    drainUntil = now + drainTime
    events.append(.stopped(stop))
    ready.removeAll()
    timers.removeAll()
    heldBack.removeAll()
    for slot in slots.indices {
      switch slots[slot].place {
      case .behind, .ready, .waiting, .heldBack: settle(slot, .unsettled)
      // The one that is being decided on is settled by its caller.
      case .vacant, .flying, .deciding: break
      }
    }
  }

  /// What flies is not waited for any longer; answers that still come are ignored.
  private mutating func abandonFlying() {
    for slot in slots.indices where slots[slot].place == .flying {
      numbers.inFlight -= 1
      settle(slot, .unsettled)
    }
  }
}
