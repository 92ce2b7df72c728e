@preconcurrency import Dispatch
import Glibc
import Synchronization

/// SIGINT and SIGTERM: the first asks a run to stop, the second ends the process at once.
///
/// Signals are taken off their default action for as long as this lives, and come on a queue of Dispatch's.
final class Signals: Sendable {
  private let sources: [any DispatchSourceSignal]

  /// - Parameter stop: Called once, by the first signal. It must not block.
  init(stop: @escaping @Sendable () -> Void) {
    let shared = First()
    sources = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        if shared.isFirst.exchange(false, ordering: .relaxed) { stop() } else { _exit(ExitStatus.interrupted.rawValue) }
      }
      source.activate()
      return source
    }
  }

  deinit {
    sources.forEach { $0.cancel() }
    [SIGINT, SIGTERM].forEach { signal($0, SIG_DFL) }
  }

  /// An atomic cannot be captured by itself.
  private final class First: Sendable {
    let isFirst = Atomic<Bool>(true)
  }
}
