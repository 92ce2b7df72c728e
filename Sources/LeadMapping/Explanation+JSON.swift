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
      json.texts("values", field.values)
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
    json.texts("values", values)
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
      json.texts("values", step.values)
      json.member("reason", orNull: step.reason)
      json.endObject()
    }
    json.endArray()
    json.endObject()
  }
}

extension JSONWriter {
  /// A member that is a list of texts, empty or not.
  fileprivate mutating func texts(_ key: String, _ texts: [String]) {
    self.key(key)
    beginArray()
    for text in texts { string(text) }
    endArray()
  }
}
