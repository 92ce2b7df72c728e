package import LeadJSON

/// The explanation as JSON: `docs/cli-json.md` lists the keys.
extension Explanation {
  /// Writes the members `parts` and `rest` into an object that is begun.
  package func writeMembers(into json: inout JSONWriter) {
    json.key("parts")
    json.beginArray()
    for part in parts { part.write(into: &json) }
    json.endArray()
    json.key("rest")
    json.beginArray()
    for field in rest {
      json.beginObject()
      json.member("name", field.name)
      json.member("values", texts: field.values)
      json.member("key", orNull: field.key)
      json.member("reason", orNull: field.reason)
      json.endObject()
    }
    json.endArray()
  }
}

extension Explanation.Part {
  fileprivate func write(into json: inout JSONWriter) {
    json.beginObject()
    json.member("name", name)
    json.member("verdict", verdict.rawValue)
    json.member("values", texts: values)
    json.member("code", orNull: code)
    json.member("reason", orNull: reason)
    json.key("steps")
    json.beginArray()
    for step in steps {
      json.beginObject()
      json.member("step", step.kind.rawValue)
      json.member("depth", step.depth)
      json.member("what", step.what)
      json.member("verdict", step.verdict.rawValue)
      json.member("values", texts: step.values)
      json.member("reason", orNull: step.reason)
      json.endObject()
    }
    json.endArray()
    json.endObject()
  }
}
