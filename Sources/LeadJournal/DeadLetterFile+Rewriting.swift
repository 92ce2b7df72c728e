import Glibc

/// Taking letters out, or putting them in again changed, while others append.
extension DeadLetterFile {
  /// What becomes of a letter.
  package enum Revision: Sendable {
    /// Its line stays, byte for byte.
    case keep
    case remove
    /// Another letter takes its place: tried again in vain.
    case replace(DeadLetter)
  }

  /// What came of a rewriting, in letters.
  package struct RewriteCounts: Sendable, Hashable {
    package var kept = 0
    package var removed = 0
    package var replaced = 0

    package init(kept: Int = 0, removed: Int = 0, replaced: Int = 0) {
      self.kept = kept
      self.removed = removed
      self.replaced = replaced
    }
  }

  /// Goes over all letters that are there now, those appended since they were read among them, and leaves a file with
  /// what is decided about each.
  ///
  /// Lines that are no letters stay.
  ///
  /// The file is replaced in one step once its successor is on the disk; a process that dies at any point leaves the
  /// one or the other. Appends wait meanwhile, for as long as reading and writing the file takes: decide beforehand,
  /// and only look up here. Nothing is written where every letter is kept.
  ///
  /// - Throws: ``JournalError/diskFull(path:)`` among others; the file is then as it was.
  @discardableResult
  package func rewrite(_ revise: (DeadLetter) -> Revision) throws(JournalError) -> RewriteCounts {
    let file = try FileLock.open(path, O_RDWR | O_APPEND)
    let status = try file.status
    guard status.isRegular else { return RewriteCounts() }
    let size = status.size
    // Only who holds the lock writes there, so what lies there is left from a process that died.
    let newPath = path + ".new"
    unlink(newPath)
    do throws(JournalError) {
      let counts = try Self.copy(from: file, upTo: size, to: newPath, revise)
      guard counts.removed + counts.replaced > 0 else {
        unlink(newPath)
        return counts
      }
      guard rename(newPath, path) == 0 else { throw JournalError(path: path, action: .rename, errno: errno) }
      try PrivateFolder.synchronize(PrivateFolder.parent(of: path))
      return counts
    } catch {
      unlink(newPath)
      throw error
    }
  }

  /// Takes out the letters that are not to be kept, as ``rewrite(_:)`` does.
  @discardableResult
  package func rewrite(keeping isKept: (DeadLetter) -> Bool) throws(JournalError) -> RewriteCounts {
    try rewrite { isKept($0) ? .keep : .remove }
  }

  private static func copy(
    from file: borrowing OpenFile, upTo size: Int, to newPath: String, _ revise: (DeadLetter) -> Revision
  ) throws(JournalError) -> RewriteCounts {
    let new = try OpenFile(newPath, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW)
    var counts = RewriteCounts()
    var block: [UInt8] = []
    var lines = LineReader(upTo: size)
    while let line = try lines.next(from: file) {
      var bytes: [UInt8]? = line.bytes
      if let letter = try? DeadLetter(parsing: line.bytes) {
        switch revise(letter) {
        case .keep: counts.kept += 1
        case .remove:
          counts.removed += 1
          bytes = nil
        case .replace(let other):
          counts.replaced += 1
          bytes = other.line
        }
      }
      guard let bytes else { continue }
      block += bytes
      block.append(0x0A)
      if block.count >= 1 << 20 {
        try new.write(block)
        block.removeAll(keepingCapacity: true)
      }
    }
    try new.write(block)
    try new.synchronize()
    return counts
  }
}
