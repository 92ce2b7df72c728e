/// How a cell shows its number, as far as it matters for what the number means.
enum NumberFormat: Hashable {
  /// As it is: also amounts, shares and all others.
  case general
  /// With zeros before it, so many digits at least: post codes.
  case digits(Int)
  case date
  case time
  case dateAndTime
  /// Hours and minutes that go on behind 24 hours.
  case duration
  /// A date or a time, by the number: formats that Excel's languages give different meanings.
  case dateOrTime

  /// The format of a number that a style refers to (ECMA-376 part 1, §18.8.30).
  ///
  /// - Parameters:
  ///   - id: Below 164 those that are built in and are not written down; 27 to 36 and 50 to 58 are those of East Asia.
  ///   - code: What the workbook itself says that it is.
  init(id: Int, code: String?) {
    if let code {
      self.init(code: code)
      return
    }
    switch id {
    case 14...17, 27...31, 36, 50...54, 57, 58: self = .date
    case 18...21, 32, 33, 45, 47: self = .time
    case 22: self = .dateAndTime
    case 46: self = .duration
    case 34, 35, 55, 56: self = .dateOrTime
    default: self = .general
    }
  }

  /// The format that a code describes (§18.8.31): its first section, which is that of positive numbers.
  ///
  /// `y` and `d` make a date, `h` and `s` a time; `m` means minutes beside those of a time and months else. Quoted text,
  /// escaped characters and what stands in brackets count for nothing, but for `[h]`, `[m]` and `[s]`, which make a
  /// duration. Zeros and text alone pad: `00000`, also `"D-"00000` and `000-00-0000`, of which the digits are kept.
  init(code: String) {
    var parts = Parts()
    parts.take(code.utf8)
    let hasTime = parts.hasHours || parts.hasSeconds
    let hasDate = parts.hasYears || parts.hasDays || (parts.hasMonths && !hasTime && !parts.isDuration)
    if parts.isDuration, !hasDate {
      self = .duration
    } else if hasDate {
      self = hasTime ? .dateAndTime : .date
    } else if hasTime {
      self = .time
    } else if parts.zeros > 1, !parts.hasOther {
      self = .digits(min(parts.zeros, 30))
    } else {
      self = .general
    }
  }

  /// What occurs in a code.
  private struct Parts {
    var hasYears = false
    var hasMonths = false
    var hasDays = false
    var hasHours = false
    var hasSeconds = false
    var isDuration = false
    var zeros = 0
    /// Anything that makes the number look other than its digits.
    var hasOther = false

    mutating func take(_ code: String.UTF8View) {
      // Its letters are no date's; "General" may have a colour before it and text behind it.
      guard String(code).lowercased().contains("general") == false else { return }
      var rest = code[...]
      while let next = rest.popFirst(), next != UInt8(ascii: ";") {
        switch next {
        case UInt8(ascii: "\""): rest = rest.drop { $0 != UInt8(ascii: "\"") }.dropFirst()
        case UInt8(ascii: "\\"), UInt8(ascii: "_"), UInt8(ascii: "*"): rest = rest.dropFirst()
        case UInt8(ascii: "["):
          let inside = rest.prefix { $0 != UInt8(ascii: "]") }
          rest = rest.dropFirst(inside.count + 1)
          isDuration = isDuration || isElapsed(inside)
        default: take(next | (0x41...0x5A ~= next ? 0x20 : 0), rest: &rest)
        }
      }
    }

    /// Takes a character that is neither quoted nor escaped.
    ///
    /// - Parameters:
    ///   - next: In lower case.
    ///   - rest: What follows it; moved behind what belongs to it.
    private mutating func take(_ next: UInt8, rest: inout Substring.UTF8View) {
      switch next {
      case UInt8(ascii: "y"): hasYears = true
      case UInt8(ascii: "m"): hasMonths = true
      case UInt8(ascii: "d"): hasDays = true
      case UInt8(ascii: "h"): hasHours = true
      case UInt8(ascii: "s"): hasSeconds = true
      case UInt8(ascii: "a"):
        // `AM/PM` and `A/P` are of a time, and the M of a month is not in them.
        if let half = ["m/pm", "/p"].first(where: { Substring(rest).lowercased().hasPrefix($0) }) {
          hasHours = true
          rest = rest.dropFirst(half.utf8.count)
        }
      case UInt8(ascii: "0"): zeros += 1
      case UInt8(ascii: "-"), UInt8(ascii: " "), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "+"):
        break
      default: hasOther = true
      }
    }

    /// `h`, `mm` and the like: all of one letter.
    private func isElapsed(_ inside: Substring.UTF8View) -> Bool {
      guard let first = inside.first.map({ $0 | 0x20 }) else { return false }
      return [UInt8(ascii: "h"), UInt8(ascii: "m"), UInt8(ascii: "s")].contains(first)
        && inside.allSatisfy { $0 | 0x20 == first }
    }
  }
}
