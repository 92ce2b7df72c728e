import Foundation
import LeadConfig
import LeadDelivery
import LeadJournal
package import LeadModel
import LeadPipeline
import LeadSenders
package import LeadSync
import Synchronization

/// The daemon: takes posts, has them on the disk before it answers, and delivers them.
///
///     posts ─► HookServer ─► FrontDesk ─► Spool ─► LiveRun ─► the inboxes
///                                           └────► SyncRun ────────┘
///
/// `run()` once; it returns after `stop()`. What is accepted and not delivered then is in the spool, for the next one.
package final class Daemon: Sendable {
  /// What a daemon is made with.
  package struct Setting: Sendable {
    package var version: String
    /// The configuration's file, read again by ``Daemon/reload()``.
    package var configFile: String
    package var stateFolder: String
    package var deadLetters: String
    package var surroundings: Surroundings
    /// How lines are written: what `logs` says, unless the command line says otherwise.
    package var logFormat = LogFormat.text
    /// Which lines of the log are written.
    package var logLevel = LogLevel.info
    /// Told in full what is wrong with a configuration that was read again.
    package var tell: @Sendable (Diagnostic) -> Void = { _ in }
    /// Where posts are kept as cases for `mapping test`; `nil`: nowhere.
    package var captureFolder: String?
    /// Whether they are kept as they came, not as lookalikes.
    package var capturesRaw = false
    /// How long answers under way may take once it is to stop.
    package var answerTime = Duration.seconds(10)

    package init(
      version: String, configFile: String, stateFolder: String, deadLetters: String,
      surroundings: Surroundings
    ) {
      self.version = version
      self.configFile = configFile
      self.stateFolder = stateFolder
      self.deadLetters = deadLetters
      self.surroundings = surroundings
    }
  }

  /// Between two looks at secrets' files, the spool's room and signs of life.
  static let tick = Duration.seconds(1)
  /// Ticks between two judgements of how it stands.
  static let judgeTicks = 10
  /// Ticks between two looks for submissions that are to be forgotten.
  static let expiryTicks = 3_600

  let setting: Setting
  /// The configuration that sockets, the spool and the log were made with.
  let begun: Configuration
  let log: EventLog
  let spool: Spool
  let live: LiveRun
  let sync: SyncRun
  let routeless: RoutelessPosts
  let desk: FrontDesk
  let server: HookServer
  let board: StatusBoard
  let alarmPosts: AlarmPosts
  private let capture: CaptureFolder?
  let captured: CapturedMappings
  let notification: ServiceNotification?
  private let listening: Mutex<[HookServer.Bound]>
  let state: Mutex<State>
  /// Held while another plan is put in place; whether secrets have changed that are not in place yet.
  let changes = Mutex(false)
  /// Where what waits for the disk is done now and then.
  private let disk = DiskQueue("leadbridge.ticks")
  private let stopped = AsyncStream<Void>.makeStream()

  /// What changes while it runs.
  struct State {
    var plan: DaemonPlan
    var secrets: [SecretSource]
    var alarms: AlarmDesk
  }

  /// Reads the configuration, opens the spool and sets everything up; nothing listens yet.
  ///
  /// - Throws: ``Diagnostics``: all that is wrong with the configuration; ``Diagnostic``: the spool, the dead letters or
  ///   the certificate cannot be used.
  package init(_ setting: Setting) throws {
    self.setting = setting
    let environment = setting.surroundings.environment
    let sockets = try ActivatedSockets.take(environment: environment)
    let plan = try Self.plan(setting)
    begun = plan.configuration
    let serve = plan.configuration.serve
    let metrics = Metrics()
    let log = EventLog(format: setting.logFormat, level: setting.logLevel, metrics: metrics)
    self.log = log
    let letters = try DeadLetterFile(setting.deadLetters)
    let bell = Bell()
    spool = try Spool(folder: setting.stateFolder, limits: SpoolLimits(serve.spool), onArrivals: { bell.ring() })
    do throws(JournalError) {
      try spool.remember(routes: Set(plan.routes.map(\.settings.path)))
    } catch {
      throw error.diagnostic
    }
    let fields = FieldDesk()
    let events: @Sendable (LiveEvent) -> Void = { event in ServiceEvent(event).map { log.report($0) } }
    routeless = RoutelessPosts(spool: spool, file: letters, events: events)
    let live = LiveRun(
      plan.live(stateFolder: setting.stateFolder, deadLetters: setting.deadLetters), spool: spool, events: events,
      seen: { record, route in fields.observe(record, route, log) })
    self.live = live
    bell.wakes(live)
    let sync = try Self.sync(plan, setting, spool, log)
    self.sync = sync
    let settings = try ServerSettings(serve, sockets: sockets)
    let certificates = settings.certificate
    let load = DoorLoad()
    let capture = try setting.captureFolder.map { folder throws(Diagnostic) in
      try CaptureFolder(folder, isRaw: setting.capturesRaw)
    }
    self.capture = capture
    let board = StatusBoard(
      version: setting.version, plan: plan, spool: spool, letters: letters, live: live, metrics: metrics, load: load,
      capture: capture,
      certificates: { certificates.flatMap(TLSIdentity.expiry).map { [$0] } ?? [] })
    board.asks(sync)
    self.board = board
    let ids = SubmissionIDs()
    let mappings = CapturedMappings(plan)
    captured = mappings
    let store = SpoolStore(spool) { incoming in
      sync.arrived(route: incoming.route)
      guard let capture, let mapping = mappings.mapping(of: incoming.route) else { return }
      capture.keep(incoming.post, route: incoming.route, mapping: mapping.name, isDocument: mapping.isDocument)
    }
    var parts = DeskParts(store: store, newID: { ids.next(at: .now()) })
    parts.inflate = InflateError.inflate
    parts.page = { path in board.page(path, counting: metrics) }
    parts.observe = { event in log.report(ServiceEvent(event)) }
    let tokens = try Self.operatorTokens(plan, environment)
    if !tokens.isEmpty { parts.isOperator = { token in ConstantTime.isOne(token, of: tokens) } }
    let limits = ServerLimits(serve.limits)
    desk = FrontDesk(
      parts, routes: Self.table(plan, spool, limits), limits: limits,
      trustedProxies: serve.trustedProxies.compactMap { AddressRange($0) })
    server = try HookServer(settings, desk: desk, load: load)
    alarmPosts = AlarmPosts(host: ProcessInfo.processInfo.hostName, log: log)
    notification = ServiceNotification(environment: environment)
    listening = Mutex([])
    state = Mutex(
      State(
        plan: plan, secrets: try plan.configuration.secrets(environment: environment),
        alarms: AlarmDesk(serve.alerts)))
    metrics.expect(plan.routes.map { ($0.settings.path, $0.settings.to) })
  }

  /// Where it listens, once it does.
  package var bound: [HookServer.Bound] { listening.withLock { $0 } }

  /// What was odd about the configuration, and taken all the same.
  package var warnings: [Diagnostic] {
    state.withLock { $0.plan.configuration.warnings + $0.plan.warnings }
  }

  /// Asks it to stop: no more posts are taken, answers under way go out, and what waits is delivered for a while.
  ///
  /// From any thread; harmless twice.
  package func stop() { stopped.continuation.finish() }

  /// Runs until ``stop()``.
  ///
  /// - Parameter ready: Called once it listens.
  /// - Throws: ``Diagnostic`` where it cannot listen, or cannot deliver at all.
  package func run(ready: @Sendable () -> Void = {}) async throws {
    log.report(.started(version: setting.version))
    let bound = try await server.start()
    listening.withLock { $0 = bound }
    let (serve, routeCount) = state.withLock { ($0.plan.configuration.serve, $0.plan.routes.count) }
    log.report(.ready(address: Self.shown(serve.listen, port: bound.first?.port), routes: routeCount))
    notification?.send(.ready)
    ready()
    let live = live
    let delivering = Task { try await live.run() }
    let syncing = Task { [sync] in await sync.run() }
    let ticking = Task(executorPreference: disk) { [self] in await ticks() }
    // A delivery that cannot even begin ends the daemon: a spool that only fills is no service.
    let failing = Task { [stopped] in
      defer { stopped.continuation.finish() }
      try await delivering.value
    }
    for await _ in stopped.stream {}
    log.report(.stopping)
    notification?.send(.stopping)
    sync.stop()
    await server.stop(within: setting.answerTime)
    await drain(for: state.withLock { $0.plan.configuration.serve.drain })
    live.stop()
    await syncing.value
    ticking.cancel()
    let end = await failing.result
    await capture?.finish()
    log.report(.stopped(waiting: spool.status.rows))
    log.end()
    try end.get()
  }

  /// Where it listens, with the port that was free where it was to be any.
  private static func shown(_ listen: String, port: Int?) -> String {
    guard let port, listen.hasSuffix(":0") else { return listen }
    return "\(listen.dropLast())\(port)"
  }

  /// Waits until nothing waits in the spool, or no inbox takes it, for some time at most.
  private func drain(for time: Duration) async {
    let clock = ContinuousClock()
    let end = clock.now + time
    // What a source is to fetch waits for the next start: sources have stopped.
    let routes = state.withLock { state in
      state.plan.routes.filter { $0.settings.source == nil }.map { (path: $0.settings.path, to: $0.settings.to) }
    }
    while spool.status.rows > 0, clock.now < end {
      // One that is down or held will not take it in this time.
      let takers = Set(live.status.filter { $0.hold == nil && !$0.statistics.isDown }.map(\.destination))
      let waiting = (try? spool.waitingByRoute()) ?? [:]
      guard routes.contains(where: { waiting[$0.path] != nil && takers.contains($0.to) }) else { return }
      try? await clock.sleep(for: .milliseconds(50))
    }
  }
}

/// Wakes delivery when posts have arrived; before there is one, nobody.
private final class Bell: Sendable {
  private let live = Mutex<LiveRun?>(nil)

  func wakes(_ live: LiveRun) { self.live.withLock { $0 = live } }

  func ring() { live.withLock { $0 }?.arrived() }
}
