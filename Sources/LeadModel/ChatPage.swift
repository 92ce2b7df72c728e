import LeadJSON

/// A page of `GET /inbox/direct/chats`.
package struct ChatPage: Sendable {
  /// `nil` where the answer has neither `success` nor `code`.
  package var envelope: Envelope?
  /// In the inbox's order.
  ///
  /// Empty behind the last page.
  package var chats: [Chat]
  /// How many entries `data` has, those among them that are no objects.
  package var entryCount: Int

  /// A page to be answered.
  package init(_ chats: [Chat]) {
    envelope = Envelope(success: true, message: "ok", code: 200)
    self.chats = chats
    entryCount = chats.count
  }

  /// Reads an answer's body.
  ///
  /// `data` may be missing or null, as in a refusal: then there are no chats.
  ///
  /// - Throws: `listing.unreadable` for a body that is not JSON, not an object, or one that is no envelope and has no
  ///   list: the answer of something other than the inbox.
  package init(_ bytes: [UInt8]) throws(Diagnostic) {
    let document: JSONDocument
    do throws(JSONError) {
      document = try JSONDocument(parsing: bytes)
    } catch {
      throw Diagnostic(
        "listing.unreadable",
        "the list of chats is not JSON (\(error.code.rawValue) at \(error.location)): expected the inbox's answer")
    }
    let data = document.root["data"]
    envelope = Envelope(document.root)
    guard document.root.kind == .object, envelope != nil || data?.kind == .array else {
      throw Diagnostic(
        "listing.unreadable", "the list of chats has neither \"success\" nor \"data\": expected the inbox's answer")
    }
    if let data, data.kind != .array, !data.isNull {
      throw Diagnostic(
        "listing.unreadable", "\"data\" of the list of chats is of type \(data.kind.rawValue): expected an array")
    }
    entryCount = data?.count ?? 0
    chats = (data?.elements).map { entries in entries.compactMap { Chat($0) } } ?? []
  }

  /// The answer's body.
  package var body: [UInt8] {
    var writer = JSONWriter(reservingCapacity: 64 + 1024 * chats.count)
    writer.beginObject()
    envelope?.writeMembers(into: &writer)
    writer.key("data")
    writer.beginArray()
    for chat in chats { chat.write(into: &writer) }
    writer.endArray()
    writer.endObject()
    return writer.bytes
  }
}
