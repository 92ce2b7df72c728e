package import LeadJSON

/// The lines of `mapping diff --json`.
extension MappingDiff.Item {
  /// One object with every key.
  package func write(into json: inout JSONWriter) {
    json.beginObject()
    json.member("input", input)
    json.member("record", ordinal)
    json.member("line", line)
    json.member("change", change.rawValue)
    json.key("a")
    one.write(into: &json)
    json.key("b")
    other.write(into: &json)
    json.key("fields")
    json.beginArray()
    for field in fields {
      json.beginObject()
      json.member("field", field.field)
      json.member("a", orNull: field.one)
      json.member("b", orNull: field.other)
      json.endObject()
    }
    json.endArray()
    json.endObject()
  }
}

extension MappingDiff.Side {
  fileprivate func write(into json: inout JSONWriter) {
    json.beginObject()
    json.member("outcome", orNull: outcome?.rawValue)
    json.member("codes", texts: codes)
    json.endObject()
  }
}

extension MappingDiff.End {
  /// The last line: counts.
  package func write(into json: inout JSONWriter) {
    json.beginObject()
    json.key("summary")
    json.beginObject()
    json.member("read", read)
    json.member("same", same)
    for change in [MappingDiff.Change.changed, .onlyA, .onlyB, .leftOut] {
      json.member(change.rawValue, changes[change, default: 0])
    }
    json.key("fields")
    json.beginObject()
    for (field, count) in fields.sorted(by: { $0.key < $1.key }) { json.member(field, count) }
    json.endObject()
    json.endObject()
    json.endObject()
  }
}
