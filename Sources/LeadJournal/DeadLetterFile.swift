import Glibc
package import LeadModel

/// The file of dead letters: JSON lines, one a letter, appended to by any number of processes at once.
///
/// ADVICE TO WHOEVER CHANGES IT. The rules that keep letters from being lost or doubled:
///
/// - Every change is made under flock(2) on the file itself, taken for that one change. Nothing stays open in between,
///   so a replay can replace the file while a daemon runs: who gets the lock on a file that is no longer the one at the
///   path opens the one that is (``FileLock/open(_:_:patience:)``). Threads keep each other out in the same way.
/// - A letter counts from when ``append(_:)`` has returned: its bytes, and the name of a new file, are on the disk
/// then.
///   Only after that its record may be checkpointed as settled.
/// - A process that dies in an append leaves a torn last line. Who appends next moves it to `….torn`, as nobody counted on
///   it; the record is not settled, and dies again. A last line that lacks only its line end gets one. It is moved and
///   not cut off, as people mend these files by hand, and their editor may leave a last line without an end too.
/// - A file that holds something else is not touched: a mistyped path must not cost anybody a table.
/// - The file is replaced whole or not at all (``rewrite(_:)``): written beside it, synchronized, renamed.
package struct DeadLetterFile: Sendable {
  /// Without links where the file was there when this was made: replacing it must not replace a link to it.
  package let path: String
  /// As the user named it.
  package let name: String
  /// Whether it keeps anything: no device such as `/dev/null`.
  package let isRegular: Bool

  /// Makes sure that the file is there, holds dead letters or nothing, is its owner's alone (mode 0600, and 0700 for
  /// folders that had to be made), and can be written.
  ///
  /// - Parameters:
  ///   - path: As the user named it.
  ///   - create: `false`: the file has to be there, and nothing in it is changed by this.
  /// - Throws: Why it cannot be used: nothing may be sent then. `deadletters.foreign` for a file of something else.
  package init(_ path: String, create: Bool = true) throws(Diagnostic) {
    name = path
    do throws(JournalError) {
      if create { try PrivateFolder.create(PrivateFolder.parent(of: path)) }
      let file = try FileLock.open(path, O_RDWR | O_APPEND | (create ? O_CREAT : 0))
      guard try Self.mayHoldLetters(file) else { throw JournalError.foreign(path: path) }
      try file.makePrivate()
      if create { _ = try Self.mendEnd(of: file) }
      isRegular = try file.status.isRegular
      if isRegular { try PrivateFolder.synchronize(PrivateFolder.parent(of: path)) }
    } catch {
      throw error.diagnostic
    }
    self.path = PrivateFolder.realPath(of: path) ?? path
  }

  /// Appends letters and brings them to the disk: all of them, or none where it throws.
  ///
  /// One open, one lock, one write (one for each megabyte of a large batch) and one fdatasync(2): call it per batch,
  /// not per letter. Blocks for as long as the disk takes.
  ///
  /// - Throws: ``JournalError/diskFull(path:)`` among others.
  package func append(_ letters: [DeadLetter]) throws(JournalError) {
    guard !letters.isEmpty else { return }
    let file = try FileLock.open(path, O_RDWR | O_CREAT | O_APPEND)
    let before = try Self.mendEnd(of: file)
    do throws(JournalError) {
      var block: [UInt8] = []
      for (index, letter) in letters.enumerated() {
        block += letter.line
        block.append(0x0A)
        if block.count >= Self.blockBytes || index == letters.count - 1 {
          try file.write(block)
          block.removeAll(keepingCapacity: true)
        }
      }
      try file.synchronize()
      if before == 0, try file.status.isRegular {
        // It may have been removed and made anew since it was opened first.
        try PrivateFolder.synchronize(PrivateFolder.parent(of: path))
      }
    } catch {
      // A letter that is half there would be cut off by the next process anyway; one that is whole would be counted.
      if let before { try? file.truncate(to: before) }
      throw error
    }
  }

  /// The letters as they are now, without those that are appended from now on.
  package func reader() throws(JournalError) -> DeadLetterReader {
    let file = try FileLock.open(path, O_RDWR | O_APPEND)
    let status = try file.status
    let size = status.isRegular ? status.size : 0
    FileLock.release(file)
    return DeadLetterReader(file, name: name, upTo: size)
  }

  /// The ids of the letters in the file that are of a kind: those of one input beyond its checkpoint, which a run that goes
  /// on must not write again.
  ///
  /// Reads the whole file. Memory grows with the ids that are asked for: with a condition on the input and the record's
  /// ordinal these are at most as many as there are records open above the checkpoint's mark.
  package func ids(where isWanted: (DeadLetter) -> Bool = { _ in true }) throws(JournalError) -> Set<String> {
    var ids: Set<String> = []
    var reader = try reader()
    while let entry = try reader.next() {
      if case .letter(let letter, _) = entry, isWanted(letter) { ids.insert(letter.id) }
    }
    return ids
  }

  private static let blockBytes = 1 << 20

  /// How a line begins that is written here.
  private static let lineStart = Array(#"{"id":"#.utf8)

  /// Whether one of a file's first lines is a letter, or the beginning of one; so it is where there are none but blank ones.
  private static func mayHoldLetters(_ file: borrowing OpenFile) throws(JournalError) -> Bool {
    let status = try file.status
    guard status.isRegular else { return true }
    var lines = LineReader(upTo: min(status.size, 1 << 20))
    var looked = 0
    while looked < 20, let line = try lines.next(from: file) {
      if line.isBlank { continue }
      looked += 1
      let isLetter =
        line.bytes.starts(with: lineStart) || (try? DeadLetter(parsing: line.bytes)) != nil
        || (!line.isEnded && lineStart.starts(with: line.bytes))
      if isLetter { return true }
    }
    return looked == 0
  }

  /// Moves a torn last line of a locked file to `….torn`, or ends a whole one.
  ///
  /// - Returns: The file's size afterwards; `nil` for what is no file on a disk (`/dev/null`).
  static func mendEnd(of file: borrowing OpenFile) throws(JournalError) -> Int? {
    let status = try file.status
    guard status.isRegular else { return nil }
    guard status.size > 0, try file.bytes(at: status.size - 1, count: 1) != [0x0A] else { return status.size }
    let start = try startOfLastLine(of: file, size: status.size)
    var lines = LineReader(from: start, upTo: status.size)
    if let line = try lines.next(from: file), (try? DeadLetter(parsing: line.bytes)) != nil {
      // An object is whole only with its last brace: nothing but the line end is missing.
      try file.write([0x0A])
      return status.size + 1
    }
    let torn = try OpenFile(file.path + ".torn", O_WRONLY | O_CREAT | O_APPEND)
    try torn.write(try file.bytes(at: start, count: status.size - start) + [0x0A])
    try torn.synchronize()
    try file.truncate(to: start)
    return start
  }

  /// Where the line begins that ends at the end of the file: behind the last line end, or at 0.
  private static func startOfLastLine(of file: borrowing OpenFile, size: Int) throws(JournalError) -> Int {
    var end = size
    while end > 0 {
      let start = max(0, end - 65_536)
      if let lineEnd = try file.bytes(at: start, count: end - start).lastIndex(of: 0x0A) { return start + lineEnd + 1 }
      end = start
    }
    return 0
  }
}
