import LeadJSON
package import LeadModel

/// What a source's next run goes on from.
///
/// Kept as a text by whoever owns the state; it is to be replaced only after everything fetched is settled.
package struct FetchState: Sendable, Hashable {
  /// The version of the text that is written, and the newest that is read.
  package static let version = 1
  /// The longest text that is read, in bytes.
  package static let maxBytes = 65_536

  /// Of the settings that it belongs to: another form or address starts anew.
  var source: String
  /// The greatest cursor, as written.
  package internal(set) var cursor: String?
  /// How many records the last whole run of a collection without a cursor had.
  package internal(set) var records: Int?
  /// Of the one page that the last run had.
  var etag: String?
  var lastModified: String?
  /// Of the request whose answer had these two.
  var address: String?
  /// The longest page that the source ever gave, in records, and the runs in a row that ended at a short one
  /// (``ShortPages``).
  var longestPage: Int?
  var shortRuns: Int?
  /// Of the mapping that the records went through.
  var mapping: String?

  init(source: String) { self.source = source }

  /// Reads a state's text.
  ///
  /// - Throws: `fetch.state` for what is no such text, and for one of a newer version.
  package init(parsing text: String) throws(Diagnostic) {
    guard text.utf8.count <= Self.maxBytes, let root = try? JSONDocument(parsing: text).root, root.kind == .object,
      let version = root["version"]?.integer, let source = root["source"]?.string
    else {
      throw Diagnostic(
        FetchCode.state.rawValue, "what is kept of the source's last run cannot be read",
        hint: "forget it: the source is then read from its start, and what is unchanged is not sent again")
    }
    guard version <= Self.version else {
      throw Diagnostic(
        FetchCode.state.rawValue,
        "what is kept of the source's last run is of version \(version), and \(Self.version) is the newest known here",
        hint: "update leadbridge")
    }
    self.source = source
    cursor = root["cursor"]?.string
    records = root["records"]?.integer
    etag = root["etag"]?.string
    lastModified = root["modified"]?.string
    address = root["address"]?.string
    longestPage = root["longestPage"]?.integer
    shortRuns = root["shortRuns"]?.integer
    mapping = root["mapping"]?.string
  }

  /// As ``init(parsing:)`` reads it.
  package var text: String {
    var writer = JSONWriter()
    writer.beginObject()
    writer.member("version", Self.version)
    writer.member("source", source)
    writer.member("cursor", cursor)
    writer.member("records", records)
    writer.member("etag", etag)
    writer.member("modified", lastModified)
    writer.member("address", address)
    writer.member("longestPage", longestPage)
    writer.member("shortRuns", shortRuns)
    writer.member("mapping", mapping)
    writer.endObject()
    return writer.text
  }
}
