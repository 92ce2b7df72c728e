import LeadJSON
import LeadJournal
import LeadModel
import LeadPipeline
import LeadSync

/// Says what sources' runs have to say: a line when one ends, and what was odd meanwhile.
struct SyncText: Sendable {
  let talk: TalkOptions
  let isDryRun: Bool
  private let runs: EventTalk

  init(talk: TalkOptions, isDryRun: Bool) {
    self.talk = talk
    self.isDryRun = isDryRun
    runs = EventTalk(quiet: talk.quiet, destination: nil)
  }

  /// Says an event, from any thread.
  @Sendable func tell(_ event: SourceEvent) {
    switch event {
    case .started: break
    case .file(let source, let name): note("source.file", "\(source): reads \(name)")
    case .moved(let source, let path): note("source.moved", "\(source): it lies in \(path) now")
    case .diagnostic(_, let diagnostic): runs.tell(.diagnostic(diagnostic))
    case .push(_, _, let event): runs.tell(event)
    case .ended(let source, let result): ended(source, result)
    }
  }

  private func ended(_ source: String, _ result: SourceResult) {
    if let problem = result.problem { Terminal.say(problem) }
    if talk.json { Terminal.write(line(source, result) + [0x0A]) }
    if !talk.quiet { Terminal.say("\(source): \(words(result))") }
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

  private func note(_ code: String, _ message: String) { runs.tell(.diagnostic(Diagnostic(.note, code, message))) }
}
