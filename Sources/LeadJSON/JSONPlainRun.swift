/// The bytes of a string that stand in JSON as they are: all but `"`, `\` and control characters (RFC 8259 §7).
///
/// `/`, DEL, U+2028 and U+2029 are among them.
enum JSONPlainRun {
  /// Copies bytes up to the first that must be escaped, eight at a time.
  ///
  /// A body is mostly such bytes: one by one they were a third of what it costs to write one.
  ///
  /// - Parameters:
  ///   - text: To be copied.
  ///   - target: Has room for as many bytes.
  /// - Returns: How many were copied. What is behind them may be overwritten, up to the length of `text`.
  static func copy(_ text: UnsafeBufferPointer<UInt8>, to target: UnsafeMutablePointer<UInt8>) -> Int {
    guard let source = text.baseAddress else { return 0 }
    let count = text.count
    var index = 0
    // Each load and store ends at `count` at the latest.
    while index + 8 <= count {
      let word = UnsafeRawPointer(source + index).loadUnaligned(as: UInt64.self)
      UnsafeMutableRawPointer(target + index).storeBytes(of: word, as: UInt64.self)
      if needsEscape(word) { break }
      index += 8
    }
    while index < count, !needsEscape(source[index]) {
      target[index] = source[index]
      index += 1
    }
    return index
  }

  private static func needsEscape(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
  }

  /// Whether one of a word's eight bytes needs an escape.
  ///
  /// A byte is below n if taking n off borrows from it: its high bit comes up where it was not. Anderson, "Bit Twiddling
  /// Hacks", "Determine if a word has a byte less than n" and "… equal to n". A borrow may mark bytes above a true hit
  /// too, which does not matter: the question is whether there is one.
  private static func needsEscape(_ word: UInt64) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs: UInt64 = 0x8080_8080_8080_8080
    let quote = word ^ (ones &* 0x22)
    let backslash = word ^ (ones &* 0x5C)
    let below = (word &- ones &* 0x20) & ~word
    let equal = ((quote &- ones) & ~quote) | ((backslash &- ones) & ~backslash)
    return (below | equal) & highs != 0
  }
}
