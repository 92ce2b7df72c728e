import GRDB
package import LeadModel

/// What waits in the spool on one route.
package struct SpoolWaiting: Sendable, Hashable {
  /// Posts.
  package var rows: Int
  /// When the first of them was received.
  package var oldest: Timestamp?

  static func fetchAll(_ db: Database) throws -> [String: SpoolWaiting] {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT route.path, count(*), min(spool.number), (
          SELECT receivedAt FROM submission WHERE submission.number = min(spool.number)
        ) FROM spool JOIN route ON route.id = spool.route GROUP BY route.id
        """)
    return Dictionary(
      rows.map { row in
        let oldest: Int64? = row[3]
        return (
          row[0], SpoolWaiting(rows: row[1], oldest: oldest.map { Timestamp(millisecondsSince1970: $0) })
        )
      }, uniquingKeysWith: { first, _ in first })
  }
}

extension SpooledPosts {
  /// Ids of the submissions that wait on some routes.
  static func ids(routes: Set<String>, _ db: Database) throws -> Set<String> {
    let marks = Array(repeating: "?", count: routes.count).joined(separator: ", ")
    return try Set(
      String.fetchAll(
        db,
        sql: """
          SELECT submission.id FROM spool JOIN submission ON submission.number = spool.number
          JOIN route ON route.id = spool.route WHERE route.path IN (\(marks))
          """, arguments: StatementArguments(routes.sorted())))
  }
}
