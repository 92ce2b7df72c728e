package import LeadModel

/// At most so many requests a day: `--quota`.
///
/// A day is one of UTC, from 00:00 to 00:00. Every request counts, retries and probes too, as it does for the server. It
/// only counts what is told to it: who runs again on the same day gives what that day has used already.
package struct DailyQuota: Sendable, Hashable {
  /// Requests a day; from 0.
  package let limit: Int
  /// Requests of `day` so far.
  package private(set) var used: Int
  /// The day that `used` is of: days since 1970-01-01.
  package private(set) var day: Int64

  private static let millisecondsADay: Int64 = 86_400_000

  /// - Parameters:
  ///   - limit: Requests a day; below 0 is 0.
  ///   - used: Requests that were sent on the day of `now` before.
  ///   - now: The wall clock's time.
  package init(limit: Int, used: Int, now: Timestamp) {
    self.limit = max(0, limit)
    self.used = max(0, used)
    day = Self.day(of: now)
  }

  /// Whether one more request may go.
  package func allows(at now: Timestamp) -> Bool { used < limit || Self.day(of: now) > day && limit > 0 }

  /// A request goes.
  package mutating func sent(at now: Timestamp) {
    let today = Self.day(of: now)
    // A clock that was set back does not give the day a second time.
    if today > day {
      day = today
      used = 0
    }
    used += 1
  }

  /// Others have sent so many requests on a day.
  package mutating func othersSent(_ count: Int, on day: Int64) {
    if day == self.day { used += max(0, count) }
  }

  /// When the day after `now` begins.
  package static func nextDay(after now: Timestamp) -> Timestamp {
    Timestamp(millisecondsSince1970: (day(of: now) + 1) * millisecondsADay)
  }

  /// The number of a moment's day, from 1970-01-01 on.
  package static func day(of moment: Timestamp) -> Int64 {
    // Rounded down, also before 1970.
    let milliseconds = moment.millisecondsSince1970
    return (milliseconds - (milliseconds % millisecondsADay + millisecondsADay) % millisecondsADay) / millisecondsADay
  }
}
