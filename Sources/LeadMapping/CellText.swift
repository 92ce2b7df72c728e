/// A cell's bytes as text, trimmed.
enum CellText {
  /// The text without blanks and invisible characters at its ends; `nil`: there is none.
  ///
  /// One pass at each end and one allocation, none for up to 15 bytes.
  static func trimmed(_ bytes: borrowing [UInt8], from start: Int, to end: Int) -> String? {
    var start = start
    var end = end
    while start < end, isASCIIBlank(bytes[start]) { start += 1 }
    while end > start, isASCIIBlank(bytes[end - 1]) { end -= 1 }
    guard start < end else { return nil }
    // The range lies in the array: its bounds were subscripts of it above.
    let text = bytes.withUnsafeBufferPointer {
      String(decoding: UnsafeBufferPointer(rebasing: $0[start..<end]), as: UTF8.self)
    }
    guard mayBeBlank(bytes[start]) || mayEndBlank(bytes, from: start, to: end) else { return text }
    let trimmed = Blank.trimmed(text)
    return trimmed.isEmpty ? nil : trimmed
  }

  /// Whether there is nothing but blanks and invisible characters.
  static func isBlank(_ bytes: borrowing [UInt8], from start: Int, to end: Int) -> Bool {
    var index = start
    while index < end, isASCIIBlank(bytes[index]) { index += 1 }
    guard index < end else { return true }
    return mayBeBlank(bytes[index]) && trimmed(bytes, from: index, to: end) == nil
  }

  static func isASCIIBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D ~= byte) }

  /// Whether a character that begins so can be one of ``Blank``'s beyond ASCII.
  ///
  /// Those are U+0085, U+00A0, U+1680, U+2000 to U+206F, U+3000 and U+FEFF.
  private static func mayBeBlank(_ first: UInt8) -> Bool {
    switch first {
    case 0xC2, 0xE1, 0xE2, 0xE3, 0xEF: true
    default: false
    }
  }

  /// Whether the last character begins as a blank may.
  ///
  /// Such a character has two or three bytes.
  private static func mayEndBlank(_ bytes: borrowing [UInt8], from start: Int, to end: Int) -> Bool {
    guard bytes[end - 1] >= 0x80 else { return false }
    for index in max(start, end - 3)..<end where mayBeBlank(bytes[index]) { return true }
    return false
  }
}
