package import LeadJSON
import LeadModel

/// What a run did, in numbers: the same on a terminal, as JSON, and in tests.
///
/// `read = delivered + unchanged + skipped + rejected + dead + pending` at any moment.
package struct Summary: Sendable, Equatable {
  /// What became of the records of one input.
  package struct InputCount: Sendable, Equatable {
    package var name: String
    /// Records read in this run; those that an earlier run had settled are not among them.
    package var read = 0
    /// The record up to which an earlier run had settled all; `nil` where this run began at the start.
    package var resumedAt: Int?

    package init(name: String) { self.name = name }
  }

  package var read = 0
  /// In the inbox now; in a dry run: what would be sent.
  package var delivered = 0
  /// In the inbox already, as they are.
  package var unchanged = 0
  package var skipped = 0
  /// Among ``skipped``: people who opted out.
  ///
  /// `nil` where the mapping knows of no such column, or the input has none.
  package var optedOut: Int?
  package var rejected = 0
  package var dead = 0
  /// Requests sent.
  package var attempts = 0
  /// Those beyond a lead's first.
  package var retries = 0
  /// Code to count: what was odd, and read or sent all the same.
  package var warnings: [String: Int] = [:]
  /// Code to count: why records were skipped.
  package var skips: [String: Int] = [:]
  /// Code to count: why records were rejected or are dead.
  ///
  /// A record with two errors counts under both.
  package var errors: [String: Int] = [:]
  /// Code to the first place, of those in ``errors``.
  package var firstPlaces: [String: Place] = [:]
  package var seconds = 0.0
  /// Where the rejected and the dead are.
  package var deadLetters: String?
  /// The table of the rejected and the dead, where one was asked for and there is any.
  package var rejects: String?
  /// Where the run's progress is kept.
  package var checkpoint: String?
  package var inputs: [InputCount] = []
  /// Whether a lead that was put into the destination was ever seen in its listing; `nil` where there is nothing to
  /// prove: on this machine, or without a destination.
  package var proven: Bool?

  package init() {}

  /// Read, and not settled: they were waiting when the run stopped.
  ///
  /// 0 after a run that ended.
  package var pending: Int { read - delivered - unchanged - skipped - rejected - dead }

  /// Whether there must be leads of ours in the inbox.
  package var hasArrivals: Bool { attempts > 0 && delivered > 0 || unchanged > 0 }

  /// Leads delivered a second, over the whole run.
  package var leadsPerSecond: Double { seconds > 0 ? Double(delivered) / seconds : 0 }

  /// One object; keys as `docs/cli-json.md` lists them.
  package func write(into json: inout JSONWriter) {
    json.beginObject()
    writeMembers(into: &json)
    json.endObject()
  }

  /// Writes its members, for an object that has others too.
  package func writeMembers(into json: inout JSONWriter) {
    json.member("read", read)
    json.member("delivered", delivered)
    json.member("unchanged", unchanged)
    json.member("skipped", skipped)
    json.member("optedOut", orNull: optedOut)
    json.member("rejected", rejected)
    json.member("dead", dead)
    json.member("pending", pending)
    json.member("attempts", attempts)
    json.member("retries", retries)
    Self.write(warnings, as: "warnings", into: &json)
    Self.write(skips, as: "skips", into: &json)
    Self.write(errors, as: "errors", into: &json)
    json.key("reasons")
    json.beginArray()
    for reason in reasons {
      json.beginObject()
      json.member("code", reason.code)
      json.member("count", reason.count)
      json.member("first", orNull: reason.first?.description)
      json.member("hint", orNull: reason.hint)
      json.endObject()
    }
    json.endArray()
    json.key("seconds")
    json.number(Self.rounded(seconds))
    json.key("leadsPerSecond")
    json.number(Self.rounded(leadsPerSecond))
    json.member("deadLetters", orNull: deadLetters)
    json.member("rejects", orNull: rejects)
    json.member("checkpoint", orNull: checkpoint)
    json.key("inputs")
    json.beginArray()
    for input in inputs {
      json.beginObject()
      json.member("name", input.name)
      json.member("read", input.read)
      json.member("resumedAt", orNull: input.resumedAt)
      json.endObject()
    }
    json.endArray()
    json.member("proven", orNull: proven)
  }

  private static func write(_ counts: [String: Int], as name: String, into json: inout JSONWriter) {
    json.key(name)
    json.beginObject()
    for (code, count) in counts.sorted(by: { $0.key < $1.key }) { json.member(code, count) }
    json.endObject()
  }

  /// To thousandths: more would be noise.
  private static func rounded(_ number: Double) -> Double { (number * 1000).rounded() / 1000 }
}
