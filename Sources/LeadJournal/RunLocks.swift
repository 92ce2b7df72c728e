import Glibc
import Synchronization

/// Keeps two processes from running over one input for one destination at once.
///
/// A lock is flock(2) on a file in the state's folder that holds the process's id: it ends with the process, however it
/// ends, and nothing has to be cleaned up by hand.
final class RunLocks: Sendable {
  private let folder: String
  private let held = Mutex<[CheckpointKey: RunLock]>([:])

  /// - Parameter folder: Made when the first lock is taken.
  init(folder: String) { self.folder = folder }

  /// Takes a key's lock, until ``release(_:)`` or this object's end.
  ///
  /// - Throws: ``JournalError/held(input:pid:)`` if a run holds it, be it of this process.
  func take(_ key: CheckpointKey) throws(JournalError) {
    try PrivateFolder.create(folder)
    let path = "\(folder)/\(key.lockName).lock"
    guard let file = try FileLock.openUnlessHeld(path, O_RDWR | O_CREAT) else {
      throw .held(input: key.inputPath, pid: Self.owner(of: path))
    }
    try file.truncate(to: 0)
    try file.write(Array("\(getpid())\n".utf8))
    let lock = RunLock(file)
    held.withLock { $0[key] = lock }
  }

  func release(_ key: CheckpointKey) {
    held.withLock { _ = $0.removeValue(forKey: key) }
  }

  /// The id of the process that holds a lock; `nil` if it has only just taken it and not said who it is.
  private static func owner(of path: String) -> Int32? {
    guard let file = try? OpenFile(path, O_RDONLY), let bytes = try? file.bytes(at: 0, count: 16) else { return nil }
    return Int32(String(decoding: bytes, as: UTF8.self).trimmingSuffix())
  }
}

/// A lock that is held.
///
/// Its file goes with it.
private final class RunLock: Sendable {
  private let file: OpenFile

  init(_ file: consuming OpenFile) { self.file = file }

  deinit {
    // Under the lock, so that nobody can hold it on a file that is no longer there: ``FileLock/openUnlessHeld(_:_:)``.
    unlink(file.path)
  }
}

extension String {
  /// Without the line end.
  fileprivate func trimmingSuffix() -> String { hasSuffix("\n") ? String(dropLast()) : self }
}
