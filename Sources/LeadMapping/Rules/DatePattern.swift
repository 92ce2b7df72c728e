/// One pattern of a date, and a strict reader by it.
///
/// The letters are in ``letters``. Letters between apostrophes stand for themselves, two apostrophes for one. All else that is no letter stands for
/// itself; a blank also for a no-break space of any width.
struct DatePattern: Equatable, Sendable {
  /// The letters, and what they read.
  static let letters: [(letters: [String], reads: String)] = [
    (["yyyy"], "four digits"),
    (["yy"], "two digits: 69 to 99 are 1969 to 1999, 00 to 68 are 2000 to 2068 (POSIX, `strptime`)"),
    (["MM", "dd", "HH", "hh", "mm", "ss"], "two digits: month, day, hour, hour of a half day, minute, second"),
    (["M", "d", "H", "h"], "one digit or two"),
    (["S", "SS", "SSS"], "parts of a second: as many digits as letters, one to nine"),
    (["a"], "`AM` or `PM`, in any case, with or without full stops; `hh` needs it"),
    (["XXX", "Z"], "`Z`, `+05:30` or `+0530`"),
  ]

  private enum Part: Equatable, Sendable {
    case year, shortYear
    case month(Digits), day(Digits), hour(Digits), halfDayHour(Digits)
    case minute, second
    case fraction(Int)
    case halfDay
    case offset
    case literal(UInt8)
  }

  private enum Digits: Equatable, Sendable {
    case two, oneOrTwo
  }

  private let parts: [Part]

  /// Checks `pattern`, which is the one at `index` of its list.
  init(_ pattern: String, index: Int) throws(DatePatternError) {
    let bytes = Array(pattern.utf8)
    var parts: [Part] = []
    var position = 0
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: "'") {
        position = try Self.readQuoted(bytes, at: position, index: index, into: &parts)
        continue
      }
      guard Self.isLetter(byte) else {
        parts.append(.literal(byte))
        position += 1
        continue
      }
      let end = bytes[position...].firstIndex { $0 != byte } ?? bytes.count
      guard let part = Self.part(letter: byte, count: end - position) else {
        throw DatePatternError(
          index: index, offset: position,
          message: "'\(String(decoding: bytes[position..<end], as: UTF8.self))' is no letter of a date; "
            + "expected yyyy yy MM dd d HH hh mm ss SSS a XXX Z, others between quotes: 'T'")
      }
      parts.append(part)
      position = end
    }
    self.parts = parts
    if let problem = Self.problem(of: parts) { throw DatePatternError(index: index, offset: 0, message: problem) }
  }

  /// What `bytes` say; `nil` where they do not fit to the last byte, or name a day that is not.
  func read(_ bytes: [UInt8]) -> DateMoment? {
    var year = 0
    var month = 0
    var day = 0
    var time = DateMoment.Time(hour: 0, minute: 0, second: 0, fraction: "")
    var hasTime = false
    var isAfternoon: Bool?
    var offset: Int?
    var position = 0

    func number(_ digits: Digits) -> Int? { Self.readNumber(bytes, at: &position, digits) }
    for part in parts {
      switch part {
      case .year:
        guard let first = number(.two), let last = number(.two) else { return nil }
        year = first * 100 + last
      case .shortYear:
        guard let found = number(.two) else { return nil }
        year = found >= 69 ? 1900 + found : 2000 + found
      case .month(let digits):
        guard let found = number(digits) else { return nil }
        month = found
      case .day(let digits):
        guard let found = number(digits) else { return nil }
        day = found
      case .hour(let digits):
        guard let found = number(digits), found < 24 else { return nil }
        time.hour = found
        hasTime = true
      case .halfDayHour(let digits):
        guard let found = number(digits), (1...12).contains(found) else { return nil }
        time.hour = found % 12
        hasTime = true
      case .minute:
        guard let found = number(.two), found < 60 else { return nil }
        time.minute = found
      case .second:
        guard let found = number(.two), found < 60 else { return nil }
        time.second = found
      case .fraction(let count):
        let end = position + count
        guard end <= bytes.count, bytes[position..<end].allSatisfy(Self.isDigit) else { return nil }
        time.fraction = String(decoding: bytes[position..<end], as: UTF8.self)
        position = end
      case .halfDay:
        guard let found = Self.readHalfDay(bytes, at: &position) else { return nil }
        isAfternoon = found
      case .offset:
        guard let (minutes, end) = Self.readOffset(bytes, at: position) else { return nil }
        offset = minutes
        position = end
      case .literal(let byte):
        guard Self.readLiteral(byte, bytes, at: &position) else { return nil }
      }
    }
    guard position == bytes.count else { return nil }
    if isAfternoon == true { time.hour += 12 }
    return DateMoment(year: year, month: month, day: day, time: hasTime ? time : nil, offsetMinutes: offset)
  }

  /// An offset from UTC at `start`, `Z`, `+05:30` or `+0530`, and its end.
  static func readOffset(_ bytes: [UInt8], at start: Int) -> (minutes: Int, end: Int)? {
    guard start < bytes.count else { return nil }
    if bytes[start] == UInt8(ascii: "Z") { return (0, start + 1) }
    guard bytes[start] == UInt8(ascii: "+") || bytes[start] == UInt8(ascii: "-") else { return nil }
    var position = start + 1
    guard let hours = readNumber(bytes, at: &position, .two), hours <= 18 else { return nil }
    if position < bytes.count, bytes[position] == UInt8(ascii: ":") { position += 1 }
    guard let minutes = readNumber(bytes, at: &position, .two), minutes < 60 else { return nil }
    let all = hours * 60 + minutes
    return (bytes[start] == UInt8(ascii: "-") ? -all : all, position)
  }

  // MARK: Reading a text

  private static func readNumber(_ bytes: [UInt8], at position: inout Int, _ digits: Digits) -> Int? {
    guard position < bytes.count, isDigit(bytes[position]) else { return nil }
    let first = Int(bytes[position] - UInt8(ascii: "0"))
    guard position + 1 < bytes.count, isDigit(bytes[position + 1]) else {
      position += 1
      return digits == .oneOrTwo ? first : nil
    }
    let second = Int(bytes[position + 1] - UInt8(ascii: "0"))
    position += 2
    return first * 10 + second
  }

  /// Whether it is the afternoon. `AM`, `pm`, `p.m.`
  private static func readHalfDay(_ bytes: [UInt8], at position: inout Int) -> Bool? {
    var letters: [UInt8] = []
    while position < bytes.count, letters.count < 2 || bytes[position] == UInt8(ascii: ".") {
      if bytes[position] != UInt8(ascii: ".") { letters.append(bytes[position] | 0x20) }
      position += 1
    }
    if letters == Array("am".utf8) { return false }
    return letters == Array("pm".utf8) ? true : nil
  }

  private static func readLiteral(_ byte: UInt8, _ bytes: [UInt8], at position: inout Int) -> Bool {
    if position < bytes.count, bytes[position] == byte {
      position += 1
      return true
    }
    guard byte == UInt8(ascii: " ") else { return false }
    // Spreadsheets and browsers write U+00A0 or U+202F, mostly before AM and PM.
    for blank in [[0xC2, 0xA0], [0xE2, 0x80, 0xAF]] as [[UInt8]] where bytes[position...].starts(with: blank) {
      position += blank.count
      return true
    }
    return false
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

  private static func isLetter(_ byte: UInt8) -> Bool {
    byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z")
  }

  // MARK: Reading a pattern

  private static func part(letter: UInt8, count: Int) -> Part? {
    let digits: Digits = count == 1 ? .oneOrTwo : .two
    switch (letter, count) {
    case (UInt8(ascii: "y"), 4): return .year
    case (UInt8(ascii: "y"), 2): return .shortYear
    case (UInt8(ascii: "M"), 1...2): return .month(digits)
    case (UInt8(ascii: "d"), 1...2): return .day(digits)
    case (UInt8(ascii: "H"), 1...2): return .hour(digits)
    case (UInt8(ascii: "h"), 1...2): return .halfDayHour(digits)
    case (UInt8(ascii: "m"), 2): return .minute
    case (UInt8(ascii: "s"), 2): return .second
    case (UInt8(ascii: "S"), 1...9): return .fraction(count)
    case (UInt8(ascii: "a"), 1): return .halfDay
    case (UInt8(ascii: "X"), 3), (UInt8(ascii: "Z"), 1): return .offset
    default: return nil
    }
  }

  private static func readQuoted(
    _ bytes: [UInt8], at start: Int, index: Int, into parts: inout [Part]
  ) throws(DatePatternError) -> Int {
    let quote = UInt8(ascii: "'")
    if start + 1 < bytes.count, bytes[start + 1] == quote {
      parts.append(.literal(quote))
      return start + 2
    }
    var position = start + 1
    while position < bytes.count {
      if bytes[position] != quote {
        parts.append(.literal(bytes[position]))
        position += 1
      } else if position + 1 < bytes.count, bytes[position + 1] == quote {
        parts.append(.literal(quote))
        position += 2
      } else {
        return position + 1
      }
    }
    throw DatePatternError(index: index, offset: start, message: "a quote is not closed")
  }

  /// What a pattern lacks as a whole.
  private static func problem(of parts: [Part]) -> String? {
    func has(_ kinds: Part...) -> Bool { parts.contains { kinds.contains($0) } }
    let hasYear = has(.year, .shortYear)
    let hasDay = has(.month(.two), .month(.oneOrTwo)) && has(.day(.two), .day(.oneOrTwo))
    if !hasYear || !hasDay { return "a date needs a year (yyyy), a month (MM) and a day (dd)" }
    let hasHalfDayHour = has(.halfDayHour(.two), .halfDayHour(.oneOrTwo))
    if hasHalfDayHour != has(.halfDay) { return "hh (1 to 12) and a (AM or PM) need each other; HH is 0 to 23" }
    if has(.minute, .second), !hasHalfDayHour, !has(.hour(.two), .hour(.oneOrTwo)) {
      return "mm and ss need HH; a month is MM"
    }
    return nil
  }
}
