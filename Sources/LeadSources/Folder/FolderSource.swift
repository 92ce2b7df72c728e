package import LeadConfig
package import LeadModel

/// A drop folder as a source of files.
///
/// It remembers between looks what it has seen of files that were not whole, and what was told; what was taken is
/// remembered by whoever runs them, and comes in as a value.
package struct FolderSource: Sendable {
  /// At most so many problems of single files come of one look.
  package static let maxProblems = 100

  /// The folder's path, without a slash at its end.
  package let path: String
  private let settings: FolderSettings
  private let scan: FolderScan
  private var readiness: FileReadiness
  private var told = ToldProblems()
  /// What rehearsals have taken, which stays where it is: at most ``FolderScan/maxEntries``.
  private var rehearsed: [String: FileVersion] = [:]

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
  ///   - isRehearsal: Nothing becomes of the files: each is taken once, and none is brought back.
  /// - Returns: What there is to do, and what is in the way.
  /// - Throws: `folder.gone`, `folder.unreadable`: there is no looking at it now. It may be back at the next look.
  package mutating func ready(
    now: Timestamp, remembered: [String: RememberedFile], isRehearsal: Bool = false
  ) throws(Diagnostic) -> FolderListing {
    do throws(FolderProblem) {
      return try look(now, remembered, isRehearsal)
    } catch {
      throw error.diagnostic
    }
  }

  /// Whether a problem was not met at the look before, so that it is to be told: each is told once while it lasts.
  ///
  /// Asked for every problem of a look, behind it.
  package mutating func isNews(_ problem: Diagnostic) -> Bool { told.meets(problem) }

  private mutating func look(
    _ now: Timestamp, _ remembered: [String: RememberedFile], _ isRehearsal: Bool
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
    told.lookBegins()
    if !isRehearsal { listing.continued = continued(remembered, folder, now) }
    var unreadable = 0
    for entry in decision.whole where !isRehearsal || rehearsed[entry.name] != entry.version {
      guard listing.taken.count < FolderScan.maxFiles else {
        listing.waitsUntil = now
        break
      }
      let refusal = folder.refusal(of: entry.name)
      if refusal == 0 {
        listing.taken.append(file(entry))
        if isRehearsal { rehearsed[entry.name] = entry.version }
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

  private func continued(
    _ remembered: [String: RememberedFile], _ folder: borrowing OpenFolder, _ now: Timestamp
  ) -> [ContinuedFile] {
    // With a marker its sender has said that it was whole, and it would wait here for another one.
    if case .marker = settings.readiness { return [] }
    var found: [ContinuedFile] = []
    for file in ContinuedFile.watched(remembered, now: now) {
      if let file = ContinuedFile(file, in: folder) { found.append(file) }
    }
    return found
  }

  private func file(_ entry: FolderEntry) -> FolderFile {
    FolderFile(
      folder: path, name: entry.name, version: entry.version, afterwards: settings.afterwards,
      marker: scan.marker(of: entry.name))
  }
}
