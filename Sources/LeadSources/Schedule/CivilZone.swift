import Foundation
import LeadModel

/// A time zone: what the clock on its wall says.
package struct CivilZone: Sendable, Hashable {
  package static let utc = CivilZone(zone: .gmt, name: "UTC")

  private let zone: TimeZone
  /// As it was written.
  package let name: String

  private init(zone: TimeZone, name: String) {
    self.zone = zone
    self.name = name
  }

  /// Finds a zone by its name in the IANA's time zone database: `Europe/Rome`, or `UTC`.
  ///
  /// - Throws: ``UnknownZone``.
  package init(named name: String) throws(UnknownZone) {
    if name == "UTC" || name == "Etc/UTC" {
      self = .utc
      return
    }
    guard let zone = TimeZone(identifier: name) else { throw UnknownZone(name: name) }
    self.init(zone: zone, name: name)
  }

  /// What its clock is ahead of UTC.
  ///
  /// About a microsecond.
  func offsetSeconds(at secondsSince1970: Int64) -> Int {
    zone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(secondsSince1970)))
  }
}

/// A name that is no time zone's, or one of a zone whose data is not there.
package struct UnknownZone: Error, Sendable, Hashable {
  package let name: String

  /// The name that was probably meant, or what may be missing.
  package var hint: String {
    if let nearest = NearestName.of(name, among: TimeZone.knownTimeZoneIdentifiers) {
      return "did you mean '\(nearest)'?"
    }
    return "a name such as Europe/Rome; where that is not known either, the system has no time zone data: "
      + "install tzdata"
  }
}

/// A day of the calendar in a zone, and what becomes of its clock.
struct CivilDay {
  /// A change of the clock.
  struct Change {
    /// The first second of the new time, since 1970.
    let at: Int64
    /// What the clock is ahead of UTC from then on.
    let offset: Int
  }

  /// Its midnight as if it were one of UTC: seconds since 1970.
  let start: Int64
  /// What the clock is ahead of UTC, up to the change.
  let offset: Int
  /// A change on this day or near it; `nil`: none.
  let change: Change?

  /// - Parameters:
  ///   - number: Days since 1970-01-01.
  ///   - zone: Where.
  init(number: Int64, zone: CivilZone) {
    start = number * 86_400
    // No zone is further from UTC than 18 hours, so that the day is within.
    var before = start - 18 * 3_600
    var after = start + 42 * 3_600
    offset = zone.offsetSeconds(at: before)
    let later = zone.offsetSeconds(at: after)
    guard later != offset else {
      change = nil
      return
    }
    while after - before > 1 {
      let middle = before + (after - before) / 2
      if zone.offsetSeconds(at: middle) == offset { before = middle } else { after = middle }
    }
    change = Change(at: after, offset: later)
  }
}
