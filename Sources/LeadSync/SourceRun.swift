import Foundation
import LeadConfig
import LeadDelivery
import LeadJournal
import LeadMapping
import LeadModel
import LeadPipeline
import LeadReaders
import LeadSources

/// One run of one source: what is new there is fetched, or taken from its folder, and pushed.
///
/// What is on the disk, wherever the process dies:
///
/// - Before the push: nothing that counts; the next run begins where this one began.
/// - In it: the push's own checkpoint and ledger; the next run fetches the same again, and what was delivered is unchanged.
/// - Behind it: every record is settled, and the source's state is written in one transaction with how the run ended.
///
/// So the state moves only behind what is settled, and nothing is skipped. What webhooks have announced comes before all of
/// it: ``AnnouncedRun``.
struct SourceRun: Sendable {
  /// How it ended.
  struct End: Sendable {
    var record = SourceRunEnd()
    /// Code to count: why records were rejected or are dead.
    var reasons: [String: Int] = [:]
    /// What broke it off; `nil`: it went through.
    var problem: Diagnostic?
    /// What was wrong with the first of single files, where the others went on.
    var fileProblem: Diagnostic?
    /// The source, or the inbox, asks not to come back before.
    var retryAfter: Duration?
    /// Whether it was asked to stop: then it has not failed.
    var isInterrupted = false
    /// When a folder is to be looked at again, as files in it are not whole yet.
    var looksAgainAt: Timestamp?
    /// How many of its folder's files were pushed, or begun to be; `nil`: it is no folder's.
    var files: Int?
    /// Whether posts wait that announce more than one run takes.
    var announcementsWait = false

    /// Whether nothing has broken it off.
    var isGood: Bool { problem == nil && !isInterrupted }
  }

  let source: SourcePlan
  let deadLetters: String
  let stateFolder: String
  let isDryRun: Bool
  let journal: Journal
  let events: @Sendable (SourceEvent) -> Void

  init(_ source: SourcePlan, of plan: SyncPlan, journal: Journal, events: @escaping @Sendable (SourceEvent) -> Void) {
    self.source = source
    self.journal = journal
    self.events = events
    stateFolder = plan.stateFolder
    isDryRun = plan.isDryRun
    deadLetters = plan.deadLetters
  }

  /// Fetches and pushes what was announced, and then what is new.
  ///
  /// - Parameters:
  ///   - fetch: What is asked.
  ///   - spool: Where posts wait that announce its records; `nil`: none do.
  /// - Returns: How it ended; nothing is written of it yet but what the push writes, and what became of posts.
  func fetch(_ fetch: FetchPlan, announcedIn spool: Spool? = nil) async -> End {
    var end = End()
    do {
      var announced = try spool.flatMap { spool in try AnnouncedRun(self, of: fetch, in: spool) }
      try await announced?.fetch(&end)
      if end.isGood { try await list(fetch, &end) }
      if end.isGood { try announced?.finish(&end) }
    } catch let failure as FetchFailure {
      end.record.requests += failure.counts.requests
      end.retryAfter = failure.retryAfter
      end.fail(failure.diagnostic)
    } catch {
      end.fail(Diagnostic(ofRun: error))
    }
    return end
  }

  /// How long an inbox's outage is put up with: the run holds a place that other sources wait for, and comes again.
  private static let patience = Duration.seconds(120)

  /// Fetches and pushes what is new.
  private func list(_ fetch: FetchPlan, _ end: inout End) async throws {
    let path = try journal.sourceFolder(of: source.key) + "/fetched"
    defer { unlink(path) }
    let backfill = source.settings.backfill
    let known = try journal.sourceState(of: source.key)
    let state = try known?.state.map { text throws(Diagnostic) in try FetchState(parsing: text) }
    var fetch = fetch
    fetch.mappingDigest = source.mapping?.digest
    let result = try await fetcher(of: fetch).fetch(
      into: path, state: state, backfill: backfill, lastSuccess: known?.succeededAt)
    end.record.requests += result.counts.requests
    for warning in result.warnings { events(.diagnostic(source: source.name, warning)) }
    guard result.counts.records > 0 else {
      end.record.state = result.state.text
      return
    }
    var plan = push(of: path)
    plan.reading.format = result.format
    plan.sourceName = source.name
    plan.restart = !isDryRun
    if backfill != nil { plan.repeats = .nothing }
    let memory = try journal.settledRecordsPath(of: source.key)
    plan.settledBefore = SettledRecords(reading: memory)
    let pushed = try await push(plan)
    end.take(pushed, of: plan)
    if backfill != nil { end.record.missed = pushed.summary.delivered }
    if pushed.summary.isUnmapped {
      end.fail(
        Diagnostic(
          "source.unmapped",
          "no column that the mapping reads has a value in any record: the source has another shape now",
          at: source.settings.places.origin,
          hint: "mend the mapping: the next run brings the same records; 'leadbridge sync --once --dry-run' tries it"))
    }
    guard end.isGood, pushed.summary.pending == 0 else { return }
    if !isDryRun, var settled = pushed.settledRecords { try settled.write(to: memory) }
    // Not before: whatever ends the push in another way leaves the state as it is.
    end.record.state = result.state.text
  }

  /// What asks the source, with a connection of its own.
  func fetcher(of plan: FetchPlan) throws(Diagnostic) -> Fetcher {
    try Fetcher(connectingFor: plan, unpack: Self.unpacked)
  }

  /// The push of a file, as every source has it.
  ///
  /// - Parameters:
  ///   - path: The file's.
  ///   - file: Its name in the source's folder; `nil` for what was fetched.
  /// - Returns: What is pushed, and how.
  func push(of path: String, file: String? = nil) -> PushPlan {
    let destination = source.target.destination
    var plan = PushPlan(
      inputs: [.file(path: path)], reading: ReaderOptions(sourceName: path), mapping: source.mapping,
      run: MappingRun(
        botId: destination.botId, customerId: destination.customerId, now: Timestamp.now().description),
      destination: destination, delivery: source.target.delivery, deadLetters: deadLetters, stateFolder: stateFolder)
    plan.letterScope = LetterScope(source: source.name, file: file)
    plan.delivery.giveUpAfter = Self.patience
    plan.isDryRun = isDryRun
    return plan
  }

  /// Runs a push; a task that is cancelled interrupts it.
  func push(_ plan: PushPlan) async throws -> PushRun.End {
    let (name, destination, events) = (source.name, source.target.destination.name, events)
    let run = PushRun(plan) { event in events(.push(source: name, destination: destination, event)) }
    return try await withTaskCancellationHandler {
      try await run.run()
    } onCancel: {
      run.interrupt()
    }
  }

  private static func unpacked(_ body: [UInt8], _ maxBytes: Int) -> [UInt8]? {
    try? ContentCoding.decoded(body, coding: "gzip", maxBytes: maxBytes)
  }
}

extension SourceRun.End {
  /// It was broken off.
  mutating func fail(_ diagnostic: Diagnostic) {
    if Self.interruptions.contains(diagnostic.code) { isInterrupted = true } else { problem = problem ?? diagnostic }
  }

  /// Codes of runs that were asked to stop.
  private static let interruptions: Set<String> = ["fetch.cancelled", "run.interrupted"]

  /// Adds how a push ended.
  mutating func take(_ pushed: PushRun.End, of plan: PushPlan) {
    let summary = pushed.summary
    let counts = OutcomeCounts(
      delivered: summary.delivered, unchanged: summary.unchanged, skipped: summary.skipped,
      optedOut: summary.optedOut ?? 0, rejected: summary.rejected, dead: summary.dead)
    record.counts = record.counts + counts
    reasons.merge(summary.errors, uniquingKeysWith: +)
    if let failure = pushed.failure { fail(failure) }
    if let stop = pushed.stop, let destination = plan.destination {
      fail(stop.diagnostic(destination, giveUpAfter: plan.delivery.giveUpAfter))
    }
  }
}
