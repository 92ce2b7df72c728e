package import LeadDelivery
import LeadJournal
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
    package var run: MappingRun
    package var destination: Destination
    package var delivery: DeliveryOptions
    /// Where the journal lies; `nil`: none is looked at.
    package var stateFolder: String?

    package init(
      deadLetters: String, mapping: Mapping?, run: MappingRun, destination: Destination, delivery: DeliveryOptions
    ) {
      self.deadLetters = deadLetters
      self.mapping = mapping
      self.run = run
      self.destination = destination
      self.delivery = delivery
    }
  }

  /// Letters between two rewritings of the file.
  static let roundCount = 16_384

  private let plan: Plan
  private let events: @Sendable (RunEvent) -> Void
  private let parts = Mutex((courier: Courier?.none, isInterrupted: false))

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

  /// Replays the letters that are in the file now.
  ///
  /// - Throws: ``Diagnostic`` or ``Diagnostics`` where it cannot start: nothing was sent then.
  package func run() async throws -> PushRun.End {
    let start = ContinuousClock.now
    let file = try DeadLetterFile(plan.deadLetters, create: false)
    var end = PushRun.End(summary: Summary())
    end.summary.deadLetters = plan.deadLetters
    end.summary.inputs = [Summary.InputCount(name: plan.deadLetters)]
    if let folder = plan.stateFolder {
      end.summary.proven = try DestinationProof(of: plan.destination, stateFolder: folder).isProven
    }
    let suppression = try await SuppressionList(of: plan.destination)
    var marks = try ReplayMarks(of: file)
    do {
      // What a replay that died had delivered.
      try takeOut(&marks, of: file)
      var letters = ReplayLetters(try file.reader(), plan: plan, suppression: suppression, matching: try matching())
      while end.stop == nil, !parts.withLock({ $0.isInterrupted }), let round = try letters.next(Self.roundCount) {
        for diagnostic in round.diagnostics { events(.diagnostic(diagnostic)) }
        try await send(round, &marks, into: &end)
        try takeOut(&marks, of: file)
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
  private func matching() throws(Diagnostic) -> InboxMatching? {
    guard let folder = plan.stateFolder, Journal.exists(in: folder) else { return nil }
    let journal = try Journal(folder: folder)
    do throws(JournalError) {
      return try InboxMatching(of: plan.destination, in: journal, remembers: true)
    } catch {
      throw error.diagnostic
    }
  }

  /// Takes the letters that are marked out of the file, and forgets the marks.
  private func takeOut(_ marks: inout ReplayMarks, of file: DeadLetterFile) throws(JournalError) {
    guard !marks.marks.isEmpty else { return }
    let delivered = marks.marks
    try file.rewrite(keeping: { !delivered.contains(ReplayMarks.Mark($0)) })
    try marks.clear()
  }

  /// Sends a round's leads, marks those that were delivered, and counts what became of all of its letters.
  private func send(
    _ round: ReplayLetters.Round, _ marks: inout ReplayMarks, into end: inout PushRun.End
  ) async throws {
    end.summary.read += round.count
    end.summary.inputs[0].read += round.count
    end.summary.skipped += round.skips.values.reduce(0, +)
    end.summary.skips.merge(round.skips, uniquingKeysWith: +)
    end.summary.rejected += round.rejected
    end.summary.errors.merge(round.errors, uniquingKeysWith: +)
    end.summary.warnings.merge(round.warnings, uniquingKeysWith: +)
    guard !round.parcels.isEmpty else { return }
    let events = events
    var delivery = plan.delivery
    delivery.maxUnrecorded = Recorder.maxUnrecorded
    let courier = try Courier(plan.destination, delivery, onEvent: { events(.delivery($0)) })
    parts.withLock { parts in
      parts.courier = courier
      if parts.isInterrupted { courier.interrupt() }
    }
    courier.offer(round.parcels)
    courier.close()
    while let batch = await courier.nextSettled() {
      var delivered: [ReplayMarks.Mark] = []
      for item in batch {
        switch item.settlement {
        case .delivered:
          end.summary.delivered += 1
          if let mark = round.marks[item.ticket] { delivered.append(mark) }
        case .dead(let report):
          end.summary.dead += 1
          end.summary.errors[report.code, default: 0] += 1
        case .unsettled:
          break
        }
      }
      do {
        try marks.add(delivered)
        courier.recorded(delivered.count)
      } catch {
        // What cannot be marked must not be sent.
        courier.interrupt()
        throw error
      }
    }
    end.stop = courier.stop
    end.summary.attempts += courier.statistics.attempts
    end.summary.retries += courier.statistics.retries
  }
}
