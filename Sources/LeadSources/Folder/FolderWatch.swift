// Its sources may be used from any thread ("Dispatch Queues", libdispatch), and are not marked as Sendable.
@preconcurrency import Dispatch
import Glibc
package import LeadModel
import Synchronization

/// Tells when it is worth looking at a folder again, and nothing more.
///
/// By inotify(7): a file was closed after writing, moved in, made, or removed; and every so often all the same, as a
/// network's file system tells nothing of what other machines do, and a folder may be gone now and be back later. What an
/// event says is not looked at: every look is at the whole folder, so that events that were dropped (`IN_Q_OVERFLOW`)
/// lose nothing.
///
/// Calls that nobody has waited for are one, and there are at most five a second, however many files come.
package final class FolderWatch: Sendable {
  /// How often it calls without an event.
  package static let defaultInterval: Duration = .seconds(60)
  /// How long it is quiet after a call.
  static let calm: Duration = .milliseconds(200)

  /// One element for each time to look; the first at once.
  ///
  /// For one task. It ends with ``stop()``, or with this object.
  package let calls: AsyncStream<Void>
  /// Why there are only the regular calls: `folder.watch`.
  package let warning: Diagnostic?

  private let continuation: AsyncStream<Void>.Continuation
  private let timer: any DispatchSourceTimer
  private let events: (any DispatchSourceRead)?

  /// Begins to watch; a folder that is not there is watched from when it is.
  ///
  /// - Parameters:
  ///   - path: The folder's.
  ///   - interval: How often it calls without an event.
  package init(_ path: String, interval: Duration = FolderWatch.defaultInterval) {
    (calls, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    let queue = DispatchQueue(label: "leadbridge.folder")
    let descriptor = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
    let watch = InotifyWatch(descriptor, path)
    var problem = descriptor < 0 ? errno : 0
    if descriptor >= 0, !watch.renew(), errno != ENOENT { problem = errno }
    warning = problem == 0 ? nil : FolderProblem.unwatched(folder: path, errno: problem).diagnostic

    timer = DispatchSource.makeTimerSource(queue: queue)
    let continuation = continuation
    timer.setEventHandler {
      watch.renew()
      continuation.yield()
    }
    timer.schedule(deadline: .now(), repeating: interval.dispatched)
    if descriptor >= 0 {
      let source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: queue)
      source.setEventHandler {
        watch.drain()
        watch.renew()
        continuation.yield()
        // What comes meanwhile is read together.
        source.suspend()
        queue.asyncAfter(deadline: .now() + Self.calm.dispatched) { source.resume() }
      }
      source.setCancelHandler { close(descriptor) }
      events = source
    } else {
      events = nil
    }
    timer.activate()
    events?.activate()
  }

  deinit { stop() }

  /// Ends ``calls``.
  package func stop() {
    timer.cancel()
    events?.cancel()
    continuation.finish()
  }
}

/// The one watch of an inotify descriptor.
private final class InotifyWatch: Sendable {
  private static let mask = UInt32(
    IN_CLOSE_WRITE | IN_MOVED_TO | IN_CREATE | IN_DELETE | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR)

  private let descriptor: Int32
  private let path: String
  /// The number of the watch; -1: there is none.
  private let number = Mutex<Int32>(-1)

  init(_ descriptor: Int32, _ path: String) {
    self.descriptor = descriptor
    self.path = path
  }

  /// Watches what the path leads to now: where that is what it was, nothing changes.
  ///
  /// - Returns: Whether there is anything; `errno` says why not.
  @discardableResult
  func renew() -> Bool {
    let found = inotify_add_watch(descriptor, path, Self.mask)
    guard found >= 0 else { return false }
    let before = number.withLock { number in
      defer { number = found }
      return number
    }
    // One that was removed with its folder has no number any more, which is no harm.
    if before >= 0, before != found { inotify_rm_watch(descriptor, before) }
    return true
  }

  /// Reads all events away.
  func drain() {
    withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 8) { buffer in
      while true {
        let count = read(descriptor, buffer.baseAddress, buffer.count)
        if count > 0 || count < 0 && errno == EINTR { continue }
        return
      }
    }
  }
}

extension Duration {
  /// Cut to the nanosecond, for Dispatch.
  fileprivate var dispatched: DispatchTimeInterval {
    let (seconds, attoseconds) = components
    return .nanoseconds(Int(seconds) * 1_000_000_000 + Int(attoseconds / 1_000_000_000))
  }
}
