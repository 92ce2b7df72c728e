package import LeadConfig
package import LeadModel

/// A drop folder as a source of files.
///
/// It remembers between looks what it has seen of files that were not whole; what was taken is remembered by whoever runs
/// them, and comes in as a value.
package struct FolderSource: Sendable {
  /// At most so many problems of single files come of one look.
  package static let maxProblems = 100

  /// The folder's path, without a slash at its end.
  package let path: String
  private let settings: FolderSettings
  private let scan: FolderScan
  private var readiness: FileReadiness

  package init(_ settings: FolderSettings) {
    self.settings = settings
    path = settings.path.count > 1 && settings.path.hasSuffix("/") ? String(settings.path.dropLast()) : settings.path
    scan = FolderScan(settings)
    readiness = FileReadiness(settings.readiness)
  }

  /// Looks at the folder.
  ///
  /// Costs a system call for each name that matches, some 2 µs.
  ///
  /// - Parameters:
  ///   - now: The wall clock's time.
  ///   - remembered: All that is remembered of this folder, by name.
  /// - Returns: What there is to do, and what is in the way.
  /// - Throws: `folder.gone`, `folder.unreadable`: there is no looking at it now. It may be back at the next look.
  package mutating func ready(
    now: Timestamp, remembered: [String: RememberedFile]
  ) throws(Diagnostic) -> FolderListing {
    do throws(FolderProblem) {
      return try look(now, remembered)
    } catch {
      throw error.diagnostic
    }
  }

  private mutating func look(
    _ now: Timestamp, _ remembered: [String: RememberedFile]
  ) throws(FolderProblem) -> FolderListing {
    let folder = try OpenFolder(path)
    let snapshot = try folder.snapshot(limit: FolderScan.maxEntries, isWanted: scan.isWanted)
    let decision = scan.decide(snapshot, remembered: remembered, readiness: &readiness, now: now)
    var problems: [FolderProblem] = []
    if snapshot.isCut { problems.append(.crowded(folder: path)) }
    if snapshot.oddNames > 0 { problems.append(.oddNames(folder: path, count: snapshot.oddNames)) }
    problems += decision.links.prefix(Self.maxProblems).map { .link(path: "\(path)/\($0)") }
    var listing = FolderListing()
    listing.unmoved = decision.unmoved.prefix(FolderScan.maxFiles).map(file)
    listing.waitsUntil = decision.waitsUntil
    listing.forgotten = decision.forgotten
    var unreadable = 0
    for entry in decision.whole {
      guard listing.taken.count < FolderScan.maxFiles else {
        listing.waitsUntil = now
        break
      }
      let refusal = folder.refusal(of: entry.name)
      if refusal == 0 {
        listing.taken.append(file(entry))
      } else {
        // Those that cannot be read leave their places to others.
        unreadable += 1
        if unreadable <= Self.maxProblems {
          problems.append(.unreadable(path: "\(path)/\(entry.name)", errno: refusal))
        }
      }
    }
    listing.problems = problems.map(\.diagnostic)
    return listing
  }

  private func file(_ entry: FolderEntry) -> FolderFile {
    FolderFile(
      folder: path, name: entry.name, version: entry.version, afterwards: settings.afterwards,
      marker: scan.marker(of: entry.name))
  }
}
