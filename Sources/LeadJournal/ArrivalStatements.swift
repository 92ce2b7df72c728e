import Foundation
import GRDB
import LeadModel

/// An arrival that waits for its commit, its post in the form that is stored.
///
/// A class: it is handed on some times, and as a value each of them would count the references to all that it holds.
final class WaitingArrival: Sendable {
  let id: String
  let route: String
  let deliveryKey: String?
  /// Milliseconds since 1970.
  let receivedAt: Int64
  let post: Data
  /// See ``Arrival/skipped``.
  let skipped: String?
  let answer: @Sendable (Result<Accepted, SpoolRefusal>) -> Void

  init(_ arrival: Arrival, post: Data, answer: @escaping @Sendable (Result<Accepted, SpoolRefusal>) -> Void) {
    id = arrival.id
    route = arrival.route
    deliveryKey = arrival.deliveryKey
    receivedAt = arrival.post.receivedAt.millisecondsSince1970
    self.post = post
    skipped = arrival.skipped
    self.answer = answer
  }
}

/// Where the next arrival goes: what a transaction has changed of it counts once it is committed.
struct SpoolPlaces: Sendable {
  /// Of both tables.
  var nextNumber: Int64
  /// Paths and their rows.
  var routes: [String: Int64]

  /// The row of a path, made where there is none.
  mutating func routeID(_ path: String, _ db: Database) throws -> Int64 {
    if let known = routes[path] { return known }
    try db.execute(sql: "INSERT INTO route (path) VALUES (?)", arguments: [path])
    routes[path] = db.lastInsertedRowID
    return db.lastInsertedRowID
  }
}

/// The statements that write an arrival: prepared once a connection, found once a turn.
struct ArrivalStatements {
  private let submission: Statement
  private let keyedSubmission: Statement
  private let post: Statement
  private let skipped: Statement

  init(_ db: Database) throws {
    submission = try db.cachedStatement(
      sql: "INSERT INTO submission (number, id, route, receivedAt) VALUES (?, ?, ?, ?)")
    keyedSubmission = try db.cachedStatement(
      sql: """
        INSERT INTO submission (number, id, route, receivedAt, deliveryKey) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (route, deliveryKey) WHERE deliveryKey IS NOT NULL DO NOTHING
        """)
    post = try db.cachedStatement(sql: "INSERT INTO spool (number, route, post) VALUES (?, ?, ?)")
    skipped = try db.cachedStatement(
      sql: "UPDATE submission SET records = 1, outcomes = ?2, settledAt = ?3 WHERE number = ?1")
  }

  /// Writes an arrival, unless it repeats another.
  ///
  /// - Returns: What it is answered, once the transaction is committed.
  /// - Throws: SQLite's error, after which the transaction is to be given up.
  func insert(
    _ entry: WaitingArrival, _ places: inout SpoolPlaces, _ db: Database
  ) throws -> Result<Accepted, SpoolRefusal> {
    let route = try places.routeID(entry.route, db)
    let number = places.nextNumber
    do {
      if let key = entry.deliveryKey {
        try keyedSubmission.execute(arguments: [number, entry.id, route, entry.receivedAt, key])
        if db.changesCount == 0 {
          let select = try db.cachedStatement(sql: "SELECT id FROM submission WHERE route = ? AND deliveryKey = ?")
          return .success(.repeated(of: try String.fetchOne(select, arguments: [route, key]) ?? entry.id))
        }
      } else {
        try submission.execute(arguments: [number, entry.id, route, entry.receivedAt])
      }
    } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
      // An id that is taken is its giver's mistake, and not that of the others of the group.
      return .failure(.failed(code: "spool.id"))
    }
    places.nextNumber += 1
    if let code = entry.skipped {
      var outcomes = RecordOutcomes()
      outcomes.insert(RecordOutcome(.skipped, code: code), at: 1)
      try skipped.execute(arguments: [number, Data(outcomes.encoded), entry.receivedAt])
    } else {
      try post.execute(arguments: [number, route, entry.post])
    }
    return .success(.new)
  }
}
