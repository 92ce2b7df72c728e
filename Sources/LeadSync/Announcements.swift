import LeadJournal
import Synchronization

/// Knows which sources have posts in the spool that announce their records; from any thread.
///
/// A source that has none costs nothing: the spool is looked through for it only after a post has come, at the start, and
/// where its last run has left some.
final class Announcements: Sendable {
  private struct State {
    /// The sources, by the paths that announce for them.
    var sources: [String: String] = [:]
    /// Sources whose posts may wait.
    var waiting: Set<String> = []
    /// Of these, the ones that nobody was told of.
    var fresh: Set<String> = []
  }

  private let spool: Spool
  private let state = Mutex(State())

  init(_ spool: Spool) { self.spool = spool }

  /// Other sources count from now on; what waits for them is looked up.
  ///
  /// - Throws: ``JournalError``; the sources count all the same.
  func change(to sources: [SourcePlan]) throws(JournalError) {
    let pairs = sources.flatMap { source in source.announcers.map { ($0, source.name) } }
    state.withLock { $0.sources = Dictionary(pairs) { first, _ in first } }
    guard !pairs.isEmpty else { return }
    for path in try spool.waitingByRoute().keys { arrived(path) }
  }

  /// A post has come to a path, and is on the disk.
  ///
  /// - Returns: Whether a source has not been told that one has.
  @discardableResult
  func arrived(_ path: String) -> Bool {
    state.withLock { state in
      guard let source = state.sources[path] else { return false }
      state.waiting.insert(source)
      return state.fresh.insert(source).inserted
    }
  }

  /// The sources that have got posts since this was last asked.
  func fresh() -> Set<String> {
    state.withLock { state in
      defer { state.fresh = [] }
      return state.fresh
    }
  }

  /// A source's run begins.
  ///
  /// - Returns: The spool, where posts may wait for it; those that come from here on are another run's.
  func take(_ source: String) -> Spool? { state.withLock { $0.waiting.remove(source) } == nil ? nil : spool }

  /// Posts of a source still wait.
  func left(_ source: String) { _ = state.withLock { $0.waiting.insert(source) } }
}
