import LeadJSON
package import LeadModel
import LeadReaders

/// What is checked of a reader for any bytes at all: that it ends, that it says the same however they arrive, and that
/// what it puts out keeps its promises.
package enum ReaderFuzz {
  /// Reads bytes whole, and cut as their own first bytes say; traps where the two differ.
  ///
  /// - Parameters:
  ///   - bytes: The input; the first two choose the options and the cuts, and are read too.
  ///   - format: `nil`: found out.
  package static func check(_ bytes: UnsafeBufferPointer<UInt8>, format: InputFormat?) {
    let input = Array(bytes)
    let seed = input.first ?? 0
    var options = ReaderOptions(format: format)
    options.maxRecordBytes = 4_096
    options.maxCellBytes = 1_024
    options.maxColumns = 100
    options.maxDocumentBytes = 1 << 20
    options.headerRows = Int(seed % 3)
    if seed % 7 == 6 { options.foreign = ForeignDialect(delimiter: Array("||".utf8), escape: UInt8(ascii: "\\")) }
    let whole = Outcome([input[...]], options)
    let size = 1 + Int(input.dropFirst().first ?? 0) % 64
    let pieces = stride(from: 0, to: input.count, by: size).map { input[$0..<min(input.count, $0 + size)] }
    let cut = Outcome(pieces, options)
    if whole != cut {
      fatalError("the records depend on how the bytes arrive\nwhole: \(whole)\ncut:   \(cut)")
    }
  }

  /// All that came of an input, as far as it can be compared.
  private struct Outcome: Equatable {
    var lines: [String] = []
    var profile: InputProfile?
    var error: String?

    init(_ chunks: [ArraySlice<UInt8>], _ options: ReaderOptions) {
      var reader = RecordReader(options)
      var records: [Record] = []
      do throws(Diagnostic) {
        for chunk in chunks { try reader.read(chunk, into: &records) }
        try reader.finish(into: &records)
      } catch {
        self.error = error.description
      }
      profile = reader.profile
      for (index, record) in records.enumerated() {
        precondition(record.ordinal == index + 1, "ordinals count the records")
        precondition(String(validating: record.rawBytes, as: UTF8.self) != nil, "raw bytes are UTF-8")
        lines.append(Self.line(record))
      }
    }

    private static func line(_ record: Record) -> String {
      let content: String
      switch record.content {
      case .row(let row):
        if let repaired = SheetRepair().repaired(row) {
          precondition(!repaired.findings.isEmpty, "a repair is told of")
        }
        content = row.cells.indices.map { row.text(at: $0) }.joined(separator: "\u{1F}")
      case .json(let value): content = value.compactText
      case .form(let fields): content = fields.map { "\($0.name)=\($0.value)" }.joined(separator: "\u{1F}")
      case .unreadable(let finding): content = "!\(finding.code)"
      }
      let warnings = record.warnings.map(\.code).joined(separator: ",")
      return "\(record.line) \(content) \(warnings) \(record.rawBytes.count)"
    }
  }
}
