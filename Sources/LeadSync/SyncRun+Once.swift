import Foundation
import LeadModel
import LeadSources

/// Every source once, for cron and timers.
extension SyncRun {
  /// How long ``runOnce()`` waits for a folder's files in all.
  private static let longestReadiness = Duration.seconds(600)
  /// A longer wait for them is told.
  private static let longestSilence = Duration.seconds(1)

  /// Runs each source now, whatever its time, in the order of the plan.
  ///
  /// Files of a folder that may be whole soon are waited for, so long as they do not grow; at most ``longestReadiness``.
  ///
  /// - Returns: How each ended, by name.
  package func runOnce() async -> [(name: String, result: SourceResult)] {
    var results: [(name: String, result: SourceResult)] = []
    for source in plan.sources where !isStopping {
      let task = Task { await performWhole(source) }
      runs[source.name] = task
      results.append((source.name, await task.value))
      runs[source.name] = nil
    }
    publish()
    return results
  }

  /// Runs a source, and again once its files that were not whole may be.
  private func performWhole(_ source: SourcePlan) async -> SourceResult {
    let end = ContinuousClock.now + Self.longestReadiness
    var result = await perform(source)
    while result.problem == nil || result.isProblemOfFiles, !Task.isCancelled,
      let time = looksAgain.removeValue(forKey: source.name)
    {
      let wait = Duration.milliseconds(max(10, time.millisecondsSince1970 - Timestamp.now().millisecondsSince1970))
      guard ContinuousClock.now + wait < end else { break }
      if wait > Self.longestSilence { events(.waiting(source: source.name, until: time)) }
      guard (try? await Task.sleep(for: wait)) != nil else { break }
      let more = await perform(source)
      result = more.added(to: result)
    }
    if Task.isCancelled { result.isInterrupted = true }
    events(.ended(source: source.name, result))
    return result
  }
}
