import LeadModel

/// Writes dates as HTTP has them (RFC 9110, section 5.6.7): `Sun, 06 Nov 1994 08:49:37 GMT`.
enum DateField {
  private static let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// The date of a moment from 1970 on; an earlier one is 1970's first.
  static func text(_ now: Timestamp) -> String {
    let seconds = max(0, now.millisecondsSince1970 / 1000)
    let day = seconds / 86_400
    let (year, month, date) = Timestamp.date(ofDay: day)
    func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let time = "\(two(seconds / 3600 % 24)):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
    return "\(days[Int(day % 7)]), \(two(date)) \(months[Int(month) - 1]) \(year) \(time) GMT"
  }
}
