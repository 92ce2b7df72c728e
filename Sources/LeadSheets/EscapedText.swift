/// The escapes of characters that XML cannot hold (ECMA-376 part 1, §22.9.2.19): `_x000D_` is a carriage return.
enum EscapedText {
  /// Puts the characters in the place of their escapes.
  ///
  /// An escape is four hexadecimal digits, a unit of UTF-16; two of them may be a pair. `_x005F_` is the underscore that
  /// keeps what follows it from being one. A half pair stays as it is; a NUL is dropped, as from CSV.
  ///
  /// - Parameters:
  ///   - text: UTF-8, changed in place.
  ///   - start: Where to begin.
  static func unescape(_ text: inout [UInt8], from start: Int) {
    guard var read = firstEscape(in: text, from: start) else { return }
    var write = read
    while read < text.count {
      guard let unit = unit(in: text, at: read) else {
        text[write] = text[read]
        (read, write) = (read + 1, write + 1)
        continue
      }
      var units = [unit]
      if UTF16.isLeadSurrogate(unit), let next = self.unit(in: text, at: read + length) { units.append(next) }
      let scalar = units.count == 2 ? UTF16.isTrailSurrogate(units[1]) : Unicode.Scalar(unit) != nil
      guard scalar else {
        text[write] = text[read]
        (read, write) = (read + 1, write + 1)
        continue
      }
      // At most four bytes for fourteen, or three for seven: what is written never passes what is read.
      for byte in String(decoding: units, as: UTF16.self).utf8 where byte != 0 {
        text[write] = byte
        write += 1
      }
      read += units.count * length
    }
    text.removeSubrange(write...)
  }

  /// `_xHHHH_`.
  private static let length = 7

  private static func firstEscape(in text: [UInt8], from start: Int) -> Int? {
    guard text.count - start >= length else { return nil }
    return (start...text.count - length).first { unit(in: text, at: $0) != nil }
  }

  private static func unit(in text: [UInt8], at place: Int) -> UInt16? {
    guard place + length <= text.count, text[place] == UInt8(ascii: "_"), text[place + 1] == UInt8(ascii: "x"),
      text[place + 6] == UInt8(ascii: "_")
    else { return nil }
    var unit: UInt16 = 0
    for byte in text[place + 2..<place + 6] {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else { return nil }
      unit = unit << 4 | UInt16(digit)
    }
    return unit
  }
}
