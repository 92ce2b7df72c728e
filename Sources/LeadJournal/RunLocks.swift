import Synchronization

/// Keeps two processes from running over one input for one destination at once.
///
/// A lock is flock(2) on a file in the state's folder that holds the process's id: it ends with the process, however it
/// ends, and nothing has to be cleaned up by hand.
final class RunLocks: Sendable {
  private let folder: String
  private let held = Mutex<[CheckpointKey: HeldLock]>([:])

  /// - Parameter folder: Made when the first lock is taken.
  init(folder: String) { self.folder = folder }

  /// Takes a key's lock, until ``release(_:)`` or this object's end.
  ///
  /// - Throws: ``JournalError/held(input:pid:)`` if a run holds it, be it of this process.
  func take(_ key: CheckpointKey) throws(JournalError) {
    try PrivateFolder.create(folder)
    let path = "\(folder)/\(key.lockName).lock"
    guard let lock = try HeldLock(path) else { throw .held(input: key.inputPath, pid: HeldLock.owner(of: path)) }
    held.withLock { $0[key] = lock }
  }

  func release(_ key: CheckpointKey) {
    held.withLock { _ = $0.removeValue(forKey: key) }
  }
}
