package import LeadDelivery
package import LeadJournal
package import LeadMapping
package import LeadModel
import LeadTransport
import Synchronization

/// Sends dead letters again: maps their records with the mapping as it is now, and takes out what was delivered.
///
/// Letters go in rounds of ``roundCount``. At the end of a round the delivered ones are taken out of the file in one
/// step, with what others appended meanwhile kept. Until then ``ReplayMarks`` knows them: a replay that dies repeats what
/// flew and one batch of settlements, no more.
package final class ReplayRun: Sendable {
  /// What is to be replayed.
  package struct Plan: Sendable {
    package var deadLetters: String
    /// For the letters that came by a mapping of its name; `nil`: each letter's own, where that is a ready one that has
    /// not changed.
    package var mapping: Mapping?
    /// Maps letters that came by another mapping too.
    package var remapsAll = false
    /// Sends letters that were to go to another destination too.
    package var redirectsAll = false
    /// Which letters; all others stay where they are and are not counted.
    package var filter = DeadLetterFilter()
    /// Sends the leads of the letters as they were, and maps nothing.
    package var sendsAsSent = false
    /// Maps all, sends nothing, changes nothing.
    package var isDryRun = false
    /// Sends letters also where the inbox was sent something younger of the same lead.
    package var forces = false
    /// Where the journal lies.
    package var stateFolder: String
    package var run: MappingRun
    package var destination: Destination
    package var delivery: DeliveryOptions

    package init(
      deadLetters: String, stateFolder: String, mapping: Mapping?, run: MappingRun, destination: Destination,
      delivery: DeliveryOptions
    ) {
      self.deadLetters = deadLetters
      self.stateFolder = stateFolder
      self.mapping = mapping
      self.run = run
      self.destination = destination
      self.delivery = delivery
    }
  }

  /// Letters between two rewritings of the file.
  static let roundCount = 16_384
  /// Letters that failed again, between two rewritings of the file: each holds its lead and the inbox's answer.
  static let maxFailures = 2_048

  let plan: Plan
  let events: @Sendable (RunEvent) -> Void
  private let parts = Mutex((courier: Courier?.none, isInterrupted: false, progress: RunProgress()))

  package init(_ plan: Plan, events: @escaping @Sendable (RunEvent) -> Void = { _ in }) {
    self.plan = plan
    self.events = events
  }

  /// Asks the replay to stop: what flies may land, and what was delivered is taken out.
  ///
  /// From any thread.
  package func interrupt() {
    let courier = parts.withLock { parts in
      parts.isInterrupted = true
      return parts.courier
    }
    courier?.interrupt()
  }

  /// How far it is.
  package var progress: RunProgress {
    get async {
      var (courier, _, progress) = parts.withLock { $0 }
      if let statistics = courier?.statistics { progress.take(statistics) }
      return progress
    }
  }

  /// Whether it was asked to stop.
  var isInterrupted: Bool { parts.withLock { $0.isInterrupted } }

  /// Takes in how far it has come.
  func shows(_ summary: Summary, bytes: (read: Int, inAll: Int)? = nil) {
    parts.withLock { parts in
      parts.progress.isDryRun = plan.isDryRun
      parts.progress.take(summary)
      if let bytes { (parts.progress.bytesRead, parts.progress.bytesInAll) = (bytes.read, bytes.inAll) }
    }
  }

  /// Replays the letters that are in the file now.
  ///
  /// - Throws: ``Diagnostic`` or ``Diagnostics`` where it cannot start: nothing was sent then.
  package func run() async throws -> PushRun.End {
    let start = ContinuousClock.now
    let file = try DeadLetterFile(plan.deadLetters, create: false)
    var end = PushRun.End(summary: Summary())
    end.summary.deadLetters = plan.deadLetters
    end.summary.inputs = [Summary.InputCount(name: plan.deadLetters)]
    let suppression = try await SuppressionList(of: plan.destination)
    if plan.isDryRun {
      // It makes no journal.
      let journal = Journal.exists(in: plan.stateFolder) ? try Journal(folder: plan.stateFolder) : nil
      try rehearse(file, journal, suppression, into: &end)
      end.summary.seconds = (ContinuousClock.now - start).seconds
      return end
    }
    let journal = try Journal(folder: plan.stateFolder)
    end.summary.proven = try isProven(journal)
    var marks = try ReplayMarks(of: file)
    do {
      let ledger = try Ledger(in: journal, destinationKey: plan.destination.key)
      // What a replay that died had delivered, and what came mended from a table.
      try takeOut(&marks, [:], of: file)
      try ClosedLetters.apply(to: file)
      var letters = try ReplayLetters(
        try file.reader(), plan: plan, ledger: ledger, suppression: suppression,
        matching: try matching(journal))
      while end.stop == nil, !parts.withLock({ $0.isInterrupted }), let round = try letters.next(Self.roundCount) {
        for diagnostic in round.diagnostics { events(.diagnostic(diagnostic)) }
        shows(end.summary, bytes: letters.bytes)
        try await send(round, &marks, of: file, journal, ledger, into: &end)
      }
    } catch let error as JournalError {
      end.failure = error.diagnostic
    }
    marks.end()
    if end.stop == nil, parts.withLock({ $0.isInterrupted }) { end.stop = Stop(.interrupted) }
    end.summary.seconds = (ContinuousClock.now - start).seconds
    return end
  }

  /// Where leads are met: as earlier runs have found out; the listing is not read.
  func matching(_ journal: Journal) throws(JournalError) -> InboxMatching? {
    try InboxMatching(of: plan.destination, in: journal, remembers: !plan.isDryRun)
  }

  /// As the summary says it: see ``DestinationProof/isProven``.
  func isProven(_ journal: Journal?) throws(Diagnostic) -> Bool? {
    do throws(JournalError) {
      return try DestinationProof(of: plan.destination, in: journal).isProven
    } catch {
      throw error.diagnostic
    }
  }

  /// Takes the letters that are marked out of the file and forgets the marks; those that failed again say so from then on.
  ///
  /// A replay that dies before it forgets what had failed, and no more.
  private func takeOut(
    _ marks: inout ReplayMarks, _ failures: [ReplayMarks.Mark: DeadLetter.Failure], of file: DeadLetterFile
  ) throws(JournalError) {
    guard !marks.marks.isEmpty || !failures.isEmpty else { return }
    let delivered = marks.marks
    try file.rewrite { letter in
      let mark = ReplayMarks.Mark(letter)
      if delivered.contains(mark) { return .remove }
      return failures[mark].map { .replace(letter.failedAgain($0)) } ?? .keep
    }
    try marks.clear()
  }

  /// Counts a round's letters, but those that are to be sent.
  static func count(_ round: ReplayLetters.Round, into summary: inout Summary) {
    summary.read += round.count
    summary.inputs[0].read += round.count
    summary.unchanged += round.unchanged.count
    summary.skipped += round.skips.values.reduce(0, +)
    summary.skips.merge(round.skips, uniquingKeysWith: +)
    summary.rejected += round.rejected
    summary.errors.merge(round.errors, uniquingKeysWith: +)
    for (code, line) in round.firstLines { summary.saw(code, input: 0, line: line) }
    summary.warnings.merge(round.warnings, uniquingKeysWith: +)
  }

  /// Sends a round's leads, marks those that were delivered, and counts what became of all of its letters; at the end the
  /// file says so too.
  private func send(
    _ round: ReplayLetters.Round, _ marks: inout ReplayMarks, of file: DeadLetterFile, _ journal: Journal,
    _ ledger: Ledger, into end: inout PushRun.End
  ) async throws {
    Self.count(round, into: &end.summary)
    try marks.add(round.unchanged)
    guard !round.parcels.isEmpty else { return try takeOut(&marks, [:], of: file) }
    let events = events
    var delivery = plan.delivery
    delivery.maxUnrecorded = Recorder.maxUnrecorded
    let limits = try SharedLimits(&delivery, of: plan.destination, in: journal)
    let courier = try Courier(plan.destination, delivery, onEvent: { events(.delivery($0)) })
    parts.withLock { parts in
      parts.courier = courier
      if parts.isInterrupted { courier.interrupt() }
    }
    try limits.keep(courier)
    courier.offer(round.parcels)
    courier.close()
    let bodies = Dictionary(uniqueKeysWithValues: round.parcels.map { ($0.ticket, $0.body) })
    var failures: [ReplayMarks.Mark: DeadLetter.Failure] = [:]
    while let batch = await courier.nextSettled() {
      var delivered: [ReplayMarks.Mark] = []
      for item in batch {
        switch item.settlement {
        case .delivered:
          end.summary.delivered += 1
          if let mark = round.marks[item.ticket] { delivered.append(mark) }
          if let entry = round.entries[item.ticket] { ledger.delivered(entry) }
        case .dead(let report):
          end.summary.dead += 1
          end.summary.errors[report.code, default: 0] += 1
          if let line = round.lines[item.ticket] { end.summary.saw(report.code, input: 0, line: line) }
          if let mark = round.marks[item.ticket] {
            failures[mark] = DeadLetter.Failure(report, body: bodies[item.ticket], mapping: round.mappings[item.ticket])
          }
        case .unsettled:
          break
        }
      }
      shows(end.summary)
      do {
        // The ledger first: a letter that is still there though the ledger knows its lead is unchanged next time.
        try journal.commit([], ledger: ledger)
        try limits.keep(courier)
        try marks.add(delivered)
        courier.recorded(delivered.count)
        if failures.count >= Self.maxFailures {
          try takeOut(&marks, failures, of: file)
          failures = [:]
        }
      } catch {
        // What cannot be marked must not be sent.
        courier.interrupt()
        throw error
      }
    }
    try takeOut(&marks, failures, of: file)
    try limits.end(courier)
    end.stop = courier.stop
    end.summary.attempts += courier.statistics.attempts
    end.summary.retries += courier.statistics.retries
  }
}
