/// Numbers as people and programs write them, to the form of JSON numbers.
enum NumberText {
  /// `text` as a number with a full stop before its fraction and nothing between its digits; `nil` where it is none.
  ///
  /// - `1,234.50`, `1.234,50`, `1 234,50`, `1'234.50` are `1234.50`: where a comma and a full stop occur, the last one
  ///   is the decimal mark. Groups must be of three digits.
  /// - A mark that occurs once: a full stop is the decimal mark (`1.234` is a program's 1.234); a comma is, unless
  ///   exactly three digits follow a group that does not begin with 0 (`1,5` is 1.5; `1,234` is 1234).
  /// - A sign may stand before or behind, also `−` and the bookkeepers' `(1,234)`; a currency as a symbol or as three
  ///   capital letters at either end.
  /// - `4.9E+11` stays as it is. A fraction's digits stay as written: `1.50` is not `1.5`.
  static func normalised(_ text: String) -> String? {
    var isNegative = false
    var characters: [UInt8] = []
    for scalar in Blank.trimmed(text).unicodeScalars {
      switch scalar {
      case "−": characters.append(UInt8(ascii: "-"))
      case "’", "'": characters.append(UInt8(ascii: "'"))
      case _ where Blank.isSpace(scalar): characters.append(UInt8(ascii: " "))
      case _ where scalar.properties.generalCategory == .currencySymbol: characters.append(UInt8(ascii: "$"))
      case _ where scalar.isASCII: characters.append(UInt8(scalar.value))
      default: return nil
      }
    }
    var rest = characters[...]
    if rest.first == UInt8(ascii: "("), rest.last == UInt8(ascii: ")") {
      isNegative = true
      rest = rest.dropFirst().dropLast()
    }
    guard strip(&rest, &isNegative) else { return nil }
    let (mantissa, exponent) = split(rest)
    guard let exponent, let number = plain(mantissa) else { return nil }
    let isZero = number.utf8.allSatisfy { $0 == UInt8(ascii: "0") || $0 == UInt8(ascii: ".") }
    return (isNegative && !isZero ? "-" : "") + number + exponent
  }

  /// Takes sign, currency and blanks off both ends, each once.
  ///
  /// False: one came twice.
  private static func strip(_ rest: inout ArraySlice<UInt8>, _ isNegative: inout Bool) -> Bool {
    var hasSign = isNegative
    var hasCurrency = false
    while let first = rest.first, let last = rest.last {
      let isAtStart = isMark(first)
      let byte = isAtStart ? first : last
      let letters = isAtStart ? rest.prefix(3) : rest.suffix(3)
      if byte == UInt8(ascii: " ") {
        rest = isAtStart ? rest.dropFirst() : rest.dropLast()
      } else if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") {
        if hasSign { return false }
        hasSign = true
        isNegative = byte == UInt8(ascii: "-")
        rest = isAtStart ? rest.dropFirst() : rest.dropLast()
      } else if byte == UInt8(ascii: "$") {
        if hasCurrency { return false }
        hasCurrency = true
        rest = isAtStart ? rest.dropFirst() : rest.dropLast()
      } else if letters.count == 3, letters.allSatisfy(isCapital) {
        if hasCurrency { return false }
        hasCurrency = true
        rest = isAtStart ? rest.dropFirst(3) : rest.dropLast(3)
      } else {
        return true
      }
    }
    return true
  }

  /// The number and its exponent, `E+11`, which is empty where there is none and `nil` where it is malformed.
  private static func split(_ text: ArraySlice<UInt8>) -> (mantissa: ArraySlice<UInt8>, exponent: String?) {
    guard let mark = text.firstIndex(where: { $0 | 0x20 == UInt8(ascii: "e") }) else { return (text, "") }
    var digits = text[(mark + 1)...]
    if digits.first == UInt8(ascii: "+") || digits.first == UInt8(ascii: "-") { digits = digits.dropFirst() }
    guard !digits.isEmpty, digits.allSatisfy(isDigit) else { return (text, nil) }
    return (text[..<mark], String(decoding: text[mark...], as: UTF8.self))
  }

  /// Digits with marks between them as digits with at most a full stop.
  private static func plain(_ text: ArraySlice<UInt8>) -> String? {
    let comma = UInt8(ascii: ",")
    let stop = UInt8(ascii: ".")
    let commas = text.count { $0 == comma }
    let stops = text.count { $0 == stop }
    var decimal: Int?
    switch (commas, stops) {
    case (0, 1): decimal = text.firstIndex(of: stop)
    case (1, 0): if !isGrouped(text, by: comma) { decimal = text.firstIndex(of: comma) }
    case (_, 0), (0, _): break
    default: decimal = text.lastIndex { $0 == comma || $0 == stop }
    }

    let whole = text[..<(decimal ?? text.endIndex)]
    let fraction = decimal.map { text[($0 + 1)...] } ?? []
    guard fraction.allSatisfy(isDigit) else { return nil }
    var digits = whole
    if !whole.allSatisfy(isDigit) {
      guard let mark = whole.first(where: { !isDigit($0) }), mark != decimal.map({ text[$0] }),
        isGrouped(whole, by: mark)
      else { return nil }
      digits = whole.filter { $0 != mark }[...]
    }
    guard !digits.isEmpty || !fraction.isEmpty else { return nil }
    let significant = digits.drop { $0 == UInt8(ascii: "0") }
    let wholeText = significant.isEmpty ? "0" : String(decoding: significant, as: UTF8.self)
    return fraction.isEmpty ? wholeText : wholeText + "." + String(decoding: fraction, as: UTF8.self)
  }

  /// Whether `text` is one to three digits, the first not 0, and then groups of three behind `mark`.
  private static func isGrouped(_ text: ArraySlice<UInt8>, by mark: UInt8) -> Bool {
    guard
      mark == UInt8(ascii: ",") || mark == UInt8(ascii: ".") || mark == UInt8(ascii: " ") || mark == UInt8(ascii: "'")
    else { return false }
    let groups = text.split(separator: mark, omittingEmptySubsequences: false)
    guard let first = groups.first, (1...3).contains(first.count), first.first != UInt8(ascii: "0") else {
      return false
    }
    return groups.allSatisfy { $0.allSatisfy(isDigit) } && groups.dropFirst().allSatisfy { $0.count == 3 }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
  private static func isCapital(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") }
  /// Whether `byte` may stand before a number: anything but a digit, or the decimal mark of `.5`.
  private static func isMark(_ byte: UInt8) -> Bool {
    !isDigit(byte) && byte != UInt8(ascii: ".") && byte != UInt8(ascii: ",")
  }
}
