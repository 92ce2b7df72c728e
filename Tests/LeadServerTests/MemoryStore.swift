import LeadModel
import Synchronization

@testable import LeadServer

/// A store in memory: keeps, refuses or lets wait, as it is told.
final class MemoryStore: SubmissionStore {
  enum Mood: Sendable { case keeps, refuses(String, Int), waits }

  private struct State {
    var mood = Mood.keeps
    var kept: [IncomingPost] = []
    var waiting: [(IncomingPost, @Sendable (StoreAnswer) -> Void)] = []
    var watchers: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
    var reports: [String: SubmissionReport] = [:]
  }

  private let state = Mutex(State())

  init(_ mood: Mood = .keeps) { state.withLock { $0.mood = mood } }

  var kept: [IncomingPost] { state.withLock { $0.kept } }

  func know(_ report: SubmissionReport) { state.withLock { $0.reports[report.id] = report } }

  func accept(_ incoming: IncomingPost, answer: @escaping @Sendable (StoreAnswer) -> Void) {
    let (result, woken) = state.withLock { state -> (StoreAnswer?, [CheckedContinuation<Void, Never>]) in
      switch state.mood {
      case .refuses(let code, let seconds): return (.refused(code: code, retryAfterSeconds: seconds), [])
      case .waits:
        state.waiting.append((incoming, answer))
        let woken = state.watchers.filter { $0.count <= state.waiting.count }.map(\.continuation)
        state.watchers.removeAll { $0.count <= state.waiting.count }
        return (nil, woken)
      case .keeps:
        let twin = state.kept.first { $0.deliveryKey != nil && $0.deliveryKey == incoming.deliveryKey }
        if let twin { return (.repeated(of: twin.id), []) }
        state.kept.append(incoming)
        return (.kept, [])
      }
    }
    for continuation in woken { continuation.resume() }
    if let result { answer(result) }
  }

  func submission(_ id: String, answer: @escaping @Sendable (SubmissionReport?) -> Void) {
    answer(state.withLock { $0.reports[id] })
  }

  /// Waits until so many posts lie here unanswered.
  func waiting(_ count: Int) async {
    await withCheckedContinuation { continuation in
      let isThere = state.withLock { state in
        if state.waiting.count >= count { return true }
        state.watchers.append((count, continuation))
        return false
      }
      if isThere { continuation.resume() }
    }
  }

  /// Keeps what waits, and everything from now on.
  func release() {
    let waiting = state.withLock { state in
      defer { state.waiting = [] }
      state.mood = .keeps
      state.kept += state.waiting.map(\.0)
      return state.waiting
    }
    for (_, answer) in waiting { answer(.kept) }
  }
}
