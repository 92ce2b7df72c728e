import LeadJSON
import LeadModel

/// `tests`.
extension MappingParser {
  mutating func parseTests(_ value: JSONValue) {
    guard value.kind == .array else {
      reportType(value, named: "tests", expected: "a list of tests")
      return
    }
    for entry in value.elements {
      if let test = test(entry) { tests.append(test) }
    }
  }

  private mutating func test(_ value: JSONValue) -> MappingTest? {
    guard isObject(value, at: .test, named: "a test") else { return nil }
    let name = value["name"].flatMap { text($0, named: "name") }
    let given = ["lead", "skipped", "rejected"].filter { value[$0] != nil }
    guard given.count == 1, let outcome = given.first, let expected = value[outcome] else {
      report(
        given.isEmpty ? .missingKey : .conflictingKeys, "a test has one of 'lead', 'skipped' and 'rejected'", at: value)
      return nil
    }
    if let record = value["record"], record.kind != .object {
      reportType(record, named: "record", expected: "an object of fields")
      return nil
    }
    guard let expectation = expectation(outcome, expected), let name, let record = value["record"] else { return nil }
    return MappingTest(name: name, record: record, expectation: expectation)
  }

  private mutating func expectation(_ outcome: String, _ value: JSONValue) -> MappingTest.Expectation? {
    switch outcome {
    case "lead":
      guard isObject(value, at: .expectedLead, named: "lead") else { return nil }
      for note in value["notes"].map(entries) ?? [] { _ = isObject(note, at: .expectedNote, named: "a note") }
      checkAttributes(value["attributes"])
      return .lead(value)
    case "skipped":
      if value.boolean == true { return .skipped(nil) }
      if let text = value.string { return .skipped(text) }
      reportType(value, named: "skipped", expected: "true, or a code or reason,")
      return nil
    default:
      if value.boolean == true { return .rejected([]) }
      guard value.kind == .array || value.kind == .string else {
        reportType(value, named: "rejected", expected: "true, or a list of codes,")
        return nil
      }
      return .rejected(entries(value).compactMap { text($0, named: "rejected", expected: "a code") })
    }
  }

  private mutating func checkAttributes(_ value: JSONValue?) {
    guard let value, value.kind != .object else { return }
    guard value.kind == .array else {
      reportType(value, named: "attributes", expected: "an object of texts, or a list of key and value,")
      return
    }
    for entry in value.elements { _ = isObject(entry, at: .expectedAttribute, named: "an attribute") }
  }
}
