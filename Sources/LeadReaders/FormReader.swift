import LeadModel

/// Reads forms: one `application/x-www-form-urlencoded` body a line, or one `multipart/form-data` body in all.
///
/// Which, the first two lines say: see ``MultipartStart``. Empty lines are no bodies.
struct FormReader: Sendable {
  private let options: ReaderOptions
  /// What has arrived before it is known which.
  private var head: [UInt8] = []
  /// How many blanks come first.
  private var blankBytes = 0
  /// The last record's.
  private(set) var ordinal = 0

  // One of them, once it is known.
  private var lines: LineSplitter?
  private var body: MultipartReader?

  init(_ options: ReaderOptions) { self.options = options }

  mutating func read(_ chunk: ArraySlice<UInt8>, into records: inout [Record]) {
    guard lines != nil || body != nil else {
      head.append(contentsOf: chunk)
      choose(isWhole: false, into: &records)
      return
    }
    lines?.append(chunk)
    body?.read(chunk)
    advance(isFinal: false, into: &records)
  }

  mutating func finish(into records: inout [Record]) {
    if lines == nil, body == nil { choose(isWhole: true, into: &records) }
    advance(isFinal: true, into: &records)
    guard body != nil else { return }
    ordinal += 1
    if let record = body?.finish(ordinal: ordinal) { records.append(record) }
  }

  /// Chooses by what has arrived, if it says.
  private mutating func choose(isWhole: Bool, into records: inout [Record]) {
    while blankBytes < head.count, Byte.isBlank(head[blankBytes]) { blankBytes += 1 }
    var verdict = MultipartStart.verdict(head[blankBytes...], isWhole: isWhole)
    if blankBytes > FormatGuess.windowBytes { verdict = .other }
    switch verdict {
    case .undecided: return
    case .other: lines = LineSplitter(maxLineBytes: options.maxRecordBytes)
    case .multipart: body = MultipartReader(limits: options.form)
    }
    let start = head
    head = []
    read(start[...], into: &records)
  }

  private mutating func advance(isFinal: Bool, into records: inout [Record]) {
    // Text in an encoding that was given is UTF-8 by now; what its escapes stand for is not.
    let charset = options.encoding.map { FormCharset(named: $0) }
    while let line = lines?.next(isFinal: isFinal) {
      if line.bytes.isEmpty { continue }
      ordinal += 1
      if line.isCut {
        let finding = Finding("form.record.long", "the line is longer than \(options.maxRecordBytes) bytes")
        let raw = FormBytes.raw(line.bytes)
        records.append(
          Record(ordinal: ordinal, line: line.number, content: .unreadable(finding), rawBytes: raw[...]))
      } else {
        records.append(
          URLEncoded.record(
            of: line.bytes, charset: charset, limits: options.form, ordinal: ordinal, line: line.number))
      }
    }
  }
}
