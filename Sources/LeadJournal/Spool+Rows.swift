import Foundation
import GRDB
import LeadModel

/// Posts and submissions as rows of the spool's tables.
extension SpooledPosts {
  static func fetch(
    after number: Int64, routes: Set<String>?, count: Int, bytes: Int, _ db: Database
  ) throws -> SpooledPosts {
    var found = SpooledPosts(reached: number)
    var select = """
      SELECT spool.number, spool.post, submission.id, route.path, submission.deliveryKey, submission.receivedAt,
        submission.records, submission.outcomes
      FROM spool JOIN submission ON submission.number = spool.number JOIN route ON route.id = spool.route
      WHERE spool.number > ?
      """
    var arguments: [any DatabaseValueConvertible] = [number]
    if let routes {
      // The unary plus keeps SQLite from beginning with the routes: it would sort what it finds.
      select += " AND +route.path IN (\(Array(repeating: "?", count: routes.count).joined(separator: ", ")))"
      arguments += routes.sorted()
    }
    let rows = try Row.fetchCursor(
      try db.cachedStatement(sql: select + " ORDER BY spool.number"), arguments: StatementArguments(arguments))
    var sum = 0
    while let row = try rows.next() {
      let post: Data = row[1]
      sum += post.count
      if !found.isEmpty, found.posts.count + found.damaged.count >= count || sum > bytes { return found }
      let bytes = Array(post)
      if let post = SpooledPost(row: row, post: bytes) {
        found.posts.append(post)
      } else {
        found.damaged.append(DamagedPost(row: row, bytes: bytes))
      }
      found.reached = row[0]
    }
    // All rows that there are were looked at, in one state of the file.
    found.reached = max(found.reached, try Int64.fetchOne(db, sql: "SELECT max(number) FROM spool") ?? number)
    return found
  }
}

extension SpooledPost {
  /// `nil` where the post cannot be read: only a damaged disk or a stranger's hand makes such a row.
  fileprivate init?(row: GRDB.Row, post bytes: [UInt8]) {
    guard let post = Post(spooled: bytes, receivedAt: Timestamp(millisecondsSince1970: row[5])) else { return nil }
    self.init(
      number: row[0], id: row[2], route: row[3], deliveryKey: row[4], post: post, records: row[6],
      outcomes: RecordOutcomes(column: row[7]))
  }
}

extension DamagedPost {
  fileprivate init(row: GRDB.Row, bytes: [UInt8]) {
    self.init(
      number: row[0], id: row[2], route: row[3], receivedAt: Timestamp(millisecondsSince1970: row[5]), bytes: bytes)
  }
}

extension RecordOutcomes {
  /// What cannot be read is taken for none: its records are delivered again, which is harmless.
  ///
  /// To stop for it would keep all other posts of the inbox.
  fileprivate init(column: Data?) { self = column.flatMap { RecordOutcomes(encoded: Array($0)) } ?? RecordOutcomes() }
}

extension SpoolSettlement {
  /// Writes it.
  ///
  /// - Returns: The bytes of the post that went with it; `nil`: it stays, or is gone already.
  func execute(_ db: Database, now: Timestamp) throws -> Int? {
    let select = try db.cachedStatement(sql: "SELECT records, outcomes, settledAt FROM submission WHERE number = ?")
    guard let row = try Row.fetchOne(select, arguments: [number]), row[2] == nil else { return nil }
    var known = RecordOutcomes(column: row[1])
    for (ordinal, fate) in outcomes { known.insert(fate, at: ordinal) }
    let records: Int? = self.records ?? row[0]
    let isSettled = records.map { known.count >= $0 } ?? false
    let update = try db.cachedStatement(
      sql: """
        UPDATE submission SET records = ?2, outcomes = ?3, settledAt = ?4,
          deliveryKey = CASE WHEN ?5 THEN NULL ELSE deliveryKey END
        WHERE number = ?1
        """)
    try update.execute(arguments: [
      number, records, Data(known.encoded), isSettled ? now.millisecondsSince1970 : nil,
      isSettled && known.holdsFailures,
    ])
    guard isSettled else { return nil }
    let delete = try db.cachedStatement(sql: "DELETE FROM spool WHERE number = ? RETURNING length(post)")
    return try Int.fetchOne(delete, arguments: [number])
  }
}

extension Submission {
  /// Submissions that one step of ``Spool/expire(before:after:)`` looks at.
  static let expiryStep = 4096

  static func fetch(id: String, _ db: Database) throws -> Submission? {
    let select = try db.cachedStatement(
      sql: """
        SELECT submission.id, route.path, receivedAt, settledAt, records, outcomes
        FROM submission JOIN route ON route.id = submission.route WHERE submission.id = ?
        """)
    guard let row = try Row.fetchOne(select, arguments: [id]) else { return nil }
    let settledAt: Int64? = row[3]
    return Submission(
      id: row[0], route: row[1], receivedAt: Timestamp(millisecondsSince1970: row[2]),
      settledAt: settledAt.map { Timestamp(millisecondsSince1970: $0) }, records: row[4],
      outcomes: RecordOutcomes(column: row[5]))
  }

  /// See ``Spool/lastReceived()``.
  static func lastReceived(_ db: Database) throws -> [String: Timestamp] {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT path, receivedAt FROM (SELECT route, max(number) AS number FROM submission GROUP BY route) AS last
        JOIN submission USING (number) JOIN route ON route.id = last.route
        """)
    return Dictionary(
      rows.map { ($0[0], Timestamp(millisecondsSince1970: $0[1])) }, uniquingKeysWith: { first, _ in first })
  }

  /// One step; see ``Spool/expire(before:after:)``.
  ///
  /// Rows lie in the order of their arrival, and nothing is settled before it arrives: where one arrived too late, so
  /// did those behind.
  static func expire(before time: Timestamp, after number: Int64, _ db: Database) throws -> Int64? {
    let select = try db.cachedStatement(
      sql: "SELECT number, receivedAt FROM submission WHERE number > ? ORDER BY number LIMIT \(expiryStep)")
    var last: Int64?
    var looked = 0
    let rows = try Row.fetchCursor(select, arguments: [number])
    while let row = try rows.next() {
      if row[1] as Int64 >= time.millisecondsSince1970 { break }
      last = row[0]
      looked += 1
    }
    guard let last else { return nil }
    try db.cachedStatement(
      sql: "DELETE FROM submission WHERE number > ? AND number <= ? AND settledAt < ?"
    ).execute(arguments: [number, last, time.millisecondsSince1970])
    return looked == expiryStep ? last : nil
  }
}
