/// Keeps a source to one run at a time, over all processes of a state folder, for as long as this object lives.
///
/// It is flock(2) on a file beside those of ``RunLocks``, which ends with the process, however that ends.
package final class SourceLock: Sendable {
  private let held: HeldLock

  /// - Parameters:
  ///   - key: The source.
  ///   - folder: Made where it is missing.
  /// - Throws: ``JournalError/sourceHeld(source:pid:)`` where a run holds it, be it of this process.
  init(_ key: SourceKey, folder: String) throws(JournalError) {
    try PrivateFolder.create(folder)
    let path = Self.path(key, folder)
    guard let held = try HeldLock(path) else { throw .sourceHeld(source: key.name, pid: HeldLock.owner(of: path)) }
    self.held = held
  }

  /// The id in a source's lock; the process may have been killed since.
  static func owner(of key: SourceKey, folder: String) -> Int32? { HeldLock.owner(of: path(key, folder)) }

  private static func path(_ key: SourceKey, _ folder: String) -> String {
    "\(folder)/source-\(LockName.of([key.name, key.destinationKey])).lock"
  }
}
