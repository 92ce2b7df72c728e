import Glibc

/// flock(2) on an open file: held until the file is closed, at the latest when the process ends, however it ends.
///
/// Locks belong to what open(2) returned, not to the process, so two openings in one process keep each other out too.
enum FileLock {
  /// How long a lock is waited for.
  ///
  /// What is done under a lock takes milliseconds, the rewriting of a large dead-letter file some seconds; who holds
  /// one for longer is stopped or hanging, and a run must not hang with it.
  static let patience: Duration = .seconds(60)

  /// Takes the lock if nobody holds it.
  ///
  /// - Returns: Whether it is held now.
  static func take(_ file: borrowing OpenFile) throws(JournalError) -> Bool {
    while flock(file.descriptor, LOCK_EX | LOCK_NB) != 0 {
      switch errno {
      case EINTR: continue
      case EWOULDBLOCK: return false
      default: throw JournalError(path: file.path, action: .lock, errno: errno)
      }
    }
    return true
  }

  /// Takes the lock, waiting for it.
  ///
  /// It asks again and again, 1 to 32 ms apart, as flock(2) itself cannot wait for a limited time.
  ///
  /// - Throws: ``JournalError/locked(path:)`` when `patience` is over.
  static func wait(for file: borrowing OpenFile, patience: Duration = Self.patience) throws(JournalError) {
    let end = ContinuousClock.now + patience
    var pauseMicroseconds: UInt32 = 1000
    while try !take(file) {
      guard ContinuousClock.now < end else { throw .locked(path: file.path) }
      usleep(pauseMicroseconds)
      pauseMicroseconds = min(32_000, pauseMicroseconds * 2)
    }
  }

  /// Opens the file that a path leads to, and locks it.
  ///
  /// Who waits for a lock may get it on a file that was replaced or removed meanwhile; then the one that is there now
  /// is opened instead.
  ///
  /// The flags are those of open(2).
  static func open(
    _ path: String, _ flags: Int32, patience: Duration = Self.patience
  ) throws(JournalError) -> OpenFile {
    while true {
      let file = try OpenFile(path, flags)
      try wait(for: file, patience: patience)
      if try isCurrent(file) { return file }
    }
  }

  /// As ``open(_:_:patience:)``, or `nil` at once where another holds the lock.
  static func openUnlessHeld(_ path: String, _ flags: Int32) throws(JournalError) -> OpenFile? {
    while true {
      let file = try OpenFile(path, flags)
      guard try take(file) else { return nil }
      if try isCurrent(file) { return file }
    }
  }

  /// Lets others have the lock before the file is closed.
  static func release(_ file: borrowing OpenFile) {
    // Fails for nothing that is locked.
    flock(file.descriptor, LOCK_UN)
  }

  private static func isCurrent(_ file: borrowing OpenFile) throws(JournalError) -> Bool {
    try file.status.identity == FileStatus(at: file.path)?.identity
  }
}
