package import LeadModel

/// Reads the three forms of an HTTP date (RFC 9110 §5.6.7).
///
///     Sun, 06 Nov 1994 08:49:37 GMT     IMF-fixdate, the one that is written today
///     Sunday, 06-Nov-94 08:49:37 GMT    RFC 850
///     Sun Nov  6 08:49:37 1994          asctime
///
/// The parts are put in order and read as RFC 3339, which also checks them. The name of the day is not compared with
/// the date.
package enum HTTPDate {
  /// The moment that `text` names, or `nil` for a text in none of the three forms.
  ///
  /// `now` is for RFC 850's years of two digits: one that seems to be more than 50 years in the future is in the past
  /// (RFC 9110 §5.6.7).
  package static func read(_ text: String, now: Timestamp) -> Timestamp? {
    let words = text.split { $0 == " " || $0 == "," || $0 == "\t" }
    return switch words.count {
    case 6 where words[5] == "GMT": moment(year: words[3], month: words[2], day: words[1], time: words[4])
    case 5: moment(year: words[4], month: words[1], day: words[2], time: words[3])
    case 4 where words[3] == "GMT": rfc850(words[1], time: words[2], now: now)
    default: nil
    }
  }

  private static func rfc850(_ date: Substring, time: Substring, now: Timestamp) -> Timestamp? {
    let parts = date.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[2].utf8.count == 2, let short = Int(parts[2]),
      let thisYear = Int("\(now)".prefix(4))
    else { return nil }
    let year = thisYear - thisYear % 100 + short
    return moment(year: "\(year > thisYear + 50 ? year - 100 : year)", month: parts[1], day: parts[0], time: time)
  }

  private static func moment(
    year: some StringProtocol, month: Substring, day: Substring, time: Substring
  ) -> Timestamp? {
    guard let month = months.firstIndex(of: month) else { return nil }
    // asctime writes a day below 10 without its zero.
    return Timestamp(parsing: "\(year)-\(month < 9 ? "0" : "")\(month + 1)-\(day.count < 2 ? "0" : "")\(day)T\(time)Z")
  }

  private static let months: [Substring] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
}
