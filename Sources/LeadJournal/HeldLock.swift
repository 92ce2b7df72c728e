import Glibc

/// A lock on a file of its own that holds the process's id, for as long as this object lives; the file goes with it.
///
/// It is flock(2), which ends with the process, however that ends: nothing has to be cleaned up by hand.
final class HeldLock: Sendable {
  private let file: OpenFile

  /// Takes the lock; `nil` at once where another holds it, be it of this process.
  init?(_ path: String) throws(JournalError) {
    guard let file = try FileLock.openUnlessHeld(path, O_RDWR | O_CREAT) else { return nil }
    try file.truncate(to: 0)
    try file.write(Array("\(getpid())\n".utf8))
    self.file = file
  }

  deinit {
    // Under the lock, so that nobody can hold it on a file that is no longer there: ``FileLock/openUnlessHeld(_:_:)``.
    unlink(file.path)
  }

  /// The id of the process that holds a lock; `nil` if it has only just taken it and not said who it is.
  static func owner(of path: String) -> Int32? {
    guard let file = try? OpenFile(path, O_RDONLY), let bytes = try? file.bytes(at: 0, count: 16) else { return nil }
    return Int32(String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self))
  }
}
