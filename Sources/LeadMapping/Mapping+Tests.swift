import LeadJSON
import LeadModel

extension Mapping {
  /// Runs the mapping's own tests, in their order, without a destination.
  package func runTests() -> [MappingTestResult] {
    let mapper: Mapper
    do throws(Diagnostics) {
      mapper = try Mapper(self, run: MappingRun(now: "2026-01-31T10:00:00.000Z", sourceName: "test"))
    } catch {
      // There are no words of a run that could be wrong; said all the same, for a test must never pass by accident.
      return tests.map { MappingTestResult(name: $0.name, passed: false, differences: error.all.map(\.message)) }
    }
    return tests.map { test in
      // Bound anew for each, for their records have different columns.
      var mapper = mapper
      let mapped = mapper.map(record(of: test))
      let differences = MappingTestComparison(mapped, with: test.expectation).differences
      return MappingTestResult(name: test.name, passed: differences.isEmpty, differences: differences)
    }
  }

  /// A test's record as the source's reader would give it: a row, a form, or JSON.
  private func record(of test: MappingTest) -> Record {
    let members = Array(test.record.members)
    let isFlat = members.allSatisfy { $0.value.kind != .object && $0.value.kind != .array }
    let content: Record.Content =
      switch format {
      case .csv where isFlat, .xlsx where isFlat: .row(row(of: members))
      case .form:
        .form(members.flatMap { member in member.value.fieldTexts.map { FormField(name: member.key, value: $0) } })
      default: .json(test.record)
      }
    return Record(ordinal: 1, line: 1, content: content, rawBytes: test.record.bytes)
  }

  private func row(of members: [JSONMember]) -> Row {
    var bytes: [UInt8] = []
    var cells: [Row.Cell] = []
    for member in members {
      let start = UInt32(bytes.count)
      bytes.append(contentsOf: (member.value.scalarText ?? "").utf8)
      cells.append(Row.Cell(start: start, end: UInt32(bytes.count)))
    }
    return Row(header: Header(members.map(\.key)), bytes: bytes, rawCount: bytes.count, cells: cells)
  }
}

/// What came of a test's record beside what was expected.
private struct MappingTestComparison {
  private(set) var differences: [String] = []

  init(_ mapped: Mapped, with expectation: MappingTest.Expectation) {
    switch (expectation, mapped.outcome) {
    case (.lead(let expected), .lead(let lead, _, let uuid)):
      compare(expected, lead, uuid: uuid)
    case (.skipped(let reason), .skipped(let finding)):
      if let reason, reason != finding.code, reason != finding.message {
        differences.append("skipped: expected \"\(reason)\", got \(finding.code): \(finding.message)")
      }
    case (.rejected(let codes), .rejected(let findings)):
      let given = findings.map(\.code)
      for code in codes where !given.contains(code) {
        differences.append("rejected: expected \(code), got \(given.joined(separator: ", "))")
      }
    default:
      differences.append("outcome: expected \(Self.words(expectation)), got \(Self.words(mapped.outcome))")
    }
  }

  private static func words(_ expectation: MappingTest.Expectation) -> String {
    switch expectation {
    case .lead: "a lead"
    case .skipped: "skipped"
    case .rejected: "rejected"
    }
  }

  private static func words(_ outcome: Mapped.Outcome) -> String {
    switch outcome {
    case .lead: "a lead"
    case .skipped(let finding): "skipped (\(finding.code): \(finding.message))"
    case .rejected(let findings):
      "rejected (\(findings.map { "\($0.code): \($0.message)" }.joined(separator: "; ")))"
    }
  }

  private mutating func compare(_ expected: JSONValue, _ lead: Lead, uuid: String?) {
    let texts: [(name: String, value: String?)] = [
      ("uuid", uuid), ("name", lead.name), ("email", lead.email), ("phone", lead.phone), ("dialCode", lead.dialCode),
      ("status", lead.status?.rawValue), ("picture", lead.picture), ("agentId", lead.agentId),
    ]
    for text in texts {
      if let wanted = expected[text.name] { compare(text.name, wanted, text.value) }
    }
    if let tags = expected["tags"] {
      let wanted = tags.elements.map { $0.scalarText ?? "" }
      if wanted != lead.tags { differ("tags", wanted.description, lead.tags.description) }
    }
    if let notes = expected["notes"] {
      let wanted = notes.elements.map { note in
        Lead.Note(title: note["title"]?.scalarText ?? "Note", description: note["description"]?.scalarText ?? "")
      }
      if wanted != lead.notes { differ("notes", Self.words(wanted), Self.words(lead.notes)) }
    }
    if let attributes = expected["attributes"] { compareAttributes(attributes, lead.attributes) }
  }

  private mutating func compareAttributes(_ expected: JSONValue, _ attributes: [Lead.Attribute]) {
    let wanted: [(key: String, value: JSONValue?)] =
      expected.kind == .object
      ? expected.members.filter { $0.key != MappingKey.comment }.map { ($0.key, $0.value) }
      : expected.elements.map { ($0["key"]?.scalarText ?? "", $0["value"]) }
    for attribute in wanted {
      let got = attributes.first { $0.key == attribute.key }?.value
      if let value = attribute.value { compare("attributes.\(attribute.key)", value, got) }
    }
  }

  /// One text; null means that it must be absent.
  private mutating func compare(_ name: String, _ expected: JSONValue, _ got: String?) {
    let wanted = expected.scalarText
    if wanted != got { differ(name, wanted.map { "\"\($0)\"" } ?? "none", got.map { "\"\($0)\"" } ?? "none") }
  }

  private mutating func differ(_ name: String, _ expected: String, _ got: String) {
    differences.append("\(name): expected \(expected), got \(got)")
  }

  private static func words(_ notes: [Lead.Note]) -> String {
    "[" + notes.map { "\"\($0.title)\": \"\($0.description)\"" }.joined(separator: ", ") + "]"
  }
}
