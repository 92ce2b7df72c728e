package import LeadModel

/// What the ledger knows of a lead in an inbox: the last of it that the inbox took.
package struct LedgerEntry: Sendable, Hashable {
  /// Notes that are remembered of one lead; of more, the youngest.
  package static let maxNotes = 64

  package var key: LeadKey
  /// Of the lead as it was mapped, without its notes, without what goes with a first delivery alone, and as if `@now`
  /// were empty.
  package var digest: LeadDigest
  /// Of all notes that were sent, oldest first; at most ``maxNotes``.
  package var notes: [NoteDigest]
  /// When the record was read.
  package var readAt: Timestamp
  /// The number of the input that it was read from: ``Ledger/source(named:)``.
  package var source: Int
  /// The record's ordinal in its input, from 1; 0 where it has none.
  package var record: Int

  package init(
    key: LeadKey, digest: LeadDigest, notes: [NoteDigest], readAt: Timestamp, source: Int, record: Int
  ) {
    self.key = key
    self.digest = digest
    self.notes = notes.count > Self.maxNotes ? notes.suffix(Self.maxNotes) : notes
    self.readAt = readAt
    self.source = source
    self.record = record
  }
}

/// How an entry lies in the journal:
///
///     version 1 · digest, 16 bytes · readAt, source, record, count of notes as LEB128 · notes, 6 bytes each
///
/// 32 bytes for a usual one with a note; with its key, SQLite's headers and pages that are two thirds full about 80.
extension LedgerEntry {
  private static let codingVersion: UInt8 = 1

  /// Appends the entry without its key.
  func encode(into bytes: inout [UInt8]) {
    bytes.append(Self.codingVersion)
    Self.append(digest.high, count: 8, to: &bytes)
    Self.append(digest.low, count: 8, to: &bytes)
    // A clock before 1970 is no time of a record.
    for number in [Int(max(0, readAt.millisecondsSince1970)), source, record, notes.count] {
      LEB128.append(number, to: &bytes)
    }
    for note in notes { Self.append(note.value, count: NoteDigest.byteCount, to: &bytes) }
  }

  /// Reads what ``encode(into:)`` has written, from `place` on; `nil` for any other bytes.
  init?(key: LeadKey, in bytes: borrowing Span<UInt8>, at place: inout Int) {
    guard place < bytes.count, bytes[place] == Self.codingVersion else { return nil }
    place += 1
    guard let high = Self.word(bytes, &place, 8), let low = Self.word(bytes, &place, 8),
      let readAt = LEB128.number(in: bytes, at: &place), let source = LEB128.number(in: bytes, at: &place),
      let record = LEB128.number(in: bytes, at: &place), let count = LEB128.number(in: bytes, at: &place),
      count <= Self.maxNotes
    else { return nil }
    var notes: [NoteDigest] = []
    notes.reserveCapacity(count)
    for _ in 0..<count {
      guard let note = Self.word(bytes, &place, NoteDigest.byteCount) else { return nil }
      notes.append(NoteDigest(value: note))
    }
    self.init(
      key: key, digest: LeadDigest(high: high, low: low), notes: notes,
      readAt: Timestamp(millisecondsSince1970: Int64(readAt)), source: source, record: record)
  }

  /// The place behind an entry that begins at `place`, or `nil` where there is none: as ``init(key:in:at:)``, which costs
  /// an array.
  static func end(in bytes: borrowing Span<UInt8>, from place: Int) -> Int? {
    guard place < bytes.count, bytes[place] == codingVersion else { return nil }
    // The version and the digest.
    var end = place + 17
    guard LEB128.number(in: bytes, at: &end) != nil, LEB128.number(in: bytes, at: &end) != nil,
      LEB128.number(in: bytes, at: &end) != nil, let count = LEB128.number(in: bytes, at: &end), count <= maxNotes,
      end + count * NoteDigest.byteCount <= bytes.count
    else { return nil }
    return end + count * NoteDigest.byteCount
  }

  /// Appends the lowest bytes of a word, the uppermost of them first.
  static func append(_ word: UInt64, count: Int, to bytes: inout [UInt8]) {
    withUnsafeBytes(of: word.bigEndian) { word in
      bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: word[(8 - count)...]))
    }
  }

  /// The number in the next bytes, the uppermost first; `nil` where there are fewer.
  static func word(_ bytes: borrowing Span<UInt8>, _ place: inout Int, _ count: Int) -> UInt64? {
    guard place + count <= bytes.count else { return nil }
    var word: UInt64 = 0
    for index in place..<place + count { word = word << 8 | UInt64(bytes[index]) }
    place += count
    return word
  }
}

extension LeadKey {
  static let byteCount = 16

  /// Appends the sixteen bytes, as the ledger's tables have them.
  func append(to bytes: inout [UInt8]) {
    LedgerEntry.append(high, count: 8, to: &bytes)
    LedgerEntry.append(low, count: 8, to: &bytes)
  }

  init?(in bytes: borrowing Span<UInt8>, at place: inout Int) {
    guard let high = LedgerEntry.word(bytes, &place, 8), let low = LedgerEntry.word(bytes, &place, 8) else {
      return nil
    }
    self.init(high: high, low: low)
  }
}
