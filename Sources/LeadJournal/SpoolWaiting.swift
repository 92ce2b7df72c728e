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
        SELECT route.path, waiting.rows, waiting.first, submission.receivedAt
        FROM (SELECT route, count(*) AS rows, min(number) AS first FROM spool GROUP BY route) AS waiting
        JOIN route ON route.id = waiting.route LEFT JOIN submission ON submission.number = waiting.first
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
