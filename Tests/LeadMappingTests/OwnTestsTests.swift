import LeadMapping
import LeadModel
import Testing

/// `tests` in a mapping file, as `mapping test` runs them.
struct OwnTestsTests {
  private func result(_ test: String, format: String = "csv") throws -> MappingTestResult? {
    try Fixtures.mapping(
      """
      'source': {'format': '\(format)'}, 'skip': [{'when': {'field': 'City', 'equals': 'Rome'}, 'reason': 'not in Rome'}],
      'lead': {'uuid': {'from': 'U', 'when': {'field': 'U', 'present': true}}, 'name': '{Name}', 'email': '{Email}',
      'status': 'OPEN', 'tags': ['a', '{Tag}'], 'notes': [{'title': 'M', 'description': '{Message}'}], 'attributes': {'*': true}},
      'tests': [{'name': 't', 'record': {'Name': 'Ann', 'Email': 'a@x.org', 'Message': 'hi', 'City': 'Ulm', 'Age': 7\(test)}]
      """
    ).runTests().first
  }

  @Test(arguments: [
    "}, 'lead': {}",
    "}, 'lead': {'name': 'Ann', 'email': 'a@x.org', 'status': 'OPEN', 'tags': ['a'], 'phone': null, '$comment': 'x'}",
    "}, 'lead': {'notes': [{'title': 'M', 'description': 'hi'}], 'attributes': {'City': 'Ulm', 'Age': '7', 'Zip': null}}",
    "}, 'lead': {'attributes': [{'key': 'Age', 'value': '7'}]}",
    ", 'U': '7e88d192-9b20-4035-9b68-d4ac3d58a34f'}, 'lead': {'uuid': '7e88d192-9b20-4035-9b68-d4ac3d58a34f'}",
    ", 'City': 'Rome'}, 'skipped': true",
    ", 'City': 'Rome'}, 'skipped': 'not in Rome'",
    ", 'City': 'Rome'}, 'skipped': 'skip.rule'",
    ", 'Email': 'a@'}, 'rejected': ['email.invalid']",
    ", 'Email': 'a@'}, 'rejected': true",
  ])
  func pass(test: String) throws {
    for format in ["csv", "jsonl", "form"] {
      let result = try #require(try result(test, format: format))
      #expect(result.passed, "\(format): \(result.differences)")
    }
  }

  @Test(arguments: [
    ("}, 'lead': {'name': 'Bob'}", ["name: expected \"Bob\", got \"Ann\""]),
    (
      "}, 'lead': {'phone': '1', 'email': null}",
      ["email: expected none, got \"a@x.org\"", "phone: expected \"1\", got none"]
    ),
    ("}, 'lead': {'tags': ['a', 'b']}", ["tags: expected [\"a\", \"b\"], got [\"a\"]"]),
    ("}, 'lead': {'notes': []}", ["notes: expected [], got [\"M\": \"hi\"]"]),
    ("}, 'lead': {'attributes': {'City': 'Rome'}}", ["attributes.City: expected \"Rome\", got \"Ulm\""]),
    ("}, 'skipped': true", ["outcome: expected skipped, got a lead"]),
    (", 'City': 'Rome'}, 'skipped': 'row.empty'", ["skipped: expected \"row.empty\", got skip.rule: not in Rome"]),
    (", 'City': 'Rome'}, 'lead': {}", ["outcome: expected a lead, got skipped (skip.rule: not in Rome)"]),
    (", 'Email': 'a@'}, 'rejected': ['phone.invalid']", ["rejected: expected phone.invalid, got email.invalid"]),
    (", 'Email': ''}, 'lead': {}", nil),
  ])
  func failWithTheirDifferences(test: String, differences: [String]?) throws {
    let result = try #require(try result(test))
    #expect(!result.passed)
    if let differences { #expect(result.differences == differences) }
  }
}
