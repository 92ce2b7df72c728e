/// What makes phone numbers of a text, by libphonenumber.
///
/// A cell with one number costs one reading (``PhoneReading``), a number that is not valid up to three; one with separators
/// a few more, bounded by ``PhonePieces/limit``.
enum PhoneRule {
  /// Reads a cell whose country is `region`, an ISO 3166-1 alpha-2 code, where a number does not say its own.
  static func parse(_ text: String, region: String?) -> PhoneCell {
    // The library knows no empty region, and a code of any other length would be read as an unknown one anyway.
    guard let region, region.utf8.count == 2 else { return cell(of: text, home: .unknown) }
    return cell(of: text, home: .region(region.uppercased()))
  }

  /// Reads a cell whose dial code stands in a column of its own: `+44`, `44`, `0044`, `+44 (UK)`, `+1-242`, or `GB`.
  ///
  /// A number that says its country itself keeps it.
  static func parse(_ text: String, dialCode: String) -> PhoneCell {
    let start = dialCode.utf8.drop { !isDigit($0) }.drop { $0 == UInt8(ascii: "0") }
    let code = String(start.prefix { isDigit($0) }) ?? ""
    let digits = String(decoding: start.filter(isDigit), as: UTF8.self)
    if digits.utf8.count > code.utf8.count || digits.utf8.count > longestCallingCode {
      // A country within a calling code, as lists of countries write it: the area code is part of the number.
      let cell = parse("+\(digits) \(text)", region: nil)
      if cell.first?.isValid == true { return cell }
    }
    if let code = Int32(code), code < 1000 { return cell(of: text, home: .dialCode(code)) }
    return parse(text, region: Country.region(named: dialCode))
  }

  /// Calling codes have one to three digits (ITU-T E.164).
  private static let longestCallingCode = 3

  /// Bounds the work for a cell that holds anything else: five numbers with their words fit many times.
  private static let longestCellBytes = 1000

  private static func cell(of text: String, home: PhoneHome) -> PhoneCell {
    let text = Blank.trimmed(text)
    guard !text.isEmpty, text.utf8.count <= longestCellBytes else { return PhoneCell(problem: .noNumber) }
    guard PhonePieces.mayCut(text) else { return PhoneCell(reading(of: text, home: home)) }
    if isDamaged(text) { return PhoneCell(problem: .damaged) }
    let pieces = PhonePieces(text)
    if pieces.count == 1 { return PhoneCell(reading(of: text, home: home)) }
    return pieces.cell { reading(of: $0, home: home) }
  }

  /// Reads `text` as one number, with what libphonenumber alone does not take.
  ///
  /// - `00` is the plus sign wherever the number is at home, if that gives the better number: in the USA, whose own prefix
  ///   is `011`, too.
  /// - `.0` at the end of bare digits is a number's that went through a floating point column.
  /// - A label behind the number, `(mobile)`, is taken off where the number with its letters as digits is impossible.
  private static func reading(of text: String, home: PhoneHome) -> PhoneReading {
    let bytes = text.utf8
    var text = text
    if text.hasSuffix(".0"), bytes.count > 6, bytes.dropLast(2).allSatisfy(isDigit) { text.removeLast(2) }

    var best = PhoneReading(text, home: home)
    if best.rank < 2, let international = internationalForm(of: text) {
      let other = PhoneReading(international, home: home)
      if other.rank > best.rank { best = other }
    }
    if best.rank == 0, let bare = withoutLabel(text) {
      let other = PhoneReading(bare, home: home)
      // What is left of a number in letters that is too long, `0800`, some countries would take for a number.
      if let number = other.number, number.isValid || number.national.utf8.count >= 7 { best = other }
    }
    return best
  }

  /// `text` with a plus sign in place of the `00` that its digits begin with; `nil` where they begin otherwise.
  private static func internationalForm(of text: String) -> String? {
    guard let first = text.utf8.firstIndex(where: isDigit) else { return nil }
    let rest = text.utf8[first...]
    guard rest.starts(with: "00".utf8),
      let third = rest.dropFirst(2).first(where: isDigit), third != UInt8(ascii: "0")
    else { return nil }
    return "+" + text[rest.index(first, offsetBy: 2)...]
  }

  /// `text` without the words or brackets behind its last digit; `nil` where there are none with a letter.
  private static func withoutLabel(_ text: String) -> String? {
    guard let last = text.utf8.lastIndex(where: isDigit) else { return nil }
    let end = text.utf8.index(after: last)
    guard text[end...].unicodeScalars.contains(where: \.properties.isAlphabetic) else { return nil }
    return String(text[..<end])
  }

  /// Whether `text` is a number in scientific notation, `4.91E+11` or `4,91E+11`: never to be expanded.
  private static func isDamaged(_ text: String) -> Bool {
    var rest = text.utf8[...]
    func skipDigits() -> Bool {
      let count = rest.prefix(while: isDigit).count
      rest = rest.dropFirst(count)
      return count > 0
    }
    // Excel's mark of a text, a formula's equals sign, the quotes of `="…"`.
    rest = rest.drop { $0 == UInt8(ascii: "'") || $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: "\"") }
    if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
    guard skipDigits() else { return false }
    if rest.first == UInt8(ascii: ".") || rest.first == UInt8(ascii: ",") {
      rest = rest.dropFirst()
      guard skipDigits() else { return false }
    }
    guard rest.first == UInt8(ascii: "E") || rest.first == UInt8(ascii: "e") else { return false }
    rest = rest.dropFirst()
    if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
    guard skipDigits() else { return false }
    return rest.allSatisfy { $0 == UInt8(ascii: "\"") }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
}
