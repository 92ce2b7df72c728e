import Crypto
package import LeadJSON
package import LeadModel

/// The first 128 bits of the SHA-256 of a lead's fields as they are sent: whether two leads with one uuid are the same.
///
/// Of the body what stands behind uuid, bot and customer, without the notes: those three are the ledger's key, and notes
/// have digests of their own.
package struct LeadDigest: Sendable, Hashable {
  let high: UInt64
  let low: UInt64

  init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// Of what a writer has written so far.
  ///
  /// - Parameters:
  ///   - writer: Holds a body.
  ///   - layout: Where the body's parts lie in it; `nil`: all of it is hashed.
  package init(of writer: borrowing JSONWriter, layout: Lead.BodyLayout? = nil) {
    let words = writer.withBytes { bytes in
      var hash = SHA256()
      let notes = layout?.notes ?? bytes.count..<bytes.count
      hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: bytes[(layout?.fieldsStart ?? 0)..<notes.lowerBound]))
      hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: bytes[notes.upperBound...]))
      return hash.finalize().withUnsafeBytes { digest in
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

  /// Of a note's title and description.
  package init(title: String, description: String) {
    self.init(value: SHA256.firstWord(of: title, description) >> 16)
  }
}

extension SHA256 {
  /// The first eight bytes of the hash of two texts, the first byte uppermost.
  ///
  /// Where the first text ends is told by a byte that UTF-8 does not have.
  static func firstWord(of first: String, _ second: String) -> UInt64 {
    var hash = SHA256()
    var (first, second) = (first, second)
    first.withUTF8 { hash.update(bufferPointer: UnsafeRawBufferPointer($0)) }
    withUnsafeBytes(of: UInt8(0xFF)) { hash.update(bufferPointer: $0) }
    second.withUTF8 { hash.update(bufferPointer: UnsafeRawBufferPointer($0)) }
    return hash.finalize().withUnsafeBytes { UInt64(bigEndian: $0.loadUnaligned(as: UInt64.self)) }
  }
}
