import GRDB
import Glibc
package import LeadModel

/// What runs remember, in SQLite: `journal.sqlite` in the state's folder.
///
/// For each input, destination and mapping there is a checkpoint: the records that are settled, so that a run that
/// stopped goes on there. The order on the disk is what makes it true: dead letters first
/// (``DeadLetterFile/append(_:)`` has returned), then ``commit(_:ledger:now:)``. At most 65,536 records or 64 MB may be open above
/// a checkpoint's mark; who reads keeps to it.
///
/// Calls block for as long as the disk takes and may come from any thread; any number of processes may use one folder.
///
/// **Durability.** WAL with `synchronous = FULL`: a commit is on the disk when it returns. `NORMAL`, which is usual
/// with WAL, would lose the last commits with the power; the database would be whole, but a run would send again more
/// than one batch. One fsync per 256 records is what that costs.
package final class Journal: Sendable {
  /// The database's file.
  package let path: String
  private let queue: DatabaseQueue
  private let locks: RunLocks
  /// Where the locks of runs and sources lie.
  let locksFolder: String

  /// Opens the journal in a folder; makes both, their owner's alone (modes 0700 and 0600), where they are missing.
  ///
  /// - Parameter folder: The state's folder.
  /// - Throws: Why there can be no journal: the folder cannot be written, the disk is full
  ///   (``JournalError/diskFullCode``), the file is no journal, or a newer version's.
  package convenience init(folder: String) throws(Diagnostic) {
    try self.init(folder: folder, migrator: Self.migrator)
  }

  /// Whether there is a journal in a folder.
  package static func exists(in folder: String) -> Bool { access(folder + "/journal.sqlite", F_OK) == 0 }

  /// Opens a journal with other migrations than this version's.
  init(folder: String, migrator: DatabaseMigrator) throws(Diagnostic) {
    path = folder + "/journal.sqlite"
    locksFolder = folder + "/locks"
    locks = RunLocks(folder: locksFolder)
    do throws(JournalError) {
      try PrivateFolder.create(folder)
      // Keeps two processes from making its tables at once.
      let file = try FileLock.open(folder + "/journal.lock", O_RDWR | O_CREAT)
      queue = try PrivateDatabase.open(path, label: "leadbridge.journal", migrator: migrator)
      FileLock.release(file)
    } catch {
      throw error.diagnostic
    }
  }

  /// Takes the key's lock and finds out where its run stands.
  ///
  /// The lock is held until ``finish(_:now:)``, ``release(_:)`` or the journal's end.
  ///
  /// - Parameters:
  ///   - key: What the run is about.
  ///   - fingerprint: Of the input as it is now.
  ///   - runID: Of this run; one that goes on keeps the id with which it began.
  ///   - restart: Forget what an unfinished run settled.
  ///   - now: The time of the beginning.
  /// - Returns: What is settled already, or that nothing is.
  /// - Throws: `run.held` naming the process that works on the same key; `input.replaced` if an unfinished run began
  ///   with another input than this one; what is wrong with the disk.
  package func begin(
    _ key: CheckpointKey, fingerprint: InputFingerprint, runID: String, restart: Bool = false, now: Timestamp = .now()
  ) throws(Diagnostic) -> Resumption {
    do throws(JournalError) {
      try locks.take(key)
      do throws(JournalError) {
        return try resume(key, fingerprint, runID, restart, now)
      } catch {
        locks.release(key)
        throw error
      }
    } catch {
      throw error.diagnostic
    }
  }

  private func resume(
    _ key: CheckpointKey, _ fingerprint: InputFingerprint, _ runID: String, _ restart: Bool, _ now: Timestamp
  ) throws(JournalError) -> Resumption {
    try write { db in
      if !restart, let earlier = try Checkpoint.fetch(key, db), !earlier.isFinished {
        if fingerprint.continues(earlier.fingerprint) { return .resumed(earlier) }
        // Where nothing is settled nothing can be mixed up.
        guard earlier.settled.isEmpty else { throw JournalError.replaced(input: key.inputPath) }
      }
      let checkpoint = Checkpoint(
        key: key, fingerprint: fingerprint, runID: runID, settled: SettledRanges(), counts: OutcomeCounts(),
        isFinished: false, startedAt: now, updatedAt: now)
      try checkpoint.replace(db)
      return .fresh(checkpoint)
    }
  }

  /// Writes how far inputs have come, all in one transaction that is on the disk when this returns.
  ///
  /// Dead letters of these records are on the disk before. Costs one fsync: call it every 256 settled records, or every
  /// second.
  ///
  /// - Parameters:
  ///   - updates: How far each input has come.
  ///   - ledger: What was delivered since the last commit is written with it.
  ///   - now: The time of the commit.
  /// - Throws: ``JournalError/diskFull(path:)`` among others; the last commit then stands.
  package func commit(
    _ updates: [CheckpointUpdate], ledger: Ledger? = nil, now: Timestamp = .now()
  ) throws(JournalError) {
    try commit(updates, ledger, finishes: false, now: now)
  }

  /// Writes that inputs are settled to their end, with their last updates, in one transaction; their locks are
  /// released.
  package func finish(
    _ updates: [CheckpointUpdate], ledger: Ledger? = nil, now: Timestamp = .now()
  ) throws(JournalError) {
    try commit(updates, ledger, finishes: true, now: now)
    for update in updates { locks.release(update.key) }
  }

  private func commit(
    _ updates: [CheckpointUpdate], _ ledger: Ledger?, finishes: Bool, now: Timestamp
  ) throws(JournalError) {
    guard !updates.isEmpty || ledger?.hasNews == true else { return }
    try write { db in
      for update in updates { try update.execute(db, finishes: finishes, now: now) }
      try ledger?.write(db)
    }
    ledger?.wasWritten()
  }

  /// Lets others run over these keys: this run has stopped early.
  ///
  /// What is committed stays.
  package func release(_ keys: [CheckpointKey]) {
    for key in keys { locks.release(key) }
  }

  /// Forgets all that is known of a key, settled or finished.
  package func forget(_ key: CheckpointKey) throws(JournalError) {
    try write { db in try Checkpoint.delete(key, db) }
  }

  /// The last unfinished run over the key's input and destination by another mapping, if it has settled anything since
  /// a run of this key.
  package func unfinishedByAnotherMapping(than key: CheckpointKey) throws(JournalError) -> Checkpoint? {
    try read { db in try Checkpoint.fetchUnfinished(besides: key, db) }
  }

  /// What is known of a key.
  package func checkpoint(for key: CheckpointKey) throws(JournalError) -> Checkpoint? {
    try read { db in try Checkpoint.fetch(key, db) }
  }

  /// Runs statements that see one state of the file.
  func read<Result>(_ statements: (Database) throws -> Result) throws(JournalError) -> Result {
    do {
      return try queue.read(statements)
    } catch {
      throw JournalError(error, path: path)
    }
  }

  /// Runs statements in one transaction.
  func write<Result>(_ statements: (Database) throws -> Result) throws(JournalError) -> Result {
    do {
      return try queue.write(statements)
    } catch {
      throw JournalError(error, path: path)
    }
  }
}
