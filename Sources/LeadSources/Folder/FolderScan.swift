import LeadConfig
import LeadModel

/// Decides what there is to do about a folder's files.
///
/// It has no clock and no disk.
///
/// A file is **new** where nothing of its name is remembered, or something else: another size, time of change or inode. It
/// is taken once it is whole (``FileReadiness``). What is remembered as settled is not read again, and moved where that
/// has failed. Links, folders and pipes are nothing, and so are names that begin with a dot.
struct FolderScan: Sendable {
  /// At most so many files are taken in one look.
  static let maxFiles = 1_000
  /// At most so many matching names are looked at, and so many files remembered.
  static let maxEntries = 100_000
  /// Room for `-2` and `.summary.json` in the 255 bytes that file systems give a name.
  static let maxNameBytes = 220
  /// A file that is gone is remembered for so long after its run: 30 days.
  static let memory: Duration = .seconds(30 * 86_400)

  /// What a look comes to.
  struct Decision: Sendable {
    /// All that are whole: the oldest first, those of one time by name.
    var whole: [FolderEntry] = []
    /// Settled, and still there though it should be moved; in the same order.
    var unmoved: [FolderEntry] = []
    /// When the first of the others may be whole.
    var waitsUntil: Timestamp?
    /// Links that match.
    var links: [String] = []
    /// Remembered names that are to be forgotten.
    var forgotten: [String] = []
  }

  private let settings: FolderSettings
  private let globs: [FileGlob]

  init(_ settings: FolderSettings) {
    self.settings = settings
    globs = settings.globs
  }

  /// Whether a look has to see a name: it matches, or says that another file is whole.
  func isWanted(_ name: String) -> Bool {
    !name.hasPrefix(".") && (isMarker(name) || globs.contains { $0.matches(name) })
  }

  /// A marker is never a file to be read, whatever the globs say.
  private func isMarker(_ name: String) -> Bool {
    if case .marker(let ending) = settings.readiness { name.hasSuffix(ending) } else { false }
  }

  /// The name of the file that says that another is whole.
  func marker(of name: String) -> String? {
    if case .marker(let ending) = settings.readiness { name + ending } else { nil }
  }

  /// Decides about one snapshot.
  ///
  /// - Parameters:
  ///   - snapshot: Of wanted names.
  ///   - remembered: By name.
  ///   - readiness: What was seen before; it is told of this look.
  ///   - now: The wall clock's time.
  /// - Returns: All there is to do; how much of it one look takes is its owner's matter.
  func decide(
    _ snapshot: FolderSnapshot, remembered: [String: RememberedFile], readiness: inout FileReadiness, now: Timestamp
  ) -> Decision {
    var decision = Decision()
    var markers: [String: FolderEntry] = [:]
    var open: [FolderEntry] = []
    var present: Set<String> = []
    for entry in snapshot.entries {
      if isMarker(entry.name) {
        if entry.kind == .file { markers[entry.name] = entry }
        continue
      }
      switch entry.kind {
      case .other: continue
      case .link: decision.links.append(entry.name)
      case .file:
        present.insert(entry.name)
        guard let known = remembered[entry.name], known.version == entry.version, known.standing != .begun else {
          open.append(entry)
          continue
        }
        if settings.afterwards == .move, !known.isAtRest { decision.unmoved.append(entry) }
      }
    }
    for (entry, verdict) in zip(open, readiness.judge(open, markers: markers, now: now)) {
      switch verdict {
      case .ready: decision.whole.append(entry)
      case .waits(let time): decision.waitsUntil = min(decision.waitsUntil ?? time, time)
      case .waitsForMore: break
      }
    }
    decision.whole.sort(by: Self.isOlder)
    decision.unmoved.sort(by: Self.isOlder)
    decision.links.sort()
    // What was not looked at may still be there.
    if !snapshot.isCut { decision.forgotten = Self.forgotten(remembered, present: present, now: now) }
    return decision
  }

  private static func isOlder(_ one: FolderEntry, _ other: FolderEntry) -> Bool {
    (one.version.modifiedNanoseconds, one.name) < (other.version.modifiedNanoseconds, other.name)
  }

  /// Names of files that are gone and whose runs lie far back, and the oldest of the rest where too many are remembered.
  private static func forgotten(
    _ remembered: [String: RememberedFile], present: Set<String>, now: Timestamp
  ) -> [String] {
    let gone = remembered.values.filter { !present.contains($0.name) }
      .sorted { ($0.at, $0.name) < ($1.at, $1.name) }
    let old = gone.prefix { $0.at + memory <= now }.count
    let tooMany = remembered.count - maxEntries
    return gone.prefix(max(old, tooMany)).map(\.name)
  }
}
