import LeadModel
import NIOCore

/// The connections of one event loop, and how much they may take together: this loop's share of the server's limits.
///
/// Belongs to its loop: nothing here is locked, and a request costs no timer; waiting connections are looked at by one
/// repeated tick.
final class ConnectionRoom {
  let limits: ServerLimits
  private let load: DoorLoad
  private let maxConnections: Int
  private let maxInFlight: Int
  private let maxHeldBytes: Int
  private(set) var isStopping = false
  private(set) var all: [ObjectIdentifier: Connection] = [:]
  /// Those that wait for a header or are done with; no request is lost by closing one.
  private var waiting = ConnectionList()
  /// Those that wait for a body.
  private var collecting = ConnectionList()
  private var inFlight = 0
  private var heldBytes = 0
  private var onEmpty: (() -> Void)?
  /// Shared by the loop's connections: answers are written one at a time.
  var encoder = AnswerEncoder()

  /// - Parameters:
  ///   - limits: The server's.
  ///   - rooms: How many share them.
  ///   - load: Counts what all of them hold.
  init(_ limits: ServerLimits, rooms: Int, load: DoorLoad) {
    self.limits = limits
    self.load = load
    func share(_ whole: Int) -> Int { max(1, whole / rooms) }
    maxConnections = share(limits.maxConnections)
    maxInFlight = share(limits.maxInFlight)
    // One body must fit, however many share.
    maxHeldBytes = max(share(limits.maxHeldBytes), limits.maxBodyBytes)
  }

  // MARK: Coming and going

  /// Takes a connection in; where there is no room, the one that has kept us waiting longest goes.
  ///
  /// - Returns: Whether it may stay.
  func enter(_ connection: Connection) -> Bool {
    guard !isStopping else { return false }
    if all.count >= maxConnections {
      // Who floods us with connections that do nothing makes room for who wants something.
      guard let oldest = waiting.first ?? collecting.first else { return false }
      oldest.end("connection.evicted")
    }
    all[ObjectIdentifier(connection)] = connection
    load.connectionCame()
    return true
  }

  func leave(_ connection: Connection) {
    guard all.removeValue(forKey: ObjectIdentifier(connection)) != nil else { return }
    load.connectionWent()
    remove(connection)
    if all.isEmpty { onEmpty?() }
  }

  /// Lists a connection by its phase.
  func moved(_ connection: Connection, to phase: Patience.Phase) {
    remove(connection)
    switch phase {
    case .first, .idle, .header, .reading, .leaving:
      connection.line = .waiting
      waiting.append(connection)
    case .body:
      connection.line = .collecting
      collecting.append(connection)
    case .answering: break
    }
  }

  private func remove(_ connection: Connection) {
    switch connection.line {
    case .waiting: waiting.remove(connection)
    case .collecting: collecting.remove(connection)
    case .none: break
    }
    connection.line = .none
  }

  /// Ends those that have waited too long.
  func tick(now: Int64) {
    for list in [waiting, collecting] {
      var next = list.first
      while let connection = next {
        next = connection.next
        if connection.patience.isOver(limits, now: now) { connection.runOut() }
      }
    }
  }

  // MARK: Requests

  /// How long a body may be under way before it makes room for another request.
  static let slowNanoseconds: Int64 = 1_000_000_000

  /// Takes a request in.
  ///
  /// - Returns: Whether there is room.
  func begin(now: Int64) -> Bool {
    if inFlight >= maxInFlight {
      // Slow bodies must not keep quick ones out.
      guard let slowest = collecting.first, now - slowest.patience.since >= Self.slowNanoseconds else { return false }
      slowest.end("connection.evicted")
      guard inFlight < maxInFlight else { return false }
    }
    inFlight += 1
    load.requestCame()
    return true
  }

  func finish() {
    inFlight -= 1
    load.requestWent()
  }

  /// Takes bytes of a body in.
  ///
  /// - Returns: Whether there is room.
  func hold(_ bytes: Int) -> Bool {
    guard heldBytes + bytes <= maxHeldBytes else { return false }
    heldBytes += bytes
    return true
  }

  func release(_ bytes: Int) { heldBytes -= bytes }

  // MARK: The end

  /// How long connections without a request stay when the server stops.
  ///
  /// A request may lie in the kernel, sent and not read: some senders never send it again.
  static let farewell = Duration.milliseconds(250)

  /// Takes no connections any more; each one ends with its next answer.
  ///
  /// - Parameter onEmpty: Called once nothing is left.
  func stop(onEmpty: @escaping () -> Void) {
    isStopping = true
    guard !all.isEmpty else { return onEmpty() }
    self.onEmpty = onEmpty
  }

  /// Closes the connections of which nothing has come.
  func closeQuiet() {
    for connection in all.values { connection.closeIfQuiet() }
  }

  /// Closes what is left.
  func closeAll() {
    for connection in all.values { connection.end(nil) }
  }
}
