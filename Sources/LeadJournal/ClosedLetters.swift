import Glibc
package import LeadModel

/// Which dead letters are done with, as their mended rows have arrived, and are to be taken out of the file.
///
/// A file beside the letters, `….closed`, one letter a line: its id, and when it was closed. A letter that came into the
/// file later is another one: its record died anew. Whoever opens the letters takes out what stands here
/// (``apply(to:)``). What is on the disk wherever a push of mended rows dies:
///
/// - before ``add(_:at:beside:)`` has returned: the rows are not checkpointed either; they are sent again, and closed again;
/// - after it: the letters are taken out by whoever comes next, once or twice.
///
/// Any number of processes may add at once. The lock on this file is taken before that on the letters, never behind it.
package enum ClosedLetters {
  private static func path(beside letters: DeadLetterFile) -> String { letters.path + ".closed" }

  /// Brings ids to the disk: call it per batch, before the records are checkpointed.
  ///
  /// - Parameters:
  ///   - ids: Of letters that are or are not in the file.
  ///   - time: Letters that are not newer are closed.
  ///   - letters: The file that they are in.
  /// - Throws: ``JournalError/diskFull(path:)`` among others.
  package static func add(_ ids: [String], at time: Timestamp, beside letters: DeadLetterFile) throws(JournalError) {
    guard !ids.isEmpty, letters.isRegular else { return }
    let file = try FileLock.open(path(beside: letters), O_RDWR | O_CREAT | O_APPEND)
    try cutTornLine(of: file)
    try file.write(Array(ids.map { "\($0) \(time)\n" }.joined().utf8))
    try file.synchronize()
    // The name of a file that this made has to be on the disk too.
    try PrivateFolder.synchronize(PrivateFolder.parent(of: letters.path))
  }

  /// Takes the letters that are closed out of their file, and forgets them.
  ///
  /// One look at a name where there are none.
  ///
  /// - Returns: How many were taken out.
  /// - Throws: ``JournalError``; then both files are as they were.
  @discardableResult
  package static func apply(to letters: DeadLetterFile) throws(JournalError) -> Int {
    let path = path(beside: letters)
    guard FileStatus(at: path) != nil else { return 0 }
    let file = try FileLock.open(path, O_RDWR | O_CREAT | O_APPEND)
    var closed: [String: Timestamp] = [:]
    var lines = LineReader(upTo: try file.status.size)
    while let line = try lines.next(from: file), line.isEnded {
      let parts = String(decoding: line.bytes, as: UTF8.self).split(separator: " ")
      guard parts.count == 2, let time = Timestamp(parsing: String(parts[1])) else { continue }
      let id = String(parts[0])
      closed[id] = max(closed[id] ?? time, time)
    }
    let removed = try letters.rewrite(keeping: { letter in
      guard let time = closed[letter.id] else { return true }
      return letter.at > time
    }).removed
    // Under its lock: who waits for it finds that it is another file.
    unlink(path)
    return removed
  }

  /// A torn line is a letter that nobody was told is closed.
  private static func cutTornLine(of file: borrowing OpenFile) throws(JournalError) {
    let size = try file.status.size
    guard size > 0 else { return }
    let tail = try file.bytes(at: max(0, size - 256), count: 256)
    guard tail.last != 0x0A else { return }
    let lineEnd = tail.lastIndex(of: 0x0A).map { size - tail.count + $0 + 1 }
    try file.truncate(to: lineEnd ?? 0)
  }
}
