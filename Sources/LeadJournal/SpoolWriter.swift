import Foundation
import GRDB
import LeadModel
import Synchronization

/// Commits arrivals in groups: one transaction and one fsync for all that came meanwhile.
///
/// The first arrival that finds nobody writing schedules a turn on the database's queue. A turn takes all that wait, up
/// to ``maxTurnRows`` and ``maxTurnBytes``, writes them in one transaction, answers them, and schedules the next turn if
/// more came meanwhile: not a loop, so that settlements get theirs in between. So a single post waits for one fsync,
/// and a thousand at once for one or two.
final class SpoolWriter: Sendable {
  /// Arrivals of one transaction: bounds its time and memory.
  static let maxTurnRows = 4096
  /// Their posts' bytes, of which the first may have more.
  static let maxTurnBytes = 16 << 20

  /// Bytes of posts that may wait for their commit, in memory: a disk that hangs must not fill it.
  static let maxWaitingBytes = 64 << 20

  private struct State: Sendable {
    var room: SpoolRoom
    var waiting: [WaitingArrival] = []
    var waitingBytes = 0
    /// Whether a turn is scheduled or under way.
    var isWriting = false
    var oldest: Timestamp?
    var failure: SpoolRefusal?

    /// The first that wait, as many as one transaction takes.
    mutating func takeGroup() -> [WaitingArrival] {
      var count = 0
      var bytes = 0
      for entry in waiting.prefix(SpoolWriter.maxTurnRows) {
        bytes += entry.post.count
        if bytes > SpoolWriter.maxTurnBytes, count > 0 { break }
        count += 1
      }
      let group = Array(waiting.prefix(count))
      waiting.removeFirst(count)
      waitingBytes -= group.reduce(0) { $0 + $1.post.count }
      return group
    }
  }

  private let database: DatabaseQueue
  private let path: String
  private let freeBytes: @Sendable () -> Int?
  private let onCommit: @Sendable (_ bytes: Int) -> Void
  private let state: Mutex<State>
  private let places: Mutex<SpoolPlaces>

  /// - Parameters:
  ///   - database: With the tables of ``Spool/migrator``.
  ///   - path: The database's file, for errors.
  ///   - limits: How much may wait.
  ///   - freeBytes: What the disk has left.
  ///   - onCommit: Called on the database's queue after each commit of arrivals, with their bytes.
  /// - Throws: SQLite's error, where the file cannot be read.
  init(
    _ database: DatabaseQueue, path: String, limits: SpoolLimits, freeBytes: @escaping @Sendable () -> Int?,
    onCommit: @escaping @Sendable (_ bytes: Int) -> Void
  ) throws {
    self.database = database
    self.path = path
    self.freeBytes = freeBytes
    self.onCommit = onCommit
    let (state, places) = try database.read { db in
      // Reads all of the table's leaves: about a second for a gigabyte that waits.
      let waiting = try Row.fetchOne(db, sql: "SELECT count(*), coalesce(sum(length(post)), 0) FROM spool")
      let last = try Int64.fetchOne(
        db, sql: "SELECT max(coalesce((SELECT max(number) FROM spool), 0), coalesce(max(number), 0)) FROM submission")
      let routes = try Row.fetchAll(db, sql: "SELECT path, id FROM route")
      return (
        State(
          room: SpoolRoom(limits: limits, rows: waiting?[0] ?? 0, bytes: waiting?[1] ?? 0), oldest: try Self.oldest(db)),
        SpoolPlaces(
          nextNumber: (last ?? 0) + 1,
          routes: Dictionary(routes.map { ($0[0], $0[1]) }, uniquingKeysWith: { first, _ in first }))
      )
    }
    self.state = Mutex(state)
    self.places = Mutex(places)
  }

  var status: SpoolStatus {
    let free = freeBytes()
    return state.withLock { state in
      state.room.measured(freeBytes: free)
      return SpoolStatus(
        rows: state.room.rows, bytes: state.room.bytes, oldest: state.oldest, freeBytes: free,
        bytesLeft: state.room.bytesLeft,
        failure: state.failure)
    }
  }

  /// Takes an arrival to be committed.
  ///
  /// - Parameters:
  ///   - arrival: The post.
  ///   - answer: Called once, when it is committed or refused: before this returns where there is no room, else on the
  ///     database's queue.
  func commit(_ arrival: Arrival, answer: @escaping @Sendable (Result<Accepted, SpoolRefusal>) -> Void) {
    let post = Data(arrival.post.spooled)
    guard admit(bytes: post.count) else { return answer(.failure(.full)) }
    let waiting = WaitingArrival(arrival, post: post, answer: answer)
    let mustSchedule: Bool? = state.withLock { state in
      guard state.waiting.isEmpty || state.waitingBytes + post.count <= Self.maxWaitingBytes else {
        state.room.release(rows: 1, bytes: post.count)
        return nil
      }
      state.waiting.append(waiting)
      state.waitingBytes += post.count
      defer { state.isWriting = true }
      return !state.isWriting
    }
    guard let mustSchedule else { return answer(.failure(.full)) }
    if mustSchedule { schedule() }
  }

  /// Counts a post of so many bytes; whether there is room for it.
  private func admit(bytes: Int) -> Bool {
    let isAdmitted = state.withLock { $0.room.isMeasureDue ? nil : $0.room.admit(bytes: bytes) }
    if let isAdmitted { return isAdmitted }
    // Outside of the lock: a file system may take its time.
    let free = freeBytes()
    return state.withLock { state in
      state.room.measured(freeBytes: free)
      return state.room.admit(bytes: bytes)
    }
  }

  private func schedule() {
    database.asyncWriteWithoutTransaction { self.turn($0) }
  }

  private func turn(_ db: Database) {
    let group = state.withLock { $0.takeGroup() }
    let results = write(group, db)
    var bytes = 0
    var freed = (rows: 0, bytes: 0)
    var first: Timestamp?
    for (entry, result) in zip(group, results) {
      if case .success(.new) = result, entry.skipped == nil {
        bytes += entry.post.count
        first = first ?? Timestamp(millisecondsSince1970: entry.receivedAt)
      } else {
        freed.rows += 1
        freed.bytes += entry.post.count
      }
    }
    let goesOn = state.withLock { state in
      state.room.release(rows: freed.rows, bytes: freed.bytes)
      state.oldest = state.oldest ?? first
      state.isWriting = !state.waiting.isEmpty
      return state.isWriting
    }
    for (entry, result) in zip(group, results) { entry.answer(result) }
    if bytes > 0 { onCommit(bytes) }
    if goesOn { schedule() }
  }

  /// Writes a group; where its transaction fails, every one of it is refused.
  private func write(_ group: [WaitingArrival], _ db: Database) -> [Result<Accepted, SpoolRefusal>] {
    var places = self.places.withLock { $0 }
    do {
      var results: [Result<Accepted, SpoolRefusal>] = []
      results.reserveCapacity(group.count)
      try db.inTransaction(.immediate) {
        let statements = try ArrivalStatements(db)
        for entry in group { results.append(try statements.insert(entry, &places, db)) }
        return .commit
      }
      self.places.withLock { $0 = places }
      state.withLock { $0.failure = nil }
      return results
    } catch {
      let refusal = SpoolRefusal(JournalError(error, path: path))
      state.withLock { $0.failure = refusal }
      return group.map { _ in .failure(refusal) }
    }
  }
}

extension SpoolWriter {
  /// Paths that are, or were, routes.
  var routes: Set<String> { places.withLock { Set($0.routes.keys) } }

  /// Remembers paths, so that each stays known when it is no longer a route.
  func remember(_ paths: Set<String>) throws(JournalError) {
    guard !paths.isSubset(of: routes) else { return }
    try transaction { db in
      var places = self.places.withLock { $0 }
      for path in paths.sorted() { _ = try places.routeID(path, db) }
      let written = places
      db.afterNextTransaction { _ in self.places.withLock { $0 = written } }
    }
  }

  /// A commit that leaves nothing behind.
  func probe() async throws(SpoolRefusal) {
    let result: Result<Void, SpoolRefusal> = await withCheckedContinuation { continuation in
      database.asyncWriteWithoutTransaction { db in
        do {
          try db.inTransaction(.immediate) {
            // A page that a row comes to and leaves is written, and the disk asked for it.
            let number = self.places.withLock { $0.nextNumber }
            try db.execute(sql: "INSERT INTO spool (number, route, post) VALUES (?, 0, x'')", arguments: [number])
            try db.execute(sql: "DELETE FROM spool WHERE number = ?", arguments: [number])
            return .commit
          }
          self.state.withLock { $0.failure = nil }
          continuation.resume(returning: .success(()))
        } catch {
          let refusal = SpoolRefusal(JournalError(error, path: self.path))
          self.state.withLock { $0.failure = refusal }
          continuation.resume(returning: .failure(refusal))
        }
      }
    }
    try result.get()
  }

  /// Runs statements in one transaction between two turns.
  ///
  /// What they hand to `afterNextTransaction` runs before the next turn too.
  func transaction<Written>(_ statements: (Database) throws -> Written) throws(JournalError) -> Written {
    do {
      return try database.write(statements)
    } catch {
      throw JournalError(error, path: path)
    }
  }

  /// Posts have left the spool.
  func released(rows: Int, bytes: Int, oldest: Timestamp?) {
    state.withLock { state in
      state.room.release(rows: rows, bytes: bytes)
      state.oldest = oldest
    }
  }

  /// When the first post that waits was received.
  static func oldest(_ db: Database) throws -> Timestamp? {
    try Int64.fetchOne(
      db,
      sql: """
        SELECT receivedAt FROM submission WHERE number = (SELECT min(number) FROM spool)
        """
    ).map { Timestamp(millisecondsSince1970: $0) }
  }
}
