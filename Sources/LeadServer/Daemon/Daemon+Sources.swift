import LeadJournal
import LeadModel
import LeadPipeline
import LeadSync

/// The sources that a daemon looks at beside its routes.
extension Daemon {
  /// What looks at the sources of a plan; with none it waits for a reload that brings some.
  ///
  /// - Throws: ``Diagnostic`` where the journal or the spool cannot be used.
  static func sync(
    _ plan: DaemonPlan, _ setting: Setting, _ spool: Spool, _ log: EventLog
  ) throws(Diagnostic) -> SyncRun {
    guard let sources = plan.sync(stateFolder: setting.stateFolder, deadLetters: setting.deadLetters) else {
      preconditionFailure("a plan whose sources are wrong is none")
    }
    return try SyncRun(sources, spool: spool) { event in ServiceEvent(event).map { log.report($0) } }
  }

  /// Another configuration counts from now on.
  func changeSources(to plan: DaemonPlan) {
    guard let sources = plan.sync(stateFolder: setting.stateFolder, deadLetters: setting.deadLetters) else { return }
    Task { [sync] in await sync.change(to: sources) }
  }
}

extension ServiceEvent {
  /// What a source's run says; `nil` where it is not for the log.
  init?(_ event: SourceEvent) {
    switch event {
    case .started, .file, .moved, .waiting: return nil
    case .diagnostic(let source, let diagnostic):
      guard diagnostic.severity != .note else { return nil }
      self = .sourceOdd(source: source, reason: diagnostic.code, at: diagnostic.position?.name)
    case .announced(_, let record): self.init(LiveEvent.settled(record))
    case .push(_, let destination, .delivery(let event)): self.init(event, destination)
    case .push(let source, _, .diagnostic(let diagnostic)):
      guard diagnostic.severity != .note else { return nil }
      self = .sourceOdd(source: source, reason: diagnostic.code, at: diagnostic.position?.name)
    case .push: return nil
    case .ended(let source, let result):
      // Another process has it: nothing has failed.
      guard !result.isInterrupted, result.problem?.code != JournalError.sourceHeldCode else { return nil }
      self = .sourceRan(
        SourceRanEnd(
          source: source, destination: result.destination, counts: result.counts, requests: result.requests,
          missed: result.missed, seconds: result.seconds, reason: result.problem?.code,
          at: result.problem?.position?.name))
    }
  }
}
