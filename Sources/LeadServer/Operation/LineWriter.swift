import Dispatch
import Glibc
import Synchronization

/// Writes lines to a descriptor that may block, without ever making the writer of a line wait.
///
/// Standard error may be a pipe that nobody reads, and posts must be accepted all the same. So lines go into a buffer of at
/// most `maxBytes`, and one queue writes them; what does not fit is dropped and counted. Where the descriptor is broken,
/// lines are thrown away: there is nowhere to say so.
package final class LineWriter: Sendable {
  private struct State {
    var pending: [UInt8] = []
    var isWriting = false
    var dropped = 0
  }

  private let state = Mutex(State())
  private let descriptor: Int32
  private let maxBytes: Int
  private let queue = DispatchQueue(label: "leadbridge.log")

  /// - Parameters:
  ///   - descriptor: Standard error, unless a test says otherwise; stays the caller's.
  ///   - maxBytes: Bytes that wait for the descriptor; twice as many are held while some are being written.
  package init(descriptor: Int32 = STDERR_FILENO, maxBytes: Int = 1_000_000) {
    self.descriptor = descriptor
    self.maxBytes = maxBytes
  }

  /// Takes a line, with its end.
  package func write(_ line: [UInt8]) {
    let isFirst = state.withLock { state in
      guard state.pending.count + line.count <= maxBytes else {
        state.dropped += 1
        return false
      }
      state.pending += line
      defer { state.isWriting = true }
      return !state.isWriting
    }
    if isFirst { queue.async { self.drain() } }
  }

  /// Lines that were dropped since this was last asked.
  package func takeDropped() -> Int {
    state.withLock { state in
      defer { state.dropped = 0 }
      return state.dropped
    }
  }

  /// Waits until all lines that were taken are written.
  ///
  /// - Parameter seconds: How long at most; a descriptor that blocks must not keep the process from ending.
  /// - Returns: Whether they are.
  @discardableResult
  package func flush(atMost seconds: Double) -> Bool {
    let done = DispatchSemaphore(value: 0)
    queue.async { done.signal() }
    return done.wait(timeout: .now() + seconds) == .success
  }

  /// On the queue: writes until nothing is left.
  private func drain() {
    while true {
      let bytes: [UInt8] = state.withLock { state in
        defer { state.pending = [] }
        state.isWriting = !state.pending.isEmpty
        return state.pending
      }
      if bytes.isEmpty { return }
      put(bytes)
    }
  }

  private func put(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { buffer in
      var rest = buffer[...]
      while !rest.isEmpty {
        let written = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if written >= 0 {
          rest = rest.dropFirst(written)
        } else if errno == EAGAIN {
          // Someone else has made the descriptor non-blocking: it is shared with whoever started us.
          var poll = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
          _ = Glibc.poll(&poll, 1, -1)
        } else if errno != EINTR {
          return
        }
      }
    }
  }
}
