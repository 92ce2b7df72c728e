import Foundation
import TestSupport

/// The tables of the shared data: tab-separated, a header, input columns as JSON strings.
enum RuleTables {
  /// The rows of a table: column to cell.
  ///
  /// None where the table is absent.
  static func rows(_ path: String) -> [[String: String]] {
    guard let bytes = try? SharedData.bytes(path) else { return [] }
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    guard let header = lines.first?.split(separator: "\t", omittingEmptySubsequences: false) else { return [] }
    return lines.dropFirst().map { line in
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false)
      return Dictionary(zip(header, cells).map { (String($0), String($1)) }) { first, _ in first }
    }
  }

  /// The text of a cell that is a JSON string; `nil` where Swift has no such text: a lone surrogate.
  static func text(_ json: String?) -> String? {
    json.flatMap { try? JSONDecoder().decode(String.self, from: Data($0.utf8)) }
  }
}
