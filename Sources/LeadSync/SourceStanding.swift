import LeadConfig
package import LeadJournal
package import LeadModel
import LeadPipeline
import LeadSources

/// How a source stands, for `leadbridge status`, metrics and alarms.
///
/// No value of a record is in it but the cursor.
package struct SourceStanding: Sendable, Equatable {
  package var name: String
  /// The ready source's name, `http`, or `folder`.
  package var kind: String
  package var destination: String
  package var isRunning = false
  /// Whether the configuration says that it is passed over.
  package var isPaused = false
  /// When a run last began and ended; `nil`: never.
  package var startedAt: Timestamp?
  package var endedAt: Timestamp?
  package var succeededAt: Timestamp?
  /// When a run last brought something new.
  package var newAt: Timestamp?
  package var nextAt: Timestamp?
  /// How far it has come, as the source writes it; `nil` where it has no cursor.
  package var cursor: String?
  /// Of the last run.
  package var counts = OutcomeCounts()
  package var requests = 0
  /// Of all runs: records that a webhook should have brought.
  package var missed = 0
  /// Why the last run failed, and how many have in a row.
  package var errorCode: String?
  package var errorMessage: String?
  package var failures = 0
  package var expectEvery: Duration?
  /// Posts in the daemon's spool that announce records of it; 0 where nobody looked.
  package var waiting = 0

  package init(name: String, kind: String, destination: String) {
    self.name = name
    self.kind = kind
    self.destination = destination
  }

  init(_ source: SourcePlan, state: SourceState?) {
    let kind =
      switch source.settings.origin {
      case .fetch(let fetch): fetch.from ?? "http"
      case .folder: "folder"
      }
    self.init(name: source.name, kind: kind, destination: source.target.destination.name)
    expectEvery = source.settings.expectEvery
    isPaused = source.settings.isPaused
    guard let state else { return }
    startedAt = state.startedAt
    endedAt = state.endedAt
    succeededAt = state.succeededAt
    newAt = state.newAt
    nextAt = state.nextAt
    cursor = state.state.flatMap { try? FetchState(parsing: $0) }?.cursor
    counts = state.counts
    requests = state.requests
    missed = state.missed
    errorCode = state.error?.code
    errorMessage = state.error?.message
    failures = state.failures
  }
}
