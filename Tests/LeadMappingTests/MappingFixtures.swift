import LeadJSON
import LeadMapping
import LeadModel

/// Mappings and records for tests, written as short as they can be.
enum Fixtures {
  /// A mapping of these members, written with `'` for `"`: `'lead': {'name': '{Name}'}`.
  static func mapping(_ members: String) throws -> Mapping {
    try Mapping(parsing: Array(text(members).utf8), file: "m.json")
  }

  /// A mapping's text: one line, `version` first.
  static func text(_ members: String) -> String {
    "{'version': 1, \(members)}".replacing("'", with: "\"")
  }

  /// What is wrong with a mapping of these members; warnings too.
  static func diagnostics(_ members: String) -> [Diagnostic] {
    do throws(Diagnostics) {
      return try Mapping(parsing: Array(text(members).utf8), file: "m.json").warnings
    } catch {
      return error.all
    }
  }

  /// A row of a table with these columns.
  static func row(_ cells: KeyValuePairs<String, String>, ordinal: Int = 1) -> Record {
    row(Header(cells.map(\.key)), cells.map(\.value), ordinal: ordinal)
  }

  static func row(_ header: Header, _ values: [String], ordinal: Int = 1) -> Record {
    var bytes: [UInt8] = []
    var cells: [Row.Cell] = []
    for value in values {
      let start = UInt32(bytes.count)
      bytes.append(contentsOf: value.utf8)
      cells.append(Row.Cell(start: start, end: UInt32(bytes.count)))
    }
    let row = Row(header: header, bytes: bytes, rawCount: bytes.count, cells: cells)
    return Record(ordinal: ordinal, line: ordinal + 1, content: .row(row), rawBytes: bytes[...])
  }

  /// A JSON record, written with `'` for `"`.
  static func json(_ text: String) throws -> Record {
    let document = try JSONDocument(parsing: text.replacing("'", with: "\""))
    return Record(ordinal: 1, line: 1, content: .json(document.root), rawBytes: document.bytes[...])
  }

  static func form(_ fields: KeyValuePairs<String, String>) -> Record {
    let content = Record.Content.form(fields.map { FormField(name: $0.key, value: $0.value) })
    return Record(ordinal: 1, line: 1, content: content, rawBytes: [])
  }

  /// What becomes of a record by a mapping of these members.
  static func map(_ members: String, _ record: Record, run: MappingRun = MappingRun()) throws -> Mapped {
    var mapper = try Mapper(mapping(members), run: run)
    return mapper.map(record)
  }

  /// The lead of a record; nothing is required of it but that it is one.
  static func lead(_ lead: String, _ record: Record, run: MappingRun = MappingRun()) throws -> Lead? {
    try map("'require': [], 'identity': '{@source.line}', 'lead': {\(lead)}", record, run: run).lead
  }
}

extension Mapped {
  var lead: Lead? { if case .lead(let lead, _, _) = outcome { lead } else { nil } }
  var identity: Identity? { if case .lead(_, let identity, _) = outcome { identity } else { nil } }
  var uuid: String? { if case .lead(_, _, let uuid) = outcome { uuid } else { nil } }
  /// The codes of the errors; of a skipped record that of its reason.
  var codes: [String] {
    switch outcome {
    case .lead: []
    case .skipped(let finding): [finding.code]
    case .rejected(let findings): findings.map(\.code)
    }
  }
}
