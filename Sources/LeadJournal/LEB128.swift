/// Numbers in as few bytes as they need: seven bits a byte, the lowest first, the top bit on all but the last (DWARF 5,
/// section 7.6).
enum LEB128 {
  /// Appends a number from 0.
  static func append(_ number: Int, to bytes: inout [UInt8]) {
    var rest = UInt(number)
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  /// The number at `place`, which is moved behind it.
  ///
  /// `nil` where the bytes end first, or it does not fit an `Int`.
  static func number(in bytes: borrowing Span<UInt8>, at place: inout Int) -> Int? {
    var number: UInt64 = 0
    var shift: UInt64 = 0
    while place < bytes.count {
      let byte = bytes[place]
      place += 1
      guard shift < 63 else { return nil }
      number |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return Int(number) }
      shift += 7
    }
    return nil
  }
}
