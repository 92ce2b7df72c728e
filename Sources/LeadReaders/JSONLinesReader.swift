import LeadModel

/// Reads JSON lines: a value a line.
///
/// Blank lines are none; a line that is no JSON is an unreadable record, kept raw.
struct JSONLinesReader: Sendable {
  private let maxRecordBytes: Int
  private var lines: LineSplitter
  private var made = JSONRecords()

  init(_ options: ReaderOptions) {
    maxRecordBytes = options.maxRecordBytes
    lines = LineSplitter(maxLineBytes: options.maxRecordBytes)
  }

  /// The last record's ordinal.
  var ordinal: Int { made.ordinal }

  mutating func read(_ chunk: ArraySlice<UInt8>, into records: inout [Record]) {
    lines.append(chunk)
    advance(isFinal: false, into: &records)
  }

  mutating func finish(into records: inout [Record]) { advance(isFinal: true, into: &records) }

  private mutating func advance(isFinal: Bool, into records: inout [Record]) {
    while let line = lines.next(isFinal: isFinal) {
      if line.isCut {
        let finding = Finding("json.record.long", "the line is longer than \(maxRecordBytes) bytes")
        made.appendUnreadable(line.bytes, line: line.number, because: finding, into: &records)
      } else if !line.bytes.allSatisfy(Byte.isBlank) {
        made.append(line.bytes, line: line.number, into: &records)
      }
    }
  }
}
