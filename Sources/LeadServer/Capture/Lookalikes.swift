/// Makes of a lead's value another that looks like it, so that a mapping does the same with it and it tells nothing.
///
/// | value | becomes |
/// | --- | --- |
/// | `Zoë O'Neil` | letters of the same case and class: `Rää I'Dauc` |
/// | `zoe@acme.com` | `rue@example.com` |
/// | `+49 30 23125123` | `+49 30 27309841`: the calling code and the first digits stay |
/// | `https://acme.com/zoe?x=1` | `https://example.com/rue?x=4` |
/// | a UUID, an IP address | another one; addresses of RFC 5737 and RFC 3849 |
/// | more than 80 characters of prose | Latin filler of that length |
/// | dates, short numbers, `yes` | themselves; a birthday's day and month change |
///
/// One value has one lookalike as long as the key lives, and so has each word in it: identifiers that refer to each other
/// still do. Time is linear in the value.
struct Lookalikes: Sendable {
  private let hash: KeyedHash

  init(_ hash: KeyedHash) { self.hash = hash }

  /// The lookalike of a field's value.
  func text(_ text: String, _ meaning: FieldMeaning) -> String {
    let shape = TextShape(text)
    if Self.keeps(text, shape, meaning) { return text }
    switch shape {
    case .blank: return text
    case .moment: return meaning == .birth ? otherDay(text) : text
    case .answer where meaning != .person: return text
    case .number where meaning != .digits && meaning != .birth: return text
    case .phone where meaning == .moment && Self.isEpoch(text): return text
    case .phone: return phone(text)
    case .email: return email(text)
    case .url: return url(text)
    case .uuid: return uuid(text)
    case .ipv4: return "203.0.113.\(1 + hash(text) % 254)"
    case .ipv6: return "2001:db8::" + String(1 + hash(text) % 0xFFFE, radix: 16)
    case .words, .answer, .number: return isProse(text) ? prose(text) : lines(text)
    }
  }

  /// The lookalike of a number as JSON has it: one with as many digits.
  func number(_ text: String, _ meaning: FieldMeaning) -> String {
    let digits = text.prefix { $0 != "e" && $0 != "E" }
    let count = digits.count { $0.isNumber }
    let isShort = count < TextShape.phoneDigits && meaning != .digits
    if isShort || meaning == .code || meaning == .moment && Self.isEpoch(text) { return text }
    var letters = LookalikeLetters(hash(text))
    var isFirst = true
    let replaced = digits.map { character -> Character in
      guard character.isNumber else { return character }
      defer { isFirst = false }
      // No number begins with 0 but 0 itself and fractions.
      return isFirst
        ? (character == "0" ? character : letters.digit(for: character, of: "123456789"))
        : letters.digit(for: character)
    }
    return String(replaced) + text[digits.endIndex...]
  }

  // MARK: What stays

  /// Whether the field's name lets the value stay; never one that is an address or a number to be called.
  private static func keeps(_ text: String, _ shape: TextShape, _ meaning: FieldMeaning) -> Bool {
    if text.hasPrefix("<test lead:") || testAddresses.contains(text) { return true }
    if text.contains("@") || text.contains("://") || shape == .phone && text.hasPrefix("+") { return false }
    return switch meaning {
    case .code: text.utf8.count <= 100 && !text.contains(where: \.isWhitespace)
    case .answerName: FormStructure.isMachineName(text)
    case .formWords: text.utf8.count <= 500
    case .country: text.utf8.count <= 60 && shape == .words
    case .consent: text.utf8.count <= 40 && shape != .phone
    case .moment, .birth, .person, .digits, .open: false
    }
  }

  /// What Meta's test leads hold, by which mappings know them.
  private static let testAddresses: Set<String> = ["test@meta.com", "test@fb.com"]

  /// Seconds or milliseconds since 1970, from 2001 to 2033: North American numbers of ten digits never begin with 1.
  private static func isEpoch(_ text: String) -> Bool {
    text.hasPrefix("1") && (text.utf8.count == 10 || text.utf8.count == 13)
      && text.allSatisfy { $0.isASCII && $0.isNumber }
  }

  // MARK: Words

  /// Each line by itself; of `first = Ann`, as one sender writes the parts of a name, the word before the sign stays.
  private func lines(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      guard let sign = line.firstIndex(of: "="), line[..<sign].hasSuffix(" "), sign > line.startIndex,
        line[..<sign].dropLast().allSatisfy({ $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "_") })
      else { return tokens(line) }
      return line[...sign] + tokens(line[sign...].dropFirst())
    }.joined(separator: "\n")
  }

  /// What stands between blanks: addresses as such, the rest word by word.
  private func tokens(_ line: Substring) -> String {
    var out = ""
    var rest = line
    while !rest.isEmpty {
      let blanks = rest.prefix(while: \.isWhitespace)
      out += blanks
      rest = rest[blanks.endIndex...]
      let token = rest.prefix { !$0.isWhitespace }
      out += token.contains("://") ? url(String(token)) : TextShape.isEmail(token) ? email(String(token)) : words(token)
      rest = rest[token.endIndex...]
    }
    return out
  }

  /// Each run of letters and digits by its own hash, whatever its case.
  private func words(_ text: Substring) -> String {
    var out = ""
    var rest = text
    while let first = rest.first {
      guard first.isLetter || first.isNumber else {
        out.append(first)
        rest.removeFirst()
        continue
      }
      let word = rest.prefix { $0.isLetter || $0.isNumber }
      var letters = LookalikeLetters(hash(word.lowercased()))
      out += letters.replace(word)
      rest = rest[word.endIndex...]
    }
    return out
  }

  private func isProse(_ text: String) -> Bool { text.count > 80 && text.count(where: \.isWhitespace) >= 5 }

  /// Filler with as many characters, line ends where they were.
  private func prose(_ text: String) -> String {
    let filler = Array(Self.filler)
    let start = Int(hash(text) % UInt64(filler.count))
    return String(
      text.enumerated().map { index, character in
        character.isNewline ? character : filler[(start + index) % filler.count]
      })
  }

  /// Words that mean nothing, from the typesetters' usual text.
  private static let filler =
    "lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore et dolore magna aliqua "

  // MARK: Addresses and numbers

  /// At `example.com` (RFC 2606); the part before it goes by the whole address, so that two hosts' `info` stay two.
  private func email(_ text: String) -> String {
    var letters = LookalikeLetters(hash(text.lowercased()))
    return letters.replace(text.prefix { $0 != "@" }) + "@example.com"
  }

  /// At `example.com`, without a port; words that servers use for paths stay, and so do a query's names and known endings of files.
  private func url(_ text: String) -> String {
    guard let mark = text.firstRange(of: "://") else { return words(text[...]) }
    let path = text[mark.upperBound...].drop { $0 != "/" && $0 != "?" && $0 != "#" }
    var out = text[..<mark.upperBound] + "example.com"
    var part = ""
    func end(before sign: Character?) {
      let isName = sign == "="
      out += isName || Self.pathWords.contains(part) ? part[...] : words(part[...])[...]
      part = ""
    }
    var rest = path
    while let next = rest.popFirst() {
      if next == "%" {
        // What is escaped may be a letter; a blank is none.
        end(before: next)
        rest = rest.dropFirst(2)
        out += "%20"
      } else if next.isLetter || next.isNumber || next == "_" {
        part.append(next)
      } else {
        end(before: next)
        out.append(next)
      }
    }
    end(before: nil)
    return String(out)
  }

  private static let pathWords: Set<String> = [
    "uploads", "upload", "files", "file", "api", "users", "forms", "form", "submissions", "contact", "www", "pdf",
    "png", "jpg",
    "jpeg", "gif", "doc", "docx", "csv", "txt", "html", "htm", "php", "zip",
  ]

  /// Another of the same version and variant (RFC 9562, section 4).
  private func uuid(_ text: String) -> String {
    var letters = LookalikeLetters(hash(text.lowercased()))
    return String(
      text.enumerated().map { index, character in
        character == "-" || index == 14 || index == 19 ? character : letters.hexDigit(for: character)
      })
  }

  /// One with the same calling code, written in the same way.
  ///
  /// The first three digits of the national number stay, or fewer where fewer than five would be left to change: numbering
  /// plans tell by them whether a number can be.
  private func phone(_ text: String) -> String {
    let digits = text.filter(\.isNumber)
    let code = CallingCode.length(of: digits, isInternational: text.hasPrefix("+") || digits.hasPrefix("00"))
    let kept = code + min(3, max(0, digits.count - code - 5))
    var letters = LookalikeLetters(hash(digits))
    var index = 0
    return String(
      text.map { character in
        guard character.isNumber else { return character }
        defer { index += 1 }
        if index < kept { return character }
        // Exchange codes do not begin with 0 or 1 in North America.
        return letters.digit(for: character, of: index == kept ? "23456789" : "0123456789")
      })
  }

  /// Another day of the same year, in whatever order its numbers stand: both are from 1 to 9, as long as they were.
  private func otherDay(_ text: String) -> String {
    var choices = HashStream(hash(text))
    var out = ""
    var rest = text[...]
    while let first = rest.first {
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      if digits.isEmpty {
        out.append(first)
        rest.removeFirst()
        continue
      }
      let day = String(1 + choices.next(below: 9))
      out += digits.count > 2 ? String(digits) : digits.count == 2 ? "0" + day : day
      rest = rest[digits.endIndex...]
    }
    return out
  }
}
