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
    let given = MappingKey.expectations.filter { value[$0] != nil }
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
      return isExpected(value, .object(.expectedLead), named: "lead") ? .lead(value) : nil
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

  /// Whether a value of an expected lead is what its key takes; reports all in it that is not.
  private mutating func isExpected(_ value: JSONValue, _ kind: MappingValueKind, named name: String) -> Bool {
    switch kind {
    case .object(let place):
      guard isObject(value, at: place, named: name) else { return false }
      for key in MappingKey.keys(at: place) {
        if let inner = value[key.name] { _ = isExpected(inner, key.kind, named: key.name) }
      }
      return true
    case .list(let entry, _) where value.kind == .array:
      for element in value.elements { _ = isExpected(element, entry, named: "an entry of \(name)") }
      return true
    case .texts(let orNull) where value.kind == .object:
      for member in value.members where member.key != MappingKey.comment {
        _ = isExpected(member.value, .scalar(orNull: orNull), named: member.key)
      }
      return true
    case .either(let kinds):
      let fitting = kinds.first { if case .list = $0 { value.kind == .array } else { value.kind == .object } }
      if let fitting { return isExpected(value, fitting, named: name) }
    case .scalar(let orNull) where value.scalarText != nil || orNull && value.isNull:
      return true
    default: break
    }
    reportType(value, named: name, expected: "\(kind.words),")
    return false
  }
}
