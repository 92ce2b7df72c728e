import Glibc
import LeadModel

extension DeadLetterFile {
  /// What changes whenever the file does, by stat(2): so that it is not read in vain.
  package struct Mark: Sendable, Hashable {
    private let inode: UInt64
    private let bytes: Int64
    private let seconds: Int
    private let nanoseconds: Int

    fileprivate init(_ status: stat) {
      inode = UInt64(status.st_ino)
      bytes = Int64(status.st_size)
      seconds = status.st_mtim.tv_sec
      nanoseconds = status.st_mtim.tv_nsec
    }
  }

  /// The file's as it is now; `nil` where it is not there.
  package var mark: Mark? {
    var status = stat()
    return stat(path, &status) == 0 ? Mark(status) : nil
  }

  /// How many letters there are, by the keys of their destinations (``Destination/key``); those that say none are under
  /// an empty key.
  ///
  /// Reads the whole file.
  ///
  /// - Throws: ``JournalError``.
  package func countByDestination() throws(JournalError) -> [String: Int] {
    var counts: [String: Int] = [:]
    var reader = try reader()
    while let entry = try reader.next() {
      guard case .letter(let letter, _) = entry else { continue }
      counts[letter.destination?.key ?? "", default: 0] += 1
    }
    return counts
  }
}

extension DeadLetter.Target {
  /// As ``Destination/key``.
  package var key: String { [baseURL, botId, customerId].joined(separator: "\u{1F}") }
}
