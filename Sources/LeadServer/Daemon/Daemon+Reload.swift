import LeadConfig
import LeadJournal
import LeadModel
import LeadPipeline
import LeadSync
import Synchronization

/// What a daemon does while it runs: another configuration, other secrets, alarms, signs of life.
extension Daemon {
  /// Reads the configuration again; one that is wrong leaves the old one running, and that is said.
  ///
  /// What a socket, a folder or the spool is made with takes a restart: where that differs from what the daemon began
  /// with, the log names the keys (``Configuration/keysThatTakeARestart(to:)``).
  package func reload() {
    notification?.send(.reloading(monotonicMicroseconds: ServiceNotification.monotonicMicroseconds()))
    let now = Timestamp.now()
    do {
      let plan = try changes.withLock { _ in
        let plan = try Self.plan(setting)
        try server.reloadCertificate()
        try apply(plan)
        return plan
      }
      board.loaded(plan, at: now)
      log.report(.reloaded(routes: plan.routes.count))
      let keys = begun.keysThatTakeARestart(to: plan.configuration)
      if !keys.isEmpty { log.report(.restartNeeded(keys: keys)) }
    } catch {
      let reason = Diagnostic(ofRun: error).code
      board.refused(reason, at: now)
      log.report(.reloadRefused(reason: reason))
      if let all = error as? Diagnostics {
        all.all.forEach(setting.tell)
      } else {
        setting.tell(Diagnostic(ofRun: error))
      }
    }
    notification?.send(.ready)
  }

  private func apply(_ plan: DaemonPlan) throws {
    let sources = try plan.configuration.secrets(environment: setting.surroundings.environment)
    do throws(JournalError) {
      try spool.remember(routes: Set(plan.routes.map(\.settings.path)))
    } catch {
      throw error.diagnostic
    }
    state.withLock { state in
      state.alarms.change(to: plan.configuration.serve.alerts)
      (state.plan, state.secrets) = (plan, sources)
    }
    live.update(plan.live(stateFolder: setting.stateFolder, deadLetters: setting.deadLetters))
    desk.replace(Self.table(plan, spool, desk.limits))
    changeSources(to: plan)
    captured.replace(plan)
    log.metrics.expect(plan.routes.map { ($0.settings.path, $0.settings.to) })
  }

  // MARK: Ticks

  /// Once a second until it is cancelled: looks at what no request looks at, and may wait for the disk.
  func ticks() async {
    let watchdog = ServiceNotification.watchdogInterval(environment: setting.surroundings.environment)
    var count = 0
    var lastSign = ContinuousClock.now
    while !Task.isCancelled {
      try? await Task.sleep(for: Self.tick)
      count += 1
      let now = Timestamp.now()
      log.tick(at: now)
      lookAtSecrets()
      for (destination, code, count) in board.newRetries() {
        log.report(.retried(destination: destination, reason: code, count: count))
      }
      if count % Self.judgeTicks == 0 || count == 1 { await judge(at: now) }
      if count % Self.expiryTicks == 1 {
        expire(at: now)
        bury(at: now)
      }
      // Behind the looks at the spool: a daemon whose disk hangs gives no sign of life.
      if let watchdog, ContinuousClock.now - lastSign >= watchdog {
        lastSign = .now
        notification?.send(.watchdog)
      }
    }
  }

  /// Takes over secrets whose files have changed.
  private func lookAtSecrets() {
    changes.withLock { isPending in
      let (plan, sources) = state.withLock { ($0.plan, $0.secrets) }
      let readings = sources.map { $0.current() }
      for complaint in readings.compactMap(\.complaint) {
        log.report(.failed(reason: complaint.code))
        // The code alone says neither which file nor who needs it.
        setting.tell(complaint)
      }
      let hasChanged = readings.contains(where: \.hasChanged)
      guard hasChanged || isPending else { return }
      do {
        try apply(try DaemonPlan(plan.configuration, setting.surroundings))
        isPending = false
        log.report(.reloaded(routes: plan.routes.count))
      } catch {
        // Another secret is being written, say: tried again with the next tick.
        if !isPending { log.report(.reloadRefused(reason: Diagnostic(ofRun: error).code)) }
        isPending = true
      }
    }
  }

  private func judge(at now: Timestamp) async {
    do throws(JournalError) {
      try board.refresh(at: now)
    } catch {
      log.report(.failed(reason: error.diagnostic.code))
    }
    // A disk that was full says that it has room again by taking something.
    if spool.status.failure != nil { try? await spool.probe() }
    let status = board.status(at: now)
    let (said, posts, active) = state.withLock { state in
      let (said, posts) = state.alarms.judge(status)
      return (said, posts, state.alarms.active)
    }
    board.standing(active)
    for alarm in said { log.report(.alarm(alarm)) }
    if !posts.isEmpty { Task { [alarmPosts] in await alarmPosts.post(posts) } }
    notification?.send(.status("\(status.spool.rows) posts wait, \(active.count) alarms"))
  }

  private func expire(at now: Timestamp) {
    let keep = state.withLock { $0.plan.configuration.serve.keep.submissions }
    let limit = Timestamp(millisecondsSince1970: now.millisecondsSince1970 - Int64(keep.seconds * 1000))
    var place: Int64? = 0
    do throws(JournalError) {
      while let from = place { place = try spool.expire(before: limit, after: from) }
    } catch {
      log.report(.failed(reason: error.diagnostic.code))
    }
  }

  /// Makes dead letters of posts that have waited long enough for a route that is gone.
  private func bury(at now: Timestamp) {
    let patience = Int64(RoutelessWatch.patience.seconds * 1000)
    do throws(JournalError) {
      _ = try routeless.bury(
        board.gone(at: now), receivedBefore: Timestamp(millisecondsSince1970: now.millisecondsSince1970 - patience))
    } catch {
      log.report(.failed(reason: error.diagnostic.code))
    }
  }
}
