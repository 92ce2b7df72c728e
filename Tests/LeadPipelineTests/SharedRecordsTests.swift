import Foundation
import LeadJSON
import LeadModel
import LeadPipeline
import LeadReaders
import TestSupport
import Testing

/// `records --json` over the shared tables with one right answer.
@Suite(.enabled(if: SharedData.isThere))
struct SharedRecordsTests {
  static let cases =
    SharedData.isThere ? SharedData.files(in: "csv/lead-csv/expected").map { String($0.dropLast(".json".count)) } : []

  /// Where ours reads otherwise, and why.
  static let differing: [String: String] = [:]

  @Test(arguments: cases)
  func itsLinesHoldWhatIsExpected(_ file: String) async throws {
    let expected = try JSONDocument(parsing: try SharedData.bytes("csv/lead-csv/expected/\(file).json")).root
    let rows = expected["rows"]?.elements.map { $0.elements.map { $0.string ?? "" } } ?? []
    // What is empty, or no table, is tested where it is read.
    guard expected["status"]?.string == "defined", !rows.isEmpty else { return }
    var json = JSONWriter()
    let listing = RecordsListing(
      inputs: [.file(path: SharedData.folder.appending(path: "csv/lead-csv/\(file)").path())], reading: ReaderOptions())
    _ = try await listing.run { item in
      item.write(into: &json)
      json.endLine()
    }
    let lines = try json.text.split(separator: "\n").map { try JSONDocument(parsing: Array($0.utf8)).root }
    let header = lines[0]["header"]?.elements.map { $0.string ?? "" }
    let records = lines.dropFirst().map { $0["fields"]?.elements.map { $0[1]?.string ?? "?" } ?? [] }
    // What stands above the header may be among the rows.
    let headerRow = rows.firstIndex { $0 == header } ?? 0
    let isEqual = header == rows[headerRow] && records == Array(rows.dropFirst(headerRow + 1))
    #expect(isEqual == (Self.differing[file] == nil), "\(header ?? []) \(records)")
    #expect(lines[0]["because"]?["encoding"]?.string != nil)
  }
}
