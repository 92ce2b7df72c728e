import Foundation
package import LeadJSON
package import LeadModel

/// Dead letters read back, as tolerantly as can be: the file is people's to look at, to sort and to mend.
extension DeadLetter {
  /// Why a line is no dead letter.
  package enum Unreadable: Error, Sendable, Hashable {
    /// The line is no JSON: the first mistake.
    case syntax(JSONError)
    /// It is JSON, but not an object with an `id`.
    case withoutID
    /// It has none of `record`, `raw` and `lead`: there is nothing that could be sent.
    case withoutRecord

    /// The reason in words, without anything of the line.
    package func diagnostic(file: String, line: Int) -> Diagnostic {
      switch self {
      case .syntax(let error):
        Diagnostic(
          .warning, "deadletters.syntax", error.message,
          at: Position(file: file, line: line, column: error.location.column))
      case .withoutID:
        Diagnostic(
          .warning, "deadletters.id", "a dead letter is an object with an id", at: Position(file: file, line: line))
      case .withoutRecord:
        Diagnostic(
          .warning, "deadletters.record", "a dead letter has a record, or raw, or a lead",
          at: Position(file: file, line: line))
      }
    }
  }

  /// A record may be nested as deeply as the parser's default allows, and lies in a letter.
  static let limits = JSONLimits(maxDepth: JSONLimits().maxDepth + 8)

  /// Reads a line as ``line`` writes it.
  ///
  /// Keys that it does not know are passed over; of a member that is missing, or not of its type, nothing is known.
  ///
  /// Without a time the letter counts as older than any delivery; without a stage as refused by the mapping.
  ///
  /// - Parameter bytes: The line without its line end.
  /// - Throws: Why the line is no dead letter.
  package init(parsing bytes: [UInt8]) throws(Unreadable) {
    let root: JSONValue
    do throws(JSONError) {
      root = try JSONDocument(parsing: bytes, limits: Self.limits).root
    } catch {
      throw .syntax(error)
    }
    guard let id = root["id"]?.scalarText, !id.isEmpty else { throw .withoutID }
    self.id = id
    at = root["at"]?.string.flatMap(Timestamp.init(parsing:)) ?? Timestamp(millisecondsSince1970: 0)
    readAt = root["readAt"]?.string.flatMap(Timestamp.init(parsing:))
    stage = root["stage"]?.string.flatMap(Stage.init(rawValue:)) ?? .map
    errors =
      (root["errors"]?.elements).map { elements in
        elements.compactMap { error in
          guard let code = error["code"]?.string else { return nil }
          var finding = Finding(code, field: error["field"]?.string, error["message"]?.string ?? "")
          finding.rule = error["rule"]?.string
          finding.column = error["column"]?.string
          return finding
        }
      } ?? []
    let source = root["source"]
    self.source = Source(
      name: source?["name"]?.string ?? "",
      format: source?["format"]?.string.flatMap(InputFormat.init(rawValue:)),
      line: source?["line"]?.integer,
      record: source?["record"]?.integer)
    let lead = root["lead"].flatMap { $0.kind == .object ? $0 : nil }
    if let record = root["record"], !record.isNull {
      content = .json(record)
    } else if let raw = root["raw"]?.string {
      let decoded = root["rawEncoding"]?.string == "base64" ? Data(base64Encoded: raw).map(Array.init) : nil
      content = .raw(decoded ?? Array(raw.utf8))
    } else if lead != nil {
      content = .raw([])
    } else {
      throw .withoutRecord
    }
    self.lead = lead
    if let mapping = root["mapping"], let name = mapping["name"]?.string {
      self.mapping = MappingReference(name: name, digest: mapping["digest"]?.string ?? "")
    }
    if let target = root["destination"], target.kind == .object {
      destination = Target(
        baseURL: target["baseUrl"]?.string ?? "", botId: target["botId"]?.string ?? "",
        customerId: target["customerId"]?.string ?? "")
    }
    if let delivery = root["delivery"], delivery.kind == .object {
      self.delivery = Delivery(
        attempts: delivery["attempts"]?.integer ?? 0,
        firstAt: delivery["firstAt"]?.string.flatMap(Timestamp.init(parsing:)),
        lastAt: delivery["lastAt"]?.string.flatMap(Timestamp.init(parsing:)),
        status: delivery["status"]?.integer,
        body: delivery["body"]?.string.map { Array($0.utf8) })
    }
    earlier = (root["earlier"]?.elements).map { $0.compactMap(Earlier.init) } ?? []
    earlier.removeFirst(max(0, earlier.count - Earlier.maxCount))
    run = root["run"]?.string
  }
}
