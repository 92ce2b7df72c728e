package import LeadJSON

/// What the inbox wraps its answers in: `{"success": true, "message": "ok", "code": 200}`.
package struct Envelope: Sendable, Hashable {
  package var success: Bool?
  /// The server's words.
  ///
  /// They may echo a lead: for dead letters only, never for logs.
  package var message: String?
  /// As an HTTP status.
  package var code: Int?

  package init(success: Bool?, message: String?, code: Int?) {
    self.success = success
    self.message = message
    self.code = code
  }

  /// Reads an answer's body.
  ///
  /// `nil` where it is no envelope: not JSON, not an object, or an object with neither a boolean `success` nor an
  /// integer `code`, as a proxy's or another service's page would be.
  package init?(_ bytes: [UInt8]) {
    guard let document = try? JSONDocument(parsing: bytes) else { return nil }
    self.init(document.root)
  }

  /// Reads a parsed answer as ``init(_:)-([UInt8])`` does.
  package init?(_ value: JSONValue) {
    success = value["success"]?.boolean
    code = value["code"]?.integer
    message = value["message"]?.scalarText
    guard success != nil || code != nil else { return nil }
  }

  /// Whether it says that all went well: not without success, and no code but 2xx.
  package var isOK: Bool { success != false && (200...299).contains(code ?? 200) }

  /// Whether its words name the bot or the customer, which no lead has a say in: `botId: the customer has no such bot`.
  ///
  /// The inboxes name the field that they refuse. Words of some length may echo the body, where both ids stand too.
  package var namesDestination: Bool {
    guard let message, message.utf8.count <= 200 else { return false }
    let words = message.lowercased()
    return words.contains("botid") || words.contains("customerid")
  }

  /// Writes its members into an object that is open; what is absent stays absent.
  package func writeMembers(into writer: inout JSONWriter) {
    writer.member("success", success)
    writer.member("message", message)
    writer.member("code", code)
  }

  /// The body of an answer that is nothing but the envelope.
  package var body: [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    writeMembers(into: &writer)
    writer.endObject()
    return writer.bytes
  }
}
