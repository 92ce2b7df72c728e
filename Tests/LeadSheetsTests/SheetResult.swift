import Foundation
import LeadModel
import LeadSheets
import Testing

/// All that is read of a workbook, in a form that can be compared.
struct SheetResult: Equatable {
  struct Read: Equatable {
    var ordinal: Int
    var line: Int
    /// The cells of a row, the code of what is unreadable.
    var fields: [String]
    var raw: String
    /// Their codes.
    var warnings: [String]
  }

  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")

  var records: [Read] = []
  var batches: [Int] = []
  var profile: InputProfile?
  var error: Diagnostic?
  /// The warnings of the records, whole.
  var findings: [Finding] = []

  var rows: [[String]] { records.map(\.fields) }
  /// The header's names and, below, the cells.
  var table: [[String]] { (profile?.header.map { [$0.names] } ?? []) + rows }
  var warnings: [String] { profile?.warnings.map(\.code) ?? [] }

  /// Reads a workbook to its end, or to the first error.
  init(_ open: () throws(Diagnostic) -> SheetReader) {
    do throws(Diagnostic) {
      let reader = try open()
      do throws(Diagnostic) {
        while let batch = try reader.next() { take(batch) }
      } catch {
        self.error = error
      }
      profile = reader.profile
      // The end stays the end.
      #expect(throws: Never.self) { try reader.next() == nil }
      #expect(reader.bytesRead > 0)
    } catch {
      self.error = error
    }
  }

  private mutating func take(_ batch: [Record]) {
    batches.append(batch.count)
    for record in batch {
      let fields: [String] =
        switch record.content {
        case .row(let row): row.cells.indices.map { row.text(at: $0) }
        case .unreadable(let finding): ["!\(finding.code)"]
        case .json, .form: ["neither a row nor unreadable"]
        }
      let raw = String(validating: record.rawBytes, as: UTF8.self) ?? "not UTF-8"
      findings += record.warnings
      records.append(
        Read(
          ordinal: record.ordinal, line: record.line, fields: fields, raw: raw, warnings: record.warnings.map(\.code)))
    }
  }

  /// Reads a fixture as a file and from memory; both must come to the same.
  static func reading(
    _ name: String, _ change: (inout SheetOptions) -> Void = { _ in }, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> SheetResult {
    var options = SheetOptions(sourceName: name)
    change(&options)
    let path = folder.appending(path: name).path
    let bytes = try bytes(of: name)
    let file = SheetResult { () throws(Diagnostic) in try SheetReader(path: path, options: options) }
    let memory = SheetResult { () throws(Diagnostic) in try SheetReader(bytes: bytes, options: options) }
    #expect(file == memory, sourceLocation: sourceLocation)
    return file
  }

  static func bytes(of name: String) throws -> [UInt8] { Array(try Data(contentsOf: folder.appending(path: name))) }
}
