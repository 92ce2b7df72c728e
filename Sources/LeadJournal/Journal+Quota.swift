import GRDB

/// How many requests of a day's quota are used, over all runs and processes.
extension Journal {
  /// Requests that were sent to a destination on a day.
  ///
  /// - Parameters:
  ///   - destinationKey: See `Destination.key`.
  ///   - day: Of UTC, counted from 1970-01-01.
  /// - Returns: 0 where nothing was counted.
  /// - Throws: ``JournalError``.
  package func quotaUsed(of destinationKey: String, on day: Int64) throws(JournalError) -> Int {
    try read { db in
      try Int.fetchOne(
        db, sql: "SELECT used FROM quota WHERE destination = ? AND day = ?", arguments: [destinationKey, day]) ?? 0
    }
  }

  /// Counts further requests of a day; those of an earlier day are forgotten, those of one that has passed are not
  /// counted.
  ///
  /// - Returns: The requests of the day, those of all runs and processes.
  /// - Throws: ``JournalError``.
  package func useQuota(of destinationKey: String, _ requests: Int, on day: Int64) throws(JournalError) -> Int {
    guard requests > 0 else { return try quotaUsed(of: destinationKey, on: day) }
    try write { db in
      try db.execute(
        sql: """
          INSERT INTO quota (destination, day, used) VALUES (?1, ?2, ?3)
          ON CONFLICT (destination) DO UPDATE
          SET used = CASE WHEN day = ?2 THEN used + ?3 ELSE ?3 END, day = ?2 WHERE day <= ?2
          """, arguments: [destinationKey, day, requests])
    }
    return try quotaUsed(of: destinationKey, on: day)
  }
}
