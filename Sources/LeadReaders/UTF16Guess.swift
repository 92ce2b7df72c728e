/// Tells UTF-16 without a byte-order mark by its NULs, and the other bytes that text has only as halves of units.
///
/// In the scripts up to Arabic the upper half of a unit is below 9 (NUL for Latin), and so it is for the commas, digits,
/// addresses and line ends of all scripts; no text has such bytes otherwise.
enum UTF16Guess {
  /// So many bytes are looked at.
  static let headBytes = 1024

  /// Whether a byte is no text's but an upper half's: below the tab.
  static func isHalf(_ byte: UInt8) -> Bool { byte < Byte.tab }

  /// Whether a byte is a control character that text in ASCII does not begin with, and half a unit may be.
  static func isOdd(_ byte: UInt8) -> Bool { isHalf(byte) || (0x0E...0x1A).contains(byte) }

  /// The encoding of an input that begins with `head`, or `nil` where it is not UTF-16.
  ///
  /// It is if a third of the bytes in one of the two places are such, and at least three times as many as in the other
  /// and a NUL is among them, or the input is not longer than a few characters. NULs in text that was damaged lie in
  /// either place, or are few; UTF-32 has them in both.
  static func encoding(of head: ArraySlice<UInt8>) -> TextEncoding? {
    var halves = [0, 0]
    var hasNUL = false
    for (offset, byte) in head.enumerated() where isHalf(byte) {
      halves[offset % 2] += 1
      hasNUL = hasNUL || byte == 0
    }
    let units = head.count / 2
    guard units > 0, hasNUL || units < 16 else { return nil }
    func isUpper(_ place: Int) -> Bool {
      halves[place] * 3 >= units && halves[place] >= 2 && halves[place] > 3 * halves[1 - place]
    }
    if isUpper(1) { return .utf16LittleEndian }
    if isUpper(0) { return .utf16BigEndian }
    return nil
  }
}
