import Foundation
package import LeadJSON
import LeadModel

/// Dead letters as lines: the members in the order in which a person reads them, absent ones left out.
extension DeadLetter {
  /// The letter as one line of JSON, without its line end.
  package var line: [UInt8] {
    var writer = JSONWriter(reservingCapacity: 1024)
    write(into: &writer)
    return writer.bytes
  }

  /// Writes the letter as one object without blanks, so without a line end in it.
  package func write(into writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("id", id)
    writer.member("at", at.description)
    writer.member("readAt", readAt?.description)
    writer.member("stage", stage.rawValue)
    writer.key("errors")
    writer.beginArray()
    for error in errors {
      writer.beginObject()
      writer.member("code", error.code)
      writer.member("field", error.field)
      writer.member("rule", error.rule)
      writer.member("column", error.column)
      writer.member("message", error.message)
      writer.endObject()
    }
    writer.endArray()
    writer.key("source")
    writer.beginObject()
    writer.member("name", source.name)
    writer.member("format", source.format?.rawValue)
    writer.member("line", source.line)
    writer.member("record", source.record)
    writer.endObject()
    content.write(into: &writer)
    if let mapping {
      writer.key("mapping")
      writer.beginObject()
      writer.member("name", mapping.name)
      writer.member("digest", mapping.digest)
      writer.endObject()
    }
    if let destination {
      writer.key("destination")
      writer.beginObject()
      writer.member("baseUrl", destination.baseURL)
      writer.member("botId", destination.botId)
      writer.member("customerId", destination.customerId)
      writer.endObject()
    }
    writer.member("lead", lead)
    if let delivery {
      writer.key("delivery")
      writer.beginObject()
      writer.member("attempts", delivery.attempts)
      writer.member("firstAt", delivery.firstAt?.description)
      writer.member("lastAt", delivery.lastAt?.description)
      writer.member("status", delivery.status)
      writer.member("body", delivery.body)
      writer.endObject()
    }
    if !earlier.isEmpty {
      writer.key("earlier")
      writer.beginArray()
      for end in earlier { end.write(into: &writer) }
      writer.endArray()
    }
    writer.member("run", run)
    writer.endObject()
  }
}

extension DeadLetter.Content {
  /// Writes the member `record`, or `raw` and where needed `rawEncoding`.
  fileprivate func write(into writer: inout JSONWriter) {
    switch self {
    case .row(let row):
      writer.key("record")
      Self.write(row, into: &writer)
    case .form(let fields):
      writer.key("record")
      Self.write(fields, into: &writer)
    case .json(let value):
      writer.member("record", value)
    case .raw(let bytes):
      if let text = String(validating: bytes, as: UTF8.self) {
        writer.member("raw", text)
      } else {
        writer.member("raw", Data(bytes).base64EncodedString())
        writer.member("rawEncoding", "base64")
      }
    }
  }

  /// A row's cells under their columns' unique names.
  ///
  /// Cells beyond the header are columns without a name: `#2`, `#3` where the header has one such already.
  private static func write(_ row: Row, into writer: inout JSONWriter) {
    let missing = max(0, row.cells.count - row.header.names.count)
    let header = missing == 0 ? row.header : Header(row.header.names + [String](repeating: "", count: missing))
    writer.beginObject()
    for (column, name) in header.uniqueNames.enumerated() {
      writer.member(name, row.text(at: column))
    }
    writer.endObject()
  }

  private static func write(_ fields: [FormField], into writer: inout JSONWriter) {
    var order: [String] = []
    var values: [String: [String]] = [:]
    for field in fields {
      if values[field.name] == nil { order.append(field.name) }
      values[field.name, default: []].append(field.value)
    }
    writer.beginObject()
    for name in order {
      guard let all = values[name] else { continue }
      if all.count == 1 {
        writer.member(name, all[0])
      } else {
        writer.key(name)
        writer.beginArray()
        for value in all { writer.string(value) }
        writer.endArray()
      }
    }
    writer.endObject()
  }
}
