import LeadDelivery
import LeadJSON
import LeadJournal
import LeadModel

/// A replay that changes nothing: what it would do.
extension ReplayRun {
  /// Maps the letters as a replay would, and counts what would be sent as delivered.
  ///
  /// Letters that another replay has delivered, and not taken out of the file yet, do not count.
  ///
  /// - Parameters:
  ///   - file: The letters.
  ///   - journal: `nil` where there is none yet.
  ///   - suppression: Who is not to be sent.
  ///   - end: Receives what would be.
  /// - Throws: As ``run()``.
  func rehearse(
    _ file: DeadLetterFile, _ journal: Journal?, _ suppression: SuppressionList, into end: inout PushRun.End
  ) throws {
    end.summary.proven = try isProven(journal)
    do {
      let ledger = try journal.map { journal throws(JournalError) in
        try Ledger(in: journal, destinationKey: plan.destination.key)
      }
      var letters = try ReplayLetters(
        try file.reader(), plan: plan, ledger: ledger, suppression: suppression,
        matching: try journal.flatMap(matching),
        passingOver: try ReplayMarks.left(beside: file))
      while !isInterrupted, let round = try letters.next(Self.roundCount) {
        for diagnostic in round.diagnostics { events(.diagnostic(diagnostic)) }
        Self.count(round, into: &end.summary)
        end.summary.delivered += round.parcels.count
        shows(end.summary, bytes: letters.bytes)
      }
    } catch let error as JournalError {
      end.failure = error.diagnostic
    }
    if isInterrupted { end.stop = Stop(.interrupted) }
  }
}
