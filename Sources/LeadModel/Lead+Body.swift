package import LeadJSON

/// The body of `PUT /inbox/direct/lead`.
extension Lead {
  /// Writes the body: keys in the order of the API's table, absent fields absent, empty lists absent.
  ///
  /// - Parameters:
  ///   - uuid: The chat user; `nil` in a preview that has no destination, as are the two ids.
  ///   - botId: The destination's.
  ///   - customerId: The destination's.
  ///   - writer: Receives one object.
  /// - Returns: Where in the writer's bytes what lies.
  @discardableResult
  package func writeBody(
    uuid: String?, botId: String?, customerId: String?, into writer: inout JSONWriter
  ) -> BodyLayout {
    writer.beginObject()
    writer.member(plain: "uuid", uuid)
    writer.member(plain: "botId", botId)
    writer.member(plain: "customerId", customerId)
    let fields = writer.count
    writer.member(plain: "agentId", agentId)
    writer.member(plain: "name", name)
    writer.member(plain: "email", email)
    writer.member(plain: "phone", phone)
    writer.member(plain: "dialCode", dialCode)
    let notesStart = writer.count
    writer.list("notes", notes) { note, writer in
      writer.beginObject()
      writer.member(plain: "title", note.title)
      writer.member(plain: "description", note.description)
      writer.endObject()
    }
    let notesEnd = writer.count
    writer.member(plain: "status", status?.rawValue)
    writer.member(plain: "picture", picture)
    writer.list("tags", tags) { tag, writer in writer.string(tag) }
    writer.list("attributes", attributes) { attribute, writer in attribute.write(into: &writer) }
    writer.endObject()
    return BodyLayout(fieldsStart: fields, notes: notesStart..<notesEnd)
  }

  /// Where a body's parts lie among the bytes of its writer.
  package struct BodyLayout: Sendable, Hashable {
    /// Behind the uuid and the two ids: from here on it is the lead's own.
    package let fieldsStart: Int
    /// The notes with their key and the comma before it; empty where there are none.
    package let notes: Range<Int>
  }

  /// The body as ``writeBody(uuid:botId:customerId:into:)`` writes it.
  package func body(uuid: String?, botId: String?, customerId: String?) -> [UInt8] {
    var writer = JSONWriter(reservingCapacity: 512)
    writeBody(uuid: uuid, botId: botId, customerId: customerId, into: &writer)
    return writer.bytes
  }

  /// Reads a body, or the `lead` of a dead letter.
  ///
  /// Takes what can be taken: of a field of another type its text, of a list the entries that are what they should be,
  /// attributes also as a plain object, dial codes without their `+`. What is empty, unknown or unreadable is absent.
  package init(body: JSONValue) {
    self.init(
      name: body["name"]?.filledText,
      email: body["email"]?.filledText,
      phone: body["phone"]?.filledText,
      dialCode: body["dialCode"]?.filledText.flatMap(Lead.dialCode(written:)),
      notes: body["notes"]?.wireNotes ?? [],
      status: body["status"]?.filledText.flatMap(LeadStatus.init(spelled:)),
      picture: body["picture"]?.filledText,
      agentId: body["agentId"]?.filledText,
      tags: body["tags"]?.wireTags ?? [],
      attributes: body["attributes"]?.wireAttributes ?? [])
  }

  /// A dial code with its `+`, from any of `+91`, `91` and `0091`; `nil` where there is no digit in it.
  package static func dialCode(written text: String) -> String? {
    let digits = text.filter { $0.isASCII && $0.isNumber }
    let significant = digits.hasPrefix("00") && !text.contains("+") ? String(digits.dropFirst(2)) : digits
    return significant.isEmpty ? nil : "+" + significant
  }
}

extension Lead.Attribute {
  /// Writes `{"key": …, "value": …}`.
  package func write(into writer: inout JSONWriter) {
    writer.beginObject()
    writer.member(plain: "key", key)
    writer.member(plain: "value", value)
    writer.endObject()
  }
}

extension JSONWriter {
  /// Writes a member that is a list, or nothing where the list is empty.
  mutating func list<Element>(
    _ key: StaticString, _ elements: [Element], _ write: (Element, inout JSONWriter) -> Void
  ) {
    guard !elements.isEmpty else { return }
    self.key(plain: key)
    beginArray()
    for element in elements { write(element, &self) }
    endArray()
  }
}
