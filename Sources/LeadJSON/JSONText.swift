/// The text between the quotes of a JSON string.
enum JSONText {
  /// Decodes a string that the parser has accepted.
  ///
  /// Lone surrogates become U+FFFD.
  ///
  /// - Parameter written: What is between the quotes; valid.
  /// - Returns: Valid UTF-8. One allocation.
  static func decoded(_ written: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    // Nothing is longer decoded than written.
    Array(unsafeUninitializedCapacity: written.count) { buffer, count in count = decode(written, into: buffer) }
  }

  /// Decodes as ``decoded(_:)`` does, into a buffer that is at least as long as what is written.
  ///
  /// - Returns: The number of bytes written to `buffer`.
  static func decode(_ written: UnsafeBufferPointer<UInt8>, into buffer: UnsafeMutableBufferPointer<UInt8>) -> Int {
    var at = 0
    var filled = 0
    while at < written.count {
      let byte = written[at]
      guard byte == UInt8(ascii: "\\") else {
        buffer[filled] = byte
        filled += 1
        at += 1
        continue
      }
      let letter = written[at + 1]
      guard letter == UInt8(ascii: "u") else {
        buffer[filled] = unescaped(letter)
        filled += 1
        at += 2
        continue
      }
      var scalar = unit(written, at)
      at += 6
      if scalar & 0xF800 == 0xD800 {
        if scalar < 0xDC00, at + 6 <= written.count, written[at] == UInt8(ascii: "\\"),
          written[at + 1] == UInt8(ascii: "u"), case let low = unit(written, at), low & 0xFC00 == 0xDC00
        {
          scalar = 0x10000 + (scalar & 0x3FF) << 10 + low & 0x3FF
          at += 6
        } else {
          scalar = 0xFFFD
        }
      }
      filled = encode(scalar, into: buffer, at: filled)
    }
    return filled
  }

  /// The value of a hexadecimal digit; 255 for any other byte.
  static func hexadecimalDigit(_ byte: UInt8) -> UInt8 {
    let digit = byte &- UInt8(ascii: "0")
    if digit < 10 { return digit }
    let letter = (byte | 0x20) &- UInt8(ascii: "a")
    return letter < 6 ? letter + 10 : 255
  }

  /// The code unit of the escape `\uXXXX` at `at`.
  private static func unit(_ written: UnsafeBufferPointer<UInt8>, _ at: Int) -> UInt32 {
    var unit: UInt32 = 0
    for place in at + 2..<at + 6 { unit = unit << 4 | UInt32(hexadecimalDigit(written[place])) }
    return unit
  }

  private static func unescaped(_ letter: UInt8) -> UInt8 {
    switch letter {
    case UInt8(ascii: "b"): 0x08
    case UInt8(ascii: "f"): 0x0C
    case UInt8(ascii: "n"): 0x0A
    case UInt8(ascii: "r"): 0x0D
    case UInt8(ascii: "t"): 0x09
    default: letter
    }
  }

  /// Writes a scalar in UTF-8 at `index`.
  ///
  /// - Returns: The index behind it.
  private static func encode(
    _ scalar: UInt32, into buffer: UnsafeMutableBufferPointer<UInt8>, at index: Int
  ) -> Int {
    func put(_ offset: Int, _ bits: UInt32) { buffer[index + offset] = UInt8(truncatingIfNeeded: bits) }
    switch scalar {
    case 0..<0x80:
      put(0, scalar)
      return index + 1
    case 0x80..<0x800:
      put(0, 0xC0 | scalar >> 6)
      put(1, 0x80 | scalar & 0x3F)
      return index + 2
    case 0x800..<0x10000:
      put(0, 0xE0 | scalar >> 12)
      put(1, 0x80 | scalar >> 6 & 0x3F)
      put(2, 0x80 | scalar & 0x3F)
      return index + 3
    default:
      put(0, 0xF0 | scalar >> 18)
      put(1, 0x80 | scalar >> 12 & 0x3F)
      put(2, 0x80 | scalar >> 6 & 0x3F)
      put(3, 0x80 | scalar & 0x3F)
      return index + 4
    }
  }
}
