import LeadModel

/// Which dead letters are meant: conditions as `--where` has them, all of which have to hold.
///
/// | condition | holds for a letter |
/// | --- | --- |
/// | `code=email.invalid` | one of whose errors has the code |
/// | `field=email` | one of whose errors is about the field |
/// | `stage=map` | that was given up there: `read`, `map` or `deliver` |
/// | `source=contacts.csv` | whose input is so called, with its folders or without |
/// | `mapping=hubspot-contacts` | that came by the mapping |
/// | `id=k3q7` | whose id begins so |
/// | `at<2026-01-31` | given up before that day, in UTC; also `<=`, `>`, `>=`, `=`, and times of RFC 3339 |
///
/// `!=` turns the first six around, `|` stands between values of which any may hold, and `*` in a value for anything.
/// Conditions are joined by commas, which no value can hold: `*` stands for one there too.
package struct DeadLetterFilter: Sendable, Hashable {
  /// Why a text is no condition, in one sentence that names it.
  package struct Mistake: Error, Sendable, Hashable {
    package let message: String
  }

  private enum Key: String, CaseIterable {
    case code, field, stage, source, mapping, id, at
  }

  private enum Condition: Hashable {
    case text(Key, isWanted: Bool, patterns: [String])
    /// From 1970 in milliseconds; ends are left out.
    case time(Range<Int64>)
  }

  private var conditions: [Condition] = []

  /// All letters.
  package init() {}

  /// Whether it leaves nothing out.
  package var takesAll: Bool { conditions.isEmpty }

  /// Reads conditions; each text may hold several.
  package init(_ texts: [String]) throws(Mistake) {
    for text in texts {
      for part in text.split(separator: ",", omittingEmptySubsequences: false) {
        conditions.append(try Self.condition(part))
      }
    }
  }

  /// Whether a letter is meant.
  package func matches(_ letter: DeadLetter) -> Bool {
    conditions.allSatisfy { condition in
      switch condition {
      case .time(let range): range.contains(letter.at.millisecondsSince1970)
      case .text(let key, let isWanted, let patterns):
        Self.values(of: key, in: letter).contains { value in
          patterns.contains { Self.matches($0, value, isPrefix: key == .id) }
        } == isWanted
      }
    }
  }

  // MARK: Reading

  private static func condition(_ text: Substring) throws(Mistake) -> Condition {
    let word = text.trimmingBlanks
    let name = word.prefix { $0.isLetter }
    var rest = word.dropFirst(name.count).drop(while: \.isWhitespace)
    guard let sign = ["!=", "<=", ">=", "=", "<", ">"].first(where: { rest.hasPrefix($0) }) else {
      throw Mistake(
        message: "'\(word)' is no condition: expected KEY=VALUE, with a key of \(names); a comma stands between two")
    }
    rest.removeFirst(sign.count)
    guard let key = Key(rawValue: String(name)) else {
      let near = NearestName.of(String(name), among: Key.allCases.map(\.rawValue)).map { ": did you mean '\($0)'?" }
      throw Mistake(message: "letters have no '\(name)' to ask for\(near ?? "; they have \(names)")")
    }
    let value = rest.trimmingBlanks
    guard !value.isEmpty else { throw Mistake(message: "'\(word)' has no value") }
    if key == .at { return .time(try range(sign, value)) }
    guard sign == "=" || sign == "!=" else { throw Mistake(message: "'\(name)' takes = or !=, not \(sign)") }
    let patterns = value.split(separator: "|").map { $0.trimmingBlanks }
    if key == .stage, let unknown = patterns.first(where: { DeadLetter.Stage(rawValue: $0) == nil }) {
      throw Mistake(message: "there is no stage '\(unknown)': expected read, map or deliver")
    }
    return .text(key, isWanted: sign == "=", patterns: patterns)
  }

  private static var names: String { Key.allCases.map(\.rawValue).joined(separator: ", ") }

  /// The times that `at` with this sign and value means; a day is all of its milliseconds.
  private static func range(_ sign: String, _ value: String) throws(Mistake) -> Range<Int64> {
    let start: Int64
    let end: Int64
    if let day = Timestamp(parsing: value + "T00:00:00Z") {
      start = day.millisecondsSince1970
      end = start + 86_400_000
    } else if let time = Timestamp(parsing: value) {
      start = time.millisecondsSince1970
      end = start + 1
    } else {
      throw Mistake(message: "'\(value)' is no time: expected 2026-01-31 or 2026-01-31T10:00:00Z")
    }
    switch sign {
    case "<": return Int64.min..<start
    case "<=": return Int64.min..<end
    case ">": return end..<Int64.max
    case ">=": return start..<Int64.max
    case "=": return start..<end
    default: throw Mistake(message: "'at' takes <, <=, >, >= or =, not \(sign)")
    }
  }

  // MARK: Matching

  private static func values(of key: Key, in letter: DeadLetter) -> [String] {
    switch key {
    case .code: letter.errors.map(\.code)
    case .field: letter.errors.compactMap(\.field)
    case .stage: [letter.stage.rawValue]
    case .source:
      [letter.source.name, String(letter.source.name.split(separator: "/").last ?? "")]
    case .mapping: [letter.mapping?.name ?? ""]
    case .id: [letter.id]
    case .at: []
    }
  }

  /// Whether a text is as a pattern says, `*` standing for anything, also nothing.
  ///
  /// Takes at most the product of their lengths.
  private static func matches(_ pattern: String, _ text: String, isPrefix: Bool) -> Bool {
    let pattern = Array((isPrefix ? pattern + "*" : pattern).utf8)
    let text = Array(text.utf8)
    var (place, at) = (0, 0)
    // Where to go on when what follows the last star does not fit here: one byte further.
    var star: (place: Int, at: Int)?
    while at < text.count {
      if place < pattern.count, pattern[place] == UInt8(ascii: "*") {
        star = (place, at)
        place += 1
      } else if place < pattern.count, pattern[place] == text[at] {
        place += 1
        at += 1
      } else if let last = star {
        star = (last.place, last.at + 1)
        place = last.place + 1
        at = last.at + 1
      } else {
        return false
      }
    }
    return pattern[place...].allSatisfy { $0 == UInt8(ascii: "*") }
  }
}

extension StringProtocol {
  /// Without blanks at its ends.
  fileprivate var trimmingBlanks: String {
    var rest = self[...]
    while rest.first?.isWhitespace == true { rest.removeFirst() }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return String(rest)
  }
}
