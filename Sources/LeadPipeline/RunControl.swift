import Synchronization

/// What a run's parts tell each other: that it is to stop, and how far reading is.
final class RunControl: Sendable {
  private struct State {
    var isStopping = false
    var stopReading: (@Sendable () -> Void)?
    var bytesOfFinished = 0
    var bytesOfCurrent = 0
  }

  private let state = Mutex(State())

  /// Whether nothing more is to be read.
  var isStopping: Bool { state.withLock { $0.isStopping } }

  /// Bytes of all inputs read so far.
  var bytesRead: Int { state.withLock { $0.bytesOfFinished + $0.bytesOfCurrent } }

  /// Ends the reading, from any thread, also where it waits for a silent pipe.
  func stop() {
    let stopReading = state.withLock { state in
      state.isStopping = true
      return state.stopReading
    }
    stopReading?()
  }

  /// An input is read from here on, and this stops it.
  func reads(_ stopReading: @escaping @Sendable () -> Void) {
    let isStopping = state.withLock { state in
      state.stopReading = stopReading
      return state.isStopping
    }
    if isStopping { stopReading() }
  }

  func isReading(bytes: Int) { state.withLock { $0.bytesOfCurrent = bytes } }

  func finishedReading(bytes: Int) {
    state.withLock { state in
      state.bytesOfFinished += bytes
      state.bytesOfCurrent = 0
      state.stopReading = nil
    }
  }
}
