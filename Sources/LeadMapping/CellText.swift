/// A cell's bytes as text, trimmed.
enum CellText {
  /// The text without blanks and invisible characters at its ends; `nil`: there is none.
  ///
  /// One pass at each end and one allocation, none for up to 15 bytes.
  static func trimmed(_ bytes: ArraySlice<UInt8>) -> String? {
    let inner = trimmedASCII(bytes)
    guard let first = inner.first else { return nil }
    let text = String(decoding: inner, as: UTF8.self)
    guard mayBeBlank(first) || mayEndBlank(inner) else { return text }
    let trimmed = Blank.trimmed(text)
    return trimmed.isEmpty ? nil : trimmed
  }

  /// Whether there is nothing but blanks and invisible characters.
  static func isBlank(_ bytes: ArraySlice<UInt8>) -> Bool {
    for byte in bytes where !isASCIIBlank(byte) {
      return mayBeBlank(byte) && trimmed(bytes) == nil
    }
    return true
  }

  /// The bytes without ASCII blanks at their ends.
  private static func trimmedASCII(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var start = bytes.startIndex
    var end = bytes.endIndex
    while start < end, isASCIIBlank(bytes[start]) { start += 1 }
    while end > start, isASCIIBlank(bytes[end - 1]) { end -= 1 }
    return bytes[start..<end]
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
  private static func mayEndBlank(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard let last = bytes.last, last >= 0x80 else { return false }
    return bytes.suffix(3).contains(where: mayBeBlank)
  }
}
