import Synchronization

/// Wakes the one task that waits for work; a ring while nobody waits is kept for the next.
final class Doorbell: Sendable {
  private enum State {
    case silent
    case rung
    case waiting(CheckedContinuation<Void, Never>)
  }

  private let state = Mutex(State.silent)

  /// From any thread.
  func ring() {
    let waiter: CheckedContinuation<Void, Never>? = state.withLock { state in
      guard case .waiting(let waiter) = state else {
        state = .rung
        return nil
      }
      state = .silent
      return waiter
    }
    waiter?.resume()
  }

  /// Returns at once where it has rung since the last time.
  func wait() async {
    await withCheckedContinuation { waiter in
      let hasRung = state.withLock { state in
        if case .rung = state {
          state = .silent
          return true
        }
        state = .waiting(waiter)
        return false
      }
      if hasRung { waiter.resume() }
    }
  }
}
