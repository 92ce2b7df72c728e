import LeadDelivery
import LeadJournal
import LeadModel
import Synchronization

/// Delivers the posts of one inbox's routes for as long as the daemon runs.
///
/// In sessions: one ends where the inbox refuses the token, say, or the disk takes nothing. Nothing is lost by that, as
/// all that is not settled is still in the spool; after a wait the next one begins with it.
final class LiveDelivery: Sendable {
  /// How long is waited at most after a disk took nothing: it may have room again soon.
  static let diskTime = Duration.seconds(5)

  private let share: LiveShare
  private let journal: Journal
  private let spool: Spool
  private let file: DeadLetterFile
  private let holdTime: Duration
  private let events: @Sendable (LiveEvent) -> Void
  private let seen: @Sendable (Record, String) -> Void
  private let bell = Doorbell()
  /// Where posts are read and mapped: both wait for the disk, or keep a core for a while.
  private let queue: DiskQueue
  private let parts = Mutex(Parts())

  private struct Parts {
    var courier: Courier?
    var isStopping = false
    var hold: Failure?
    var pause: Task<Void, Never>?
  }

  /// Why a session had to stop.
  private struct Failure {
    var diagnostic: Diagnostic
    /// Whether the inbox, and no disk, was the reason: only its answer shows that it is over.
    var isInboxs = false
  }

  init(
    _ share: LiveShare, journal: Journal, spool: Spool, file: DeadLetterFile, holdTime: Duration,
    events: @escaping @Sendable (LiveEvent) -> Void, seen: @escaping @Sendable (Record, String) -> Void
  ) {
    self.share = share
    queue = DiskQueue("leadbridge.delivery.\(share.name)")
    self.journal = journal
    self.spool = spool
    self.file = file
    self.holdTime = holdTime
    self.events = events
    self.seen = seen
  }

  /// The destination's, in the configuration.
  var name: String { share.name }

  private var target: LivePlan.Target { share.target }

  /// Something waits in the spool.
  func arrived() { bell.ring() }

  /// Ends the delivery: what flies may land, within the timeout.
  func stop() {
    let (courier, pause) = parts.withLock { parts in
      parts.isStopping = true
      return (parts.courier, parts.pause)
    }
    courier?.interrupt()
    pause?.cancel()
    bell.ring()
  }

  /// How it stands.
  var status: LiveStatus {
    let (courier, hold) = parts.withLock { ($0.courier, $0.hold) }
    return LiveStatus(
      destination: name, host: target.destination.shownHost,
      statistics: courier?.statistics ?? DeliveryStatistics(), hold: hold?.diagnostic)
  }

  /// Runs until ``stop()``.
  func run() async {
    await withTaskExecutorPreference(queue) { await sessions() }
  }

  private func sessions() async {
    while !isStopping {
      let failure = await session()
      guard let failure, !isStopping else { continue }
      let code = failure.diagnostic.code
      let wait = code == JournalError.diskFullCode ? min(Self.diskTime, holdTime) : holdTime
      let pause = Task<Void, Never> { try? await Task.sleep(for: wait) }
      let wasHeld = parts.withLock { parts in
        let wasHeld = parts.hold?.diagnostic.code == code
        parts.hold = failure
        parts.pause = pause
        if parts.isStopping { pause.cancel() }
        return wasHeld
      }
      // Tried in vain: the same hold goes on.
      if !wasHeld { events(.held(destination: name, failure.diagnostic, wait: wait)) }
      await pause.value
      parts.withLock { $0.pause = nil }
    }
  }

  private var isStopping: Bool { parts.withLock { $0.isStopping } }

  /// A hold is over: the inbox has taken or refused a lead, or the disk has taken an outcome.
  private func goesOn(byInbox: Bool) {
    let wasHeld = parts.withLock { parts in
      guard let hold = parts.hold, byInbox || !hold.isInboxs else { return false }
      parts.hold = nil
      return true
    }
    if wasHeld { events(.resumed(destination: name)) }
  }

  /// Delivers until it is stopped, or has to stop.
  ///
  /// - Returns: Why it had to; `nil` where it was stopped.
  private func session() async -> Failure? {
    do {
      let letters = try LiveLetters(
        file, routes: share.routes, destination: target.destination,
        isUnsettled: { [spool] id in (try? spool.submission(id: id))?.isSettled == false })
      let recorder = try LiveRecorder(
        share, journal: journal, spool: spool, letters: letters, events: events)
      let feed = try LiveFeed(
        share, spool: spool, suppression: try await SuppressionList(of: target.destination),
        matching: try await matching(),
        seen: seen)
      let (courier, limits) = try startCourier()
      return await carry(feed, recorder, courier, limits)
    } catch {
      return Failure(diagnostic: Diagnostic(ofRun: error))
    }
  }

  /// Where leads are met, once the listing was read.
  private func matching() async throws -> InboxMatching? {
    let matching = try InboxMatching(of: target.destination, in: journal, remembers: true)
    try await matching?.read(target.destination, target.delivery, isStopping: { isStopping })
    return matching
  }

  private func startCourier() throws -> (Courier, SharedLimits) {
    var delivery = target.delivery
    delivery.giveUpAfter = nil
    delivery.stopsAtQuota = false
    delivery.maxUnrecorded = LiveRecorder.maxUnrecorded
    let limits = try SharedLimits(&delivery, of: target.destination, in: journal)
    let (events, name) = (events, name)
    let courier = try Courier(target.destination, delivery) { event in
      events(.delivery(destination: name, event))
    }
    parts.withLock { parts in
      parts.courier = courier
      if parts.isStopping { courier.interrupt() }
    }
    try limits.keep(courier)
    return (courier, limits)
  }

  /// Feeds and records at once, until one of both has to end.
  private func carry(
    _ feed: consuming LiveFeed, _ recorder: LiveRecorder, _ courier: Courier, _ limits: SharedLimits
  ) async -> Failure? {
    let recording = Task(executorPreference: queue) { [self] () -> Diagnostic? in
      var failure: Diagnostic?
      while let batch = await courier.nextSettled() {
        guard failure == nil else { continue }
        do {
          courier.take(try await recorder.settled(batch))
          if batch.contains(where: \.isAnswered) { goesOn(byInbox: true) }
        } catch {
          // What cannot be recorded must not be sent.
          failure = Diagnostic(ofRun: error)
          courier.interrupt()
        }
      }
      await recorder.letPass()
      bell.ring()
      return failure
    }
    let ticking = Task(executorPreference: queue) { [self] () -> Diagnostic? in
      do {
        // At rest nothing wakes it, and nothing is written.
        while await hasWork(recorder, limits) {
          try await Task.sleep(for: LiveRecorder.commitInterval)
          let turns = try await recorder.tick()
          courier.take(turns)
          goesOn(byInbox: false)
          try limits.keep(courier)
        }
        return nil
      } catch is CancellationError {
        return nil
      } catch {
        courier.interrupt()
        return Diagnostic(ofRun: error)
      }
    }
    var failure: Diagnostic?
    do {
      try await give(&feed, to: recorder, courier)
    } catch {
      failure = Diagnostic(ofRun: error)
      courier.interrupt()
    }
    failure = await recording.value ?? failure
    ticking.cancel()
    failure = await ticking.value ?? failure
    do {
      try await recorder.commit()
      try limits.end(courier)
    } catch {
      failure = failure ?? Diagnostic(ofRun: error)
    }
    if let failure { return Failure(diagnostic: failure) }
    guard let stop = courier.stop, stop.reason != .interrupted else { return nil }
    return Failure(diagnostic: stop.diagnostic(target.destination, giveUpAfter: nil), isInboxs: true)
  }

  /// Waits until there is something to look after; `false`: there never is again.
  private func hasWork(_ recorder: LiveRecorder, _ limits: SharedLimits) async -> Bool {
    if limits.isSharing { return true }
    return await recorder.work()
  }

  /// Gives what waits in the spool to delivery, as fast as there is room for it, until delivery has stopped.
  private func give(_ feed: inout LiveFeed, to recorder: LiveRecorder, _ courier: Courier) async throws {
    while courier.stop == nil {
      await recorder.room()
      if let batch = try feed.next(events) {
        courier.take(try await recorder.took(batch))
      } else {
        // Refusals that were held back until a delivery comes are decided on when nothing else is left.
        courier.pauseOffers()
        await bell.wait()
      }
    }
  }
}

extension Settled {
  /// Whether the inbox has said what becomes of it.
  fileprivate var isAnswered: Bool {
    switch settlement {
    case .delivered, .dead: true
    case .unsettled: false
    }
  }
}
