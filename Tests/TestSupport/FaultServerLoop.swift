import Glibc
import Synchronization

/// The fault server's thread: accepts, reads, asks the script, writes.
///
/// Not `Sendable`: made, run and freed on its thread.
final class FaultServerLoop {
  private let listener: Int32
  private let shared: FaultServerState
  private let welcome: @Sendable (Int) -> FaultWelcome
  private let script: FaultServer.Script
  private var connections: [FaultServerConnection] = []
  private var accepted = 0

  /// Makes a loop that has accepted nothing yet.
  ///
  /// - Parameters:
  ///   - listener: Closed at the end of `run`.
  ///   - shared: What the tests see.
  ///   - welcome: As the server was given it.
  ///   - script: As the server was given it.
  init(
    _ listener: Int32, _ shared: FaultServerState, welcome: @escaping @Sendable (Int) -> FaultWelcome,
    script: @escaping FaultServer.Script
  ) {
    self.listener = listener
    self.shared = shared
    self.welcome = welcome
    self.script = script
  }

  /// Runs until the server is stopped.
  func run() {
    while true {
      let (isStopped, isReleased) = shared.state.withLock { ($0.isStopped, $0.isReleased) }
      if isStopped { break }
      advance(isReleased: isReleased)
      var polled = [
        pollfd(fd: shared.bell, events: Int16(POLLIN), revents: 0),
        pollfd(fd: listener, events: Int16(POLLIN), revents: 0),
      ]
      for connection in connections {
        // What has an answer under way is not read further.
        let events = connection.step == nil ? Int16(POLLIN) : 0
        polled.append(pollfd(fd: connection.socket, events: events, revents: 0))
      }
      guard poll(&polled, nfds_t(polled.count), timeout(isReleased: isReleased)) > 0 else { continue }
      if polled[0].revents != 0 { shared.silence() }
      for index in connections.indices.reversed() where polled[index + 2].revents != 0 { read(index) }
      if polled[1].revents != 0 { accept() }
    }
    for connection in connections { close(connection.socket) }
    close(listener)
  }

  /// Writes what is due, and takes up the requests behind.
  private func advance(isReleased: Bool) {
    let now = ContinuousClock.now
    for index in connections.indices.reversed() {
      loop: while true {
        switch connections[index].write(now: now, isReleased: isReleased) {
        case .close:
          end(index, reset: false)
          break loop
        case .reset:
          end(index, reset: true)
          break loop
        case .go: break
        }
        guard connections[index].step == nil, var request = connections[index].takeRequest() else { break }
        request.inFlight = connections.count { $0.step != nil } + 1
        connections[index].begin(script(shared.record(request)), now: now)
      }
    }
  }

  /// Milliseconds until something is due, rounded up; -1 where nothing is.
  private func timeout(isReleased: Bool) -> Int32 {
    let due = connections.filter { connection in
      connection.step.map { !$0.isHeld || isReleased } ?? false
    }.map(\.dueAt).min()
    guard let due else { return -1 }
    let (seconds, attoseconds) = ContinuousClock.now.duration(to: due).components
    return Int32(max(0, min(60_000, seconds * 1000 + attoseconds / 1_000_000_000_000_000 + 1)))
  }

  private func accept() {
    let socket = Glibc.accept(listener, nil, nil)
    guard socket >= 0 else { return }
    _ = fcntl(socket, F_SETFL, O_NONBLOCK)
    _ = fcntl(socket, F_SETFD, FD_CLOEXEC)
    var yes: Int32 = 1
    setsockopt(socket, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<Int32>.size))
    let connection = FaultServerConnection(number: accepted, socket: socket, welcome: welcome(accepted))
    accepted += 1
    shared.state.withLock { $0.connections = accepted }
    connections.append(connection)
    if case .reset = connection.welcome { end(connections.count - 1, reset: true) }
  }

  private func read(_ index: Int) {
    var buffer = [UInt8](repeating: 0, count: 16_384)
    let count = recv(connections[index].socket, &buffer, buffer.count, 0)
    if count < 0 && (errno == EAGAIN || errno == EINTR) { return }
    guard count > 0 else { return end(index, reset: false) }
    connections[index].input += buffer[..<count]
    connections[index].read += count
    if case .resetAfterReading(let limit) = connections[index].welcome, connections[index].read >= limit {
      end(index, reset: true)
    }
  }

  /// Ends a connection: with a FIN, or with a RST where it is to be reset (SO_LINGER of 0 s; socket(7)).
  private func end(_ index: Int, reset: Bool) {
    let socket = connections.remove(at: index).socket
    if reset {
      var linger = linger(l_onoff: 1, l_linger: 0)
      setsockopt(socket, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<linger>.size))
    }
    close(socket)
  }
}
