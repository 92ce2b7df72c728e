import LeadModel

/// Notices text that was UTF-8, was read as windows-1252 and written as UTF-8 once more: `MÃ¼ller`.
///
/// It is kept: whether all of it is so, only its owner knows. Takes UTF-8 as it arrives and looks only at what stands
/// behind the byte C3, which begins all the letters that the first bytes of UTF-8 turn into; once something is found, at
/// nothing.
///
/// What counts, with the characters that the bytes 80 to BF are in windows-1252, and C1 controls, as trails:
///
/// | was | looks like | rule |
/// | --- | --- | --- |
/// | a Latin letter | `Ã¼` | Ã and a trail, but for a blank or a quote, which may follow it in Portuguese |
/// | a dash, a quote, `€` | `â€“` `â‚¬` | â, then `€` or `‚`, and a trail |
/// | Cyrillic, Greek, Hebrew, Arabic | `ÐžÐ»` | two pairs in a row of a letter from Â to ß and a trail |
/// | Chinese, Japanese, Korean | `æ—¥æœ¬` | two triples in a row of a letter from à to ï and two trails |
struct DoubleEncodingCheck: Sendable {
  /// The most bytes that a match has: two triples of a letter with two bytes and trails with three.
  private static let longestMatch = 16

  /// Whether something was found.
  private(set) var hasFound = false
  /// The last bytes, where a match may begin.
  private var tail: ArraySlice<UInt8> = []

  /// Looks at the next bytes.
  mutating func look(at chunk: ArraySlice<UInt8>) {
    guard !hasFound, !chunk.isEmpty else { return }
    if !tail.isEmpty {
      let edge = tail + chunk.prefix(Self.longestMatch)
      hasFound = edge.withUnsafeBytes(Self.hasMatch)
    }
    if !hasFound { hasFound = chunk.withUnsafeBytes(Self.hasMatch) }
    tail = (tail + chunk.suffix(Self.longestMatch)).suffix(Self.longestMatch)
  }

  /// What is to be said about it.
  var warnings: [Finding] {
    guard hasFound else { return [] }
    return [
      Finding(
        "encoding.double",
        "some text was encoded in UTF-8 twice, as in 'MÃ¼ller' for 'Müller', and is kept so: export it anew")
    ]
  }

  private static func hasMatch(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard let base = bytes.baseAddress else { return false }
    // A C3 and, two bytes behind it, what is not ASCII: eight places at a time, which passes over the umlauts of text
    // that is as it should be. `memchr` would stop at each, and takes four times as long on German.
    let ones: UInt64 = 0x0101_0101_0101_0101
    var at = 0
    // Loads stay inside, and need not be aligned.
    while at &+ 10 <= bytes.count {
      let here = UInt64(littleEndian: base.loadUnaligned(fromByteOffset: at, as: UInt64.self))
      let behind = UInt64(littleEndian: base.loadUnaligned(fromByteOffset: at &+ 2, as: UInt64.self))
      // What is C3 becomes zero; the subtraction marks zeros, and at times the byte above one.
      let zeros = here ^ (ones &* 0xC3)
      var marked = (zeros &- ones) & ~zeros & behind & (ones &* 0x80)
      while marked != 0 {
        let place = at &+ marked.trailingZeroBitCount >> 3
        if bytes[place] == 0xC3, isMatch(bytes, at: place) { return true }
        marked &= marked &- 1
      }
      at &+= 8
    }
    return bytes[at...].indices.contains { bytes[$0] == 0xC3 && isMatch(bytes, at: $0) }
  }

  /// Whether a match begins at `start`, which is a C3.
  private static func isMatch(_ bytes: UnsafeRawBufferPointer, at start: Int) -> Bool {
    guard start + 2 < bytes.count else { return false }
    let second = bytes[start + 1]
    guard let trail = trail(bytes, at: start + 2) else { return false }
    switch second {
    case 0x83 where !trail.mayFollow: return true
    case 0xA2 where trail.isFirstOfPunctuation: return self.trail(bytes, at: trail.end) != nil
    case 0x82...0x9F: return unit(bytes, at: trail.end, trails: 1, letters: 0x82...0x9F)
    case 0xA0...0xAF:
      guard let other = self.trail(bytes, at: trail.end) else { return false }
      return unit(bytes, at: other.end, trails: 2, letters: 0xA0...0xAF)
    default: return false
    }
  }

  /// Whether a letter whose second byte is one of `letters` is at `start`, and trails behind it.
  private static func unit(
    _ bytes: UnsafeRawBufferPointer, at start: Int, trails: Int, letters: ClosedRange<UInt8>
  ) -> Bool {
    guard start + 2 < bytes.count, bytes[start] == 0xC3, letters.contains(bytes[start + 1]) else { return false }
    guard let trail = trail(bytes, at: start + 2) else { return false }
    return trails == 1 || self.trail(bytes, at: trail.end) != nil
  }

  /// A character that a byte from 80 to BF is in windows-1252.
  private struct Trail {
    /// Where it ends.
    var end: Int
    /// Whether it may well follow a letter: a no-break space, a closing quote, an ordinal sign.
    var mayFollow = false
    /// Whether it stands for the second byte of a character of the blocks for punctuation and currencies.
    var isFirstOfPunctuation = false
  }

  /// The second bytes of Œ œ Š š Ÿ Ž ž.
  private static let latin: [UInt8] = [0x92, 0x93, 0xA0, 0xA1, 0xB8, 0xBD, 0xBE]

  private static func trail(_ bytes: UnsafeRawBufferPointer, at start: Int) -> Trail? {
    guard start + 1 < bytes.count else { return nil }
    let second = bytes[start + 1]
    switch bytes[start] {
    case 0xC2 where second & 0xC0 == 0x80:
      // U+00A0, ª, º, »
      return Trail(end: start + 2, mayFollow: [0xA0, 0xAA, 0xBA, 0xBB].contains(second))
    case 0xC5 where Self.latin.contains(second):
      return Trail(end: start + 2)
    // ƒ
    case 0xC6 where second == 0x92: return Trail(end: start + 2)
    // ˆ ˜
    case 0xCB where second == 0x86 || second == 0x9C: return Trail(end: start + 2)
    case 0xE2 where start + 2 < bytes.count:
      let third = bytes[start + 2]
      switch (second, third) {
      // — ’ ” and … may follow any letter; “ closes in German.
      case (0x80, 0x94), (0x80, 0x99), (0x80, 0x9C), (0x80, 0x9D), (0x80, 0xA6), (0x80, 0xBA):
        return Trail(end: start + 3, mayFollow: true)
      // – ‘ „ † ‡ • ‰ ‹
      case (0x80, 0x93), (0x80, 0x98), (0x80, 0x9E), (0x80, 0xA0...0xA2), (0x80, 0xB0), (0x80, 0xB9):
        return Trail(end: start + 3)
      // ‚ and € stand for 82 and 80.
      case (0x80, 0x9A), (0x82, 0xAC): return Trail(end: start + 3, isFirstOfPunctuation: true)
      // ™
      case (0x84, 0xA2): return Trail(end: start + 3)
      default: return nil
      }
    default: return nil
    }
  }
}
