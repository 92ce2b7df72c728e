import LeadModel

/// Reads the text of an expression of crontab, field by field.
struct CronReader {
  /// What a field may hold.
  private struct Kind {
    let name: String
    let range: ClosedRange<Int>
    /// The names of its numbers, from `range.lowerBound` on.
    var names: [String] = []
    /// As durations have it; `nil`: none is as long.
    var unit: String?
  }

  /// A field that was read.
  struct Field {
    /// Bit n: the number n.
    var numbers: UInt64 = 0
    /// Whether it begins with `*`.
    var isWild = false
    /// Where it begins, from 1.
    var column: Int
  }

  private static let kinds = [
    Kind(name: "minute", range: 0...59, unit: "m"), Kind(name: "hour", range: 0...23, unit: "h"),
    Kind(name: "day of the month", range: 1...31, unit: "d"),
    Kind(
      name: "month", range: 1...12,
      names: ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]),
    Kind(name: "day of the week", range: 0...7, names: ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]),
  ]

  private static let words = [
    "@hourly": "0 * * * *", "@daily": "0 0 * * *", "@midnight": "0 0 * * *", "@weekly": "0 0 * * 0",
    "@monthly": "0 0 1 * *", "@yearly": "0 0 1 1 *", "@annually": "0 0 1 1 *",
  ]
  private static let form = "minute, hour, day of the month, month, day of the week: \"0 6 * * mon-fri\""

  private let bytes: [UInt8]
  private var position = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  mutating func fields() throws(CronError) -> [Field] {
    let words = pieces()
    guard let first = words.first else {
      throw CronError(.form, column: 1, "it is empty, expected five fields", hint: Self.form)
    }
    if bytes[first.lowerBound] == UInt8(ascii: "@") {
      if words.count > 1 {
        throw CronError(.form, column: words[1].lowerBound + 1, "nothing is expected behind a word with '@'")
      }
      let word = text(first).lowercased()
      guard let meaning = Self.words[word] else {
        throw CronError(
          .form, column: first.lowerBound + 1, "the word with '@' is not known",
          hint: NearestName.hint(for: word, among: Self.words.keys.sorted()))
      }
      var reader = CronReader(meaning)
      return try reader.fields()
    }
    guard words.count == Self.kinds.count else {
      // The column is that of the field too many, or of the end.
      let column = words.count > Self.kinds.count ? words[Self.kinds.count].lowerBound + 1 : bytes.count + 1
      throw CronError(
        .form, column: column, "it has \(words.count) field\(words.count == 1 ? "" : "s"), expected 5", hint: Self.form)
    }
    var fields: [Field] = []
    for (kind, word) in zip(Self.kinds, words) { fields.append(try field(kind, word)) }
    return fields
  }

  /// What stands between blanks.
  private func pieces() -> [Range<Int>] {
    bytes.indices.split { bytes[$0] == 0x20 || bytes[$0] == 0x09 }.map { $0.startIndex..<$0.endIndex }
  }

  private func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  private mutating func field(_ kind: Kind, _ range: Range<Int>) throws(CronError) -> Field {
    var field = Field(isWild: bytes[range.lowerBound] == UInt8(ascii: "*"), column: range.lowerBound + 1)
    position = range.lowerBound
    while true {
      field.numbers |= try entry(kind, end: range.upperBound)
      guard position < range.upperBound else { return field }
      guard bytes[position] == UInt8(ascii: ",") else {
        throw CronError(
          .form, column: position + 1, "the \(kind.name) goes on with a character that is not expected here",
          hint: "a field is like *, 5, 1-5, */15, 8-18/2 or 1,3,5")
      }
      position += 1
    }
  }

  /// An entry of a list: `*`, a number or a range, perhaps with a step.
  private mutating func entry(_ kind: Kind, end: Int) throws(CronError) -> UInt64 {
    let start = position
    var first = kind.range.lowerBound
    var last = kind.range.upperBound
    var isRange = true
    if position < end, bytes[position] == UInt8(ascii: "*") {
      position += 1
      // Sunday is 0 here: as 7 it would count for steps again.
      if kind.range == 0...7 { last = 6 }
    } else {
      first = try number(kind, end: end).number
      last = first
      isRange = false
      if position < end, bytes[position] == UInt8(ascii: "-") {
        position += 1
        let place = position
        let (number, isName) = try number(kind, end: end)
        // By its number Sunday can be the last day; its name is always 0.
        last = isName && number == 0 && first > 0 ? 7 : number
        isRange = true
        guard first <= last else {
          throw CronError(
            .form, column: place + 1, "the \(kind.name)'s range ends before it begins",
            hint: "write two: 22-23,0-5 in place of 22-5")
        }
      }
    }
    let step = try step(kind, length: last - first, isRange: isRange, start: start, end: end)
    return stride(from: first, through: last, by: step).reduce(0) { $0 | 1 << UInt64($1) }
  }

  /// A step behind a range; 1 where there is none.
  private mutating func step(
    _ kind: Kind, length: Int, isRange: Bool, start: Int, end: Int
  ) throws(CronError) -> Int {
    guard position < end, bytes[position] == UInt8(ascii: "/") else { return 1 }
    guard isRange else {
      let first = text(start..<position)
      throw CronError(
        .form, column: position + 1, "a step goes with * or a range",
        hint: "write \(first)-\(kind.range.upperBound)\(text(position..<end))")
    }
    position += 1
    let place = position
    guard let step = digits(end: end), step > 0 else {
      throw CronError(.form, column: place + 1, "a step is a number from 1 on")
    }
    guard step <= length else {
      throw CronError(
        .form, column: place + 1, "the \(kind.name)'s step is longer than its range, so only its first would count",
        hint: kind.unit.map { "use \"every\": \"\(step)\($0)\" in place of 'cron'" })
    }
    return step
  }

  /// A number or a name.
  private mutating func number(_ kind: Kind, end: Int) throws(CronError) -> (number: Int, isName: Bool) {
    let start = position
    if let number = digits(end: end) {
      guard kind.range.contains(number) else { throw unknown(kind, at: start) }
      return (number, false)
    }
    while position < end, UInt8(ascii: "a")...UInt8(ascii: "z") ~= bytes[position] | 0x20 { position += 1 }
    let name = text(start..<position).lowercased()
    guard let index = kind.names.firstIndex(of: name) else {
      var hint: String?
      // Of Quartz and its relatives.
      if name.isEmpty, start < end, "?LW#".utf8.contains(bytes[start]) {
        hint = "that is of other programs; '*' means any"
      }
      if !name.isEmpty, !kind.names.isEmpty {
        hint =
          kind.names.first { name.hasPrefix($0) }.map { "the first three letters: \($0)" }
          ?? NearestName.hint(for: name, among: kind.names)
      }
      throw unknown(kind, at: start, hint: hint)
    }
    return (index + kind.range.lowerBound, true)
  }

  /// Digits, of which only so many count that none of them can be a number of any field.
  private mutating func digits(end: Int) -> Int? {
    let start = position
    var number = 0
    while position < end, UInt8(ascii: "0")...UInt8(ascii: "9") ~= bytes[position] {
      number = min(1_000, number * 10 + Int(bytes[position] - UInt8(ascii: "0")))
      position += 1
    }
    return position == start ? nil : number
  }

  private func unknown(_ kind: Kind, at start: Int, hint: String? = nil) -> CronError {
    let names = kind.names.isEmpty ? "" : " or \(kind.names[0]) to \(kind.names[kind.names.count - 1])"
    let numbers = "\(kind.range.lowerBound) to \(kind.range.upperBound)"
    return CronError(.form, column: start + 1, "the \(kind.name) is none, expected \(numbers)\(names)", hint: hint)
  }
}
