import LeadConfig
import LeadDelivery
import LeadJournal
import LeadModel
import LeadPipeline
import LeadSync
import Synchronization

/// Knows how the daemon stands: for its pages, its metrics and its alarms.
///
/// What costs a look at the disk is looked at now and then (``refresh(at:)``), all else when it is asked for.
final class StatusBoard: Sendable {
  /// How often dead letters are counted at most, which reads their file.
  private static let letterSeconds = 60.0

  private struct State {
    var plan: DaemonPlan
    var setup: ServiceStatus.Setup
    var trend = SpoolTrend()
    /// By routes.
    var waiting: [String: SpoolWaiting] = [:]
    /// By destinations' keys.
    var letters: [String: Int] = [:]
    var lettersAt: Timestamp?
    var lettersMark: DeadLetterFile.Mark?
    var routeless = RoutelessWatch()
    /// By destinations' names: since when the breaker is not closed, and since when it is held.
    var downSince: [String: Timestamp] = [:]
    var heldSince: [String: Timestamp] = [:]
    var alarms: [Alarm] = []
    var certificates: [ServiceStatus.Certificate] = []
    /// Retries that were reported already, by destination and code.
    var retries: [String: [String: Int]] = [:]
  }

  private let version: String
  private let startedAt: Timestamp
  private let spool: Spool
  private let letters: DeadLetterFile
  private let live: LiveRun
  private let metrics: Metrics
  private let load: DoorLoad
  private let certificates: @Sendable () -> [ServiceStatus.Certificate]
  private let capture: CaptureFolder?
  /// When each route last took a post, before this process.
  private let before: [String: Timestamp]
  private let sources = Mutex<SyncRun?>(nil)
  private let state: Mutex<State>

  init(
    version: String, plan: DaemonPlan, spool: Spool, letters: DeadLetterFile, live: LiveRun, metrics: Metrics,
    load: DoorLoad, capture: CaptureFolder? = nil,
    certificates: @escaping @Sendable () -> [ServiceStatus.Certificate], at now: Timestamp = .now()
  ) {
    self.capture = capture
    self.version = version
    startedAt = now
    self.spool = spool
    self.letters = letters
    self.live = live
    self.metrics = metrics
    self.load = load
    self.certificates = certificates
    // Without it a route is silent only since this start, so a spool that cannot say it stops nothing.
    before = (try? spool.lastReceived()) ?? [:]
    state = Mutex(State(plan: plan, setup: ServiceStatus.Setup(loadedAt: now)))
  }

  /// Tells who knows of the sources.
  func asks(_ sync: SyncRun) { sources.withLock { $0 = sync } }

  /// Another configuration runs from now on.
  func loaded(_ plan: DaemonPlan, at now: Timestamp) {
    state.withLock { state in
      state.plan = plan
      state.setup = ServiceStatus.Setup(loadedAt: now)
    }
  }

  /// A configuration was refused: the old one runs on.
  func refused(_ reason: String, at now: Timestamp) {
    state.withLock { state in
      state.setup.refusedAt = now
      state.setup.refusedReason = reason
    }
  }

  /// Alarms that are on.
  func standing(_ alarms: [Alarm]) { state.withLock { $0.alarms = alarms } }

  /// Looks at what has to be looked at: to be called every ten seconds or so.
  ///
  /// - Throws: ``JournalError`` of the spool or the dead letters.
  func refresh(at now: Timestamp) throws(JournalError) {
    let waiting = try spool.waitingByRoute()
    let mark = letters.mark
    let isDue = state.withLock { state in
      guard let at = state.lettersAt else { return true }
      return now.seconds(since: at) >= Self.letterSeconds && mark != state.lettersMark
    }
    let counts = isDue ? try letters.countByDestination() : nil
    let bytes = spool.status.bytes
    let certificates = certificates()
    state.withLock { state in
      state.certificates = certificates
      state.waiting = waiting
      let delivered = Set(state.plan.routes.filter { !$0.isUnmapped }.map(\.settings.path))
      state.routeless.look(waiting, delivered: delivered, at: now)
      state.trend.observe(bytes: bytes, at: now)
      if let counts {
        state.letters = counts
        state.lettersAt = now
        state.lettersMark = mark
      }
    }
  }

  /// Paths of which old posts wait for a route that is gone; see ``RoutelessWatch``.
  func gone(at now: Timestamp) -> Set<String> {
    state.withLock { state in
      state.routeless.gone(configured: Set(state.plan.routes.map(\.settings.path)), at: now)
    }
  }

  /// Requests that had to be sent again since this was last asked, a destination and a code each.
  func newRetries() -> [(destination: String, code: String, count: Int)] {
    let all = live.status
    return state.withLock { state in
      var found: [(String, String, Int)] = []
      for status in all {
        let known = state.retries[status.destination] ?? [:]
        for (code, count) in status.statistics.byCode {
          // A delivery that has begun anew counts from 0.
          let before = known[code].map { $0 <= count ? $0 : 0 } ?? 0
          if count > before { found.append((status.destination, code, count - before)) }
        }
        state.retries[status.destination] = status.statistics.byCode
      }
      return found
    }
  }

  /// Why no post can be accepted; `nil` while they can.
  var notReady: String? { Self.notReady(spool.status) }

  private static func notReady(_ room: SpoolStatus) -> String? {
    room.failure?.code ?? (room.bytesLeft <= 0 ? SpoolRefusal.full.code : nil)
  }

  /// How the daemon stands now.
  func status(at now: Timestamp = .now()) -> ServiceStatus {
    let room = spool.status
    let inboxes = live.status
    let totals = metrics.totals
    return state.withLock { state in
      var status = ServiceStatus(version: version, at: now, startedAt: startedAt, setup: state.setup)
      status.notReady = Self.notReady(room)
      status.connections = load.connections
      status.requests = load.requests
      status.spool = spool(room, state)
      status.routes = state.plan.routes.map { route($0, totals.routes[$0.settings.path]) }
      status.inboxes = inboxes.map { inbox($0, totals.destinations[$0.destination], &state, at: now) }
      status.routeless = state.routeless.all
      status.sources = (sources.withLock { $0 }?.standings ?? []).map { source in
        var source = source
        source.waiting = waiting(state) { $0.source == source.name }.reduce(0) { $0 + $1.rows }
        return source
      }
      status.certificates = state.certificates
      status.captured = capture?.counts
      status.alarms = state.alarms
      return status
    }
  }

  private func spool(_ room: SpoolStatus, _ state: State) -> ServiceStatus.Spool {
    let limits = state.plan.configuration.serve.spool
    var spool = ServiceStatus.Spool()
    spool.rows = room.rows
    spool.bytes = room.bytes
    spool.maxBytes = limits.maxBytes
    spool.oldestAt = room.oldest
    spool.freeBytes = room.freeBytes ?? .max
    spool.minFreeBytes = limits.minFreeBytes
    spool.growthPerSecond = state.trend.growthPerSecond
    return spool
  }

  private func route(_ plan: RoutePlan, _ totals: Metrics.Totals.Route?) -> ServiceStatus.Route {
    let settings = plan.settings
    var route = ServiceStatus.Route(path: settings.path, sender: settings.accept, destination: settings.to)
    route.isPaused = settings.isPaused
    route.isUnmapped = plan.isUnmapped
    route.accepted = totals?.accepted ?? 0
    route.refused = totals?.refused ?? 0
    route.lastAcceptedAt = totals?.lastAccepted ?? before[settings.path]
    route.expectEvery = settings.expectEvery
    return route
  }

  /// What waits on those routes, of which nothing waits on some.
  private func waiting(_ state: State, _ isWanted: (RouteSettings) -> Bool) -> [SpoolWaiting] {
    state.plan.routes.map(\.settings).filter(isWanted).compactMap { state.waiting[$0.path] }
  }

  private func inbox(
    _ live: LiveStatus, _ totals: Metrics.Totals.Destination?, _ state: inout State, at now: Timestamp
  ) -> ServiceStatus.Inbox {
    let name = live.destination
    let statistics = live.statistics
    var inbox = ServiceStatus.Inbox(name: name)
    inbox.breaker = statistics.breaker
    state.downSince[name] = statistics.breaker == .closed ? nil : state.downSince[name] ?? now
    inbox.downSince = state.downSince[name]
    let isHeld = live.hold != nil || statistics.heldUntil != nil
    state.heldSince[name] = isHeld ? state.heldSince[name] ?? now : nil
    inbox.heldSince = state.heldSince[name]
    inbox.holdReason = live.hold?.code ?? (statistics.heldUntil == nil ? nil : "destination.asked")
    inbox.heldUntil = live.hold == nil ? statistics.heldUntil : nil
    let routes = waiting(state) { $0.to == name && $0.source == nil }
    inbox.waiting = routes.reduce(0) { $0 + $1.rows }
    inbox.oldestAt = routes.compactMap(\.oldest).min()
    inbox.inFlight = statistics.inFlight
    inbox.limit = statistics.limit
    inbox.pace = statistics.pace
    inbox.delivered = totals?.delivered ?? 0
    inbox.dead = totals?.dead ?? 0
    let key = state.plan.targets.first { $0.destination.name == name }?.destination.key
    inbox.deadLetters = key.flatMap { state.letters[$0] } ?? 0
    return inbox
  }
}
