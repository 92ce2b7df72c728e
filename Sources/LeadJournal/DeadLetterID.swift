import Crypto
package import LeadModel

/// What a dead letter is called: the same for the same record of the same input and destination, whenever it dies.
///
/// So a run that goes on after a crash recognises the letters that it has written already, and another day's file of
/// the same name gives others.
///
/// The first 26 characters of the lower-case base32 (RFC 4648, §6) of the SHA-256 of these bytes, numbers with the
/// highest byte first:
///
/// | bytes | what |
/// | --- | --- |
/// | 4 | the length of the destination's key |
/// | … | the destination's key (``Destination/key``), UTF-8 |
/// | 8 | the record's ordinal in its input, from 1; 0 for a source whose records come again and again |
/// | 32 | SHA-256 of the record's raw bytes, without its line end |
/// | 32 | the input's ``Origin`` |
///
/// 26 characters are 130 bits: two different records never share them in practice.
package struct DeadLetterID: Sendable {
  /// What stands for an input.
  package struct Origin: Sendable, Hashable {
    /// 32 bytes.
    package let digest: [UInt8]
    /// Whether equal records at two places are two.
    let tellsPlaces: Bool

    /// A file: the SHA-256 of its first 64 KB, as its checkpoint knows it.
    ///
    /// A file that grows while it is shorter than that has another head, so a run that goes on takes the one with which
    /// it began.
    package init(_ fingerprint: InputFingerprint) {
      digest = fingerprint.headDigest
      tellsPlaces = true
    }

    /// A pipe or a submission, which come once only: the SHA-256 of the run's or the submission's id.
    package init(id: String) {
      digest = Array(SHA256.hash(data: Array(id.utf8)))
      tellsPlaces = true
    }

    /// A source whose records come again with every run, at other places: the SHA-256 of `source`, U+001F and its name.
    package init(source: String) {
      digest = Array(SHA256.hash(data: Array("source\u{1F}\(source)".utf8)))
      tellsPlaces = false
    }
  }

  /// Everything before the ordinal, hashed once an input.
  private let start: SHA256
  private let origin: Origin

  /// Ids of one input's records for one destination: the key is ``Destination/key``.
  package init(destinationKey: String, origin: Origin) {
    let key = Array(destinationKey.utf8)
    var hash = SHA256()
    hash.update(bigEndian: UInt32(key.count))
    hash.update(data: key)
    start = hash
    self.origin = origin
  }

  /// The id of a record.
  package func text(of record: Record) -> String { text(ordinal: record.ordinal, rawBytes: record.idBytes) }

  /// The id of the record that has this ordinal and these bytes.
  package func text(ordinal: Int, rawBytes: some Collection<UInt8>) -> String {
    var hash = start
    hash.update(bigEndian: UInt64(origin.tellsPlaces ? ordinal : 0))
    hash.update(data: Array(SHA256.hash(data: Array(rawBytes))))
    hash.update(data: origin.digest)
    return Base32.text(Array(hash.finalize()), count: 26)
  }
}

extension Record {
  /// The bytes as read, without the line end.
  ///
  /// A row has its own, if it was read from anywhere.
  var idBytes: ArraySlice<UInt8> {
    if case .row(let row) = content, row.rawCount > 0 { row.bytes.prefix(row.rawCount) } else { rawBytes }
  }
}

extension SHA256 {
  fileprivate mutating func update(bigEndian number: some FixedWidthInteger) {
    withUnsafeBytes(of: number.bigEndian) { update(bufferPointer: $0) }
  }
}
