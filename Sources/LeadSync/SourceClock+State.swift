import LeadJournal
import LeadSources

extension SourceClock.History {
  /// As the journal remembers it.
  init(_ state: SourceState) {
    self.init(lastBegin: state.startedAt)
    wasCutOff = state.isOpen
    failures = state.failures
    next = state.nextAt
  }
}
