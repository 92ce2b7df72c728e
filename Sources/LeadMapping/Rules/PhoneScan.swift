/// The number in a text, as digits, found as libphonenumber finds it, or the finding that there is none.
///
/// What the library does to a text before it looks at any country (`ExtractPossibleNumber`, `IsViablePhoneNumber`,
/// `MaybeStripExtension`, `Normalize` of its `PhoneNumberUtil`, 8.12.57), in one pass over the bytes of the texts in which
/// that is simple:
///
/// - What stands before the first `+` or digit, and what stands behind the last digit or letter, does not count.
/// - A number begins with any number of `+`; behind them it has at least three digits with nothing but punctuation
///   (``Kind/punctuation``, and `x`) among them, then digits, punctuation and letters; or it is two digits and nothing else.
/// - An extension is the digits at the end, if a label stands before them: `x` or `ext`, for example.
/// - With three letters or more each letter is the digit of its key; fewer are passed over.
///
/// A text in which more is to be seen, `unclear`, is the library's: digits of other scripts, `;` (parameters of a tel URI,
/// extensions), a comma that may begin an extension, `#` at the end, `/` beside `x`, or more digits than any number has.
struct PhoneScan {
  enum Result {
    case number(PhoneScan)
    case none
    case unclear
  }

  /// Whether a `+` stood before the digits.
  private(set) var isInternational = false
  private(set) var digits = PhoneDigits()
  private(set) var `extension`: String?

  /// Longer texts are the library's: so many digits, each with a blank, fit twice.
  private static let longestText = 160
  /// Leaves room in ``PhoneDigits`` for what a transform rule puts before them.
  private static let mostDigits = PhoneDigits.capacity - 8

  /// Looks for a number in `text`, which is UTF-8.
  static func number(in text: Span<UInt8>) -> Result {
    guard text.count <= longestText else { return .unclear }
    var start = 0
    while start < text.count, !startsNumber(text[start]) {
      guard text[start] < 0x80, text[start] != UInt8(ascii: ";"), !isControl(text[start]) else { return .unclear }
      start += 1
    }
    guard let end = end(of: text, from: start) else { return .unclear }
    guard end - start >= 2 else { return .none }

    var isInternational = false
    while start < end, text[start] == UInt8(ascii: "+") {
      isInternational = true
      start += 1
    }
    if !isInternational, end - start == 2, Kind(text[start]) == .digit, Kind(text[start + 1]) == .digit {
      var scan = PhoneScan()
      _ = scan.take(text, start..<end, areLettersDigits: false)
      return .number(scan)
    }
    let label: PhoneLabel?
    switch PhoneLabel.find(in: text, start..<end) {
    case .none: label = nil
    case .unclear: return .unclear
    case .label(let found): label = found
    }
    return number(in: text, start..<(label?.start ?? end), isInternational, label?.digits)
  }

  /// The number in `range`, behind its plus signs and before its extension.
  private static func number(
    in text: Span<UInt8>, _ range: Range<Int>, _ isInternational: Bool, _ extensionDigits: Range<Int>?
  ) -> Result {
    var digits = 0
    var letters = 0
    var hasX = false
    var hasSlash = false
    var isViable = true
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = text[index]
      switch Kind(byte) {
      case .digit: digits += 1
      case .punctuation: hasSlash = hasSlash || byte == UInt8(ascii: "/")
      case .letter:
        letters += 1
        if byte | 0x20 == UInt8(ascii: "x") { hasX = true } else if digits < 3 { isViable = false }
      case .other:
        guard byte != UInt8(ascii: ";"), byte != UInt8(ascii: "\\") else { return .unclear }
        isViable = false
      case .beyondASCII:
        let length = punctuationLength(text, index, range.upperBound)
        guard length > 0 else { return .unclear }
        index += length - 1
      }
      index += 1
    }
    // The library takes `/ x` for the start of a second number.
    if hasSlash, hasX || extensionDigits != nil { return .unclear }
    if digits < 3 {
      // Of two digits before an extension the library makes a number.
      return extensionDigits == nil ? .none : .unclear
    }
    guard isViable else { return .none }
    var scan = PhoneScan(isInternational: isInternational)
    guard scan.take(text, range, areLettersDigits: letters >= 3) else { return .unclear }
    if let extensionDigits {
      var digits = PhoneDigits()
      for index in extensionDigits { _ = digits.append(text[index] - UInt8(ascii: "0")) }
      scan.extension = digits.text
    }
    return .number(scan)
  }

  /// Takes the digits of `range`, and tells whether they are not too many.
  private mutating func take(_ text: Span<UInt8>, _ range: Range<Int>, areLettersDigits: Bool) -> Bool {
    for index in range {
      let byte = text[index]
      switch Kind(byte) {
      case .digit: guard digits.append(byte - UInt8(ascii: "0")) else { return false }
      case .letter where areLettersDigits:
        guard digits.append(Self.keys[Int(byte | 0x20) - 0x61]) else { return false }
      default: continue
      }
    }
    return digits.count <= Self.mostDigits
  }

  /// The keys of `a` to `z` (ITU-T E.161).
  private static let keys: [26 of UInt8] = [
    2, 2, 2, 3, 3, 3, 4, 4, 4, 5, 5, 5, 6, 6, 6, 7, 7, 7, 7, 8, 8, 8, 9, 9, 9, 9,
  ]

  /// Whether a text with `byte` is none to the library: a control character other than tab, line feed, form feed, return.
  private static func isControl(_ byte: UInt8) -> Bool {
    byte < 0x20 && byte != 0x09 && byte != 0x0A && byte != 0x0C && byte != 0x0D || byte == 0x7F
  }

  private static func startsNumber(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "+") || Kind(byte) == .digit }

  /// The end of `text` without what may not end a number; `nil` where that is not simple.
  private static func end(of text: Span<UInt8>, from start: Int) -> Int? {
    var end = text.count
    while end > start {
      switch Kind(text[end - 1]) {
      case .digit, .letter: return end
      case .punctuation: end -= 1
      case .other:
        // The library keeps `#`.
        let byte = text[end - 1]
        guard byte != UInt8(ascii: "#"), byte != UInt8(ascii: ";"), !isControl(byte) else { return nil }
        end -= 1
      case .beyondASCII:
        if end - start >= 2, punctuationLength(text, end - 2, end) == 2 {
          end -= 2
        } else if end - start >= 3, punctuationLength(text, end - 3, end) == 3 {
          end -= 3
        } else {
          return nil
        }
      }
    }
    return end
  }

  /// How many bytes at `index` are a no-break space, a soft hyphen or a dash, punctuation beyond ASCII; 0: they are not.
  ///
  /// U+00A0, U+00AD; U+200B, U+2010 to U+2015. The library knows a few more, which are rare.
  static func punctuationLength(_ text: Span<UInt8>, _ index: Int, _ end: Int) -> Int {
    guard index + 1 < end else { return 0 }
    if text[index] == 0xC2 { return text[index + 1] == 0xA0 || text[index + 1] == 0xAD ? 2 : 0 }
    guard index + 2 < end, text[index] == 0xE2, text[index + 1] == 0x80 else { return 0 }
    let last = text[index + 2]
    return last == 0x8B || last >= 0x90 && last <= 0x95 ? 3 : 0
  }

  /// What a byte is in a number.
  enum Kind {
    case digit
    /// Stands between digits and is not looked at: `kValidPunctuation` of the library without `x`, and `*`.
    case punctuation
    case letter
    /// Other ASCII: a number has none.
    case other
    case beyondASCII

    init(_ byte: UInt8) {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): self = .digit
      case UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: "("),
        UInt8(ascii: ")"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "~"), UInt8(ascii: "*"):
        self = .punctuation
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): self = .letter
      case 0x80...: self = .beyondASCII
      default: self = .other
      }
    }
  }
}
