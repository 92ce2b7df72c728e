/// A day of the Gregorian calendar, perhaps with a time of day and an offset: what a text said.
struct DateMoment: Equatable, Sendable {
  /// A time of day.
  struct Time: Equatable, Sendable {
    var hour: Int
    var minute: Int
    var second: Int
    /// Of a second, digits as written; empty: none.
    var fraction: String
  }

  let year: Int
  let month: Int
  let day: Int
  let time: Time?
  /// East of Greenwich.
  var offsetMinutes: Int?

  /// `nil` where the calendar has no such day.
  init?(year: Int, month: Int, day: Int, time: Time?, offsetMinutes: Int?) {
    guard (1...12).contains(month), day >= 1, day <= Self.dayCount(ofMonth: month, year: year) else { return nil }
    self.year = year
    self.month = month
    self.day = day
    self.time = time
    self.offsetMinutes = offsetMinutes
  }

  private static func dayCount(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 4, 6, 9, 11: 30
    case 2: year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400)) ? 29 : 28
    default: 31
    }
  }

  /// The seconds from 1970-01-01 to this day and time, were they UTC.
  ///
  /// Days by Howard Hinnant's `days_from_civil`.
  var secondsSince1970AsUTC: Int {
    // Years that start in March: the leap day is the last day.
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    let days = era * 146_097 + dayOfEra - 719_468
    guard let time else { return days * 86_400 }
    return days * 86_400 + time.hour * 3600 + time.minute * 60 + time.second
  }

  /// ISO 8601, extended format: `2024-01-31`, `2024-01-31T10:00:00.5+05:30`.
  var iso8601: String {
    var text = "\(Self.padded(year, 4))-\(Self.padded(month))-\(Self.padded(day))"
    guard let time else { return text }
    text += "T\(Self.padded(time.hour)):\(Self.padded(time.minute)):\(Self.padded(time.second))"
    if !time.fraction.isEmpty { text += ".\(time.fraction)" }
    switch offsetMinutes {
    case nil: break
    case 0: text += "Z"
    case let minutes?:
      text += "\(minutes < 0 ? "-" : "+")\(Self.padded(abs(minutes) / 60)):\(Self.padded(abs(minutes) % 60))"
    }
    return text
  }

  private static func padded(_ number: Int, _ count: Int = 2) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, count - digits.utf8.count)) + digits
  }
}
