import LeadJSON
import LeadModel

/// One of a mapping's own tests: a record, and what must become of it.
struct MappingTest: Sendable {
  /// What must become of the record.
  enum Expectation: Sendable {
    /// A lead with at least these fields.
    case lead(JSONValue)
    /// Skipped; for this code or reason, where one is given.
    case skipped(String?)
    /// Rejected, with at least these codes.
    case rejected([String])
  }

  let name: String
  let record: JSONValue
  let expectation: Expectation
}

/// How one of a mapping's own tests ended.
package struct MappingTestResult: Sendable, Hashable {
  package let name: String
  package let passed: Bool
  /// Field by field, what was expected and what came.
  ///
  /// Holds the test's values: they are the author's own.
  package let differences: [String]
}
