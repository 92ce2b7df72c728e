import Foundation
import LeadConfig
import LeadJournal
import LeadMapping
import LeadModel
import LeadPipeline
import LeadSources

/// A run over the files of a drop folder that are whole: each is pushed, and put where it belongs.
///
/// What is on the disk, wherever the process dies: a file is remembered as begun before its push, and as done once all of
/// it is settled, before it is moved. So it is read again, or only moved.
struct FolderRun: Sendable {
  let run: SourceRun
  private let now: @Sendable () -> Timestamp

  init(_ run: SourceRun, now: @escaping @Sendable () -> Timestamp = { .now() }) {
    self.run = run
    self.now = now
  }

  private var source: SourcePlan { run.source }

  /// One look, and what comes of it.
  private struct Look {
    var folder: FolderSource
    var end = SourceRun.End()
  }

  /// Looks at the folder, and pushes what is whole.
  ///
  /// - Parameter folder: Remembers from look to look what is not whole, and what was told.
  /// - Returns: How it ended; one file that fails does not keep others, an inbox that takes nothing does.
  func perform(_ folder: inout FolderSource) async -> SourceRun.End {
    var look = Look(folder: folder)
    look.end.files = 0
    do {
      try await perform(&look)
    } catch {
      look.end.fail(Diagnostic(ofRun: error))
    }
    folder = look.folder
    return look.end
  }

  private func perform(_ look: inout Look) async throws {
    let remembered = try run.journal.rememberedFiles(of: source.key)
    let listing = try look.folder.ready(now: now(), remembered: remembered, isRehearsal: run.isDryRun)
    look.end.looksAgainAt = listing.waitsUntil
    for problem in listing.problems { tell(problem, &look) }
    if !run.isDryRun {
      try run.journal.forgetFiles(listing.forgotten, of: source.key)
      for file in listing.continued {
        guard let earlier = remembered[file.name] else { continue }
        try bringBack(file, earlier, &look)
      }
      for file in listing.unmoved {
        guard let earlier = remembered[file.name], let claim = claim(file, &look) else { continue }
        try finish(claim, earlier, &look)
      }
    }
    for file in listing.taken {
      guard !Task.isCancelled else {
        look.end.isInterrupted = true
        return
      }
      guard let claim = claim(file, &look) else { continue }
      look.end.files = (look.end.files ?? 0) + 1
      guard try await take(claim, remembered[file.name], &look) else { return }
    }
  }

  /// Says what is wrong with the folder or a file of it, once while it lasts.
  ///
  /// The first error is the run's, and said at its end.
  private func tell(_ problem: Diagnostic, _ look: inout Look) {
    let isNews = look.folder.isNews(problem)
    if problem.severity == .error, look.end.fileProblem == nil {
      look.end.fileProblem = problem
    } else if isNews {
      run.events(.diagnostic(source: source.name, problem))
    }
  }

  /// Claims a file; `nil` where it is not to be worked on now.
  private func claim(_ file: FolderFile, _ look: inout Look) -> FileClaim? {
    do throws(Diagnostic) {
      switch try FileClaim.attempt(file) {
      case .claimed(let claim):
        if let warning = claim.warning { tell(warning, &look) }
        return claim
      case .written(let warning): tell(warning, &look)
      case .none: break
      }
    } catch {
      tell(error, &look)
    }
    return nil
  }

  /// Takes a file that was moved back to be read again, if it has other bytes than were read.
  private func bringBack(_ file: ContinuedFile, _ earlier: RememberedFile, _ look: inout Look) throws {
    var memory = earlier
    do throws(Diagnostic) {
      if try file.hasChanged(since: earlier.content) {
        memory.place = nil
        if let warning = try file.bringBack() {
          tell(warning, &look)
          look.end.looksAgainAt = now()
        }
      } else {
        memory.version = file.version
      }
    } catch {
      return tell(error, &look)
    }
    try run.journal.remember([memory], of: source.key)
  }

  /// Pushes a file and puts it where it belongs.
  ///
  /// - Returns: Whether the next file may be taken: not where the inbox takes nothing, or the run is to stop.
  private func take(_ claim: FileClaim, _ earlier: RememberedFile?, _ look: inout Look) async throws -> Bool {
    let file = claim.file
    var plan = run.push(of: file.path, file: file.name)
    plan.inputs = [.open(path: file.path, descriptor: claim.descriptor)]
    let settled = try run.journal.settledRecordsPath(of: source.key)
    // Who drops a file again wants what was refused to be tried again.
    let before = SettledRecords(reading: settled).withoutDead
    plan.settledBefore = before
    if run.isDryRun {
      run.events(.file(source: source.name, name: file.name))
      return try await push(plan, claim, &look).concernsFile
    }
    let grown: GrownFile
    do throws(Diagnostic) {
      grown = try claim.compare(with: earlier)
    } catch {
      tell(error, &look)
      return true
    }
    var memory = RememberedFile(
      name: file.name, version: file.version, content: grown.content, standing: .begun, at: now())
    if file.afterwards == .leave, let earlier, earlier.standing == .done, earlier.content == grown.content {
      // Touched, and nothing else.
      memory = earlier
      memory.version = file.version
      try run.journal.remember([memory], of: source.key)
      return true
    }
    // Of a file that is left nobody would take the table away.
    let rejects = try run.journal.sourceFolder(of: source.key) + "/\(file.name).rejects.csv"
    unlink(rejects)
    plan.rejects = file.afterwards == .move ? rejects : nil
    // What an unfinished run has settled counts only where every byte of it is as it was.
    plan.restart = !grown.isContinued
    plan.passedOver = try passOver(grown.passableRecords, of: file)
    try run.journal.remember([memory], of: source.key)
    run.events(.file(source: source.name, name: file.name))
    let pushed = try await push(plan, claim, &look)
    guard let standing = pushed.standing else { return pushed.concernsFile }
    memory.standing = standing
    memory.summary = pushed.summary(at: now())
    memory.records = claim.isUnchanged && standing == .done ? plan.passedOver + pushed.read : 0
    memory.rejects = access(rejects, F_OK) == 0 ? rejects : nil
    memory.at = now()
    if standing == .done, var records = pushed.settledRecords {
      // Those that this run has passed over are there from before.
      if !pushed.isWhole { records.add(before) }
      try records.write(to: settled)
    }
    try run.journal.remember([memory], of: source.key)
    try finish(claim, memory, &look)
    return true
  }

  /// Pushes a file, counts its records, and says what was wrong with it.
  ///
  /// - Throws: What is wrong with neither the file nor its reading: then no other is taken.
  private func push(_ plan: PushPlan, _ claim: FileClaim, _ look: inout Look) async throws -> FilePush {
    // The claim's descriptor is what is read.
    defer { withExtendedLifetime(claim) {} }
    let pushed: FilePush
    do {
      var end = try await run.push(plan)
      if end.stop == nil, end.failure == nil, end.summary.isUnmapped {
        end.failure = Summary.nothingMapped(.error, at: Position(file: claim.file.path))
      }
      pushed = FilePush(end)
      let failure = pushed.concernsFile ? end.failure : nil
      if pushed.concernsFile { end.failure = nil }
      look.end.take(end, of: plan)
      if let failure { tell(failure, &look) }
    } catch {
      pushed = FilePush(error)
      guard pushed.concernsFile else { throw error }
      tell(Diagnostic(ofRun: error), &look)
    }
    return pushed
  }

  /// Lets the push begin behind the records that a file had when it was read before, and still has.
  ///
  /// - Returns: How many it passes over.
  private func passOver(_ records: Int, of file: FolderFile) throws -> Int {
    guard records > 0, let mapping = source.mapping else { return 0 }
    let key = CheckpointKey(
      input: file.path, destination: source.target.destination, mappingDigest: mapping.digest)
    return try run.journal.reopen(key, passingOver: records) ? records : 0
  }

  /// Puts a settled file where it belongs, and remembers that.
  private func finish(_ claim: FileClaim, _ settled: RememberedFile, _ look: inout Look) throws {
    var memory = settled
    do throws(Diagnostic) {
      let ending = try claim.finish(
        settled.standing == .failed ? .failed : .done, summary: settled.summary, rejects: settled.rejects)
      if case .written = ending { return }
      memory.isAtRest = true
      memory.summary = []
      memory.rejects = nil
      if case .moved(let path) = ending {
        memory.place = String(path.dropFirst(claim.file.folder.count + 1))
        run.events(.moved(source: source.name, path: path))
      } else if let rejects = settled.rejects {
        // It is read again, or gone: its table would be nobody's.
        unlink(rejects)
      }
    } catch {
      // It is not sent again, only moved as soon as that can be done.
      return tell(error, &look)
    }
    try run.journal.remember([memory], of: source.key)
  }
}
