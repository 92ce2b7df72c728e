/// Puts another letter or digit of the same class for each one of a text.
///
/// Vowels become vowels and consonants consonants, so that names stay readable; case stays. A letter of another script
/// becomes one of its neighbours in Unicode with the same general category. Marks, punctuation, blanks and symbols stay. No
/// letter or digit becomes itself, so no word of letters comes out as it went in.
struct LookalikeLetters {
  private var choices: HashStream

  init(_ seed: UInt64) { choices = HashStream(seed) }

  /// The text with each of its letters and digits replaced; as many scalars as before.
  mutating func replace(_ text: some StringProtocol) -> String {
    var replaced = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { replaced.append(letter(for: scalar)) }
    return String(replaced)
  }

  /// Another digit of `digits` (at least two); what is no ASCII digit stays.
  mutating func digit(for character: Character, of digits: String = "0123456789") -> Character {
    other(than: character, in: digits)
  }

  /// Another hexadecimal digit in the same case, so that a UUID stays one.
  mutating func hexDigit(for character: Character) -> Character {
    if character.isNumber { return digit(for: character) }
    return other(than: character, in: character.isUppercase ? "ABCDEF" : "abcdef")
  }

  private mutating func letter(for scalar: Unicode.Scalar) -> Unicode.Scalar {
    for letters in Self.classes where letters.contains(scalar) {
      let others = letters.filter { $0 != scalar }
      return others[choices.next(below: others.count)]
    }
    let category = scalar.properties.generalCategory
    switch category {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .otherLetter, .decimalNumber:
      return neighbour(of: scalar, category)
    default:
      return scalar
    }
  }

  /// One of the 32 scalars around it: they have the same length in UTF-8, and are of the same script mostly.
  private mutating func neighbour(of scalar: Unicode.Scalar, _ category: Unicode.GeneralCategory) -> Unicode.Scalar {
    let start = scalar.value & ~31
    let shift = choices.next(below: 32)
    for step in 0..<32 {
      guard let found = Unicode.Scalar(start + UInt32((shift + step) % 32)), found != scalar,
        found.properties.generalCategory == category
      else { continue }
      return found
    }
    return category == .uppercaseLetter ? "X" : category == .decimalNumber ? "0" : "x"
  }

  private mutating func other(than character: Character, in choices: String) -> Character {
    let others = choices.filter { $0 != character }
    return others[others.index(others.startIndex, offsetBy: self.choices.next(below: others.count))]
  }

  /// What is exchanged among itself; few enough to be searched in turn.
  private static let classes: [[Unicode.Scalar]] = [
    "aeiou", "AEIOU", "bcdfghjklmnpqrstvwxyz", "BCDFGHJKLMNPQRSTVWXYZ", "0123456789", "äëïöüáéíóúàèñçøåß",
    "ÄËÏÖÜÁÉÍÓÚÀÈÑÇØÅ",
  ].map { Array($0.unicodeScalars) }
}
