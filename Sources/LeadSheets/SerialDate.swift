import LeadModel

/// Dates and times of spreadsheets: numbers of days, their fractions the time of day (ECMA-376 part 1, §18.17.4).
///
/// Written in ISO 8601, to the whole second, without a time zone, as sheets have none. The 1900 system takes 1900 for a
/// leap year, as Lotus 1-2-3 did: day 60 is 29 February 1900, which never was and is written all the same, and day 61 is
/// 1 March. Day 0 is no date, but a time of day alone.
enum SerialDate {
  /// Behind the last day, 31 December 9999.
  private static let end = 2_958_466.0

  /// Appends what a cell shows.
  ///
  /// - Returns: `false` where the number is not shown as a date: the format is none, or no date has it.
  static func append(_ serial: Double, as format: NumberFormat, is1904: Bool, to text: inout [UInt8]) -> Bool {
    guard serial >= 0, serial < end else { return false }
    let seconds = Int((serial * 86_400).rounded())
    let (day, second) = seconds.quotientAndRemainder(dividingBy: 86_400)
    let hasDay = day > 0 || is1904
    switch format {
    case .general, .digits: return false
    case .time: appendTime(second, to: &text)
    case .duration: appendTime(seconds, to: &text)
    case .date:
      guard hasDay else { return false }
      appendDate(day, is1904: is1904, to: &text)
    case .dateAndTime, .dateOrTime:
      if hasDay { appendDate(day, is1904: is1904, to: &text) }
      if hasDay, format == .dateOrTime, second == 0 { return true }
      if hasDay { text.append(UInt8(ascii: "T")) }
      appendTime(second, to: &text)
    }
    return true
  }

  private static func appendDate(_ day: Int, is1904: Bool, to text: inout [UInt8]) {
    if day == 60, !is1904 {
      text += "1900-02-29".utf8
      return
    }
    // 1970-01-01 is day 25,569 of the one system and 24,107 of the other; before the false leap day one less.
    let date = Timestamp.date(ofDay: Int64(day - (is1904 ? 24_107 : day < 60 ? 25_568 : 25_569)))
    append(Int(date.year), width: 4, to: &text)
    text.append(UInt8(ascii: "-"))
    append(Int(date.month), width: 2, to: &text)
    text.append(UInt8(ascii: "-"))
    append(Int(date.day), width: 2, to: &text)
  }

  /// `10:00:00`; hours may be more than 23.
  private static func appendTime(_ seconds: Int, to text: inout [UInt8]) {
    append(seconds / 3600, width: 2, to: &text)
    text.append(UInt8(ascii: ":"))
    append(seconds / 60 % 60, width: 2, to: &text)
    text.append(UInt8(ascii: ":"))
    append(seconds % 60, width: 2, to: &text)
  }

  private static func append(_ number: Int, width: Int, to text: inout [UInt8]) {
    var unit = 1
    for _ in 1..<width { unit *= 10 }
    while number / unit >= 10 { unit *= 10 }
    while unit > 0 {
      text.append(UInt8(ascii: "0") + UInt8(number / unit % 10))
      unit /= 10
    }
  }
}
