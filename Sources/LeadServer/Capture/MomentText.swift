/// Tells moments from other texts: `2026-01-18T18:07:02Z`, `18.1.2026`, `6:52 pm`, `18 enero, 2026`.
///
/// Narrow on purpose: what is taken for a date is kept as it is, and a telephone number is written with the same characters.
enum MomentText {
  /// Longer texts are none.
  private static let maxBytes = 48

  static func isMoment(_ text: String) -> Bool {
    guard text.utf8.count <= maxBytes, text.contains(where: \.isNumber) else { return false }
    // A `T` between date and time is a blank; only between digits, or `Tue` would lose its first letter.
    var plain = ""
    let characters = Array(text.lowercased())
    for (index, character) in characters.enumerated() {
      let isBetween = index > 0 && index + 1 < characters.count && characters[index - 1].isNumber
      plain.append(
        character == "," || character == "t" && isBetween && characters[index + 1].isNumber ? " " : character)
    }
    let words = plain.split(separator: " ").map(String.init)
    guard !words.isEmpty, words.count <= 6 else { return false }
    if words.contains(where: months.contains) {
      return words.allSatisfy { months.contains($0) || fillers.contains($0) || isDayOrYear($0) || isTime($0) }
    }
    let rest = isDate(words[0]) ? words.dropFirst() : words[...]
    guard let first = rest.first else { return true }
    return isTime(first) && rest.dropFirst().allSatisfy { fillers.contains($0) || isOffset($0) }
  }

  /// Three numbers between equal signs, one of them a year or none longer than two digits.
  private static func isDate(_ word: String) -> Bool {
    for separator in ["-", "/", "."] as [Character] where word.contains(separator) {
      let parts = word.split(separator: separator, omittingEmptySubsequences: false)
      guard parts.count == 3, parts.allSatisfy({ $0.allSatisfy { $0.isASCII && $0.isNumber } }) else { return false }
      let numbers = parts.compactMap { Int($0) }
      guard numbers.count == 3, (1...31).contains(numbers[1]) else { return false }
      switch (parts[0].count, parts[1].count, parts[2].count) {
      case (4, 1...2, 1...2): return (1900...2100).contains(numbers[0]) && (1...31).contains(numbers[2])
      case (1...2, 1...2, 4): return (1900...2100).contains(numbers[2]) && (1...31).contains(numbers[0])
      case (1...2, 1...2, 1...2): return (1...31).contains(numbers[0])
      default: return false
      }
    }
    return false
  }

  /// `18:07`, `18:07:02.854z`, `18:07:02+01:00`, `6:52pm`.
  private static func isTime(_ word: String) -> Bool {
    var rest = word[...]
    for ending in ["z", "am", "pm"] where rest.hasSuffix(ending) { rest = rest.dropLast(ending.count) }
    if let sign = rest.lastIndex(where: { $0 == "+" || $0 == "-" }) {
      guard isOffset(String(rest[sign...])) else { return false }
      rest = rest[..<sign]
    }
    let parts = rest.split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count), let hour = Int(parts[0]), (0...24).contains(hour), parts[0].count <= 2,
      parts[1].count == 2, let minute = Int(parts[1]), (0...59).contains(minute)
    else { return false }
    guard parts.count == 3 else { return true }
    let seconds = parts[2].split(separator: ".", omittingEmptySubsequences: false)
    return seconds[0].count == 2 && seconds.count <= 2
      && seconds.allSatisfy { !$0.isEmpty && $0.count <= 9 && $0.allSatisfy { $0.isASCII && $0.isNumber } }
  }

  /// `+0100`, `-05:00`.
  private static func isOffset(_ word: String) -> Bool {
    guard let sign = word.first, sign == "+" || sign == "-" else { return false }
    let digits = word.dropFirst().filter { $0 != ":" }
    return digits.count == 4 && digits.allSatisfy { $0.isASCII && $0.isNumber } && "01".contains(digits.prefix(1))
  }

  private static func isDayOrYear(_ word: String) -> Bool {
    let digits = word.prefix { $0.isASCII && $0.isNumber }
    guard let number = Int(digits), ["", ".", "st", "nd", "rd", "th"].contains(word[digits.endIndex...]) else {
      return false
    }
    return digits.count <= 2 && (1...31).contains(number) || digits.count == 4 && (1900...2100).contains(number)
  }

  private static let fillers: Set<String> = [
    "am", "pm", "a.m.", "p.m.", "at", "of", "de", "um", "uhr", "utc", "gmt", "z", "mon", "tue", "wed", "thu", "fri",
    "sat", "sun",
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
  ]

  /// In the languages of the ready mappings' forms.
  private static let months: Set<String> = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
    "january", "february", "march", "april", "june", "july", "august", "september", "october", "november", "december",
    "januar", "februar", "märz", "mai", "juni", "juli", "oktober", "dezember",
    "janvier", "février", "mars", "avril", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre",
    "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre",
    "diciembre", "gennaio", "febbraio", "aprile", "maggio", "giugno", "luglio", "settembre", "ottobre", "dicembre",
    "janeiro", "fevereiro", "março", "maio", "junho", "julho", "setembro", "outubro", "dezembro",
    "januari", "februari", "maart", "mei", "augustus",
  ]
}
