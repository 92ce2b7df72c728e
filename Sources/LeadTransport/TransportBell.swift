import CCurl
import Synchronization

/// What other threads may do to a transport's thread: wake it, and ask it to stop.
final class TransportBell: Sendable {
  /// A pointer to a multi handle that may be given to another thread.
  private struct Handle: @unchecked Sendable {
    // Sendable, as only `curl_multi_wakeup` is called on it here, which any thread may do (curl_multi_wakeup(3)), and
    // only under the lock under which it is taken away before the handle is freed.
    let multi: UnsafeMutableRawPointer
  }

  private let handle: Mutex<Handle?>
  private let rung = Atomic(false)
  private let stopping = Atomic(false)

  init(_ multi: UnsafeMutableRawPointer) { handle = Mutex(Handle(multi: multi)) }

  /// Wakes the thread.
  ///
  /// Costs one system call, or nothing where it was woken already and has not looked yet. After `remove` it does
  /// nothing.
  func ring() {
    guard !rung.exchange(true, ordering: .acquiringAndReleasing) else { return }
    handle.withLock { handle in
      if let handle { curl_multi_wakeup(handle.multi) }
    }
  }

  /// Whether it was rung since this was asked last.
  ///
  /// What a caller of `ring` had written before is seen after.
  func wasRung() -> Bool {
    rung.load(ordering: .relaxed) && rung.exchange(false, ordering: .acquiringAndReleasing)
  }

  /// Asks the thread to stop, and wakes it.
  func askToStop() {
    stopping.store(true, ordering: .releasing)
    ring()
  }

  /// Whether it was asked to.
  var isAskedToStop: Bool { stopping.load(ordering: .acquiring) }

  /// Takes the handle away, before it is freed.
  func remove() { handle.withLock { $0 = nil } }
}
