@preconcurrency import Dispatch
import Glibc
import Synchronization

/// SIGINT and SIGTERM: the first asks a run to stop, the second ends the process at once.
///
/// SIGHUP, where it is asked for: read the configuration again.
///
/// Signals are taken off their default action for as long as this lives, and come on a queue of Dispatch's.
final class Signals: Sendable {
  private let sources: [any DispatchSourceSignal]

  /// - Parameters:
  ///   - stop: Called once, by the first signal. It must not block.
  ///   - reload: Called for each SIGHUP; `nil`: its default action stays.
  init(stop: @escaping @Sendable () -> Void, reload: (@Sendable () -> Void)? = nil) {
    let shared = First()
    var sources = [SIGINT, SIGTERM].map { number in
      Self.source(number) {
        if shared.isFirst.exchange(false, ordering: .relaxed) { stop() } else { _exit(ExitStatus.interrupted.rawValue) }
      }
    }
    if let reload { sources.append(Self.source(SIGHUP, reload)) }
    self.sources = sources
  }

  private static func source(_ number: Int32, _ act: @escaping @Sendable () -> Void) -> any DispatchSourceSignal {
    signal(number, SIG_IGN)
    // One after the other, each on its own queue: a reload that takes its time holds up no stop.
    let source = DispatchSource.makeSignalSource(
      signal: number, queue: DispatchQueue(label: "leadbridge.signal.\(number)"))
    source.setEventHandler(handler: act)
    source.activate()
    return source
  }

  deinit {
    sources.forEach { $0.cancel() }
    [SIGINT, SIGTERM].forEach { signal($0, SIG_DFL) }
    if sources.count > 2 { signal(SIGHUP, SIG_DFL) }
  }

  /// An atomic cannot be captured by itself.
  private final class First: Sendable {
    let isFirst = Atomic<Bool>(true)
  }
}
