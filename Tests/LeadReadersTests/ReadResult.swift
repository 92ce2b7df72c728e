import LeadJSON
import LeadModel
import LeadReaders
import TestSupport
import Testing

/// All that a reader says about an input, in a form that can be compared.
struct ReadResult: Equatable, CustomStringConvertible {
  struct Read: Equatable {
    var ordinal: Int
    var line: Int
    /// The cells of a row, the compact text of a JSON value, `name=value` of form fields, the code of what is unreadable.
    var fields: [String]
    var raw: String
    /// Their codes.
    var warnings: [String]
    /// Where they are, and the error of what is unreadable, as `line:byte`; empty where they are at no place of their own.
    var places: [String]
  }

  var records: [Read] = []
  var profile: InputProfile?
  var error: Diagnostic?

  /// The fields alone.
  var rows: [[String]] { records.map(\.fields) }
  /// A table's names and, below, its cells.
  var table: [[String]] { (profile?.header.map { [$0.names] } ?? []) + rows }
  var warnings: [String] { profile?.warnings.map(\.code) ?? [] }

  var description: String {
    let lines = records.map { "  \($0.ordinal) @\($0.line) \($0.fields) raw \($0.raw.debugDescription) \($0.warnings)" }
    return (lines + ["  \(profile.map { "\($0.format) \($0.delimiter ?? "") \($0.warnings.map(\.code))" } ?? "-")"])
      .joined(separator: "\n") + (error.map { "\n  \($0)" } ?? "")
  }

  /// Reads chunks to their end, or to the first error.
  init(_ chunks: [ArraySlice<UInt8>], _ options: ReaderOptions) {
    var reader = RecordReader(options)
    var records: [Record] = []
    do throws(Diagnostic) {
      for chunk in chunks { try reader.read(chunk, into: &records) }
      try reader.finish(into: &records)
    } catch {
      self.error = error
    }
    self.records = records.map(Self.comparable)
    profile = reader.profile
  }

  /// How many records there are where rows in order are only counted.
  private static func count(_ chunks: [ArraySlice<UInt8>], _ options: ReaderOptions) -> Int {
    var options = options
    options.countsOnly = true
    var reader = RecordReader(options)
    var records: [Record] = []
    // What an error leaves is counted as well.
    try? chunks.forEach { try reader.read($0, into: &records) }
    try? reader.finish(into: &records)
    return records.count + reader.rowsCounted
  }

  /// Reads bytes in every way in which they may arrive; all must come to the same.
  static func reading(
    _ bytes: [UInt8], _ options: ReaderOptions = ReaderOptions(), sourceLocation: SourceLocation = #_sourceLocation
  ) -> ReadResult {
    let whole = ReadResult([bytes[...]], options)
    for delivery in ChunkedDelivery.all where delivery != .whole {
      let other = ReadResult(delivery.chunks(of: bytes), options)
      #expect(other == whole, "\(delivery)", sourceLocation: sourceLocation)
      #expect(
        count(delivery.chunks(of: bytes), options) == whole.records.count, "counted, \(delivery)",
        sourceLocation: sourceLocation)
    }
    return whole
  }

  static func reading(
    _ text: String, _ options: ReaderOptions = ReaderOptions(), sourceLocation: SourceLocation = #_sourceLocation
  ) -> ReadResult {
    reading(Array(text.utf8), options, sourceLocation: sourceLocation)
  }

  private static func comparable(_ record: Record) -> Read {
    let fields: [String] =
      switch record.content {
      case .row(let row): row.cells.indices.map { row.text(at: $0) }
      case .json(let value): [value.compactText]
      case .form(let fields): fields.map { "\($0.name)=\($0.value)" }
      case .unreadable(let finding): ["!\(finding.code)"]
      }
    let raw = String(validating: record.rawBytes, as: UTF8.self) ?? "not UTF-8"
    var findings = record.warnings
    if case .unreadable(let finding) = record.content { findings.append(finding) }
    let places = findings.map { finding in
      finding.line.map { line in "\(line):\(finding.byte ?? 0)" } ?? ""
    }
    return Read(
      ordinal: record.ordinal, line: record.line, fields: fields, raw: raw, warnings: record.warnings.map(\.code),
      places: places)
  }
}
