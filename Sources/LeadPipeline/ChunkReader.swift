import Dispatch
import Foundation
import Glibc
import LeadModel
import Synchronization

/// Reads a file or a pipe on a thread of its own and hands its bytes on in chunks.
///
/// A thread, as `read(2)` on a pipe may block for ever, and Swift's own threads are too few to lend one. At most
/// ``chunksAhead`` chunks of ``chunkBytes`` wait to be taken; then the thread waits, and with it whoever writes the pipe.
final class ChunkReader: Sendable {
  /// Enough that reading costs little per record, small enough that the first leads go at once.
  static let chunkBytes = 128 * 1024
  static let chunksAhead = 4

  /// The bytes in their order; ends at the end of the input, after ``stop()``, or by an error.
  let chunks: AsyncThrowingStream<[UInt8], any Error>
  private let continuation: AsyncThrowingStream<[UInt8], any Error>.Continuation
  /// Begins at 0 and is raised at once, as Dispatch traps where a semaphore ends below the value that it began with.
  private let room = DispatchSemaphore(value: 0)
  private let isStopped = Atomic<Bool>(false)
  /// A pipe of our own: ``stop()`` writes to it, so that a thread which waits for a silent input wakes.
  private let wakeUp: (read: Int32, write: Int32)
  private let descriptor: Int32
  private let input: Input

  /// Opens the input and begins to read.
  ///
  /// - Throws: `input.permission` or `input.missing` where it cannot be opened.
  init(_ input: Input) throws(Diagnostic) {
    self.input = input
    if let place = input.place {
      descriptor = open(place, O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else {
        throw Diagnostic(
          errno == ENOENT ? "input.missing" : "input.permission",
          "the file cannot be opened: \(String(cString: strerror(errno)))", at: Position(file: input.name))
      }
      posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL)
    } else {
      descriptor = STDIN_FILENO
    }
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else {
      throw Diagnostic(
        "input.read", "no pipe can be made: \(String(cString: strerror(errno)))", at: Position(file: input.name))
    }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    wakeUp = (ends[0], ends[1])
    (chunks, continuation) = AsyncThrowingStream.makeStream()
    for _ in 0..<Self.chunksAhead { room.signal() }
    let thread = Thread { [self] in run() }
    thread.name = "leadbridge.read"
    thread.start()
  }

  deinit {
    // The thread holds a reference while it runs, so nothing reads from here on.
    close(wakeUp.read)
    close(wakeUp.write)
    if descriptor != STDIN_FILENO { close(descriptor) }
  }

  /// Whether the reading was ended before the input's end.
  var wasStopped: Bool { isStopped.load(ordering: .acquiring) }

  /// To be called for each chunk taken: makes room for another.
  func took() { room.signal() }

  /// Ends the reading soon; what was read and not taken can still be taken.
  func stop() {
    isStopped.store(true, ordering: .releasing)
    var byte: UInt8 = 1
    _ = write(wakeUp.write, &byte, 1)
    room.signal()
  }

  private func run() {
    while true {
      room.wait()
      guard !isStopped.load(ordering: .acquiring), waitUntilReadable() else { return continuation.finish() }
      var failure: Int32 = 0
      let chunk = [UInt8](unsafeUninitializedCapacity: Self.chunkBytes) { buffer, count in
        // `read` writes at most the capacity into the buffer, and says how much it wrote.
        var got = read(descriptor, buffer.baseAddress, buffer.count)
        while got < 0, errno == EINTR { got = read(descriptor, buffer.baseAddress, buffer.count) }
        if got < 0 { failure = errno }
        count = max(0, got)
      }
      if failure != 0 {
        let words = String(cString: strerror(failure))
        return continuation.finish(
          throwing: Diagnostic("input.read", "reading failed: \(words)", at: Position(file: input.name)))
      }
      if chunk.isEmpty { return continuation.finish() }
      continuation.yield(chunk)
    }
  }

  /// Waits for bytes or for ``stop()``; `false` for the latter.
  ///
  /// Regular files are always readable.
  private func waitUntilReadable() -> Bool {
    var waits = [
      pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: wakeUp.read, events: Int16(POLLIN), revents: 0),
    ]
    while poll(&waits, 2, -1) < 0 { guard errno == EINTR else { return true } }
    return waits[1].revents == 0
  }
}
