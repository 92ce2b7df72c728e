/// What a posted value looks like, whatever its field is called.
enum TextShape: Sendable, Hashable {
  /// Nothing, or blanks.
  case blank
  /// A word that says yes or no, in some languages.
  case answer
  /// A moment, a date or a time of day.
  case moment
  /// An amount, a range or a short number: fewer than ``phoneDigits`` digits.
  case number
  /// Seven to fifteen digits as telephone numbers are written, or as long an identifier.
  case phone
  case email
  /// With a scheme: `https://…`.
  case url
  case uuid
  case ipv4
  case ipv6
  /// Words, names, codes: anything else.
  case words

  /// Fewer digits are no number to be called (ITU-T E.164 has at most 15; the shortest national ones 7).
  static let phoneDigits = 7
  /// Longer texts are words, whatever stands in them.
  private static let maxBytes = 320

  init(_ text: String) {
    guard !text.allSatisfy(\.isWhitespace) else {
      self = .blank
      return
    }
    let isShort = text.utf8.count <= Self.maxBytes
    if text.contains("://"), !text.contains(where: \.isWhitespace) {
      self = .url
    } else if !isShort {
      self = .words
    } else if Self.answers.contains(text.lowercased()) {
      self = .answer
    } else if Self.isEmail(text) {
      self = .email
    } else if Self.isUUID(text) {
      self = .uuid
    } else if MomentText.isMoment(text) {
      self = .moment
    } else if Self.isIPv4(text) {
      self = .ipv4
    } else if Self.isIPv6(text) {
      self = .ipv6
    } else {
      self = Self.digits(text) ?? .words
    }
  }

  /// Whether it is an address: something, `@`, and a host with a dot.
  static func isEmail(_ text: some StringProtocol) -> Bool {
    let halves = text.split(separator: "@", omittingEmptySubsequences: false)
    guard halves.count == 2, !halves[0].isEmpty, !text.contains(where: \.isWhitespace) else { return false }
    let labels = halves[1].split(separator: ".", omittingEmptySubsequences: false)
    return labels.count > 1
      && labels.allSatisfy { !$0.isEmpty && $0.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" } }
  }

  private static func isUUID(_ text: String) -> Bool {
    let groups = text.split(separator: "-", omittingEmptySubsequences: false)
    return groups.map(\.utf8.count) == [8, 4, 4, 4, 12]
      && groups.allSatisfy { $0.allSatisfy { $0.isASCII && $0.isHexDigit } }
  }

  private static func isIPv4(_ text: String) -> Bool {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts.allSatisfy { UInt8($0) != nil }
  }

  private static func isIPv6(_ text: String) -> Bool {
    text.count { $0 == ":" } >= 2 && text.allSatisfy { $0 == ":" || $0.isASCII && $0.isHexDigit }
  }

  /// `nil`: there is no digit in it, or more than digits and what stands between them.
  private static func digits(_ text: String) -> TextShape? {
    let count = text.count { $0.isASCII && $0.isNumber }
    guard count > 0 else { return nil }
    if count < phoneDigits, text.allSatisfy({ $0.isASCII && $0.isNumber || " .,'+-–%€$£()/".contains($0) }) {
      return .number
    }
    guard count <= 15, text.allSatisfy({ $0.isASCII && $0.isNumber || " .+-()/\u{A0}".contains($0) }) else {
      return nil
    }
    return count < phoneDigits ? nil : .phone
  }

  private static let answers: Set<String> = [
    "true", "false", "yes", "no", "on", "off", "y", "n", "ja", "nein", "oui", "non", "si", "sí", "sì", "sim", "não",
    "nee", "tak", "nie", "checked", "unchecked",
  ]
}
