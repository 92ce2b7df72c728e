import GRDB
import Glibc

/// SQLite files as this room opens them: their owner's alone, in WAL, with commits that are on the disk when they
/// return, and never one of a newer version.
enum PrivateDatabase {
  /// How long another process's transaction is waited for.
  ///
  /// They take milliseconds.
  private static let patienceSeconds = 30.0

  /// Opens a file, makes it where it is missing, and brings its tables up to date.
  ///
  /// The caller holds a lock that keeps two processes from making the tables at once.
  ///
  /// - Parameters:
  ///   - path: In a folder that is there.
  ///   - label: Of the queue, for who looks at the threads.
  ///   - migrator: Makes the tables.
  ///   - settings: Statements that set the connection up, run before the tables are made.
  /// - Returns: The connection.
  /// - Throws: ``JournalError/newerSchema(path:)``, ``JournalError/damaged(path:)``, ``JournalError/diskFull(path:)``
  ///   among others.
  static func open(
    _ path: String, label: String, migrator: DatabaseMigrator, settings: String = ""
  ) throws(JournalError) -> DatabaseQueue {
    try makePrivate(path)
    do {
      let queue = try connect(path, label: label, settings: settings)
      guard try !queue.read(migrator.hasBeenSuperseded) else { throw JournalError.newerSchema(path: path) }
      try migrator.migrate(queue)
      return queue
    } catch {
      throw JournalError(error, path: path)
    }
  }

  /// Makes the file where it is missing, and its owner's alone where others could look into it: SQLite would make it
  /// readable for everyone, and gives its -wal and -shm files the mode of this one.
  ///
  /// A file that is there is not opened, as this process may have a connection to it already: closing a descriptor gives up
  /// SQLite's locks (POSIX locks end with the first one that a process closes: https://www.sqlite.org/howtocorrupt.html,
  /// section 2.2), and the next process that ends takes itself for the last, and the log away from under this one.
  private static func makePrivate(_ path: String) throws(JournalError) {
    guard let status = FileStatus(at: path) else {
      _ = try OpenFile(path, O_RDWR | O_CREAT | O_EXCL)
      return
    }
    guard status.isRegular, status.permissions & 0o077 != 0 else { return }
    guard chmod(path, status.permissions & 0o700) == 0 else {
      throw JournalError(path: path, action: .write, errno: errno)
    }
  }

  /// A further connection of this process to a file that ``open(_:label:migrator:settings:)`` has opened.
  static func openAgain(_ path: String, label: String) throws(JournalError) -> DatabaseQueue {
    do {
      return try connect(path, label: label, settings: "")
    } catch {
      throw JournalError(error, path: path)
    }
  }

  private static func connect(_ path: String, label: String, settings: String) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.journalMode = .wal
    configuration.busyMode = .timeout(patienceSeconds)
    configuration.label = label
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    try queue.writeWithoutTransaction { db in
      // After opening: GRDB sets NORMAL with WAL.
      try db.execute(sql: "PRAGMA synchronous = FULL;" + settings)
    }
    return queue
  }
}

extension JournalError {
  /// The error of a database, or one that was thrown inside a transaction.
  init(_ error: any Error, path: String) {
    if let error = error as? JournalError {
      self = error
      return
    }
    guard let error = error as? DatabaseError else {
      self = .database(path: path, code: 0, message: "unexpected error")
      return
    }
    switch error.extendedResultCode {
    // The second: on a full disk the -shm file cannot grow to its first size.
    case .SQLITE_FULL, .SQLITE_IOERR_SHMSIZE: self = .diskFull(path: path)
    case let code where [.SQLITE_NOTADB, .SQLITE_CORRUPT].contains(code.primaryResultCode): self = .damaged(path: path)
    // The message alone: a statement's arguments are nobody's business.
    default:
      self = .database(
        path: path, code: error.extendedResultCode.rawValue, message: error.message ?? error.resultCode.description)
    }
  }
}
