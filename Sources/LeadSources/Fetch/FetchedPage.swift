import LeadConfig
import LeadJSON
import LeadModel
import LeadReaders

/// One answer taken apart: its records as they are written, and where the next page is.
struct FetchedPage: Sendable {
  /// Why an answer is no page.
  struct Problem: Error {
    var code: FetchCode
    var message: String
    /// Whether another try may bring something else.
    var mayPass = false
    var hint: String?
  }

  var format: InputFormat
  /// What is written: a line a record, or rows.
  var bytes: [UInt8] = []
  var records = 0
  /// Where the records begin in ``bytes``: behind a table's header.
  var start = 0
  /// Where each record of JSON ends in ``bytes``.
  var ends: [Int] = []
  /// The text at the cursor's path, for each record; empty where there is no cursor.
  var cursors: [String?] = []
  /// The link or token of the next page.
  var next: String?
  /// The bytes of the first row of a table.
  var header: ArraySlice<UInt8> = []

  /// The records alone.
  var rows: ArraySlice<UInt8> { bytes[start...] }

  /// Reads an answer's body.
  ///
  /// - Parameters:
  ///   - response: A 2xx.
  ///   - plan: What was asked.
  ///   - companion: What the records get from the source's other answer.
  ///   - header: The header of the table whose later page this is; `nil`: the first page.
  /// - Throws: Why it is no page.
  init(
    _ response: HTTPAnswerBody, _ plan: FetchPlan, companion: JSONValue?, continuing header: ArraySlice<UInt8>?
  ) throws(Problem) {
    let start = response.bytes.prefix(1_024).drop { $0 <= 0x20 || $0 == 0xEF || $0 == 0xBB || $0 == 0xBF }
    if start.first == UInt8(ascii: "<") || (start.isEmpty == false && response.type == "text/html") {
      throw Problem(code: .html, message: "a page in HTML came in place of records")
    }
    switch try Self.format(of: response, start: start, plan) {
    case .json: try self.init(json: response.bytes, plan, companion: companion)
    case .jsonl: try self.init(lines: response.bytes, plan)
    case .csv: try self.init(table: response.bytes, plan, continuing: header)
    }
  }

  /// What the settings say, else the answer's `Content-Type`, else its first byte.
  private static func format(
    of response: HTTPAnswerBody, start: ArraySlice<UInt8>, _ plan: FetchPlan
  ) throws(Problem) -> FetchSettings.Format {
    if let format = plan.format { return format }
    switch response.type {
    case "application/json", "text/json": return .json
    case let type where type.hasSuffix("+json"): return .json
    case "application/x-ndjson", "application/ndjson", "application/jsonl", "application/x-jsonlines": return .jsonl
    case "text/csv", "application/csv": return .csv
    default: break
    }
    // 204, for one.
    if start.isEmpty { return .jsonl }
    if let first = start.first, first == UInt8(ascii: "{") || first == UInt8(ascii: "[") { return .json }
    throw Problem(
      code: .shape, message: "what came is neither JSON nor named as CSV or JSON lines",
      hint: "say what it is: \"format\": \"csv\"")
  }

  // MARK: JSON

  /// Deeper JSON is no API's.
  private static let maxDepth = 128

  private static func document(_ bytes: [UInt8]) throws(Problem) -> JSONDocument {
    do throws(JSONError) {
      return try JSONDocument(parsing: bytes, limits: JSONLimits(maxDepth: maxDepth))
    } catch {
      let isCut = error.code == .incomplete || error.code == .empty
      throw Problem(
        code: .broken,
        message: isCut ? "what came is JSON that is cut off" : "what came is not JSON (\(error.code.rawValue))",
        mayPass: true)
    }
  }

  private init(json bytes: [UInt8], _ plan: FetchPlan, companion: JSONValue?) throws(Problem) {
    format = .jsonl
    let root = try Self.document(bytes).root
    let list = plan.isAnnounced ? [root] : try Self.list(in: root, plan)
    let carried = plan.traits.carried.sorted { $0.key < $1.key }.compactMap { key, name in root[key].map { (name, $0) }
    }
    let added = carried + (companion.flatMap { value in plan.traits.companion.map { [($0.member, value)] } } ?? [])
    var writer = JSONWriter(reservingCapacity: bytes.count + 64)
    for record in list {
      Self.write(record, with: added, into: &writer)
      writer.endLine()
      ends.append(writer.bytes.count)
      if let rule = plan.cursor { cursors.append(Self.text(at: rule.path, in: record)) }
    }
    self.bytes = writer.bytes
    records = list.count
    switch plan.paging {
    case .link(let path), .token(let path): next = try Self.next(at: path, in: root)
    case .none, .linkHeader, .page, .offset, .ids: next = nil
    }
  }

  /// The scalar at a path; `nil` where there is none, or it is empty or `false`.
  private static func text(at path: Path, in value: JSONValue) -> String? {
    guard let found = path.values(in: value).first, found.boolean != false, let text = found.scalarText, !text.isEmpty
    else { return nil }
    return text
  }

  /// The link or token of the next page; `nil`: there is none, as there is nothing, null, `false` or an empty text.
  ///
  /// Anything else that is no text and no number would be the end for nobody but us.
  private static func next(at path: Path, in root: JSONValue) throws(Problem) -> String? {
    guard let found = path.values(in: root).first, !found.isNull, found.boolean != false else { return nil }
    guard found.kind == .string || found.kind == .number else {
      let inner = found.members.first { $0.value.kind == .string }.map { "'\(path).\($0.key)'" }
      throw Problem(
        code: .shape, message: "what is at '\(path)', where the next page is named, is of type \(found.kind.rawValue)",
        hint: inner.map { "there is a text at \($0)" })
    }
    return text(at: path, in: root)
  }

  /// The records: the elements of the list at the path, or of the lists.
  private static func list(in root: JSONValue, _ plan: FetchPlan) throws(Problem) -> [JSONValue] {
    guard let path = plan.records else {
      guard root.kind == .array else {
        throw Problem(
          code: .shape, message: "the body is no list but of type \(root.kind.rawValue)", hint: listsHint(in: root))
      }
      return Array(root.elements)
    }
    let found = path.values(in: root)
    guard !found.isEmpty, found.allSatisfy({ $0.kind == .array || $0.isNull }) else {
      let what = found.isEmpty ? "there is nothing at '\(path)'" : "what is at '\(path)' is no list"
      throw Problem(code: .shape, message: what, hint: listsHint(in: root))
    }
    // Many an error comes as 200 and null.
    guard plan.mayBeNull || !found.contains(where: \.isNull) else {
      throw Problem(
        code: .shape, message: "what is at '\(path)' is null and no list",
        hint: "if that means that there are none, say so: \"mayBeNull\": true")
    }
    return found.flatMap(\.elements)
  }

  /// Where lists are, two steps deep: names that the API chose, not values.
  private static func listsHint(in root: JSONValue) -> String? {
    var names: [String] = []
    for member in root.members.prefix(50) {
      if member.value.kind == .array { names.append(member.key) }
      for inner in member.value.members.prefix(50) where inner.value.kind == .array {
        names.append("\(member.key).\(inner.key)")
      }
    }
    guard !names.isEmpty else { return nil }
    return "there are lists at \(names.prefix(5).joined(separator: ", ")): \"records\": \"\(names[0])\""
  }

  /// Compact, numbers as written; members that are added stand behind, and never in place of one that is there.
  private static func write(
    _ record: JSONValue, with added: [(key: String, value: JSONValue)], into writer: inout JSONWriter
  ) {
    guard record.kind == .object, !added.isEmpty else {
      writer.value(record)
      return
    }
    writer.beginObject()
    for member in record.members { writer.member(member.key, member.value) }
    for (key, value) in added where record[key] == nil { writer.member(key, value) }
    writer.endObject()
  }

  // MARK: JSON lines

  /// A line in the middle that is no JSON stays as it is: it becomes a dead letter, and holds nothing else up.
  private init(lines bytes: [UInt8], _ plan: FetchPlan) throws(Problem) {
    format = .jsonl
    var writer = JSONWriter(reservingCapacity: 1_024)
    let lines = bytes.split(separator: 0x0A).filter { !$0.allSatisfy { $0 <= 0x20 } }
    for (number, line) in lines.enumerated() {
      records += 1
      var cursor: String?
      do throws(Problem) {
        let record = try Self.document(Array(line)).root
        if let rule = plan.cursor { cursor = Self.text(at: rule.path, in: record) }
        writer.removeAll()
        writer.value(record)
        self.bytes += writer.bytes
      } catch {
        guard number < lines.count - 1 || bytes.last == 0x0A else { throw error }
        self.bytes += line
      }
      self.bytes.append(0x0A)
      ends.append(self.bytes.count)
      if plan.cursor != nil { cursors.append(cursor) }
    }
  }

  // MARK: CSV

  private init(table bytes: [UInt8], _ plan: FetchPlan, continuing known: ArraySlice<UInt8>?) throws(Problem) {
    format = .csv
    var rows: [Record] = []
    do throws(Diagnostic) {
      var reader = RecordReader(ReaderOptions(format: .csv, sourceName: plan.source))
      try reader.read(bytes[...], into: &rows)
      try reader.finish(into: &rows)
    } catch {
      throw Problem(code: .broken, message: "what came cannot be read as CSV (\(error.code))", mayPass: true)
    }
    let end = TableHeader.end(in: bytes)
    header = TableHeader.trimmed(bytes[..<end])
    if let known, !rows.isEmpty, header != known {
      throw Problem(code: .shape, message: "a later page of the table has another header than the first")
    }
    self.bytes = known == nil ? bytes : Array(bytes[end...])
    self.start = known == nil ? end : 0
    if let last = self.bytes.last, last != 0x0A { self.bytes.append(0x0A) }
    records = rows.count
    guard let rule = plan.cursor else { return }
    cursors = rows.map { record in
      guard case .row(let row) = record.content,
        let column = row.header.columns(named: rule.path.text).first(where: { !row.isEmpty(at: $0) })
      else { return nil }
      return row.text(at: column)
    }
  }
}
