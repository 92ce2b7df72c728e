import Foundation

/// A moment in UTC, to the millisecond, as files and wires write it: `2026-01-31T10:00:00.000Z`.
package struct Timestamp: Sendable, Hashable {
  /// May be below 0.
  package let millisecondsSince1970: Int64

  package init(millisecondsSince1970: Int64) { self.millisecondsSince1970 = millisecondsSince1970 }

  /// The wall clock's time.
  ///
  /// What decides anything by time is given its time instead.
  package static func now() -> Timestamp {
    Timestamp(millisecondsSince1970: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down)))
  }

  /// Reads RFC 3339: `T` or a blank between date and time, any fraction (cut to milliseconds), `Z` or an offset.
  ///
  /// `nil` for anything else, a day that no month has, and years before 1 and after 9999.
  package init?(parsing text: String) {
    var rest = Substring(text)
    /// Takes so many digits, at most 9.
    func digits(_ count: Int) -> Int64? {
      let taken = rest.prefix(count)
      guard taken.utf8.count == count, taken.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) else { return nil }
      rest = rest.dropFirst(count)
      return Int64(taken)
    }
    func one(of wanted: String) -> Character? {
      guard let first = rest.first, wanted.contains(first) else { return nil }
      rest = rest.dropFirst()
      return first
    }
    guard let year = digits(4), one(of: "-") != nil, let month = digits(2), one(of: "-") != nil, let day = digits(2),
      one(of: "Tt ") != nil, let hour = digits(2), one(of: ":") != nil, let minute = digits(2), one(of: ":") != nil,
      let second = digits(2), year > 0, hour < 24, minute < 60, second <= 60
    else { return nil }
    var milliseconds: Int64 = 0
    if one(of: ".") != nil {
      let fraction = rest.prefix { $0.isASCII && $0.isNumber }
      guard !fraction.isEmpty else { return nil }
      rest = rest.dropFirst(fraction.count)
      milliseconds = Int64((fraction + "00").prefix(3)) ?? 0
    }
    var offset: Int64 = 0
    guard let zone = one(of: "Zz+-") else { return nil }
    if zone == "+" || zone == "-" {
      guard let hours = digits(2), one(of: ":") != nil, let minutes = digits(2), hours < 24, minutes < 60
      else { return nil }
      offset = (hours * 60 + minutes) * (zone == "+" ? 60 : -60)
    }
    let days = Self.days(year: year, month: month, day: day)
    guard rest.isEmpty, 1...12 ~= month, Self.date(ofDay: days) == (year, month, day) else { return nil }
    let seconds = days * 86400 + hour * 3600 + minute * 60 + second - offset
    millisecondsSince1970 = seconds * 1000 + milliseconds
  }

  /// Days from 1970-01-01 to a date of the Gregorian calendar, by Howard Hinnant's `days_from_civil`
  /// (https://howardhinnant.github.io/date_algorithms.html): years begin in March, so that leap days come last.
  private static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
    let year = month <= 2 ? year - 1 : year
    let era = (year >= 0 ? year : year - 399) / 400
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// The date so many days behind 1970-01-01: Hinnant's `civil_from_days`.
  package static func date(ofDay days: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let part = (5 * dayOfYear + 2) / 153
    let month = part + (part < 10 ? 3 : -9)
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * part + 2) / 5 + 1)
  }
}

extension Timestamp: Comparable {
  package static func < (one: Self, other: Self) -> Bool { one.millisecondsSince1970 < other.millisecondsSince1970 }
}

extension Timestamp: CustomStringConvertible {
  /// `2026-01-31T10:00:00.000Z`.
  package var description: String {
    let days = (millisecondsSince1970 - (millisecondsSince1970 < 0 ? 86_399_999 : 0)) / 86_400_000
    let rest = millisecondsSince1970 - days * 86_400_000
    let (year, month, day) = Self.date(ofDay: days)
    func padded(_ number: Int64, _ width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    let date = "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    let time = "\(padded(rest / 3_600_000, 2)):\(padded(rest / 60_000 % 60, 2)):\(padded(rest / 1000 % 60, 2))"
    return "\(date)T\(time).\(padded(rest % 1000, 3))Z"
  }
}
