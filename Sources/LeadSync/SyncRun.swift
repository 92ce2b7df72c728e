import Foundation
import LeadConfig
package import LeadJournal
package import LeadModel
import LeadPipeline
import LeadSources
import Synchronization

/// Looks at sources when their times come, at most two at once, and pushes what is new there.
///
/// An actor that is entered when a run begins or ends, a file has come, or a time has. `run()` or `runOnce()`, once.
package actor SyncRun {
  /// The wall clock may be set meanwhile: it is looked at this often.
  private static let longestWait = Duration.seconds(60)

  var plan: SyncPlan
  private let journal: Journal
  let events: @Sendable (SourceEvent) -> Void
  private var queue: SourceQueue
  var runs: [String: Task<SourceResult, Never>] = [:]
  /// Remember files that are not whole, for as long as the settings are these.
  private var folders: [String: (settings: FolderSettings, source: FolderSource)] = [:]
  private var watches: [String: WatchedFolder] = [:]
  /// When files that were not whole may be.
  var looksAgain: [String: Timestamp] = [:]
  var isStopping = false
  private let wakes = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
  private let published: Mutex<[SourceStanding]>
  private let announcements: Announcements?

  /// - Parameters:
  ///   - plan: The sources.
  ///   - spool: Where posts wait that announce records of the sources; `nil`: nobody posts to this process.
  ///   - events: Called from several threads; must not block.
  /// - Throws: What is wrong with the journal or the spool.
  package init(
    _ plan: SyncPlan, spool: Spool? = nil, events: @escaping @Sendable (SourceEvent) -> Void
  ) throws(Diagnostic) {
    self.plan = plan
    announcements = spool.map(Announcements.init)
    self.events = events
    journal = try Journal(folder: plan.stateFolder)
    queue = SourceQueue()
    published = Mutex([])
    do throws(JournalError) {
      let states = try Self.states(journal)
      let standings = plan.sources.map { source in
        var standing = SourceStanding(source, state: states[source.key])
        standing.isRunning = journal.runner(of: source.key) != nil
        return standing
      }
      published.withLock { $0 = standings }
      try announcements?.change(to: plan.sources)
    } catch {
      throw error.diagnostic
    }
  }

  /// Forgets how far sources were: their next run is their first.
  ///
  /// - Throws: `source.held` where one of them runs, and none is forgotten then; what is wrong with the journal.
  package static func forget(_ plan: SyncPlan) throws(Diagnostic) {
    let journal = try Journal(folder: plan.stateFolder)
    var locks: [SourceLock] = []
    for source in plan.sources { locks.append(try journal.lock(source.key)) }
    defer { withExtendedLifetime(locks) {} }
    do throws(JournalError) {
      for source in plan.sources { try journal.forgetSource(source.key) }
    } catch {
      throw error.diagnostic
    }
  }

  /// How the sources stand, in the order of the configuration.
  ///
  /// From any thread.
  package nonisolated var standings: [SourceStanding] { published.withLock { $0 } }

  /// A post has come to a path and is on the disk: the source that fetches what it announces runs now, if there is one.
  ///
  /// From any thread; for other paths a look into a table.
  package nonisolated func arrived(route: String) {
    if announcements?.arrived(route) == true { wakes.continuation.yield() }
  }

  /// Asks it to stop: what runs is interrupted, and goes on with the next start.
  ///
  /// From any thread; harmless twice.
  package nonisolated func stop() { Task { await stopNow() } }

  private func stopNow() {
    isStopping = true
    for task in runs.values { task.cancel() }
    wakes.continuation.yield()
  }

  /// Another configuration counts from now on; what runs ends as it began.
  ///
  /// A source that has failed and is asked otherwise now, by another token say, is asked at once.
  package func change(to plan: SyncPlan) {
    for (name, watched) in watches
    where !plan.sources.contains(where: { $0.name == name && $0.watchedFolder == watched.folder }) {
      watched.stop()
      watches[name] = nil
    }
    let earlier = Dictionary(uniqueKeysWithValues: self.plan.sources.map { ($0.name, $0) })
    self.plan = plan
    do throws(JournalError) {
      try announcements?.change(to: plan.sources)
    } catch {
      // Posts wait for the next one of their route.
      for source in plan.sources where !source.announcers.isEmpty {
        events(.diagnostic(source: source.name, error.diagnostic))
      }
    }
    schedule()
    for source in plan.sources where earlier[source.name].map({ !$0.asks(as: source) }) == true {
      queue.mended(source.name, at: .now())
    }
    wakes.continuation.yield()
  }

  /// Runs sources as their times come, until ``stop()``.
  package func run() async {
    schedule()
    var woken = wakes.stream.makeAsyncIterator()
    while !isStopping {
      let now = Timestamp.now()
      for (name, time) in looksAgain where time <= now {
        looksAgain[name] = nil
        queue.hurried(name, at: now)
      }
      for name in announcements?.fresh() ?? [] { queue.hurried(name, at: now) }
      for name in queue.begin(at: now) {
        guard let source = plan.sources.first(where: { $0.name == name }) else { continue }
        runs[name] = Task {
          let result = await perform(source)
          events(.ended(source: name, result))
          runs[name] = nil
          wakes.continuation.yield()
          return result
        }
      }
      publish()
      let next = (looksAgain.values + [queue.next].compactMap { $0 }).min()
      let wait = next.map { Duration.milliseconds(max(0, $0.millisecondsSince1970 - now.millisecondsSince1970)) }
      let timer = Task { [continuation = wakes.continuation] in
        try await Task.sleep(for: min(wait ?? Self.longestWait, Self.longestWait))
        continuation.yield()
      }
      _ = await woken.next()
      timer.cancel()
    }
    for watched in watches.values { watched.stop() }
    for task in runs.values { _ = await task.value }
    publish()
  }

  /// Plans the sources, and watches their folders.
  private func schedule() {
    let now = Timestamp.now()
    let states = (try? Self.states(journal)) ?? [:]
    let keys = Dictionary(uniqueKeysWithValues: plan.sources.map { ($0.name, $0.key) })
    queue.plan(
      plan.sources.map { SourceQueue.Entry(name: $0.name, timetable: $0.timetable) }, at: now
    ) { name in
      keys[name].flatMap { states[$0] }.map(SourceClock.History.init) ?? SourceClock.History()
    }
    for source in plan.sources where watches[source.name] == nil {
      guard let folder = source.watchedFolder, case .every(let period) = source.settings.timetable else { continue }
      let name = source.name
      watches[name] = WatchedFolder(
        folder, every: period,
        warn: { [events] warning in
          events(.diagnostic(source: name, warning))
        }
      ) { [weak self] in await self?.hurry(name) }
    }
  }

  private func hurry(_ name: String) {
    queue.hurried(name, at: .now())
    wakes.continuation.yield()
  }

  /// Runs a source, and writes how it ended.
  func perform(_ source: SourcePlan) async -> SourceResult {
    let start = ContinuousClock.now
    var end = SourceRun.End()
    do {
      let lock = try journal.lock(source.key)
      defer { withExtendedLifetime(lock) {} }
      if !plan.isDryRun { try journal.sourceStarted(source.key, now: .now()) }
      events(.started(source: source.name))
      publish()
      let run = SourceRun(source, of: plan, journal: journal, events: events)
      switch source.origin {
      case .fetch(let fetch):
        end = await run.fetch(fetch, announcedIn: announcements?.take(source.name))
        if !end.isGood || end.announcementsWait { announcements?.left(source.name) }
      case .folder(let settings):
        let known = folders.removeValue(forKey: source.name)
        var folder = known.flatMap { $0.settings == settings ? $0.source : nil } ?? FolderSource(settings)
        end = await FolderRun(run).perform(&folder)
        folders[source.name] = (settings, folder)
        looksAgain[source.name] = end.looksAgainAt
      }
      end.record.error = (end.problem ?? end.fileProblem).map(SourceError.init)
      // What is wrong while no file is taken lasts only as long as it is so.
      end.record.isErrorOfFiles = end.problem == nil && end.files != 0
      let now = Timestamp.now()
      queue.ended(source.name, end.problem == nil ? .well : .failed(retryAfter: end.retryAfter), at: now)
      if end.announcementsWait { queue.hurried(source.name, at: now) }
      end.record.nextAt = queue.next(of: source.name)
      // A run that was interrupted has no end: it is the first of the next start.
      if !end.isInterrupted, !plan.isDryRun { try write(end, of: source, now) }
    } catch {
      end.fail(Diagnostic(ofRun: error))
      // Nothing of it is on the disk, so nothing was moved on; another process that has the source is no failure.
      let isHeld = end.problem?.code == JournalError.sourceHeldCode
      queue.ended(source.name, isHeld ? .well : .failed(retryAfter: nil), at: .now())
    }
    return SourceResult(
      destination: source.target.destination.name, counts: end.record.counts, reasons: end.reasons,
      deadLetters: plan.deadLetters, requests: end.record.requests,
      missed: end.record.missed, problem: end.problem ?? end.fileProblem, isProblemOfFiles: end.problem == nil,
      isInterrupted: end.isInterrupted, seconds: (ContinuousClock.now - start).seconds,
      nextAt: queue.next(of: source.name))
  }

  private func write(_ end: SourceRun.End, of source: SourcePlan, _ now: Timestamp) throws(JournalError) {
    if end.files == 0, end.record.error == nil {
      try journal.sourceFoundNothing(source.key, nextAt: end.record.nextAt, now: now)
    } else {
      try journal.sourceEnded(source.key, end.record, now: now)
    }
  }

  /// Tells how the sources stand, for who asks.
  func publish() {
    let states = (try? Self.states(journal)) ?? [:]
    let all = plan.sources.map { source in
      var standing = SourceStanding(source, state: states[source.key])
      standing.isRunning = runs[source.name] != nil
      standing.nextAt = queue.next(of: source.name)
      return standing
    }
    published.withLock { $0 = all }
  }

  private static func states(_ journal: Journal) throws(JournalError) -> [SourceKey: SourceState] {
    Dictionary(try journal.sourceStates().map { ($0.key, $0) }) { $1 }
  }
}
