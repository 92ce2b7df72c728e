package import LeadJSON
import LeadMapping
import LeadModel

/// The lines of `preview --json`.
extension Preview.Item {
  /// One object with every key: the lead as the body that would be sent.
  ///
  /// An item with an explanation has its parts too: `preview --explain N --json`.
  package func write(
    into json: inout JSONWriter, botId: String?, customerId: String?, showsValues: Bool = false
  ) {
    json.beginObject()
    json.member("input", input)
    json.member("record", ordinal)
    json.member("line", line)
    json.member("outcome", outcome.rawValue)
    json.member("identity", orNull: identity?.label)
    json.key("lead")
    if let lead { lead.writeBody(uuid: uuid, botId: botId, customerId: customerId, into: &json) } else { json.null() }
    json.member("reason", orNull: reason?.code)
    Self.write(errors, as: "errors", showsValues, into: &json)
    Self.write(warnings, as: "warnings", showsValues, into: &json)
    if let explanation {
      json.member("mapping", orNull: mapping)
      explanation.writeMembers(into: &json)
    }
    json.endObject()
  }

  private static func write(_ findings: [Finding], as name: String, _ showsValues: Bool, into json: inout JSONWriter) {
    json.key(name)
    json.beginArray()
    for finding in findings {
      json.beginObject()
      json.member("code", finding.code)
      json.member("field", orNull: finding.field)
      json.member("rule", orNull: finding.rule)
      json.member("column", orNull: finding.column)
      json.member("message", finding.message)
      if showsValues { json.member("value", orNull: finding.value) }
      json.endObject()
    }
    json.endArray()
  }
}
