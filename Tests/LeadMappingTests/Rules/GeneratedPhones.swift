import TestSupport

@testable import LeadMapping

/// Cells as people and programs write phone numbers, right and wrong, of all regions that libphonenumber knows.
///
/// The digits come of the library's own patterns (so every range in use is met), of its examples with some digits changed,
/// or of nothing but chance around the possible lengths. They are written with every prefix, punctuation and extension.
struct GeneratedPhones {
  /// A cell, and where its numbers are at home.
  struct Cell: Hashable {
    var text: String
    var home: PhoneHome
  }

  private var random: SplitMix64
  private let regions: [PhoneMetadata]
  private let patterns: [[PhonePattern]]
  private let oddity: Oddity

  /// How much there is in the cells that is no number: extensions, labels, letters, characters out of place.
  enum Oddity: CaseIterable {
    /// Nothing.
    case none
    /// An extension in a twelfth of the cells, and something else in a hundredth.
    case some
    /// Something else in a third.
    case much
  }

  init(seed: UInt64, oddity: Oddity) {
    random = SplitMix64(seed: seed)
    let codes = Set(PhoneMetadata.heads.map(\.callingCode)).sorted()
    regions = codes.flatMap { PhoneMetadata.all(of: $0) }
    patterns = regions.map { region in
      let kinds = [region.general, region.fixed, region.mobile] + region.others
      return kinds.compactMap(\.pattern).compactMap { PhonePattern($0) }
    }
    self.oddity = oddity
  }

  mutating func next() -> Cell {
    let index = Int.random(in: 0..<regions.count, using: &random)
    let region = regions[index]
    var digits = national(index)
    if chance(6) { digits = changed(digits) }
    let home = home(for: region)
    var text = punctuated(prefixed(digits, region))
    if oddity != .none {
      if chance(12) { text += Self.extensions.randomElement(using: &random) ?? "" }
      if chance(oddity == .much ? 3 : 100) { text = spoiled(text) }
    }
    return Cell(text: text, home: home)
  }

  private mutating func chance(_ of: Int) -> Bool { Int.random(in: 0..<of, using: &random) == 0 }

  private mutating func someDigits(_ count: Int) -> String {
    (0..<max(count, 0)).map { _ in String(Int.random(in: 0...9, using: &random)) }.joined()
  }

  /// The number as dialled at home, without a prefix.
  private mutating func national(_ index: Int) -> String {
    let region = regions[index]
    switch Int.random(in: 0..<10, using: &random) {
    case 0..<4: return patterns[index].randomElement(using: &random).map { sample($0) } ?? ""
    case 4..<6:
      let examples = ([region.fixed, region.mobile] + region.others).compactMap(\.example)
      let example = examples.randomElement(using: &random) ?? ""
      let kept = Int.random(in: 0...example.count, using: &random)
      return example.prefix(kept) + someDigits(example.count - kept)
    case 6..<8:
      let lengths = (0..<18).filter { (region.general.lengths | region.general.localLengths) & 1 << UInt32($0) != 0 }
      return someDigits((lengths.randomElement(using: &random) ?? 9) + Int.random(in: -1...1, using: &random))
    case 8: return someDigits(Int.random(in: 1...19, using: &random))
    default: return someDigits(Int.random(in: 2...5, using: &random))
    }
  }

  /// Digits that `pattern` matches.
  private mutating func sample(_ pattern: PhonePattern) -> String {
    switch pattern {
    case .digit(let set): String((0...9).filter { set & 1 << UInt16($0) != 0 }.randomElement(using: &random) ?? 0)
    case .sequence(let parts): parts.map { sample($0) }.joined()
    case .either(let branches): branches.randomElement(using: &random).map { sample($0) } ?? ""
    case .group(_, let inner): sample(inner)
    case .repeated(let inner, let range):
      (0..<Int.random(in: range, using: &random)).map { _ in sample(inner) }.joined()
    case .end: ""
    }
  }

  /// `digits` with one dropped, doubled or changed.
  private mutating func changed(_ digits: String) -> String {
    var digits = Array(digits)
    guard let index = digits.indices.randomElement(using: &random) else { return "0" }
    switch Int.random(in: 0..<4, using: &random) {
    case 0: digits.remove(at: index)
    case 1: digits.insert(digits[index], at: index)
    case 2: digits.insert("0", at: 0)
    default: digits[index] = Character(someDigits(1))
    }
    return String(digits)
  }

  private mutating func prefixed(_ digits: String, _ region: PhoneMetadata) -> String {
    let code = "\(region.callingCode)"
    switch Int.random(in: 0..<20, using: &random) {
    case 0..<4: return "+\(code)\(digits)"
    case 4: return "+\(code) \(region.nationalPrefix)\(digits)"
    case 5: return "+\(code) (\(region.nationalPrefix))\(digits)"
    case 6: return "00\(code)\(digits)"
    case 7: return (PhonePattern(region.internationalPrefix).map { sample($0) } ?? "011") + code + digits
    case 8: return code + digits
    case 9: return (["++", "+00", "(+", "+0", "+ ", "011"].randomElement(using: &random) ?? "") + code + digits
    case 10..<13: return region.nationalPrefix + digits
    case 13..<15: return (PhonePattern(region.prefixForParsing).map { sample($0) } ?? "") + digits
    case 15: return "+\(code)" + (PhonePattern(region.prefixForParsing).map { sample($0) } ?? "") + digits
    default: return digits
    }
  }

  private mutating func home(for region: PhoneMetadata) -> PhoneHome {
    switch Int.random(in: 0..<20, using: &random) {
    case 0..<12 where region.region != "001": return .region(region.region)
    case 12..<14: return .dialCode(Int32(region.callingCode))
    case 14: return .dialCode(Int32.random(in: 0...999, using: &random))
    case 15..<17: return regions.randomElement(using: &random).map { .region($0.region) } ?? .unknown
    case 17: return .region(["XX", "ZZ", "001", "gb", "G", "", "DEU"].randomElement(using: &random) ?? "")
    default: return .unknown
    }
  }

  /// `digits` with something between some of them.
  private mutating func punctuated(_ digits: String) -> String {
    guard !chance(3) else { return digits }
    let mark = Self.marks.randomElement(using: &random) ?? " "
    let rarity = Int.random(in: 2...5, using: &random)
    var text = ""
    for (index, character) in digits.enumerated() {
      if index > 0, chance(rarity) { text += chance(6) ? Self.marks.randomElement(using: &random) ?? "" : mark }
      text.append(character)
    }
    if chance(4) {
      let open = text.indices.randomElement(using: &random) ?? text.startIndex
      text.insert("(", at: open)
      let close = text[open...].indices.randomElement(using: &random) ?? open
      text.insert(")", at: close)
    }
    return chance(10) ? " \(text) " : text
  }

  /// `text` with a character, a word or a label where none belongs.
  private mutating func spoiled(_ text: String) -> String {
    var text = text
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      let place = chance(3) ? text.endIndex : text.indices.randomElement(using: &random) ?? text.startIndex
      text.insert(contentsOf: Self.odd.randomElement(using: &random) ?? "", at: place)
    }
    return text
  }

  private static let marks = [
    " ", "-", ".", "/", " - ", "  ", "\u{A0}", "\u{2013}", "*", "~", "\u{AD}", "[", "x", ") (",
  ]
  private static let extensions = [
    "x45", " x45", " ext 12", " ext. 12", ", ext 45", "ext:7", " Extension 1234", "#12", " # 12", "~5", " int 5",
    "INT.5",
    " anexo 12", "xtn12", " extn 999", ",12", ",,12", ";12", ";ext=3", "x1234567890", " ext 1234567890123456789012",
    " - 503#", "x12-34", " x 5/x6", "\u{A0}ext\u{A0}5", " x\u{2013}5", "extensió 5", "extensio 5", " ex 5", " txt 5",
  ]
  private static let odd: [String] =
    [
      "home", " (work)", "Tel: ", "tel:", "FLOWERS", "CALL", "ab", "x", "X", "xx", "ext", "n/a", ";", ",", ":", "#",
      "@", "_",
    ]
    + [
      "+", "\\", "\t", "\n", "\u{0}", "\u{1}", "\u{B}", "\u{C}", "\r", "\u{1F}", "\u{7F}", "\"", "'", "|", "=", "é",
      "٣", "\u{FF10}", "\u{200B}", "\u{202A}", "\u{3000}", "０",
    ]
    + [
      ";phone-context=+1", ";isub=1", " / x", "or", " int", "anexo", "t", "n", "o", "-", "(", ")", "0", "00", " ", "．5",
      "ｘ5",
    ]
}
