import LeadModel

/// Reads form bodies, one `application/x-www-form-urlencoded` body a line; empty lines are none.
struct FormReader: Sendable {
  private let maxRecordBytes: Int
  private var lines: LineSplitter
  /// The last record's.
  private(set) var ordinal = 0

  init(_ options: ReaderOptions) {
    maxRecordBytes = options.maxRecordBytes
    lines = LineSplitter(maxLineBytes: options.maxRecordBytes)
  }

  mutating func read(_ chunk: ArraySlice<UInt8>, into records: inout [Record]) {
    lines.append(chunk)
    advance(isFinal: false, into: &records)
  }

  mutating func finish(into records: inout [Record]) { advance(isFinal: true, into: &records) }

  private mutating func advance(isFinal: Bool, into records: inout [Record]) {
    while let line = lines.next(isFinal: isFinal) {
      if line.bytes.isEmpty { continue }
      ordinal += 1
      var isUTF8 = true
      let content: Record.Content =
        line.isCut
        ? .unreadable(Finding("form.record.long", "the line is longer than \(maxRecordBytes) bytes"))
        : .form(URLEncoded.fields(in: line.bytes, isUTF8: &isUTF8))
      let isText = line.bytes.withUnsafeBytes(UTF8Check.isValid)
      var warnings: [Finding] = []
      if !isUTF8 || !isText {
        warnings.append(Finding("encoding.invalid", "what is not valid UTF-8 is read as U+FFFD"))
      }
      let raw = isText ? line.bytes : Array(String(decoding: line.bytes, as: UTF8.self).utf8)
      records.append(
        Record(ordinal: ordinal, line: line.number, content: content, rawBytes: raw[...], warnings: warnings))
    }
  }
}
