import LeadDelivery
import LeadJSON
package import LeadModel

/// How a run went, for whoever was not there: the file of `--report`, and what `--on-finish` posts.
///
/// Holds no value of a lead and no token.
package struct RunReport: Sendable {
  /// `push`, `replay` or `sync`.
  package var command: String
  package var end: PushRun.End
  package var finishedAt: Timestamp

  package init(command: String, end: PushRun.End, finishedAt: Timestamp) {
    self.command = command
    self.end = end
    self.finishedAt = finishedAt
  }

  /// One object: the summary's members, then its own.
  package var json: [UInt8] {
    var json = JSONWriter(reservingCapacity: 2048)
    json.beginObject()
    end.summary.writeMembers(into: &json)
    json.member("command", command)
    json.member("exitCode", end.exitCode)
    json.member("stopped", orNull: end.stop?.reason.rawValue ?? end.failure?.code)
    json.member("finishedAt", finishedAt.description)
    json.endObject()
    return json.bytes
  }
}

extension PushRun.End {
  /// As a process ends with it: 130 interrupted, 3 stopped early, 1 with rejected or dead records, 0 well; the greater goes
  /// before.
  package var exitCode: Int {
    if stop?.reason == .interrupted { return 130 }
    if stop != nil || failure != nil { return 3 }
    return summary.rejected + summary.dead > 0 ? 1 : 0
  }
}
