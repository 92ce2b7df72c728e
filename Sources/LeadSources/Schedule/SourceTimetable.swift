package import LeadConfig
package import LeadModel

/// When a source is looked at: its settings, read and checked.
///
/// Jitter is a part of the timetable: each source has a share of it that comes of its name, and its whole timetable is later
/// by that. So sources with one timetable do not ask at once, the next run can be told exactly, and intervals do not drift.
package struct SourceTimetable: Sendable, Hashable {
  /// The forms of a timetable.
  enum Rule: Sendable, Hashable {
    /// So long from the begin of a run to the begin of the next.
    case every(Duration)
    case cron(CronExpression, CivilZone)
  }

  let rule: Rule
  /// The source's share of its jitter: from zero to all of it.
  let shift: Duration

  /// Reads a source's timetable.
  ///
  /// - Throws: `source.cron`, `source.cron.never` and `source.zone`, each at its place in the configuration.
  package init(_ settings: SourceSettings) throws(Diagnostics) {
    switch settings.timetable {
    case .every(let period):
      rule = .every(period)
      let most = settings.jitter ?? min(period / 10, .seconds(60))
      shift = Self.share(of: most, name: settings.name)
    case .cron(let text, let zoneName):
      rule = try Self.cron(text, zoneName, at: settings.places)
      shift = Self.share(of: settings.jitter ?? .zero, name: settings.name)
    }
  }

  private static func cron(
    _ text: String, _ zoneName: String?, at places: SourceSettings.Places
  ) throws(Diagnostics) -> Rule {
    var found: [Diagnostic] = []
    var expression: CronExpression?
    var zone = CivilZone.utc
    do throws(CronError) {
      expression = try CronExpression(parsing: text)
    } catch {
      found.append(
        Diagnostic(
          error.code.rawValue, "'cron' at its column \(error.column): \(error.message)", at: places.timetable,
          hint: error.hint))
    }
    do throws(UnknownZone) {
      if let zoneName { zone = try CivilZone(named: zoneName) }
    } catch {
      found.append(Diagnostic("source.zone", "the time zone is not known", at: places.timeZone, hint: error.hint))
    }
    guard let expression, found.isEmpty else { throw Diagnostics(found) }
    return .cron(expression, zone)
  }

  /// The same for a name everywhere and always, and spread evenly over names: FNV-1a, 64 bits (RFC 9923).
  private static func share(of most: Duration, name: String) -> Duration {
    let hash = name.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    // Its lower bits alone would tell `form-1` from `form-2` by little.
    return .milliseconds(Int64((hash ^ hash >> 32) % UInt64(most / .milliseconds(1) + 1)))
  }

  /// The first time of a source that has never run.
  ///
  /// With `every` at once, but for the shift.
  func first(at now: Timestamp) -> Timestamp {
    switch rule {
    case .every: now.later(by: shift)
    case .cron: next(after: now)
    }
  }

  /// The regular time that follows a run which began then.
  func next(after begin: Timestamp) -> Timestamp {
    switch rule {
    case .every(let period): begin.later(by: period)
    case .cron(let expression, let zone):
      // That there is one was checked when it was read.
      (expression.next(after: begin.later(by: .zero - shift), in: zone) ?? begin.later(by: .seconds(365 * 86_400)))
        .later(by: shift)
    }
  }

  /// A regular time as it can be meant now.
  ///
  /// A clock that was set back leaves times behind that are further away than a period: such a one is thrown away. One that
  /// was set back by seconds must not make a run of `cron` come twice.
  func plausible(_ time: Timestamp, at now: Timestamp) -> Timestamp {
    switch rule {
    case .every(let period): return min(time, now.later(by: period + shift))
    case .cron:
      let soon = next(after: now)
      return time > next(after: soon) ? soon : time
    }
  }
}

extension Timestamp {
  /// So much later, to the millisecond; earlier for what is below zero.
  func later(by duration: Duration) -> Timestamp {
    Timestamp(millisecondsSince1970: millisecondsSince1970 + Int64(duration / .milliseconds(1)))
  }
}
