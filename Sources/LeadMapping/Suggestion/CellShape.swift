import LeadModel

/// What one cell looks like: cheap questions that a suggestion asks of a thousand cells.
enum CellShape {
  /// Whether a cell begins with a phone number: seven to fifteen digits with what is written between them, its label or
  /// extension behind, further numbers behind a separator.
  static func isPhone(_ text: String) -> Bool {
    guard text.utf8.count <= 200 else { return false }
    var digits = 0
    var letters = 0
    for scalar in text.unicodeScalars {
      if scalar.properties.numericType == .decimal {
        digits += 1
      } else if scalar.properties.isAlphabetic {
        letters += 1
        // `p:+1 …` and `Tel. 030 …` begin with letters; an id such as `zcrm_365…` has many of them.
        if digits == 0, letters > 4 { return false }
      } else if !punctuation.contains(scalar) {
        return false
      }
      // A separator ends the first number.
      if digits >= 7, scalar == ";" || scalar == "," || scalar == "|" { break }
    }
    guard (7...22).contains(digits), letters <= 12 else { return false }
    return !isDecimal(text) && !text.contains("_")
  }

  private static let punctuation = Set("+-–—./()[] \u{A0}\u{2010}\u{2011}'\"#:;,|\t\n*=&".unicodeScalars)

  /// `12.50` and `1.234,56`: an amount, no number to call.
  private static func isDecimal(_ text: String) -> Bool {
    guard let mark = text.lastIndex(where: { $0 == "." || $0 == "," }) else { return false }
    let fraction = text[text.index(after: mark)...]
    let head = text[..<mark]
    return fraction.count <= 2 && fraction.allSatisfy(\.isNumber)
      && head.allSatisfy { $0.isNumber || $0 == "." || $0 == "," }
  }

  static func isURL(_ text: String) -> Bool {
    let small = text.prefix(12).lowercased()
    return (small.hasPrefix("http://") || small.hasPrefix("https://") || small.hasPrefix("www.")) && !text.contains(" ")
  }

  static func isImage(_ text: String) -> Bool {
    guard isURL(text) else { return false }
    let small = text.lowercased()
    let path = small.prefix { $0 != "?" && $0 != "#" }
    return [".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg", ".bmp"].contains { path.hasSuffix($0) }
      || small.contains("gravatar") || small.contains("avatar") || small.contains("/photo")
  }

  static func isNumber(_ text: String) -> Bool {
    var digits = 0
    for scalar in text.unicodeScalars {
      switch scalar {
      case "0"..."9": digits += 1
      case ".", ",", "-", "+", " ", "\u{A0}", "'", "%", "€", "$", "£", "E", "e": break
      default: return false
      }
    }
    return digits > 0
  }

  /// `+44`, `44`, `0044`, `+1-242`, `+44 (UK)`.
  static func isDialCode(_ text: String) -> Bool {
    let digits = text.unicodeScalars.filter { ("0"..."9").contains($0) }.count
    let hasSign = text.hasPrefix("+") || text.hasPrefix("00")
    guard (1...7).contains(digits), text.utf8.count <= 40 else { return false }
    return hasSign
      ? digits <= (text.hasPrefix("00") ? 7 : 5) : digits <= 3 && text.utf8.allSatisfy { $0 < 0x3A && $0 > 0x2F }
  }

  /// One word, or one with a dot: `Dr.`, `Frau`, `Prof. Dr.`.
  static func isHonorific(_ text: String) -> Bool {
    let words = text.lowercased().split { !$0.isLetter }
    return !words.isEmpty && words.count <= 3 && words.allSatisfy { honorifics.contains(String($0)) }
  }

  /// Forms of address and titles before names in the eight languages.
  static let honorifics: Set<String> = [
    "mr", "mrs", "ms", "miss", "mx", "sir", "madam", "dr", "prof", "professor", "doctor", "rev", "hon", "capt", "herr",
    "frau", "herrn", "divers", "ing", "dipl", "mag", "med", "m", "mme", "mlle", "monsieur", "madame", "mademoiselle",
    "me", "docteur", "sr", "sra", "srta", "don", "doña", "dña", "dra", "señor", "señora", "señorita", "senhor",
    "senhora", "dona", "sig", "sigra", "signor", "signora", "signorina", "dott", "dottssa", "ssa", "avv", "arch",
    "geom", "dhr", "mevr", "mw", "meneer", "mevrouw", "drs", "ir", "mgr", "pan", "pani", "inż", "hab", "lek",
  ]

  /// Honorifics that say nothing but how one writes to somebody: they are no part of a name, as `Dr.` may be.
  static let courtesies = [
    "Mr", "Mrs", "Ms", "Miss", "Mx", "Herr", "Herrn", "Frau", "M", "Mme", "Mlle", "Monsieur", "Madame", "Mademoiselle",
    "Sr", "Sra", "Srta", "Señor", "Señora", "Senhor", "Senhora", "Sig", "Sig\\.ra", "Signor", "Signora", "Dhr", "Mevr",
    "Mw", "Meneer", "Mevrouw", "Pan", "Pani",
  ]

  /// Words that begin with a capital, where their script has them: `Ann Lee`, `Zoë van der Berg`, `愛川 翼`.
  static func isPersonName(_ text: String) -> Bool {
    let words = text.split(separator: " ")
    guard (2...5).contains(words.count), isWords(text), !isCompany(text) else { return false }
    let capitals = words.filter { $0.first?.isUppercase == true || $0.first?.isCased == false }
    return capitals.count >= 2
  }

  /// One to five words of letters, with what names have between them.
  static func isWords(_ text: String) -> Bool {
    guard text.utf8.count <= 80, text.split(separator: " ").count <= 6 else { return false }
    var letters = 0
    for scalar in text.unicodeScalars {
      if scalar.properties.isAlphabetic || scalar.properties.canonicalCombiningClass != .notReordered {
        letters += 1
      } else if !namePunctuation.contains(scalar), !scalar.properties.isEmojiPresentation {
        return false
      }
    }
    return letters > 0
  }

  private static let namePunctuation = Set(" .,'’-‐·()&\u{200D}\u{FE0F}".unicodeScalars)

  /// With a legal form behind the name: `Äther GmbH`, `Acme, Inc.`.
  static func isCompany(_ text: String) -> Bool {
    guard let last = text.lowercased().split(whereSeparator: { !$0.isLetter }).last else { return false }
    return legalForms.contains(String(last))
  }

  private static let legalForms: Set<String> = [
    "gmbh", "ag", "kg", "ohg", "gbr", "ug", "inc", "llc", "ltd", "limited", "corp", "corporation", "plc", "co", "sa",
    "sas", "sarl", "sl", "slu", "spa", "srl", "snc", "lda", "ltda", "bv", "nv", "vof", "oy", "ab", "aps", "as", "zoo",
    "pty", "pvt", "llp", "company", "group", "holding",
  ]

  /// Exactly one comma between words: `Müller, Zoë`; what stands behind it is no title or legal form.
  static func isReversedName(_ text: String) -> Bool {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false).map { Blank.trimmed(String($0)) }
    guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty && isWords($0) && $0.split(separator: " ").count <= 3 })
    else { return false }
    return !suffixes.contains(parts[1].lowercased().filter(\.isLetter)) && !isCompany(text)
  }

  private static let suffixes: Set<String> = [
    "mba", "phd", "md", "jr", "sr", "esq", "cpa", "msc", "bsc", "ma", "ba", "dds", "rn", "pmp", "cfa", "llm", "ii",
    "iii",
  ]

  static func isProse(_ text: String) -> Bool {
    text.contains { $0.isNewline } || text.count > 80 || text.split(separator: " ").count > 8
  }

  /// With a character of Chinese, Japanese or Korean writing, where family names come first.
  static func isEastAsian(_ text: String) -> Bool {
    text.unicodeScalars.contains { scalar in
      switch scalar.value {
      case 0x3041...0x30FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0x20000...0x3FFFD: true
      default: false
      }
    }
  }
}
