import Foundation
import LeadModel

/// Which country a text means.
enum Country {
  /// The ISO 3166-1 alpha-2 code that `name` means, in upper case: `gb`, `GBR`, `UK`, `United Kingdom` and `Vereinigtes
  /// Königreich` are `GB`.
  ///
  /// `nil` for a text that means none.
  ///
  /// Names are compared without case, accents, punctuation and a leading `the`. English, German, French, Spanish,
  /// Portuguese, Italian, Dutch and Polish names are known. A code of two capital or small letters costs one look-up.
  static func region(named name: String) -> String? {
    let text = Blank.trimmed(name)
    if text.utf8.count == 2, let code = regions[text.uppercased()] { return code }
    guard text.utf8.count <= longestNameBytes else { return nil }
    return regions[folded(text)]
  }

  /// What to say to a text that is no country: the name or code that was probably meant, else `nil`.
  ///
  /// For words of a person, not for records: it looks at some 2,000 names.
  static func hint(for text: String) -> String? {
    // Codes are too short to be near one another.
    let name = NearestName.of(folded(text), among: regions.keys.filter { $0.utf8.count > 3 }.sorted())
    return name.flatMap { regions[$0] }.flatMap { code in
      shownNames[code].map { "did you mean \($0) (\(code))?" }
    }
  }

  /// The first English name of each country.
  private static let shownNames: [String: String] = Dictionary(
    englishNames.split(separator: "\n").compactMap { line in
      let parts = line.split(separator: " ", maxSplits: 2)
      return parts.count == 3 ? (String(parts[0]), String(parts[2].prefix { $0 != "|" })) : nil
    }, uniquingKeysWith: { first, _ in first })

  /// Bounds the work for a text that is no country: no name is near as long.
  private static let longestNameBytes = 200

  /// Codes as `GB` and `GBR`, and names as ``folded(_:)`` leaves them, to alpha-2 codes.
  ///
  /// About 2,000; made once.
  private static let regions: [String: String] = {
    var regions: [String: String] = [:]
    for line in englishNames.split(separator: "\n") {
      let parts = line.split(separator: " ", maxSplits: 2)
      let code = String(parts[0])
      regions[code] = code
      regions[folded(String(parts[1]))] = code
      for name in parts[2].split(separator: "|") { regions[folded(String(name))] = code }
    }
    for line in otherNames.split(separator: "\n") {
      let parts = line.split(separator: " ", maxSplits: 1)
      for name in parts[1].split(separator: "|") { regions[folded(String(name))] = String(parts[0]) }
    }
    for entry in cldrNames.split(separator: ";") {
      let words = entry.split { $0 == " " || $0 == "\n" }
      guard let code = words.first else { continue }
      for name in words.dropFirst().joined(separator: " ").split(separator: "|") {
        regions[folded(String(name))] = String(code)
      }
    }
    // Reserved by ISO 3166-1 at the request of those countries, and in daily use.
    regions["UK"] = "GB"
    regions["EL"] = "GR"
    return regions
  }()

  /// `name` in small letters without accents and punctuation, `and` for `&`, one blank between words.
  ///
  /// Never two capital letters, so that names and codes do not meet.
  static func folded(_ name: String) -> String {
    let isASCII = name.utf8.allSatisfy { $0 < 0x80 }
    let plain = isASCII ? name : name.decomposedStringWithCompatibilityMapping
    var result = ""
    var isPending = false
    for scalar in plain.unicodeScalars {
      switch scalar {
      case ".", "'", "’", "‘": break
      case "&":
        isPending = true
        append("and")
        isPending = true
      case "ł", "Ł": append("l")
      case "ø", "Ø": append("o")
      case "ß": append("ss")
      case _ where scalar.properties.canonicalCombiningClass != .notReordered: break
      case _ where scalar.properties.isAlphabetic: append(scalar.properties.lowercaseMapping)
      default: isPending = true
      }
    }
    return result.hasPrefix("the ") ? String(result.dropFirst(4)) : result

    func append(_ letters: String) {
      if isPending, !result.isEmpty { result += " " }
      isPending = false
      result += letters
    }
  }
}
