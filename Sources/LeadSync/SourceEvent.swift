package import LeadJournal
package import LeadModel
package import LeadPipeline

/// What a source's run has to say; nothing in it holds a lead's values.
package enum SourceEvent: Sendable {
  case started(source: String)
  /// A file of its folder is pushed.
  case file(source: String, name: String)
  /// A file that is settled was moved there.
  case moved(source: String, path: String)
  /// Files in its folder may still be written to, and are waited for.
  case waiting(source: String, until: Timestamp)
  /// Something odd, or an error that does not end the run.
  case diagnostic(source: String, Diagnostic)
  /// A record of a post that announced one of its own has its outcome, and that is on the disk.
  case announced(source: String, LiveEvent.SettledRecord)
  /// What its push has to say.
  case push(source: String, destination: String, RunEvent)
  case ended(source: String, SourceResult)
}

/// How a source's run ended, for who asks.
package struct SourceResult: Sendable {
  package var destination: String
  package var counts: OutcomeCounts
  /// Code to count: why records were rejected or are dead.
  package var reasons: [String: Int] = [:]
  /// Where these are.
  package var deadLetters: String
  /// Requests sent to the source.
  package var requests: Int
  /// Records that a webhook should have brought.
  package var missed: Int
  /// Why it failed, or the first of its files did; `nil`: it ended well.
  package var problem: Diagnostic?
  /// Whether ``problem`` is of single files: the others went on.
  package var isProblemOfFiles = false
  /// Whether it was asked to stop.
  package var isInterrupted: Bool
  package var seconds: Double
  /// When it runs next; `nil`: it does not.
  package var nextAt: Timestamp?

  /// Two runs as one: this one came behind the other.
  func added(to other: SourceResult) -> SourceResult {
    var sum = self
    sum.counts = sum.counts + other.counts
    sum.reasons.merge(other.reasons, uniquingKeysWith: +)
    if other.problem != nil, sum.problem == nil || sum.isProblemOfFiles {
      (sum.problem, sum.isProblemOfFiles) = (other.problem, other.isProblemOfFiles)
    }
    sum.requests += other.requests
    sum.missed += other.missed
    sum.seconds += other.seconds
    return sum
  }
}
