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
