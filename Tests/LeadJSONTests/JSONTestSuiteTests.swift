import LeadJSON
import TestSupport
import Testing

/// Nicolas Seriot's JSONTestSuite, where it lies beside the repository.
@Suite(.enabled(if: SharedData.isThere, "the shared test material is not there"))
struct JSONTestSuiteTests {
  static let files = SharedData.files(in: "json/test_parsing")

  static func outcome(_ file: String) throws -> Result<JSONDocument, JSONError> {
    let bytes = try SharedData.bytes("json/test_parsing/\(file)")
    return Result { () throws(JSONError) in try JSONDocument(parsing: bytes) }
  }

  @Test func suiteIsWhole() {
    #expect(Self.files.count > 300)
  }

  @Test(arguments: files.filter { $0.hasPrefix("y_") })
  func acceptsWhatIsJSON(file: String) throws {
    let outcome = try Self.outcome(file)
    #expect(throws: Never.self) { try outcome.get() }
  }

  @Test(arguments: files.filter { $0.hasPrefix("n_") })
  func rejectsWhatIsNot(file: String) throws {
    let outcome = try Self.outcome(file)
    #expect(throws: JSONError.self) { try outcome.get() }
  }

  /// Whatever is accepted writes out as JSON that reads back as the same JSON.
  @Test(arguments: files)
  func neverCrashesAndRoundTrips(file: String) throws {
    guard case .success(let document) = try Self.outcome(file) else { return }
    let compact = document.root.compactText
    let again = try JSONDocument(parsing: compact)
    #expect(again.root.compactText == compact)
    #expect(again.warnings.isEmpty)
  }

  /// What the RFC leaves open, as we have decided it.
  @Test(arguments: [
    ("i_structure_UTF-8_BOM_empty_object.json", true),
    ("i_structure_500_nested_arrays.json", true),
    ("i_number_huge_exp.json", true),
    ("i_number_very_big_negative_int.json", true),
    ("i_object_key_lone_2nd_surrogate.json", true),
    ("i_string_1st_surrogate_but_2nd_missing.json", true),
    ("i_string_incomplete_surrogate_and_escape_valid.json", true),
    ("i_string_UTF-16LE_with_BOM.json", false),
    ("i_string_invalid_utf-8.json", false),
    ("i_string_overlong_sequence_2_bytes.json", false),
    ("i_string_UTF8_surrogate_U+D800.json", false),
    ("i_string_truncated-utf-8.json", false),
  ])
  func decidesWhatIsOpen(file: String, isAccepted: Bool) throws {
    let isSuccess = if case .success = try Self.outcome(file) { true } else { false }
    #expect(isSuccess == isAccepted)
  }
}
