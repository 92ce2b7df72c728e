/// Tells whether bytes are UTF-8 (RFC 3629: no surrogates, no overlong forms, nothing above U+10FFFF).
enum UTF8Check {
  /// Whether all of `bytes` is valid UTF-8.
  static func isValid(_ bytes: UnsafeRawBufferPointer) -> Bool { firstInvalid(bytes) == nil }

  /// Where the first sequence begins that is none; text in ASCII is passed over 16 bytes at a time.
  static func firstInvalid(_ bytes: UnsafeRawBufferPointer) -> Int? {
    guard let base = bytes.baseAddress else { return nil }
    let high: UInt64 = 0x8080_8080_8080_8080
    let end = bytes.count
    var at = 0
    while at < end {
      // Loads stay inside: each is guarded by its own length. Loads need not be aligned.
      if at &+ 16 <= end {
        let one = base.loadUnaligned(fromByteOffset: at, as: UInt64.self)
        let other = base.loadUnaligned(fromByteOffset: at &+ 8, as: UInt64.self)
        if (one | other) & high == 0 {
          at &+= 16
          continue
        }
        let mark = UInt64(littleEndian: one) & high
        at &+= mark != 0 ? mark.trailingZeroBitCount >> 3 : 8
      }
      if bytes[at] < 0x80 {
        at &+= 1
        continue
      }
      repeat {
        let length = sequenceLength(base + at, available: end &- at)
        if length == 0 { return at }
        at &+= length
      } while at < end && bytes[at] >= 0x80
    }
    return nil
  }

  /// Where a text is to be cut that may go up to `limit`, so that no character is torn.
  ///
  /// `limit` is the offset of a byte. Where that is no UTF-8 it is cut there.
  static func cut<Bytes: RandomAccessCollection<UInt8>>(_ bytes: Bytes, at limit: Int) -> Int where Bytes.Index == Int {
    let start = bytes[..<limit].suffix(3).startIndex
    let found = (start...limit).last { bytes[$0] & 0xC0 != 0x80 }
    return found ?? limit
  }

  /// The length of the sequence of two to four bytes at `start`, which is not ASCII, or 0 where there is none.
  ///
  /// At most `available` bytes are read, and at least one.
  @inline(__always)
  private static func sequenceLength(_ start: UnsafeRawPointer, available: Int) -> Int {
    func byte(_ offset: Int) -> UInt8 { start.load(fromByteOffset: offset, as: UInt8.self) }
    let first = byte(0)
    if first < 0xE0 {
      return first >= 0xC2 && available >= 2 && byte(1) & 0xC0 == 0x80 ? 2 : 0
    }
    if first < 0xF0 {
      guard available >= 3 else { return 0 }
      let second = byte(1)
      guard second & 0xC0 == 0x80, byte(2) & 0xC0 == 0x80 else { return 0 }
      if first == 0xE0, second < 0xA0 { return 0 }
      if first == 0xED, second > 0x9F { return 0 }
      return 3
    }
    guard first <= 0xF4, available >= 4 else { return 0 }
    let second = byte(1)
    guard second & 0xC0 == 0x80, byte(2) & 0xC0 == 0x80, byte(3) & 0xC0 == 0x80 else { return 0 }
    if first == 0xF0, second < 0x90 { return 0 }
    if first == 0xF4, second > 0x8F { return 0 }
    return 4
  }
}
