import LeadDelivery
import LeadJournal
import LeadModel
import Synchronization

/// Delivers the posts of one inbox's routes for as long as the daemon runs.
///
/// In sessions: one ends where the inbox refuses the token, say, or the disk takes nothing. Nothing is lost by that, as
/// all that is not settled is still in the spool; after a wait the next one begins with it.
final class LiveDelivery: Sendable {
  /// How long is waited after a session that had to stop.
  static let holdTime = Duration.seconds(60)
  /// How long is waited after a disk took nothing: it may have room again soon.
  static let diskTime = Duration.seconds(5)

  private let plan: LivePlan
  private let target: LivePlan.Target
  private let journal: Journal
  private let spool: Spool
  private let file: DeadLetterFile
  private let events: @Sendable (LiveEvent) -> Void
  private let seen: @Sendable (Record, String) -> Void
  private let bell = Doorbell()
  private let parts = Mutex(Parts())

  private struct Parts {
    var courier: Courier?
    var isStopping = false
    var hold: Diagnostic?
    var pause: Task<Void, Never>?
  }

  init(
    _ plan: LivePlan, target: LivePlan.Target, journal: Journal, spool: Spool, file: DeadLetterFile,
    events: @escaping @Sendable (LiveEvent) -> Void, seen: @escaping @Sendable (Record, String) -> Void
  ) {
    self.plan = plan
    self.target = target
    self.journal = journal
    self.spool = spool
    self.file = file
    self.events = events
    self.seen = seen
  }

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
      destination: target.destination.name, host: target.destination.shownHost,
      statistics: courier?.statistics ?? DeliveryStatistics(), hold: hold)
  }

  /// Runs until ``stop()``.
  func run() async {
    while !isStopping {
      let failure = await session()
      guard let failure, !isStopping else { continue }
      let wait = failure.code == JournalError.diskFullCode ? Self.diskTime : Self.holdTime
      events(.held(destination: target.destination.name, failure, wait: wait))
      let pause = Task<Void, Never> { try? await Task.sleep(for: wait) }
      parts.withLock { parts in
        parts.hold = failure
        parts.pause = pause
        if parts.isStopping { pause.cancel() }
      }
      await pause.value
      parts.withLock { $0.pause = nil }
    }
  }

  private var isStopping: Bool { parts.withLock { $0.isStopping } }

  /// Delivers until it is stopped, or has to stop.
  ///
  /// - Returns: Why it had to; `nil` where it was stopped.
  private func session() async -> Diagnostic? {
    do {
      let letters = try LiveLetters(
        file, routes: plan.routes, destination: target.destination,
        isUnsettled: { [spool] id in (try? spool.submission(id: id))?.isSettled == false })
      let recorder = try LiveRecorder(
        plan, target: target, journal: journal, spool: spool, letters: letters, events: events)
      let feed = try LiveFeed(
        plan, to: target.destination, spool: spool,
        suppression: try await SuppressionList(of: target.destination), matching: try await matching(),
        seen: seen)
      let (courier, limits) = try startCourier()
      return await carry(feed, recorder, courier, limits)
    } catch {
      return Diagnostic(ofRun: error)
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
    let (events, name) = (events, target.destination.name)
    let courier = try Courier(target.destination, delivery) { event in
      events(.delivery(destination: name, event))
    }
    let wasHeld = parts.withLock { parts in
      parts.courier = courier
      if parts.isStopping { courier.interrupt() }
      return parts.hold.take() != nil
    }
    if wasHeld { events(.resumed(destination: name)) }
    try limits.keep(courier)
    return (courier, limits)
  }

  /// Feeds and records at once, until one of both has to end.
  private func carry(
    _ feed: consuming LiveFeed, _ recorder: LiveRecorder, _ courier: Courier, _ limits: SharedLimits
  ) async -> Diagnostic? {
    let bell = bell
    let recording = Task { () -> Diagnostic? in
      var failure: Diagnostic?
      while let batch = await courier.nextSettled() {
        guard failure == nil else { continue }
        do { courier.take(try await recorder.settled(batch)) } catch {
          // What cannot be recorded must not be sent.
          failure = Diagnostic(ofRun: error)
          courier.interrupt()
        }
      }
      await recorder.letPass()
      bell.ring()
      return failure
    }
    let ticking = Task { () -> Diagnostic? in
      do {
        while true {
          try await Task.sleep(for: LiveRecorder.commitInterval)
          courier.take(try await recorder.tick())
          try limits.keep(courier)
        }
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
    guard let stop = courier.stop, stop.reason != .interrupted else { return failure }
    return failure ?? stop.diagnostic(target.destination, giveUpAfter: nil)
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
