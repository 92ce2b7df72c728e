import LeadPipeline

/// Runs something long with what surrounds it on a terminal: a progress bar, and signals that stop it.
struct Attended {
  var talk: TalkOptions

  /// Waits for a run's end; `progress` is `nil` where there is none to show.
  ///
  /// Meanwhile the progress is shown where standard error is a terminal, and the first SIGINT or SIGTERM calls `stop`.
  func end<End: Sendable>(
    of run: @escaping @Sendable () async throws -> End, progress: (@Sendable () async -> RunProgress)?,
    stop: @escaping @Sendable () -> Void
  ) async throws -> End {
    let signals = Signals(stop: stop)
    defer { withExtendedLifetime(signals) {} }
    let showsBar = !talk.quiet && Terminal.Stream.error.isTerminal && !Terminal.isDumb
    let bar = Task {
      var bar = ProgressBar()
      while showsBar, let progress, !Task.isCancelled {
        Terminal.showBar(bar.line(await progress(), width: Terminal.width))
        try? await Task.sleep(for: ProgressBar.interval)
      }
    }
    let result: Result<End, any Error>
    do { result = .success(try await run()) } catch { result = .failure(error) }
    bar.cancel()
    await bar.value
    Terminal.showBar("")
    return try result.get()
  }
}
