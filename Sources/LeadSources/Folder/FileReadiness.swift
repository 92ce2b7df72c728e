import LeadConfig
import LeadModel

/// Decides which files are whole, by what is seen of them over time.
///
/// It has no clock and no disk.
///
/// A file that is being written looks like one that is whole, so that each of these is an agreement with whoever writes:
///
/// | readiness | whole is |
/// | --- | --- |
/// | stable | what has bytes, and has not changed in size, time or inode for so long |
/// | marker | what has a file beside it that is not older than its last change |
/// | renamed | everything |
///
/// **Stable** goes by this clock, from the first look on, as the file system's may be another machine's. Only a time of
/// change that lies so long back and ``trustedSkew`` more is believed at the first look, so that a run from cron need not
/// wait; one that lies in the future says nothing. A file without bytes is never whole: servers make it before they
/// write.
struct FileReadiness: Sendable {
  enum Verdict: Sendable, Hashable {
    case ready
    /// It is, unless it changes before.
    case waits(until: Timestamp)
    /// For something else than time.
    case waitsForMore
  }

  private struct Sighting {
    var version: FileVersion
    var since: Timestamp
  }

  /// How far the clock of a network's file system may be behind this one: a minute.
  static let trustedSkew: Duration = .seconds(60)

  private let readiness: FolderSettings.Readiness
  /// Of the last look: at most as many as it was given.
  private var sightings: [String: Sighting] = [:]

  init(_ readiness: FolderSettings.Readiness) { self.readiness = readiness }

  /// Judges the files of one look; what was seen of others is forgotten.
  ///
  /// - Parameters:
  ///   - files: Those that are not settled.
  ///   - markers: The files that say that others are whole, by their names.
  ///   - now: May be before that of the last look; waiting then begins anew.
  /// - Returns: A verdict for each file.
  mutating func judge(_ files: [FolderEntry], markers: [String: FolderEntry], now: Timestamp) -> [Verdict] {
    switch readiness {
    case .renamed: return files.map { _ in .ready }
    case .marker(let ending):
      return files.map { file in
        guard let marker = markers[file.name + ending] else { return .waitsForMore }
        return Self.isWhole(file, by: marker, now: now) ? .ready : .waitsForMore
      }
    case .stable(let time):
      var seen: [String: Sighting] = [:]
      let verdicts = files.map { file -> Verdict in
        guard file.version.size > 0 else { return .waitsForMore }
        var sighting = sightings[file.name] ?? Sighting(version: file.version, since: now)
        if sighting.version != file.version || sighting.since > now {
          sighting = Sighting(version: file.version, since: now)
        }
        seen[file.name] = sighting
        let changed = Timestamp(nanosecondsSince1970: file.version.modifiedNanoseconds)
        let whole = min(sighting.since + time, changed + time + Self.trustedSkew)
        return whole <= now ? .ready : .waits(until: whole)
      }
      sightings = seen
      return verdicts
    }
  }

  /// A marker that is older than the file is one of the file before it, which was left there.
  private static func isWhole(_ file: FolderEntry, by marker: FolderEntry, now: Timestamp) -> Bool {
    let isOfTheFuture = Timestamp(nanosecondsSince1970: file.version.modifiedNanoseconds) > now
    return isOfTheFuture || marker.version.modifiedNanoseconds >= file.version.modifiedNanoseconds
  }
}

extension Timestamp {
  /// Cut to the millisecond.
  init(nanosecondsSince1970: Int64) { self.init(millisecondsSince1970: nanosecondsSince1970 / 1_000_000) }

  /// Cut to the millisecond.
  static func + (time: Timestamp, duration: Duration) -> Timestamp {
    let (seconds, attoseconds) = duration.components
    return Timestamp(
      millisecondsSince1970: time.millisecondsSince1970 + seconds * 1000 + attoseconds / 1_000_000_000_000_000)
  }
}
