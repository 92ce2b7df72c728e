import Crypto
package import LeadJSON

/// The first 128 bits of the SHA-256 of a lead as it was sent: whether two leads are the same.
package struct LeadDigest: Sendable, Hashable {
  let high: UInt64
  let low: UInt64

  init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// Of what a writer has written so far.
  package init(of writer: borrowing JSONWriter) {
    let words = writer.withBytes { bytes in
      SHA256.hash(data: bytes).withUnsafeBytes { digest in
        (digest.loadUnaligned(as: UInt64.self), digest.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
      }
    }
    self.init(high: UInt64(bigEndian: words.0), low: UInt64(bigEndian: words.1))
  }
}

/// The first 48 bits of the SHA-256 of a note: whether a lead has it already.
///
/// Compared within one lead only, so that two different notes are taken for one in 10⁻¹³ of all cases a pair.
package struct NoteDigest: Sendable, Hashable {
  static let byteCount = 6

  /// Below 2⁴⁸.
  let value: UInt64

  init(value: UInt64) { self.value = value & 0xFFFF_FFFF_FFFF }

  /// Of a note's title and description; the title's end is told by a byte that UTF-8 does not have.
  package init(title: String, description: String) {
    var hash = SHA256()
    var (title, description) = (title, description)
    title.withUTF8 { hash.update(bufferPointer: UnsafeRawBufferPointer($0)) }
    withUnsafeBytes(of: UInt8(0xFF)) { hash.update(bufferPointer: $0) }
    description.withUTF8 { hash.update(bufferPointer: UnsafeRawBufferPointer($0)) }
    let word = hash.finalize().withUnsafeBytes { $0.loadUnaligned(as: UInt64.self) }
    self.init(value: UInt64(bigEndian: word) >> 16)
  }
}
