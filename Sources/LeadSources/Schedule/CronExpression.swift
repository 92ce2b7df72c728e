/// When something is due, as crontab(5) writes it: `0 6 * * mon-fri`.
///
/// Five fields: minute (0–59), hour (0–23), day of the month (1–31), month (1–12), day of the week (0–7, 0 and 7 are
/// Sunday), each a `*`, a number, a range `a-b`, either with a step `/n`, or a list of these. In place of the fields:
/// `@hourly`, `@daily` or `@midnight`, `@weekly`, `@monthly`, `@yearly` or `@annually`. After Debian's crontab(5) and cron(8),
/// Paul Vixie's cron 3.0, with these differences:
///
/// - Names of months and days (three letters, any case) may stand in lists and ranges, and a range of days may end with
///   Sunday: `fri-sun`.
/// - A step longer than its range is an error: `*/90` means minute 0 alone, and is always meant otherwise.
/// - `@reboot` is an error, as is an expression that never fires: `0 0 31 2 *`.
///
/// As there, a day counts where the month's day *or* the week's day is right if both are restricted, which is to say that
/// neither begins with `*`; else both must be right.
package struct CronExpression: Sendable, Hashable {
  /// Bit n: the number n.
  let minutes: UInt64
  let hours: UInt64
  /// From bit 1.
  let days: UInt64
  /// From bit 1.
  let months: UInt64
  /// Bit 0 is Sunday; bit 7 is not used.
  let weekdays: UInt64
  /// Whether a day counts by either of its fields.
  let takesEitherDay: Bool
  /// Whether minute or hour begin with `*`: then it goes by the clock on the wall, also where that is changed.
  let isWild: Bool

  /// The longest expression that is read, in bytes.
  package static let maxBytes = 1_000

  /// Reads an expression; blanks at its ends do not count.
  ///
  /// - Throws: The first mistake, or that it never fires.
  package init(parsing text: String) throws(CronError) {
    guard text.utf8.count <= Self.maxBytes else {
      throw CronError(.form, column: 1, "an expression has at most \(Self.maxBytes) bytes")
    }
    var reader = CronReader(text)
    let fields = try reader.fields()
    minutes = fields[0].numbers
    hours = fields[1].numbers
    days = fields[2].numbers
    months = fields[3].numbers
    weekdays = (fields[4].numbers | fields[4].numbers >> 7) & 0x7F
    takesEitherDay = !fields[2].isWild && !fields[4].isWild
    isWild = fields[0].isWild || fields[1].isWild
    guard takesEitherDay || hasDay else {
      throw CronError(
        .never, column: fields[2].column, "it never fires: none of its months has such a day",
        hint: "February has 29 days at most, and April, June, September and November have 30")
    }
  }

  /// Whether one of its months has one of its days.
  ///
  /// Each of these falls on each day of the week, some time: also 29 February, within 40 years.
  private var hasDay: Bool {
    (1...12).contains { month in
      months & 1 << month != 0 && days & ((1 << (Self.longest(month) + 1)) - 1) != 0
    }
  }

  /// Whether a day of a year counts, its weekday being counted from Sunday as 0.
  func counts(month: Int, day: Int, weekday: Int) -> Bool {
    guard months & 1 << month != 0 else { return false }
    let isDay = days & 1 << day != 0
    let isWeekday = weekdays & 1 << weekday != 0
    return takesEitherDay ? isDay || isWeekday : isDay && isWeekday
  }

  /// The first of its minutes of a day from `minute` on, before `end`; both from 0 to 1440.
  func minute(from minute: Int, before end: Int) -> Int? {
    guard minute < end else { return nil }
    var hour = minute / 60
    var rest = minutes & ~0 << (minute % 60)
    while hour < 24 {
      if hours & 1 << hour != 0, rest != 0 {
        let found = hour * 60 + rest.trailingZeroBitCount
        return found < end ? found : nil
      }
      hour += 1
      rest = minutes
    }
    return nil
  }

  private static func longest(_ month: Int) -> Int {
    switch month {
    case 2: 29
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}

/// Why a text is no expression of crontab.
package struct CronError: Error, Sendable, Hashable {
  /// The kinds of mistakes, as codes.
  package enum Code: String, Sendable, Hashable {
    /// It cannot be read.
    case form = "source.cron"
    /// It can be read, and no day of any year is one of its days.
    case never = "source.cron.never"
  }

  package let code: Code
  /// The byte of the expression that it is about, from 1.
  package let column: Int
  /// One sentence without a full stop: the fact, with what was expected.
  package let message: String
  package let hint: String?

  init(_ code: Code, column: Int, _ message: String, hint: String? = nil) {
    self.code = code
    self.column = column
    self.message = message
    self.hint = hint
  }
}
