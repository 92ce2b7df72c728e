import Foundation

/// Why the patterns of a date cannot be used.
struct DatePatternError: Error, Equatable, Sendable {
  /// Which of the patterns, from 0; `nil`: the time zone, or all of them.
  let index: Int?
  /// The character of that pattern, from 0.
  let offset: Int
  /// The fact, with what was expected.
  let message: String
}

/// Dates and times as sources write them, to ISO 8601.
///
/// Patterns are of the letters of Unicode LDML (UTS #35, part 4, "Date Field Symbols") that ``DatePattern`` lists. Reading
/// is strict, as LDML's is not: the whole text must fit, and the day must be in the calendar.
struct DatePatterns: Equatable, Sendable {
  private let patterns: [DatePattern]
  private let zone: TimeZone?

  /// Checks the patterns, which are tried in their order.
  ///
  /// - Parameters:
  ///   - patterns: at least one.
  ///   - timeZone: what times mean that have no zone in their text: a name of the IANA time zone database
  ///     (`Europe/Berlin`), `UTC`, or an offset (`+01:00`). `nil`: the result has no offset either.
  /// - Throws: the first thing that is wrong.
  init(patterns: [String], timeZone: String?) throws(DatePatternError) {
    guard !patterns.isEmpty else {
      throw DatePatternError(index: nil, offset: 0, message: "a date needs at least one pattern")
    }
    var parsed: [DatePattern] = []
    for (index, pattern) in patterns.enumerated() { parsed.append(try DatePattern(pattern, index: index)) }
    self.patterns = parsed
    guard let timeZone else {
      zone = nil
      return
    }
    guard let known = Self.zone(named: timeZone) else {
      throw DatePatternError(
        index: nil, offset: 0,
        message: "the time zone is not known; expected a name such as Europe/Berlin, UTC or +01:00")
    }
    zone = known
  }

  /// `text` in ISO 8601 by the first pattern that fits; `nil` where none does.
  ///
  /// A date alone stays one, `2024-01-31`. With a time it is `2024-01-31T10:00:00`, with the fraction's digits as
  /// written, and with the offset of the text, else of the time zone: `+05:30`, or `Z` for none. About a microsecond;
  /// a time zone costs one more.
  func parse(_ text: String) -> String? {
    let bytes = Array(Blank.trimmed(text).utf8)
    for pattern in patterns {
      guard var moment = pattern.read(bytes) else { continue }
      if moment.time != nil, moment.offsetMinutes == nil, let zone {
        moment.offsetMinutes = Self.offsetMinutes(of: zone, at: moment)
      }
      return moment.iso8601
    }
    return nil
  }

  /// The zone's offset at a wall clock time.
  ///
  /// A time that the clocks skip in spring counts by the offset before the skip, one that comes twice in autumn is the
  /// first of the two: both are the offset that held before.
  private static func offsetMinutes(of zone: TimeZone, at moment: DateMoment) -> Int {
    func offset(at seconds: Int) -> Int {
      zone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(seconds)))
    }
    let wall = moment.secondsSince1970AsUTC
    // A day before the wall clock's reading as UTC is before the moment meant, whatever the zone.
    let before = offset(at: wall - 86_400)
    if offset(at: wall - before) == before { return before / 60 }
    let after = offset(at: wall + 86_400)
    return (offset(at: wall - after) == after ? after : before) / 60
  }

  private static func zone(named name: String) -> TimeZone? {
    let bytes = Array(name.utf8)
    if let (minutes, end) = DatePattern.readOffset(bytes, at: 0), end == bytes.count {
      return TimeZone(secondsFromGMT: minutes * 60)
    }
    return TimeZone(identifier: name)
  }
}
