/// The label before an extension's digits, `ext.` or `x`, at the end of a text.
///
/// The library's pattern (`CreateExtnPattern`) says what may stand there, and a match must reach the end of the text:
/// blanks and commas, the label, `.` or `:`, blanks, commas and hyphens, and the digits, at most 20 behind a word that means
/// nothing else, 9 behind `x`, `#`, `~` and `int`. A text that ends in digits has at most one such match of a label, so it
/// is read backwards here. Labels in other scripts, those of commas and semicolons, and `#` at the end are the library's.
struct PhoneLabel {
  enum Result {
    case none
    case label(PhoneLabel)
    case unclear
  }

  /// Where the blanks before the label begin.
  var start: Int
  var digits: Range<Int>

  /// Looks for a label in `range` of `text`, which ends in a digit or a letter.
  static func find(in text: Span<UInt8>, _ range: Range<Int>) -> Result {
    var first = range.upperBound
    while first > range.lowerBound, PhoneScan.Kind(text[first - 1]) == .digit { first -= 1 }
    let digits = first..<range.upperBound
    guard !digits.isEmpty, first > range.lowerBound else { return .none }

    var end = first
    var commas = 0
    while end > range.lowerBound {
      let byte = text[end - 1]
      if byte == UInt8(ascii: " ") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "\t") {
        end -= 1
      } else if byte == UInt8(ascii: ",") {
        end -= 1
        commas += 1
      } else if byte == UInt8(ascii: ";") {
        return .unclear
      } else if byte == 0xA0, end - 1 > range.lowerBound, text[end - 2] == 0xC2 {
        end -= 2
      } else {
        break
      }
    }
    if commas > 0 {
      // One comma before a whole number, `…, 201-5550123` or `…,2015550199`, is no label: 9 digits are the most behind it.
      let isSeparator =
        commas == 1 && digits.count > 9 && end > range.lowerBound && PhoneScan.Kind(text[end - 1]) == .digit
      return isSeparator ? .none : .unclear
    }
    if end > range.lowerBound, text[end - 1] == UInt8(ascii: ".") || text[end - 1] == UInt8(ascii: ":") { end -= 1 }
    guard end > range.lowerBound else { return .none }
    // A comma or semicolon is a label of its own, and `．` a full stop.
    guard text[end - 1] != UInt8(ascii: ","), text[end - 1] != UInt8(ascii: ";") else { return .unclear }
    if text[end - 1] >= 0x80 {
      // A dash is no label; a letter or a sign of another script may be one.
      let isDash = end - range.lowerBound >= 3 && PhoneScan.punctuationLength(text, end - 3, end) == 3
      let isBlank = end - range.lowerBound >= 2 && PhoneScan.punctuationLength(text, end - 2, end) == 2
      return isDash || isBlank ? .none : .unclear
    }

    guard let (length, mostDigits) = label(text, range.lowerBound, end), digits.count <= mostDigits else {
      return .none
    }
    var start = end - length
    while start > range.lowerBound {
      let byte = text[start - 1]
      if byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: ",") {
        start -= 1
      } else if byte == 0xA0, start - 1 > range.lowerBound, text[start - 2] == 0xC2 {
        start -= 2
      } else {
        break
      }
    }
    return .label(PhoneLabel(start: start, digits: digits))
  }

  /// The longest label that ends at `end`: as a match is looked for from the left, the longest one counts.
  private static func label(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> (length: Int, mostDigits: Int)? {
    switch text[end - 1] {
    case UInt8(ascii: "x"), UInt8(ascii: "X"), UInt8(ascii: "#"), UInt8(ascii: "~"): return (1, 9)
    case UInt8(ascii: "t"), UInt8(ascii: "T"), UInt8(ascii: "n"), UInt8(ascii: "N"), UInt8(ascii: "o"),
      UInt8(ascii: "O"):
      return words.first { ends($0.word, text, start, end) }.map { ($0.word.count, $0.mostDigits) }
    default: return nil
    }
  }

  /// The labels in small letters, of those with one end the longest first: `e?xt(ensio)?n?`, `anexo`, `int`.
  private static let words: [(word: [UInt8], mostDigits: Int)] = [
    ("extension", 20), ("xtension", 20), ("extensio", 20), ("xtensio", 20), ("extn", 20), ("xtn", 20), ("ext", 20),
    ("xt", 20), ("anexo", 20), ("int", 9),
  ].map { (Array($0.0.utf8), $0.1) }

  private static func ends(_ word: [UInt8], _ text: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    guard end - start >= word.count else { return false }
    for index in word.indices where text[end - word.count + index] | 0x20 != word[index] { return false }
    return true
  }
}
