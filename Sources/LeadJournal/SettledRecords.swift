import Crypto
import Glibc
package import LeadModel

/// What a record of a source is known by: the first 127 bits of a SHA-256, and whether it is dead.
///
/// Over the digest of the mapping, the names of the columns and the record's bytes: what another mapping, or other columns,
/// make of the same bytes is another record.
package struct SettledRecord: Sendable, Hashable, Comparable {
  private let high: UInt64
  /// The lowest bit: it is dead.
  private let low: UInt64

  /// What stands before the records of one input.
  package struct Salt: Sendable {
    fileprivate let start: SHA256

    /// - Parameters:
    ///   - mappingDigest: Of the mapping that the records go by.
    ///   - columns: The table's; empty: the records name their own fields.
    package init(mappingDigest: String, columns: [String]) {
      var start = SHA256()
      for text in [mappingDigest] + columns {
        withUnsafeBytes(of: UInt64(text.utf8.count).bigEndian) { start.update(bufferPointer: $0) }
        start.update(data: Array(text.utf8))
      }
      self.start = start
    }
  }

  /// - Parameters:
  ///   - record: As it was read.
  ///   - salt: Its input's.
  package init(_ record: Record, salt: Salt) {
    var hash = salt.start
    record.idBytes.withUnsafeBytes { hash.update(bufferPointer: $0) }
    let words = hash.finalize().withUnsafeBytes { digest in
      (digest.loadUnaligned(as: UInt64.self), digest.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
    }
    self.init(high: UInt64(bigEndian: words.0), low: UInt64(bigEndian: words.1) & ~1)
  }

  fileprivate init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// Whether it is in the dead letters, and not in the inbox.
  package var isDead: Bool { low & 1 == 1 }

  /// The same record, dead.
  package var dead: SettledRecord { SettledRecord(high: high, low: low | 1) }

  package static func < (one: Self, other: Self) -> Bool { (one.high, one.low) < (other.high, other.low) }
}

/// The records that a source has listed in a run, and that were settled then: what comes again as it was is passed over.
///
/// Leads are compared with what the inbox was sent last of each person. That tells nothing of a list that has one person
/// twice, or of two sources that know one person differently: each would be sent again with every run. So a source remembers
/// the records themselves, of its last run alone: what is changed back there is new again. 16 bytes a record, in memory
/// while it runs and in a file; a file that is missing or damaged is an empty one, and costs a comparison of leads.
package struct SettledRecords: Sendable {
  /// More are not remembered: 64 MB.
  package static let limit = 4_000_000
  private static let magic: [UInt8] = Array("LBSEEN1\n".utf8)

  /// Sorted as it was read; those of this run in their order.
  private var records: [SettledRecord] = []

  package init() {}

  /// Reads a file; cost grows with its length, some 10 ms a million records.
  package init(reading path: String) {
    guard let file = try? OpenFile(path, O_RDONLY | O_NOFOLLOW), let size = try? file.status.size,
      size >= Self.magic.count, (size - Self.magic.count).isMultiple(of: 16),
      size <= Self.magic.count + Self.limit * 16, let bytes = try? file.bytes(at: 0, count: size),
      bytes.count == size, bytes.starts(with: Self.magic)
    else { return }
    records.reserveCapacity(size / 16)
    bytes.withUnsafeBytes { bytes in
      for offset in stride(from: Self.magic.count, to: size, by: 16) {
        records.append(
          SettledRecord(
            high: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)),
            low: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self))))
      }
    }
    // As it was written; one that somebody has put in disorder would find nothing.
    records.sort()
  }

  package var isEmpty: Bool { records.isEmpty }

  /// The same without the dead ones, which are then tried again.
  package var withoutDead: SettledRecords {
    var others = self
    others.records.removeAll { $0.isDead }
    return others
  }

  /// What is known of a record, as it was settled; `nil`: it is new.
  ///
  /// To be asked before anything is added.
  package func known(_ record: SettledRecord) -> SettledRecord? {
    var range = 0..<records.count
    while !range.isEmpty {
      let middle = range.lowerBound + range.count / 2
      if records[middle] < record { range = middle + 1..<range.upperBound } else { range = range.lowerBound..<middle }
    }
    // The dead one comes right behind the one that is not.
    guard range.lowerBound < records.count else { return nil }
    let found = records[range.lowerBound]
    return found == record || found == record.dead ? found : nil
  }

  /// Adds one of this run.
  package mutating func add(_ record: SettledRecord) {
    if records.count < Self.limit { records.append(record) }
  }

  /// Adds those of another run, which this one went on with.
  package mutating func add(_ others: SettledRecords) {
    records += others.records.prefix(Self.limit - records.count)
  }

  /// Writes the file in one step: whoever reads it finds the one or the other.
  ///
  /// - Throws: ``JournalError``; the file is then as it was.
  package mutating func write(to path: String) throws(JournalError) {
    records.sort()
    var bytes = Self.magic
    bytes.reserveCapacity(bytes.count + records.count * 16)
    for record in records { record.append(to: &bytes) }
    let new = path + ".new"
    unlink(new)
    do throws(JournalError) {
      let file = try OpenFile(new, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW)
      try file.write(bytes)
      try file.synchronize()
      guard rename(new, path) == 0 else { throw JournalError(path: path, action: .rename, errno: errno) }
    } catch {
      unlink(new)
      throw error
    }
  }
}

extension SettledRecord {
  fileprivate func append(to bytes: inout [UInt8]) {
    withUnsafeBytes(of: high.bigEndian) { bytes.append(contentsOf: $0) }
    withUnsafeBytes(of: low.bigEndian) { bytes.append(contentsOf: $0) }
  }
}
