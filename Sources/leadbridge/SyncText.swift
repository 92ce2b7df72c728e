import LeadJSON
import LeadJournal
import LeadModel
import LeadPipeline
import LeadSync
import Synchronization

/// Says what sources' runs have to say: a line when one ends, and what was odd meanwhile.
///
/// By a schedule, what says nothing new is said once: that nothing is new, or that another process runs the source.
final class SyncText: Sendable {
  let talk: TalkOptions
  let isDryRun: Bool
  private let isOnce: Bool
  private let state = Mutex(State())

  private struct State {
    /// One a run, so that what was said often is said again by the next.
    var runs: [String: EventTalk] = [:]
    /// What was said last of a source that had nothing new; `nil`: it had.
    var quiet: [String: String] = [:]
  }

  init(talk: TalkOptions, isDryRun: Bool, isOnce: Bool) {
    self.talk = talk
    self.isDryRun = isDryRun
    self.isOnce = isOnce
  }

  /// Says an event, from any thread.
  func tell(_ event: SourceEvent) {
    switch event {
    case .started(let source): state.withLock { $0.runs[source] = nil }
    // Posts that announce anything are the daemon's.
    case .announced: break
    case .file(let source, let name): note(source, "source.file", "\(source): reads \(name)")
    case .moved(let source, let path): note(source, "source.moved", "\(source): it lies in \(path) now")
    case .waiting(let source, let time):
      note(source, "source.waiting", "\(source): waits until \(time) for files that may still be written to")
    case .diagnostic(let source, let diagnostic): run(source).tell(.diagnostic(diagnostic))
    case .push(let source, _, let event): run(source).tell(event)
    case .ended(let source, let result): ended(source, result)
    }
  }

  private func run(_ source: String) -> EventTalk {
    state.withLock { state in
      if let known = state.runs[source] { return known }
      let fresh = EventTalk(quiet: talk.quiet, destination: nil)
      state.runs[source] = fresh
      return fresh
    }
  }

  private func note(_ source: String, _ code: String, _ message: String) {
    run(source).tell(.diagnostic(Diagnostic(.note, code, message)))
  }

  private func ended(_ source: String, _ result: SourceResult) {
    if talk.json { Terminal.write(line(source, result) + [0x0A]) }
    guard isOnce || isNews(source, result) else { return }
    if let problem = result.problem { Terminal.say(problem) }
    guard !talk.quiet else { return }
    Terminal.say("\(source): \(words(result))")
    if !result.reasons.isEmpty, !isDryRun { Terminal.say("  \(reasons(result))") }
  }

  /// Whether it is to be said, and was not just now.
  private func isNews(_ source: String, _ result: SourceResult) -> Bool {
    let kind: String? =
      if result.problem?.code == JournalError.sourceHeldCode {
        JournalError.sourceHeldCode
      } else if let problem = result.problem, result.isProblemOfFiles, result.counts.total == 0 {
        // What is wrong with a file that stays lasts from look to look.
        "\(problem)"
      } else if result.problem == nil, !result.isInterrupted, result.counts.total == result.counts.unchanged {
        ""
      } else {
        nil
      }
    return state.withLock { state in
      defer { state.quiet[source] = kind }
      return kind == nil || state.quiet[source] != kind
    }
  }

  /// `2 × email.invalid, 1 × http.422: in dead-letters.jsonl`.
  private func reasons(_ result: SourceResult) -> String {
    let all = result.reasons.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.value) × \($0.key)" }
    return "\(all.joined(separator: ", ")): in \(result.deadLetters)"
  }

  /// `12 delivered, 3 unchanged, 1 rejected · 2 requests, 0.8s · next 2026-01-31T10:15:00Z`.
  func words(_ result: SourceResult) -> String {
    let counts = result.counts
    var parts: [String] = []
    func add(_ count: Int, _ word: String) { if count > 0 { parts.append("\(count) \(word)") } }
    add(counts.delivered, isDryRun ? "would be delivered" : "delivered")
    add(counts.unchanged, "unchanged")
    add(counts.skipped, "skipped")
    add(counts.rejected, "rejected")
    add(counts.dead, "dead")
    if parts.isEmpty { parts.append("nothing new") }
    var ends = [parts.joined(separator: ", ")]
    if result.requests > 0 { ends.append("\(result.requests) request\(result.requests == 1 ? "" : "s")") }
    if result.problem != nil {
      ends = ["failed"] + (counts.total > 0 ? ends : [])
    } else if result.isInterrupted {
      ends = ["interrupted"] + (counts.total > 0 ? ends : [])
    }
    if let next = result.nextAt { ends.append("next \(next)") }
    return ends.joined(separator: " · ")
  }

  /// One object; keys as `docs/cli-json.md` lists them.
  private func line(_ source: String, _ result: SourceResult) -> [UInt8] {
    var json = JSONWriter()
    json.beginObject()
    json.member("source", source)
    json.member("delivered", result.counts.delivered)
    json.member("unchanged", result.counts.unchanged)
    json.member("skipped", result.counts.skipped)
    json.member("rejected", result.counts.rejected)
    json.member("dead", result.counts.dead)
    json.member("missed", result.missed)
    json.member("requests", result.requests)
    json.key("seconds")
    json.number((result.seconds * 1000).rounded() / 1000)
    json.member("error", orNull: result.problem?.code)
    json.member("interrupted", result.isInterrupted)
    json.member("nextAt", orNull: result.nextAt?.description)
    json.endObject()
    return json.bytes
  }
}
