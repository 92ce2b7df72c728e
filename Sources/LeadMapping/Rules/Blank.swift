/// What counts as a blank at the ends of a value, and between its words.
///
/// Unicode's `White_Space`, and beyond it, at the ends only, what pasted texts carry without anyone seeing it: zero-width
/// characters, direction marks, byte-order marks. Foundation's trimming leaves those.
enum Blank {
  /// Whether `scalar` is white space that a reader sees as a gap, a no-break space among it.
  static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09...0x0D, 0x20: true
    case ..<0x80: false
    case 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: true
    default: false
    }
  }

  /// Whether `scalar` is nothing to see: a zero-width character, a direction mark, a byte-order mark.
  ///
  /// In the middle of a text some of them carry meaning (joiners in Persian and in emoji), so they go at the ends only.
  static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x200B...0x200F, 0x202A...0x202E, 0x2060, 0x2066...0x2069, 0xFEFF: true
    default: false
    }
  }

  /// `text` without blanks and invisible characters at its ends.
  ///
  /// Costs two comparisons where there are none and the ends are ASCII, as nearly always.
  static func trimmed(_ text: String) -> String {
    if isTrimmed(text.utf8.first, text.utf8.last) { return text }
    return String(trimmed(text[...]))
  }

  /// `text` without blanks and invisible characters at its ends, as a part of it.
  static func trimmed(_ text: Substring) -> Substring {
    if isTrimmed(text.utf8.first, text.utf8.last) { return text }
    let scalars = text.unicodeScalars
    var rest = scalars[...]
    while let first = rest.first, isSpace(first) || isInvisible(first) { rest.removeFirst() }
    while let last = rest.last, isSpace(last) || isInvisible(last) { rest.removeLast() }
    return Substring(rest)
  }

  /// `text` with every run of blanks as one, and none at the ends.
  static func squeezed(_ text: String) -> String {
    var result = ""
    var isPending = false
    for scalar in trimmed(text[...]).unicodeScalars {
      if isSpace(scalar) {
        isPending = true
      } else {
        if isPending { result.unicodeScalars.append(" ") }
        isPending = false
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// The runs of anything but blanks and invisible characters in `text`.
  static func words(of text: Substring) -> [Substring] {
    text.unicodeScalars.split { isSpace($0) || isInvisible($0) }.map { Substring($0) }
  }

  /// Whether there is certainly nothing to trim between these ends: both are ASCII and no blank, or there are none.
  private static func isTrimmed(_ first: UInt8?, _ last: UInt8?) -> Bool {
    guard let first, let last else { return true }
    return first > 0x20 && first < 0x80 && last > 0x20 && last < 0x80
  }
}
