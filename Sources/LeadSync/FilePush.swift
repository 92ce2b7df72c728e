import LeadDelivery
import LeadJSON
import LeadJournal
import LeadModel
import LeadPipeline

/// How the push of a drop folder's file ended, and what that says of the file.
struct FilePush {
  private enum Result {
    case ended(PushRun.End)
    /// It could not start.
    case failed([Diagnostic])
  }

  private let result: Result

  init(_ end: PushRun.End) { result = .ended(end) }

  init(_ error: any Error) {
    result = .failed((error as? Diagnostics)?.all ?? [Diagnostic(ofRun: error)])
  }

  // MARK: Whose fault

  /// Whose matter an error is.
  private enum Fault {
    /// It would come again with every try.
    case file
    /// It may be over at the next look: too many open files, a disk that does not answer.
    case reading
    /// Nothing is sent while it lasts.
    case run
  }

  /// Said of a file that could be looked at a moment before.
  private static let readingCodes: Set<String> = ["input.permission", "input.missing", "input.read"]
  private static let fileFamilies: Set<String> = [
    "input", "csv", "json", "jsonl", "sheet", "xlsx", "encoding", "mapping", "format", "form", "optout",
  ]

  private static func fault(_ diagnostic: Diagnostic) -> Fault {
    if readingCodes.contains(diagnostic.code) { return .reading }
    return fileFamilies.contains(String(diagnostic.code.prefix { $0 != "." })) ? .file : .run
  }

  /// `nil`: nothing went wrong.
  private var fault: Fault? {
    switch result {
    case .ended(let end): end.stop != nil ? .run : end.failure.map(Self.fault)
    case .failed(let problems): problems.first.map(Self.fault) ?? .run
    }
  }

  /// Whether what went wrong, if anything did, is this file's matter alone, so that the next one may be taken.
  var concernsFile: Bool { fault != .run }

  /// Where the file belongs; `nil`: it is not settled, and taken again at the next look.
  var standing: RememberedFile.Standing? {
    switch fault {
    case nil: .done
    case .file: .failed
    case .reading, .run: nil
    }
  }

  /// Records read in this run.
  var read: Int { if case .ended(let end) = result { end.summary.read } else { 0 } }

  /// Whether it has read the file from its first record on.
  var isWhole: Bool {
    if case .ended(let end) = result { end.summary.inputs.allSatisfy { $0.resumedAt == nil } } else { true }
  }

  /// What it is to be known by the next time.
  var settledRecords: SettledRecords? { if case .ended(let end) = result { end.settledRecords } else { nil } }

  // MARK: The summary beside it

  /// At most so many problems are in a summary.
  static let maxProblems = 20

  /// What is written beside the file: one object, with the keys that `docs/folders.md` lists.
  func summary(at time: Timestamp) -> [UInt8] {
    var json = JSONWriter(reservingCapacity: 2048)
    json.beginObject()
    let problems: [Diagnostic]
    switch result {
    case .ended(let end):
      end.summary.writeMembers(into: &json)
      json.member("command", "sync")
      json.member("exitCode", end.exitCode)
      json.member("stopped", orNull: end.stop?.reason.rawValue ?? end.failure?.code)
      problems = end.failure.map { [$0] } ?? []
    case .failed(let all):
      json.member("command", "sync")
      json.member("exitCode", 2)
      problems = all
    }
    json.key("problems")
    json.beginArray()
    for problem in problems.prefix(Self.maxProblems) {
      json.beginObject()
      json.member("code", problem.code)
      json.member("message", problem.message)
      json.member("line", orNull: problem.position?.line)
      json.member("hint", orNull: problem.hint)
      json.endObject()
    }
    json.endArray()
    json.member("finishedAt", time.description)
    json.endObject()
    return json.bytes
  }
}
