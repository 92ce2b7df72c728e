import Foundation
package import LeadDelivery
package import LeadJournal
package import LeadModel
import LeadTransport
import Synchronization

/// Carries the leads of some inputs into an inbox: the main job.
///
/// What goes on at once: a thread reads bytes, this task's pump maps records, delivery's thread sends them, and a second
/// task takes the settlements to the ``Recorder``. Batches cross between them, not records; each queue is bounded, and a
/// full one holds the reader.
package final class PushRun: Sendable {
  /// How a run ended.
  package struct End: Sendable {
    package var summary: Summary
    /// Why it stopped early; `nil` where it went through.
    package var stop: Stop?
    /// What broke off the reading or the record keeping: a damaged input, a full disk.
    package var failure: Diagnostic?
    /// Where ``PushPlan/settledBefore`` was given: what it is the next time, if this run went through.
    package var settledRecords: SettledRecords?

    package init(
      summary: Summary, stop: Stop? = nil, failure: Diagnostic? = nil, settledRecords: SettledRecords? = nil
    ) {
      self.summary = summary
      self.stop = stop
      self.failure = failure
      self.settledRecords = settledRecords
    }
  }

  private let plan: PushPlan
  private let events: @Sendable (RunEvent) -> Void
  private let control = RunControl()
  private let parts = Mutex(Parts())

  /// What exists once the run has begun.
  private struct Parts {
    var recorder: Recorder?
    var courier: Courier?
    var limits: SharedLimits?
    var isInterrupted = false
  }

  /// - Parameters:
  ///   - plan: What is to be pushed.
  ///   - events: Called from several threads; must not block.
  package init(_ plan: PushPlan, events: @escaping @Sendable (RunEvent) -> Void = { _ in }) {
    self.plan = plan
    self.events = events
  }

  /// Asks the run to stop: reading ends, what flies may land, what is settled is kept.
  ///
  /// From any thread.
  package func interrupt() {
    let courier = parts.withLock { parts in
      parts.isInterrupted = true
      return parts.courier
    }
    control.stop()
    courier?.interrupt()
  }

  /// How far it is.
  package var progress: RunProgress {
    get async {
      let (recorder, courier) = parts.withLock { ($0.recorder, $0.courier) }
      var progress = RunProgress()
      progress.isDryRun = plan.isDryRun
      progress.bytesRead = control.bytesRead
      let sizes = plan.inputs.map(\.size)
      progress.bytesInAll = sizes.contains(nil) ? nil : sizes.reduce(0) { $0 + ($1 ?? 0) }
      if let summary = await recorder?.summary { progress.take(summary) }
      if let statistics = courier?.statistics { progress.take(statistics) }
      return progress
    }
  }

  /// Runs to the end, or until it has to stop.
  ///
  /// - Throws: ``Diagnostic`` or ``Diagnostics`` where it cannot start: nothing was sent then.
  package func run() async throws -> End {
    let start = ContinuousClock.now
    let runID = UUID().uuidString.lowercased()
    if !plan.isDryRun { try plan.checkDeadLettersAreNoInput() }
    let suppression = try await SuppressionList(of: plan.destination)
    let file = plan.isDryRun ? nil : try DeadLetterFile(plan.deadLetters)
    let rejects = try file.flatMap { file in
      try plan.rejects.map { path throws(Diagnostic) in try RejectsFile(path, inputs: plan.inputs, deadLetters: file) }
    }
    // What an earlier run had closed, and did not come to take out.
    do throws(JournalError) { if let file { try ClosedLetters.apply(to: file) } } catch { throw error.diagnostic }
    let journal = try openJournal()
    let preparation = Preparation(
      plan: plan, runID: runID, journal: plan.readsCheckpoint ? journal : nil, deadLetters: file, events: events,
      control: control)
    let prepared = try await preparation.all()
    let matching: InboxMatching?
    switch try await inboxMatching(journal) {
    case .success(let found): matching = found
    case .failure(let failure): return couldNotRead(failure, prepared, journal)
    }
    let (runJournal, comparesLeads) = try runJournal(journal)
    var summary = emptySummary(prepared)
    summary.proven = try isProven(journal)
    let recorder = Recorder(
      plan, summary: summary, book: file.map(DeadLetterBook.init), journal: runJournal)
    do throws(JournalError) {
      for (index, input) in prepared.enumerated() {
        try await recorder.opened(index, facts: input.facts, from: input.checkpoint, optOutKnown: input.optOutKnown)
      }
    } catch {
      throw error.diagnostic
    }
    let (courier, limits) = try startCourier(journal)
    parts.withLock { parts in
      parts.recorder = recorder
      parts.courier = courier
      parts.limits = limits
      if parts.isInterrupted { courier?.interrupt() }
    }
    let pump = Pump(
      plan: plan, recorder: recorder, courier: courier, control: control, comparesLeads: comparesLeads,
      suppression: suppression, matching: matching)
    let failure = await carry(prepared, pump, recorder, courier)
    let afterwork = file.map { file in
      Afterwork(
        letters: file, rejects: rejects, runs: Set(prepared.map(\.facts.run)), hasSeveralInputs: prepared.count > 1)
    }
    return await end(recorder, courier, afterwork, failure: failure, start: start)
  }

  /// Reads, maps, sends and records, all at once, until there is no more or it has to stop.
  ///
  /// - Returns: What broke it off, if anything but delivery did.
  private func carry(
    _ prepared: [PreparedInput], _ pump: Pump, _ recorder: Recorder, _ courier: Courier?
  ) async -> Diagnostic? {
    let control = control
    return await withTaskGroup(of: Ended.self) { group in
      if let courier {
        group.addTask { .recording(await Self.record(courier, into: recorder, control)) }
        let limits = parts.withLock { $0.limits }
        group.addTask { .ticking(await Self.tick(recorder, courier, limits, control)) }
      }
      var failure: Diagnostic?
      do {
        try await pump.run(prepared)
      } catch {
        failure = Diagnostic(ofRun: error)
        control.stop()
        // What was read before the input broke off is sound, and is delivered; a disk that takes nothing stops all.
        if error is JournalError { courier?.interrupt() }
      }
      courier?.take(await recorder.readToEnd())
      while let ended = await group.next() {
        switch ended {
        case .recording(let other):
          failure = failure ?? other
          // The settlements have ended: the ticker has nothing to do any more.
          group.cancelAll()
        case .ticking(let other):
          failure = failure ?? other
        }
      }
      return failure
    }
  }

  /// Which of a run's side tasks has ended, and what broke it off.
  private enum Ended {
    case recording(Diagnostic?)
    case ticking(Diagnostic?)
  }

  /// Takes settlements to the recorder until there are no more.
  private static func record(_ courier: Courier, into recorder: Recorder, _ control: RunControl) async -> Diagnostic? {
    var failure: Diagnostic?
    while let batch = await courier.nextSettled() {
      guard failure == nil else { continue }
      do {
        courier.take(try await recorder.settled(batch))
      } catch {
        // Nothing more can be recorded, so nothing more may be sent; what the last commit says stays true.
        failure = Diagnostic(ofRun: error)
        control.stop()
        courier.interrupt()
        await recorder.letAllPass()
      }
    }
    // It has stopped by itself, or all is settled: nobody has to wait for room any more.
    if courier.stop != nil { control.stop() }
    await recorder.letAllPass()
    return failure
  }

  /// Commits now and then while little is settled.
  private static func tick(
    _ recorder: Recorder, _ courier: Courier, _ limits: SharedLimits?, _ control: RunControl
  ) async -> Diagnostic? {
    while !Task.isCancelled {
      do {
        try await Task.sleep(for: Recorder.commitInterval)
        courier.take(try await recorder.tick())
        try limits?.keep(courier)
      } catch is CancellationError {
        return nil
      } catch {
        control.stop()
        courier.interrupt()
        await recorder.letAllPass()
        return Diagnostic(ofRun: error)
      }
    }
    return nil
  }

  private func end(
    _ recorder: Recorder, _ courier: Courier?, _ afterwork: Afterwork?, failure: Diagnostic?,
    start: ContinuousClock.Instant
  ) async -> End {
    let wasInterrupted = parts.withLock { $0.isInterrupted }
    // A failure interrupts delivery too; only the user's own wish is an interruption of the run.
    let stopped = courier?.stop ?? (wasInterrupted ? Stop(.interrupted) : nil)
    let stop = stopped?.reason == .interrupted && !wasInterrupted ? nil : stopped
    var failure = failure
    var rejects: String?
    if failure?.code == JournalError.diskFullCode {
      await recorder.takeBackUnwritten()
    } else {
      do {
        if stop != nil || failure != nil { await recorder.giveUpUnsettledOfPipes() }
        let pending = await recorder.summary.pending
        let isFinished = stop == nil && failure == nil && pending == 0
        try await recorder.commit()
        if let courier { try parts.withLock { $0.limits }?.end(courier) }
        rejects = try afterwork?.perform()
        try await recorder.end(isFinished: isFinished)
      } catch {
        failure = failure ?? Diagnostic(ofRun: error)
      }
    }
    var summary = await recorder.summary
    summary.rejects = rejects
    if let statistics = courier?.statistics {
      summary.attempts = statistics.attempts
      summary.retries = statistics.retries
    }
    summary.seconds = (ContinuousClock.now - start).seconds
    return End(summary: summary, stop: stop, failure: failure, settledRecords: await recorder.settledRecords)
  }

  private func emptySummary(_ prepared: [PreparedInput]) -> Summary {
    var summary = Summary()
    summary.inputs = prepared.map { input in
      var count = Summary.InputCount(name: input.input.name)
      if let mark = input.checkpoint?.settled.mark, mark > 0 { count.resumedAt = mark }
      return count
    }
    if !plan.isDryRun { summary.deadLetters = plan.deadLetters }
    if plan.keepsCheckpoint { summary.checkpoint = plan.stateFolder + "/journal.sqlite" }
    return summary
  }

  /// The journal; in a dry run only where there is one.
  private func openJournal() throws(Diagnostic) -> Journal? {
    if plan.isDryRun, plan.destination == nil || !Journal.exists(in: plan.stateFolder) { return nil }
    return try Journal(folder: plan.stateFolder)
  }

  /// What the run writes into the journal, and whether leads are to be held against the ledger.
  private func runJournal(_ journal: Journal?) throws(Diagnostic) -> (RunJournal?, comparesLeads: Bool) {
    guard let journal, let destination = plan.destination else { return (nil, false) }
    do throws(JournalError) {
      let ledger = try Ledger(in: journal, destinationKey: destination.key)
      return (
        RunJournal(journal: journal, ledger: ledger, inputs: plan.inputs.count), !plan.isDryRun || !ledger.isEmpty
      )
    } catch {
      throw error.diagnostic
    }
  }

  /// Where leads are met, once the listing was read.
  ///
  /// - Returns: `nil` where they are not; the failure where the inbox cannot be read: nothing was sent then, and the same
  ///   command goes on when it can.
  private func inboxMatching(_ journal: Journal?) async throws -> Result<InboxMatching?, Diagnostic> {
    guard let destination = plan.destination, let journal else { return .success(nil) }
    do {
      guard let matching = try InboxMatching(of: destination, in: journal, remembers: !plan.isDryRun) else {
        return .success(nil)
      }
      if !plan.isDryRun {
        try await matching.read(destination, plan.delivery, isStopping: { control.isStopping })
      }
      return .success(matching)
    } catch is CancellationError {
      return .failure(Stop(.interrupted).diagnostic(destination, giveUpAfter: nil))
    } catch {
      return .failure(Diagnostic(ofRun: error))
    }
  }

  /// The end of a run that could not read the inbox: nothing was taken from any input.
  private func couldNotRead(_ failure: Diagnostic, _ prepared: [PreparedInput], _ journal: Journal?) -> End {
    var end = End(summary: emptySummary(prepared))
    end.summary.proven = try? isProven(journal)
    if failure.code == StopReason.interrupted.rawValue { end.stop = Stop(.interrupted) } else { end.failure = failure }
    return end
  }

  private func isProven(_ journal: Journal?) throws(Diagnostic) -> Bool? {
    guard let destination = plan.destination else { return nil }
    do throws(JournalError) {
      return try DestinationProof(of: destination, in: journal).isProven
    } catch {
      throw error.diagnostic
    }
  }

  private func startCourier(_ journal: Journal?) throws -> (Courier?, SharedLimits?) {
    guard !plan.isDryRun, let destination = plan.destination, let journal else { return (nil, nil) }
    let events = events
    var delivery = plan.delivery
    delivery.maxUnrecorded = Recorder.maxUnrecorded
    do {
      let limits = try SharedLimits(&delivery, of: destination, in: journal)
      let courier = try Courier(destination, delivery, onEvent: { events(.delivery($0)) })
      try limits.keep(courier)
      return (courier, limits)
    } catch {
      throw Diagnostic(ofRun: error)
    }
  }
}
