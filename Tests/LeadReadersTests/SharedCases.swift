import LeadJSON
import TestSupport

/// Reads the suites in the shared test material.
enum SharedCases {
  /// The objects in a suite's `cases`.
  static func cases(in path: String) throws -> [JSONValue] {
    let suite = try JSONDocument(parsing: try SharedData.bytes(path)).root
    return suite["cases"].map { Array($0.elements) } ?? []
  }

  /// A list of lists of texts.
  static func table(_ value: JSONValue?) -> [[String]] {
    value?.elements.map { row in row.elements.map { $0.scalarText ?? "" } } ?? []
  }
}
