import Foundation

/// The words of a column's name, without what does not tell columns apart: case, accents, punctuation, placeholders.
struct HeaderWords: Sendable, Hashable {
  /// In small ASCII letters where the alphabet has them; digits are words of their own.
  let words: [String]
  /// The number at the end or in the middle of the name, as in `E-mail 2 - Value`.
  let number: Int?

  /// Takes a name apart.
  ///
  /// `Person - Phone - Work`, `contactEmail`, `FIRST_NAME (optional)*` and `Hi, what's your *full name*?` are words;
  /// `{{field:full_name}}` is not, as form tools put answers there. At most ``limit`` words: a name may be a paragraph.
  init(_ name: String) {
    var words: [String] = []
    var number: Int?
    var word = ""
    func end() {
      if !word.isEmpty { words.append(word) }
      word = ""
    }
    var previous: LetterCase = .none
    let scalars = Array(Self.withoutPlaceholders(name).decomposedStringWithCompatibilityMapping.unicodeScalars)
    for (index, scalar) in scalars.enumerated() {
      if words.count >= Self.limit { break }
      if scalar.properties.canonicalCombiningClass != .notReordered { continue }
      // The apostrophe of "what's" parts words, as that of "l'entreprise" does.
      let now = LetterCase(scalar)
      let startsHump = now == .upper && (previous == .lower || (previous == .upper && Self.isLower(scalars, index + 1)))
      if now == .none || startsHump || (now == .digit) != (previous == .digit) { end() }
      if now != .none { word += Self.plain(scalar) }
      previous = now
    }
    end()
    self.words = words.filter { word in
      guard let value = Int(word) else { return true }
      number = number ?? value
      return false
    }
    self.number = number
  }

  /// The words written as one: `First Name`, `first_name` and `FIRSTNAME` are the same.
  var joined: String { words.joined() }

  private static let limit = 40

  private enum LetterCase {
    case none, lower, upper, digit

    init(_ scalar: Unicode.Scalar) {
      if scalar.properties.numericType == .decimal {
        self = .digit
      } else if !scalar.properties.isAlphabetic {
        self = .none
      } else {
        self = scalar.properties.isUppercase ? .upper : .lower
      }
    }
  }

  private static func isLower(_ scalars: [Unicode.Scalar], _ index: Int) -> Bool {
    index < scalars.count && LetterCase(scalars[index]) == .lower
  }

  private static func plain(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "ß": "ss"
    case "ł", "Ł": "l"
    case "ø", "Ø": "o"
    case "æ", "Æ": "ae"
    case "œ", "Œ": "oe"
    default: scalar.properties.lowercaseMapping
    }
  }

  /// `name` without what stands between doubled braces.
  private static func withoutPlaceholders(_ name: String) -> String {
    var rest = name[...]
    var result = ""
    while let open = rest.firstRange(of: "{{"), let close = rest[open.upperBound...].firstRange(of: "}}") {
      result += rest[..<open.lowerBound] + " "
      rest = rest[close.upperBound...]
    }
    return result + rest
  }
}

extension HeaderWords {
  /// The words of a text with its numbers, in small letters, as names of files are written.
  static func plainWords(_ text: String) -> [String] {
    let plain = text.decomposedStringWithCompatibilityMapping.unicodeScalars.filter {
      $0.properties.canonicalCombiningClass == .notReordered
    }
    var word = ""
    var words: [String] = []
    for scalar in plain {
      if scalar.properties.isAlphabetic || scalar.properties.numericType == .decimal {
        word += Self.plain(scalar)
      } else if !word.isEmpty {
        words.append(word)
        word = ""
      }
    }
    return words + (word.isEmpty ? [] : [word])
  }
}
