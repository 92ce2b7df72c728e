extension JSONParser {
  /// Measures the string whose opening quote is at `open`, checks its escapes and its encoding, and appends its node.
  ///
  /// - Returns: The place behind its closing quote.
  mutating func string(_ open: Int) throws(Failure) -> Int {
    var at = open + 1
    var flags: JSONNode.Flags = []
    while true {
      // Eight bytes at a time, up to the next one that is not plain ASCII text.
      while at &+ 8 <= end {
        let special = Self.special(word(at))
        guard special != 0 else {
          at &+= 8
          continue
        }
        at &+= special.trailingZeroBitCount &>> 3
        break
      }
      guard at < end else { throw cutOff("a closing quote") }
      let byte = base[at]
      if byte == UInt8(ascii: "\"") {
        append(.string, open + 1, at, flags)
        return at + 1
      } else if byte == UInt8(ascii: "\\") {
        flags.insert(.escaped)
        at = try escape(at, &flags)
      } else if byte >= 0x80 {
        repeat { at = try character(at) } while at < end && base[at] >= 0x80
      } else if byte < 0x20 {
        let message =
          byte == 0x0A || byte == 0x0D
          ? "a line break in a string: expected a closing quote, or \\n"
          : "a control character in a string: expected an escape such as \\t"
        throw Failure(code: .syntax, message: message, offset: at)
      } else {
        at += 1  // Only among the text's last seven bytes.
      }
    }
  }

  /// The eight bytes at `at`, the first of them lowest.
  ///
  /// Needs `at + 8 <= end`.
  @inline(__always)
  func word(_ at: Int) -> UInt64 {
    UInt64(littleEndian: UnsafeRawPointer(base).loadUnaligned(fromByteOffset: at, as: UInt64.self))
  }

  /// A word whose lowest set bit is in the first byte of `word` that is a quote, a backslash, below 0x20 or above 0x7F;
  /// 0 if there is none.
  ///
  /// Bytes behind the first one may be marked wrongly.
  ///
  /// "Determine if a word has a zero byte", Anderson, Bit Twiddling Hacks.
  @inline(__always)
  private static func special(_ word: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let quote = word ^ (ones &* 0x22)
    let backslash = word ^ (ones &* 0x5C)
    let control = word &- (ones &* 0x20)
    return ((quote &- ones) & ~quote | (backslash &- ones) & ~backslash | control & ~word | word) & (ones &* 0x80)
  }

  /// Checks the escape at `at` (RFC 8259 §7).
  ///
  /// - Returns: The place behind it, and behind the second half of a surrogate pair.
  private mutating func escape(_ at: Int, _ flags: inout JSONNode.Flags) throws(Failure) -> Int {
    guard at + 1 < end else { throw cutOff("a closing quote") }
    switch base[at + 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
      UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      return at + 2
    case UInt8(ascii: "u"):
      let unit = try hexadecimal(at)
      guard unit & 0xF800 == 0xD800 else { return at + 6 }
      if unit < 0xDC00, at + 7 < end, base[at + 6] == UInt8(ascii: "\\"), base[at + 7] == UInt8(ascii: "u"),
        try hexadecimal(at + 6) & 0xFC00 == 0xDC00
      {
        return at + 12
      }
      flags.insert(.loneSurrogate)
      note(.loneSurrogate, at)
      return at + 6
    default:
      try checkEncoding(at + 1)
      throw Failure(
        code: .syntax, message: "a backslash in a string: expected one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX",
        offset: at)
    }
  }

  /// The code unit of the escape `\uXXXX` at `at`.
  private func hexadecimal(_ at: Int) throws(Failure) -> UInt32 {
    var unit: UInt32 = 0
    for place in at + 2..<at + 6 {
      guard place < end else { throw cutOff("four hexadecimal digits behind \\u") }
      let digit = JSONText.hexadecimalDigit(base[place])
      guard digit < 16 else {
        try checkEncoding(place)
        throw Failure(code: .syntax, message: "expected four hexadecimal digits behind \\u", offset: at)
      }
      unit = unit << 4 | UInt32(digit)
    }
    return unit
  }

  /// Checks the character at `at`, which is not ASCII (Unicode, table 3-7: Well-Formed UTF-8 Byte Sequences).
  ///
  /// - Returns: The place behind it.
  @inline(__always)
  func character(_ at: Int) throws(Failure) -> Int {
    let first = base[at]
    if first >= 0xC2, first < 0xE0, at + 1 < end, base[at + 1] & 0xC0 == 0x80 { return at + 2 }
    if first & 0xF0 == 0xE0, at + 2 < end, base[at + 2] & 0xC0 == 0x80 {
      let second = base[at + 1]
      let low: UInt8 = first == 0xE0 ? 0xA0 : 0x80
      let high: UInt8 = first == 0xED ? 0x9F : 0xBF
      if second >= low, second <= high { return at + 3 }
    }
    if first >= 0xF0, first < 0xF5, at + 3 < end, base[at + 2] & 0xC0 == 0x80, base[at + 3] & 0xC0 == 0x80 {
      let second = base[at + 1]
      let low: UInt8 = first == 0xF0 ? 0x90 : 0x80
      let high: UInt8 = first == 0xF4 ? 0x8F : 0xBF
      if second >= low, second <= high { return at + 4 }
    }
    throw Failure(code: .utf8, message: "a sequence of bytes that is not UTF-8", offset: at)
  }

  /// Remembers something odd.
  mutating func note(_ kind: JSONWarning.Kind, _ offset: Int) {
    if oddities.count < limits.maxWarnings { oddities.append((kind, offset)) }
  }
}
