import Foundation
import GRDB
import LeadModel

/// Checkpoints as rows of the journal's table.
extension Checkpoint {
  /// The last unfinished one of the key's input and destination and another mapping that is younger than the key's own
  /// and not empty.
  static func fetchUnfinished(besides key: CheckpointKey, _ db: Database) throws -> Checkpoint? {
    let digest = try String.fetchOne(
      db,
      sql: """
        SELECT mapping FROM checkpoint
        WHERE input = ?1 AND destination = ?2 AND mapping <> ?3 AND NOT finished
          AND delivered + unchanged + skipped + rejected + dead > 0
          AND updatedAt > coalesce(
            (SELECT updatedAt FROM checkpoint WHERE input = ?1 AND destination = ?2 AND mapping = ?3), 0)
        ORDER BY updatedAt DESC LIMIT 1
        """,
      arguments: [key.inputPath, key.destinationKey, key.mappingDigest])
    guard let digest else { return nil }
    let other = CheckpointKey(
      inputPath: key.inputPath, destinationKey: key.destinationKey, mappingDigest: digest)
    return try fetch(other, db)
  }

  static func fetch(_ key: CheckpointKey, _ db: Database) throws -> Checkpoint? {
    try Row.fetchOne(
      db, sql: "SELECT * FROM checkpoint WHERE input = ? AND destination = ? AND mapping = ?",
      arguments: [key.inputPath, key.destinationKey, key.mappingDigest]
    ).map { row in
      guard let settled = SettledRanges(encoded: row["settled"] as Data) else {
        // Only a damaged disk or a stranger's hand makes such a row.
        throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a checkpoint's ranges cannot be read")
      }
      return Checkpoint(
        key: key,
        fingerprint: InputFingerprint(
          size: row["size"], modifiedNanoseconds: row["modified"], headCount: row["headCount"],
          headDigest: Array(row["head"] as Data)),
        runID: row["run"],
        settled: settled,
        counts: OutcomeCounts(
          delivered: row["delivered"], unchanged: row["unchanged"], skipped: row["skipped"],
          optedOut: row["optedOut"], rejected: row["rejected"], dead: row["dead"]),
        isFinished: row["finished"],
        startedAt: Timestamp(millisecondsSince1970: row["startedAt"]),
        updatedAt: Timestamp(millisecondsSince1970: row["updatedAt"]))
    }
  }

  /// Puts it in the place of what was known of its key.
  func replace(_ db: Database) throws {
    try db.execute(
      sql: """
        INSERT OR REPLACE INTO checkpoint (
          input, destination, mapping, run, size, modified, headCount, head, mark, settled,
          delivered, unchanged, skipped, optedOut, rejected, dead, finished, startedAt, updatedAt
        ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        key.inputPath, key.destinationKey, key.mappingDigest, runID, fingerprint.size,
        fingerprint.modifiedNanoseconds, fingerprint.headCount, Data(fingerprint.headDigest), settled.mark,
        Data(settled.encoded), counts.delivered, counts.unchanged, counts.skipped, counts.optedOut, counts.rejected,
        counts.dead, isFinished, startedAt.millisecondsSince1970, updatedAt.millisecondsSince1970,
      ])
  }

  static func delete(_ key: CheckpointKey, _ db: Database) throws {
    try db.execute(
      sql: "DELETE FROM checkpoint WHERE input = ? AND destination = ? AND mapping = ?",
      arguments: [key.inputPath, key.destinationKey, key.mappingDigest])
  }
}

extension CheckpointUpdate {
  /// Writes it into its key's row, which a beginning has made.
  func execute(_ db: Database, finishes: Bool, now: Timestamp) throws {
    // A finished input's ranges are one range; what is above the mark stays for a run that stops with holes.
    let statement = try db.cachedStatement(
      sql: """
        UPDATE checkpoint SET mark = ?, settled = ?, delivered = ?, unchanged = ?, skipped = ?, optedOut = ?,
          rejected = ?, dead = ?, finished = ?, updatedAt = ?
        WHERE input = ? AND destination = ? AND mapping = ?
        """)
    try statement.execute(arguments: [
      settled.mark, Data(settled.encoded), counts.delivered, counts.unchanged, counts.skipped, counts.optedOut,
      counts.rejected, counts.dead, finishes, now.millisecondsSince1970, key.inputPath, key.destinationKey,
      key.mappingDigest,
    ])
  }
}
