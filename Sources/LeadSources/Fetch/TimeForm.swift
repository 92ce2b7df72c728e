import LeadModel

/// How a source writes times: what `{since}` is written in, and what its records' times are read by first.
enum TimeForm: Sendable, Hashable {
  /// RFC 3339 in UTC, with milliseconds: `2026-01-31T10:00:00.000Z`.
  case iso
  /// Whole seconds since 1970.
  case seconds
  /// Milliseconds since 1970.
  case milliseconds
  case pattern(TimePattern)

  /// The step that the form tells moments apart by.
  var step: Duration {
    switch self {
    case .iso, .milliseconds: .milliseconds(1)
    case .seconds, .pattern: .seconds(1)
    }
  }

  /// A moment as it is written; what the form has no place for is cut off, so it is never later.
  func text(of moment: Timestamp) -> String {
    switch self {
    case .iso: moment.description
    case .seconds: String(Int64((Double(moment.millisecondsSince1970) / 1000).rounded(.down)))
    case .milliseconds: String(moment.millisecondsSince1970)
    case .pattern(let pattern): pattern.text(of: moment)
    }
  }

  /// The moment that a text says, in this form, else in another that can be told: RFC 3339, also without a colon in its
  /// offset, without one (then of the zone), or a date alone; seconds or, from 11 digits on, milliseconds since 1970.
  ///
  /// `nil` for all others.
  func read(_ text: String, in zone: CivilZone = .utc) -> Timestamp? {
    if case .pattern(let pattern) = self, let moment = pattern.read(text) { return moment }
    if let number = Int64(text) {
      switch self {
      case .seconds where abs(number) < 1_000_000_000_000: return Timestamp(millisecondsSince1970: number * 1000)
      case .milliseconds: return Timestamp(millisecondsSince1970: number)
      default: return Timestamp(millisecondsSince1970: abs(number) < 100_000_000_000 ? number * 1000 : number)
      }
    }
    return Self.calendarMoment(text, zone)
  }

  private static func calendarMoment(_ text: String, _ zone: CivilZone) -> Timestamp? {
    if let moment = Timestamp(parsing: text) { return moment }
    guard text.utf8.count >= 10, text.utf8.count <= 40 else { return nil }
    if text.utf8.count == 10 {
      return Timestamp(parsing: "\(text)T00:00:00Z").map { TimePattern.moment(ofLocal: $0, in: zone) }
    }
    // `+0000`, as some write it.
    if let sign = text.lastIndex(where: { $0 == "+" || $0 == "-" }), text.distance(from: sign, to: text.endIndex) == 5,
      let (offset, _) = TimePattern.offset(in: text[sign...])
    {
      return Timestamp(parsing: text[..<sign] + offset)
    }
    return Timestamp(parsing: "\(text)Z").map { TimePattern.moment(ofLocal: $0, in: zone) }
  }
}
