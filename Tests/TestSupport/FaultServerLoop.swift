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
  private let tls: FaultTLS?
  private let streamLimit: Int?
  private var connections: [FaultServerConnection] = []
  private var accepted = 0

  /// Makes a loop that has accepted nothing yet.
  ///
  /// - Parameters:
  ///   - listener: Closed at the end of `run`.
  ///   - shared: What the tests see.
  ///   - tls: As the server was given it, as are the others.
  ///   - streamLimit: As above.
  ///   - welcome: As above.
  ///   - script: As above.
  init(
    _ listener: Int32, _ shared: FaultServerState, tls: FaultTLS?, streamLimit: Int?,
    welcome: @escaping @Sendable (Int) -> FaultWelcome, script: @escaping FaultServer.Script
  ) {
    self.listener = listener
    self.shared = shared
    self.welcome = welcome
    self.script = script
    self.tls = tls
    self.streamLimit = streamLimit
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
        let events = connection.wantsInput ? Int16(POLLIN) : 0
        polled.append(pollfd(fd: connection.channel.socket, events: events, revents: 0))
      }
      guard poll(&polled, nfds_t(polled.count), timeout(isReleased: isReleased)) > 0 else { continue }
      if polled[0].revents != 0 { shared.silence() }
      for index in connections.indices.reversed() where polled[index + 2].revents != 0 { read(index) }
      if polled[1].revents != 0 { accept() }
    }
    for connection in connections { connection.channel.end(.close) }
    close(listener)
  }

  /// Writes what is due, and takes up the requests behind.
  private func advance(isReleased: Bool) {
    let now = ContinuousClock.now
    for index in connections.indices.reversed() {
      var hasMore = true
      while hasMore {
        if let end = connections[index].write(now: now, isReleased: isReleased) {
          remove(index, end)
          break
        }
        hasMore = false
        // Before it is written to again: several streams may have come at once.
        while var request = connections[index].takeRequest() {
          request.inFlight = connections.reduce(1) { $0 + $1.exchanges.count }
          connections[index].begin(script(shared.record(request)), to: request, now: now)
          hasMore = true
        }
        hasMore = hasMore || connections[index].hasOutput
      }
    }
  }

  /// Milliseconds until something is due, rounded up; -1 where nothing is.
  private func timeout(isReleased: Bool) -> Int32 {
    let due = connections.compactMap { $0.nextAt(isReleased: isReleased) }.min()
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
    let connection = FaultServerConnection(
      number: accepted, channel: FaultChannel(socket, tls: tls), welcome: welcome(accepted), streamLimit: streamLimit)
    accepted += 1
    shared.state.withLock { $0.connections = accepted }
    connections.append(connection)
    if case .reset = connection.welcome { remove(connections.count - 1, .reset) }
  }

  private func read(_ index: Int) {
    guard let bytes = connections[index].channel.read() else { return remove(index, .cut) }
    connections[index].received(bytes)
    if case .resetAfterReading(let limit) = connections[index].welcome, connections[index].read >= limit {
      remove(index, .reset)
    }
  }

  private func remove(_ index: Int, _ end: FaultChannel.End) { connections.remove(at: index).channel.end(end) }
}
