import LeadJSON
import LeadJournal
import LeadModel
package import LeadSync

/// A source in `/status`: written by the daemon, read by `leadbridge status`.
extension SourceStanding {
  /// One object.
  package var json: [UInt8] {
    var json = JSONWriter()
    json.beginObject()
    writeMembers(into: &json)
    json.endObject()
    return json.bytes
  }

  /// Writes its members; all are always there.
  func writeMembers(into json: inout JSONWriter) {
    json.member("name", name)
    json.member("kind", kind)
    json.member("destination", destination)
    json.member("running", isRunning)
    json.member("paused", isPaused)
    json.member("startedAt", orNull: startedAt?.description)
    json.member("endedAt", orNull: endedAt?.description)
    json.member("succeededAt", orNull: succeededAt?.description)
    json.member("newAt", orNull: newAt?.description)
    json.member("nextAt", orNull: nextAt?.description)
    json.member("cursor", orNull: cursor)
    json.member("delivered", counts.delivered)
    json.member("unchanged", counts.unchanged)
    json.member("skipped", counts.skipped)
    json.member("rejected", counts.rejected)
    json.member("dead", counts.dead)
    json.member("requests", requests)
    json.member("missed", missed)
    json.member("errorCode", orNull: errorCode)
    json.member("errorMessage", orNull: errorMessage)
    json.member("failures", failures)
    json.number("expectEverySeconds", expectEvery?.seconds)
    json.member("waiting", waiting)
  }

  /// `nil` where it has no name.
  init?(reading json: JSONValue) {
    guard let name = json.text("name") else { return nil }
    self.init(name: name, kind: json.text("kind") ?? "", destination: json.text("destination") ?? "")
    isRunning = json["running"]?.boolean ?? false
    isPaused = json["paused"]?.boolean ?? false
    startedAt = json.time("startedAt")
    endedAt = json.time("endedAt")
    succeededAt = json.time("succeededAt")
    newAt = json.time("newAt")
    nextAt = json.time("nextAt")
    cursor = json.text("cursor")
    counts = OutcomeCounts(
      delivered: json.count("delivered"), unchanged: json.count("unchanged"), skipped: json.count("skipped"),
      rejected: json.count("rejected"), dead: json.count("dead"))
    requests = json.count("requests")
    missed = json.count("missed")
    errorCode = json.text("errorCode")
    errorMessage = json.text("errorMessage")
    failures = json.count("failures")
    expectEvery = json.decimal("expectEverySeconds").map { .milliseconds(Int64(($0 * 1000).rounded())) }
    waiting = json.count("waiting")
  }
}
