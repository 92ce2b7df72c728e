import GRDB
import Glibc
package import LeadModel

/// What is remembered of sources between their runs.
extension Journal {
  /// All sources that ever ran, by name; one query.
  ///
  /// - Throws: ``JournalError``.
  package func sourceStates() throws(JournalError) -> [SourceState] {
    try read { db in
      try GRDB.Row.fetchAll(db, sql: "SELECT * FROM source ORDER BY name, destination").map(SourceState.init(row:))
    }
  }

  /// What is known of one.
  ///
  /// - Returns: `nil` where it never ran.
  /// - Throws: ``JournalError``.
  package func sourceState(of key: SourceKey) throws(JournalError) -> SourceState? {
    try read { db in
      try GRDB.Row.fetchOne(
        db, sql: "SELECT * FROM source WHERE name = ? AND destination = ?", arguments: [key.name, key.destinationKey]
      ).map(SourceState.init(row:))
    }
  }

  /// Writes that a run has begun.
  ///
  /// What the last one has left stays until ``sourceEnded(_:_:now:)``: one that is killed has changed nothing.
  ///
  /// - Throws: ``JournalError``.
  package func sourceStarted(_ key: SourceKey, now: Timestamp) throws(JournalError) {
    try write { db in
      let id = try Self.sourceID(key, db)
      try db.execute(
        sql: "UPDATE source SET startedAt = ? WHERE id = ?", arguments: [now.millisecondsSince1970, id])
    }
  }

  /// Writes how a run has ended, its state and its files, in one transaction that is on the disk when this returns.
  ///
  /// Every record of the run is settled before: what is behind the state is not asked for again. A run with an error
  /// leaves the state as it was, whatever it says.
  ///
  /// - Throws: ``JournalError/stateTooLong(source:bytes:)`` and others; then nothing was written.
  package func sourceEnded(_ key: SourceKey, _ end: SourceRunEnd, now: Timestamp) throws(JournalError) {
    if let bytes = end.state?.utf8.count, bytes > SourceState.maxStateBytes {
      throw .stateTooLong(source: key.name, bytes: bytes)
    }
    let time = now.millisecondsSince1970
    let isGood = end.error == nil
    try write { db in
      let id = try Self.sourceID(key, db)
      try db.execute(
        sql: """
          UPDATE source SET
            state = iif(:isGood, coalesce(:state, state), state), endedAt = :time,
            succeededAt = iif(:isGood, :time, succeededAt), failures = iif(:isGood OR :isOfFiles, 0, failures + 1),
            delivered = :delivered, unchanged = :unchanged, skipped = :skipped, optedOut = :optedOut,
            rejected = :rejected, dead = :dead, requests = :requests,
            errorCode = :code, errorMessage = :message,
            newAt = iif(:delivered > 0, :time, newAt), nextAt = :next, missed = missed + :missed
          WHERE id = :id
          """,
        arguments: [
          "state": end.state, "time": time, "isGood": isGood, "isOfFiles": end.isErrorOfFiles,
          "delivered": end.counts.delivered,
          "unchanged": end.counts.unchanged, "skipped": end.counts.skipped, "optedOut": end.counts.optedOut,
          "rejected": end.counts.rejected, "dead": end.counts.dead, "requests": end.requests,
          "code": end.error?.code, "message": end.error?.message, "next": end.nextAt?.millisecondsSince1970,
          "missed": end.missed, "id": id,
        ])
      for file in end.files { try file.replace(of: id, db) }
    }
  }

  /// Writes that a look has found nothing to take: what the last run came to stays, but for an error of the folder.
  ///
  /// - Throws: ``JournalError``.
  package func sourceFoundNothing(_ key: SourceKey, nextAt: Timestamp?, now: Timestamp) throws(JournalError) {
    try write { db in
      let id = try Self.sourceID(key, db)
      // An error of files has no failures beside it.
      try db.execute(
        sql: """
          UPDATE source SET
            endedAt = :time, succeededAt = iif(failures > 0 OR errorCode IS NULL, :time, succeededAt),
            errorMessage = iif(failures > 0, NULL, errorMessage), errorCode = iif(failures > 0, NULL, errorCode),
            failures = 0, nextAt = :next
          WHERE id = :id
          """,
        arguments: ["time": now.millisecondsSince1970, "next": nextAt?.millisecondsSince1970, "id": id])
    }
  }

  /// Writes when a source is looked at next, for who asks how things stand.
  ///
  /// - Throws: ``JournalError``.
  package func schedule(_ key: SourceKey, next: Timestamp?) throws(JournalError) {
    try write { db in
      let id = try Self.sourceID(key, db)
      try db.execute(
        sql: "UPDATE source SET nextAt = ? WHERE id = ?", arguments: [next?.millisecondsSince1970, id])
    }
  }

  /// Forgets all of a source: its next run is its first.
  ///
  /// - Throws: ``JournalError``.
  package func forgetSource(_ key: SourceKey) throws(JournalError) {
    unlink(try settledRecordsPath(of: key))
    try write { db in
      try db.execute(
        sql: """
          DELETE FROM source_file WHERE source = (SELECT id FROM source WHERE name = ?1 AND destination = ?2)
          """, arguments: [key.name, key.destinationKey])
      try db.execute(
        sql: "DELETE FROM source WHERE name = ? AND destination = ?", arguments: [key.name, key.destinationKey])
    }
  }

  /// Keeps a source to this run, over all processes, until the lock goes.
  ///
  /// - Throws: `source.held` naming the process that runs it, be it this one; what is wrong with the folder.
  package func lock(_ key: SourceKey) throws(Diagnostic) -> SourceLock {
    do throws(JournalError) { return try SourceLock(key, folder: locksFolder) } catch { throw error.diagnostic }
  }

  /// The process that runs a source; `nil`: none does.
  package func runner(of key: SourceKey) -> Int32? {
    guard let pid = SourceLock.owner(of: key, folder: locksFolder), kill(pid, 0) == 0 || errno == EPERM else {
      return nil
    }
    return pid
  }

  /// A source's row, made where there is none.
  static func sourceID(_ key: SourceKey, _ db: Database) throws -> Int64 {
    try db.execute(
      sql: "INSERT INTO source (name, destination) VALUES (?, ?) ON CONFLICT DO NOTHING",
      arguments: [key.name, key.destinationKey])
    let id = try Int64.fetchOne(
      db, sql: "SELECT id FROM source WHERE name = ? AND destination = ?", arguments: [key.name, key.destinationKey])
    return id!  // It was there, or has just been made in this transaction.
  }
}

extension SourceState {
  fileprivate init(row: GRDB.Row) {
    key = SourceKey(name: row["name"], destinationKey: row["destination"])
    state = row["state"]
    startedAt = Self.time(row["startedAt"])
    endedAt = Self.time(row["endedAt"])
    succeededAt = Self.time(row["succeededAt"])
    counts = OutcomeCounts(
      delivered: row["delivered"], unchanged: row["unchanged"], skipped: row["skipped"], optedOut: row["optedOut"],
      rejected: row["rejected"], dead: row["dead"])
    requests = row["requests"]
    if let code = row["errorCode"] as String? {
      error = SourceError(code: code, message: row["errorMessage"] as String? ?? "")
    }
    failures = row["failures"]
    newAt = Self.time(row["newAt"])
    nextAt = Self.time(row["nextAt"])
    missed = row["missed"]
  }

  private static func time(_ milliseconds: Int64?) -> Timestamp? {
    milliseconds.map(Timestamp.init(millisecondsSince1970:))
  }
}
