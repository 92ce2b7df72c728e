/// What a character is, as far as a guess at an encoding goes by it.
enum LetterKind: Sendable {
  /// A letter of an alphabet, or one without case.
  case lower, upper
  case digit
  /// ASCII that is neither letter nor digit.
  case plain
  /// A quotation mark that is not ASCII.
  case quote
  /// Another sign that is not ASCII.
  case symbol
  case kana, halfwidthKana, hangul, ideograph
  /// A full-width form, or punctuation of East Asia.
  case wide
  /// No character of a text: a C1 control, one for private use, or U+FFFD for what cannot be decoded.
  case none

  var isLetter: Bool { self == .lower || self == .upper }

  init(_ scalar: Unicode.Scalar) {
    switch scalar.value {
    case 0x30...0x39: self = .digit
    case 0x41...0x5A: self = .upper
    case 0x61...0x7A: self = .lower
    case 0..<0x80: self = .plain
    case 0x80..<0xA0, 0xE000..<0xF900, 0xFFFD: self = .none
    // ª, µ and º are letters for Unicode.
    case 0xAA, 0xB5, 0xBA: self = .symbol
    case 0x2018...0x201E, 0x2039, 0x203A, 0xAB, 0xBB: self = .quote
    case 0x3000..<0x3040: self = .wide
    case 0x3040..<0x3100: self = .kana
    case 0x3400..<0xA000, 0xF900..<0xFB00, 0x20000..<0x30000: self = .ideograph
    case 0xAC00..<0xD7A4: self = .hangul
    case 0xFF61...0xFF9F: self = .halfwidthKana
    case 0xFF00..<0xFFF0: self = .wide
    default:
      let properties = scalar.properties
      self = !properties.isAlphabetic ? .symbol : properties.isUppercase ? .upper : .lower
    }
  }
}
