import Foundation
import LeadConfig
import LeadJSON
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

  /// Looks at the folder, and pushes what is whole.
  ///
  /// - Parameter folder: Remembers files that are not whole from look to look.
  /// - Returns: How it ended; one file that fails does not keep others, an inbox that takes nothing does.
  func perform(_ folder: inout FolderSource) async -> SourceRun.End {
    var end = SourceRun.End()
    do {
      let remembered = try run.journal.rememberedFiles(of: source.key)
      let listing = try folder.ready(now: now(), remembered: remembered)
      end.looksAgainAt = listing.waitsUntil
      if !run.isDryRun { try run.journal.forgetFiles(listing.forgotten, of: source.key) }
      for problem in listing.problems {
        run.events(.diagnostic(source: source.name, problem))
        if problem.severity == .error { end.problem = end.problem ?? problem }
      }
      for file in listing.unmoved where !run.isDryRun {
        guard let earlier = remembered[file.name] else { continue }
        try putAway(file, earlier, &end)
      }
      for file in listing.taken {
        guard !Task.isCancelled else {
          end.isInterrupted = true
          break
        }
        guard try await take(file, remembered[file.name], &end) else { break }
      }
    } catch {
      end.fail(Diagnostic(ofRun: error))
    }
    return end
  }

  /// Moves a file that is settled and could not be moved.
  private func putAway(_ file: FolderFile, _ earlier: RememberedFile, _ end: inout SourceRun.End) throws {
    guard let claim = try FileClaim(file) else { return }
    try finish(claim, earlier, &end)
  }

  /// Pushes a file and puts it where it belongs.
  ///
  /// - Returns: Whether the next file may be taken: not where the inbox takes nothing, or the run is to stop.
  private func take(
    _ file: FolderFile, _ earlier: RememberedFile?, _ end: inout SourceRun.End
  ) async throws -> Bool {
    guard let claim = try FileClaim(file) else { return true }
    if run.isDryRun {
      run.events(.file(source: source.name, name: file.name))
      let plan = run.push(of: file.path, file: file.name)
      end.take(try await run.push(plan), of: plan)
      return true
    }
    if let warning = claim.warning { run.events(.diagnostic(source: source.name, warning)) }
    let grown = try claim.compare(with: earlier)
    var memory = RememberedFile(
      name: file.name, version: file.version, content: grown.content, standing: .begun, at: now())
    if file.afterwards == .leave, let earlier, earlier.standing == .done, earlier.content == grown.content {
      // Touched, and nothing else.
      memory = earlier
      memory.version = file.version
      try run.journal.remember([memory], of: source.key)
      return true
    }
    let rejects = try run.journal.sourceFolder(of: source.key) + "/\(file.name).rejects.csv"
    unlink(rejects)
    var plan = run.push(of: file.path, file: file.name)
    plan.rejects = rejects
    // What an unfinished run has settled counts only where every byte of it is as it was.
    plan.restart = !grown.isContinued
    let passed = try passOver(grown.passableRecords, of: file)
    try run.journal.remember([memory], of: source.key)
    run.events(.file(source: source.name, name: file.name))
    let report: RunReport
    do {
      let pushed = try await run.push(plan)
      end.take(pushed, of: plan)
      report = RunReport(command: "sync", end: pushed, finishedAt: now())
      if pushed.stop != nil || pushed.failure.map({ !Self.isFilesFault($0) }) ?? false { return false }
      memory.standing = pushed.failure == nil ? .done : .failed
      memory.records = claim.isUnchanged && pushed.failure == nil ? passed + pushed.summary.read : 0
      if let failure = pushed.failure { run.events(.diagnostic(source: source.name, failure)) }
      memory.summary = report.json
    } catch {
      let problem = Diagnostic(ofRun: error)
      end.fail(problem)
      guard Self.isFilesFault(problem) else { throw error }
      run.events(.diagnostic(source: source.name, problem))
      memory.standing = .failed
      memory.summary = Self.summary(of: error)
    }
    memory.rejects = access(rejects, F_OK) == 0 ? rejects : nil
    memory.at = now()
    try run.journal.remember([memory], of: source.key)
    try finish(claim, memory, &end)
    return true
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
  private func finish(_ claim: FileClaim, _ settled: RememberedFile, _ end: inout SourceRun.End) throws {
    var memory = settled
    do throws(Diagnostic) {
      let ending = try claim.finish(
        settled.standing == .failed ? .failed : .done, summary: settled.summary, rejects: settled.rejects)
      memory.isAtRest = true
      memory.summary = []
      if case .moved(let path) = ending { run.events(.moved(source: source.name, path: path)) }
    } catch {
      // It is not sent again, only moved as soon as that can be done.
      run.events(.diagnostic(source: source.name, error))
      end.problem = end.problem ?? error
    }
    try run.journal.remember([memory], of: source.key)
  }

  /// Whether an error is about the file itself, so that it would come again with every try.
  private static func isFilesFault(_ diagnostic: Diagnostic) -> Bool {
    let family = diagnostic.code.prefix { $0 != "." }
    return ["input", "csv", "json", "jsonl", "sheet", "xlsx", "encoding", "mapping", "format", "form", "optout"]
      .contains(family)
  }

  /// What is written beside a file that could not be read at all: `{"errors": [{"code", "message"}]}`.
  private static func summary(of error: any Error) -> [UInt8] {
    let all = (error as? Diagnostics)?.all ?? [Diagnostic(ofRun: error)]
    var json = JSONWriter()
    json.beginObject()
    json.key("errors")
    json.beginArray()
    for problem in all.prefix(100) {
      json.beginObject()
      json.member("code", problem.code)
      json.member("message", problem.message)
      json.endObject()
    }
    json.endArray()
    json.endObject()
    return json.bytes
  }
}
