import LeadDelivery
import LeadJSON
package import LeadModel

/// How a run went, for whoever was not there: the file of `--report`, and what `--on-finish` posts.
///
/// Holds no value of a lead and no token.
package struct RunReport: Sendable {
  /// `push` or `replay`.
  package var command: String
  package var end: PushRun.End
  /// As the process ends with it.
  package var exitCode: Int
  package var finishedAt: Timestamp

  package init(command: String, end: PushRun.End, exitCode: Int, finishedAt: Timestamp) {
    self.command = command
    self.end = end
    self.exitCode = exitCode
    self.finishedAt = finishedAt
  }

  /// One object: the summary's members, then its own.
  package var json: [UInt8] {
    var json = JSONWriter(reservingCapacity: 2048)
    json.beginObject()
    end.summary.writeMembers(into: &json)
    json.member("command", command)
    json.member("exitCode", exitCode)
    json.member("stopped", orNull: end.stop?.reason.rawValue ?? end.failure?.code)
    json.member("finishedAt", finishedAt.description)
    json.endObject()
    return json.bytes
  }
}
