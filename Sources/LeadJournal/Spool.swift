import GRDB
import Glibc
package import LeadModel

/// What was posted and is not delivered yet, in SQLite: `spool.sqlite` in the state's folder.
///
/// A post is accepted when it is on the disk, and stays until each of its records has its outcome there too. A
/// submission is what is known of it, without values: it is in the same transaction, stays when the post goes, and makes
/// repeats known by their delivery key. An outcome comes last: dead letters first, then the journal's commit, then
/// ``settle(_:now:)``. Who dies in between delivers again what was not settled, which is harmless.
///
/// A file of its own and not tables of the journal's: SQLite has one writer a file, and an acceptance that somebody's
/// browser waits for must not wait for a batch's commit.
///
/// One process may have it at a time, as what waits is counted in memory. Calls may come from any thread; all but
/// ``accept(_:answer:)`` and ``probe()`` block for as long as the disk takes.
///
/// **Durability.** WAL with `synchronous = FULL`, as in ``Journal``. **Growth.** What settled posts leave is used again;
/// the file stays as large as it was when most was waiting. The log stays below 64 MB.
package final class Spool: Sendable {
  /// The database's file.
  package let path: String
  private let lock: HeldLock
  private let reader: DatabaseQueue
  private let checkpoints: SpoolCheckpoints
  private let writer: SpoolWriter

  /// Bytes that a settlement writes into the log, roughly.
  private static let settlementBytes = 512

  /// Opens the spool in a folder; makes both, their owner's alone (modes 0700 and 0600), where they are missing.
  ///
  /// Reads through what waits: about a second for a gigabyte.
  ///
  /// - Parameters:
  ///   - folder: The state's folder.
  ///   - limits: How much may wait.
  ///   - onArrivals: Called after each commit of arrivals, once for all of them, and not on the caller's thread: return
  ///     soon. Whoever drains the spool is woken by it.
  /// - Throws: `spool.held` naming the process that serves from the folder, `spool.damaged`, `spool.newer`,
  ///   ``JournalError/diskFullCode`` and whatever else keeps the file from being used.
  package convenience init(
    folder: String, limits: SpoolLimits = SpoolLimits(), onArrivals: @escaping @Sendable () -> Void = {}
  ) throws(Diagnostic) {
    try self.init(
      folder: folder, limits: limits, migrator: Self.migrator, freeBytes: { OpenFile.freeBytes(beside: folder) },
      onArrivals: onArrivals)
  }

  /// Opens a spool with other migrations than this version's, or on a disk of any size.
  init(
    folder: String, limits: SpoolLimits = SpoolLimits(), migrator: DatabaseMigrator = Spool.migrator,
    freeBytes: @escaping @Sendable () -> Int?, onArrivals: @escaping @Sendable () -> Void = {}
  ) throws(Diagnostic) {
    path = folder + "/spool.sqlite"
    do throws(JournalError) {
      try PrivateFolder.create(folder)
      let lockPath = folder + "/spool.lock"
      guard let lock = try HeldLock(lockPath) else {
        throw .serving(path: path, pid: HeldLock.owner(of: lockPath))
      }
      self.lock = lock
      let database = try PrivateDatabase.open(
        path, label: "leadbridge.spool", migrator: migrator, settings: Self.settings)
      reader = try PrivateDatabase.openAgain(path, label: "leadbridge.spool.reader")
      let checkpoints = SpoolCheckpoints(reader)
      self.checkpoints = checkpoints
      do {
        writer = try SpoolWriter(
          database, path: path, limits: limits, freeBytes: freeBytes,
          onCommit: { bytes in
            checkpoints.wrote(bytes: bytes)
            onArrivals()
          })
      } catch {
        throw JournalError(error, path: path)
      }
    } catch {
      throw Self.diagnostic(of: error)
    }
  }

  /// Puts a post on the disk.
  ///
  /// Returns at once. All that arrive meanwhile share one commit.
  ///
  /// - Parameters:
  ///   - arrival: The post.
  ///   - answer: Called once, mostly on a thread of the spool's, when fsync has returned: return soon. Told that the post
  ///     is new, or the id of the submission that it repeats: of the same route and delivery key, waiting or settled
  ///     without a rejected or dead record, and not expired. Or why it is not on the disk; a later one may be: what a full
  ///     disk has refused, it takes again when there is room.
  package func accept(_ arrival: Arrival, answer: @escaping @Sendable (Result<Accepted, SpoolRefusal>) -> Void) {
    writer.commit(arrival, answer: answer)
  }

  /// Proves that the disk takes a post, by a commit that leaves nothing behind.
  ///
  /// Costs an fsync.
  ///
  /// - Throws: Why it does not.
  package func probe() async throws(SpoolRefusal) { try await writer.probe() }

  /// How the spool stands: from memory, but for what the disk has left (statvfs(2), a microsecond).
  package var status: SpoolStatus { writer.status }

  /// Paths that are, or were, routes: each that ``remember(routes:)`` was told and each to which a post came.
  ///
  /// As many as all configurations have named; from memory.
  package var routes: Set<String> { writer.routes }

  /// Remembers the routes' paths, so that a path that is a route no longer is answered with 503 and not with 404.
  package func remember(routes paths: Set<String>) throws(JournalError) { try writer.remember(paths) }

  // MARK: Outcomes

  /// Writes what became of records, in one transaction that is on the disk when this returns.
  ///
  /// A post whose records all have their outcomes goes.
  ///
  /// What is settled already stays as it is, and rows that are gone are passed over, so a settlement may be made twice.
  /// A submission that ends with a rejected or dead record gives its delivery key free: what its sender sends again is
  /// taken again.
  ///
  /// - Parameters:
  ///   - settlements: Of any number of posts; those of one post in any order.
  ///   - now: When the last outcome came.
  /// - Throws: ``JournalError``; then nothing of it is written.
  package func settle(_ settlements: [SpoolSettlement], now: Timestamp = .now()) throws(JournalError) {
    guard !settlements.isEmpty else { return }
    try writer.transaction { db in
      var rows = 0
      var bytes = 0
      for settlement in settlements {
        guard let freed = try settlement.execute(db, now: now) else { continue }
        rows += 1
        bytes += freed
      }
      guard rows > 0 else { return }
      let oldest = try SpoolWriter.oldest(db)
      let (freedRows, freedBytes) = (rows, bytes)
      // Before the next arrivals are counted.
      db.afterNextTransaction { _ in
        self.writer.released(rows: freedRows, bytes: freedBytes, oldest: oldest)
      }
    }
    checkpoints.wrote(bytes: settlements.count * Self.settlementBytes)
  }

  /// Forgets settled submissions, some thousand at a time, so that arrivals get in between.
  ///
  /// - Parameters:
  ///   - time: Those that were settled before it go.
  ///   - number: From where to go on: what the last call returned, at first 0.
  /// - Returns: From where to go on; `nil`: all are looked at.
  /// - Throws: ``JournalError``.
  package func expire(before time: Timestamp, after number: Int64 = 0) throws(JournalError) -> Int64? {
    try writer.transaction { db in try Submission.expire(before: time, after: number, db) }
  }

  // MARK: Reading

  /// Posts that wait, in the order of their arrival.
  ///
  /// - Parameters:
  ///   - number: Behind which to begin, ``SpooledPosts/reached`` of the last call; 0: at the first.
  ///   - routes: Only those of these routes; `nil`: of all.
  ///   - count: At most so many.
  ///   - bytes: At most so many bytes of posts as they are stored, of which the first may have more.
  /// - Returns: They, and from where to go on.
  /// - Throws: ``JournalError``.
  package func waiting(
    after number: Int64 = 0, routes: Set<String>? = nil, count: Int = 256, bytes: Int = 8 << 20
  ) throws(JournalError) -> SpooledPosts {
    try read { db in try SpooledPosts.fetch(after: number, routes: routes, count: count, bytes: bytes, db) }
  }

  /// What waits, by routes; those on which nothing waits are left out.
  ///
  /// Goes through all that waits: milliseconds for some thousand posts.
  package func waitingByRoute() throws(JournalError) -> [String: SpoolWaiting] {
    try read { db in try SpoolWaiting.fetchAll(db) }
  }

  /// When each route last took a post, as far as its submissions are remembered.
  ///
  /// Goes through all submissions: half a second for a million.
  package func lastReceived() throws(JournalError) -> [String: Timestamp] {
    try read { db in try Submission.lastReceived(db) }
  }

  /// What is known of a submission; `nil`: there was none of this id, or it has expired.
  package func submission(id: String) throws(JournalError) -> Submission? {
    try read { db in try Submission.fetch(id: id, db) }
  }

  private func read<Result>(_ statements: (Database) throws -> Result) throws(JournalError) -> Result {
    do {
      return try reader.read(statements)
    } catch {
      throw JournalError(error, path: path)
    }
  }

  /// Runs statements beside all others: for tests that look at the file or make its disk small.
  func write<Result>(_ statements: (Database) throws -> Result) throws(JournalError) -> Result {
    try writer.transaction(statements)
  }

  /// An error in words, where those of a journal would mislead.
  static func diagnostic(of error: JournalError) -> Diagnostic {
    switch error {
    case .damaged(let path):
      Diagnostic(
        .error, "spool.damaged", "the spool is no database, or a damaged one", at: Position(file: path),
        hint: "move it away together with its -wal file, and keep both: what was accepted and not delivered is in them")
    case .newerSchema(let path):
      Diagnostic(
        .error, "spool.newer", "the spool was written by a newer version of leadbridge", at: Position(file: path),
        hint: "use that version, or another folder as its state")
    case .database(let path, let code, let message):
      Diagnostic(
        .error, "spool.database", "the spool cannot be used: \(message) (SQLite \(code))", at: Position(file: path))
    case .diskFull(let path):
      Diagnostic(
        .error, JournalError.diskFullCode, "no space is left on the disk to write this file", at: Position(file: path),
        hint: "free some space: senders are asked to come again meanwhile")
    default: error.diagnostic
    }
  }
}
