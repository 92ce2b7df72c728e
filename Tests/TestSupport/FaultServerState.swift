import Glibc
import Synchronization

/// What the fault server's thread and its tests share.
final class FaultServerState: Sendable {
  /// What the lock guards.
  struct State {
    var requests: [FaultRequest] = []
    var connections = 0
    var peakInFlight = 0
    var isReleased = false
    var isStopped = false
    /// Tests that wait for so many requests.
    var waiters: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []

    /// Takes out those whose wait is over.
    mutating func takeWaiters() -> [CheckedContinuation<Void, Never>] {
      let count = isStopped ? Int.max : requests.count
      let ready = waiters.filter { $0.count <= count }.map(\.continuation)
      waiters.removeAll { $0.count <= count }
      return ready
    }
  }

  let state = Mutex(State())
  /// Wakes the thread out of `poll`: the end of a pipe that it reads.
  ///
  /// Closed with this object, which the thread holds.
  let bell: Int32
  private let bellPull: Int32

  init() throws(FaultServerError) {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw FaultServerError(call: "pipe", code: errno) }
    for end in ends {
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
    }
    (bell, bellPull) = (ends[0], ends[1])
  }

  deinit {
    close(bell)
    close(bellPull)
  }

  /// Makes the thread look at the state.
  func ring() { _ = write(bellPull, [1], 1) }

  /// Takes what was rung out of the pipe.
  func silence() {
    var bytes = [UInt8](repeating: 0, count: 64)
    while Glibc.read(bell, &bytes, bytes.count) > 0 {}
  }

  /// Asks the thread to end.
  func stop() {
    let ready = state.withLock { state in
      state.isStopped = true
      return state.takeWaiters()
    }
    for waiter in ready { waiter.resume() }
    ring()
  }

  /// Keeps a request that has arrived whole.
  ///
  /// - Returns: The request with its number.
  func record(_ request: FaultRequest) -> FaultRequest {
    let (numbered, ready) = state.withLock { state in
      var request = request
      request.number = state.requests.count
      state.requests.append(request)
      state.peakInFlight = max(state.peakInFlight, request.inFlight)
      return (request, state.takeWaiters())
    }
    for waiter in ready { waiter.resume() }
    return numbered
  }
}
