import LeadJournal
package import LeadModel

extension Diagnostic {
  /// What a run says of an error that broke it off.
  package init(ofRun error: any Error) {
    switch error {
    case let error as Diagnostic: self = error
    case let error as Diagnostics: self = error.all.first ?? Diagnostic("run.failed", "the run failed")
    case let error as JournalError: self = error.diagnostic
    default: self.init("run.failed", "the run failed: \(type(of: error))")
    }
  }
}
