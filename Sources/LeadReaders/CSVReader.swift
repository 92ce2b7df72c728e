import LeadModel

/// Reads a table: bytes in UTF-8 in, records out.
///
/// Follows RFC 4180, with these differences: the delimiter is found (`CSVDialect`); CR, LF and CRLF end a record, also
/// mixed; a line of no bytes is no record; rows may be shorter or longer than the header; quotes out of place are kept
/// and flagged (`CSVCarefulParser`); NULs are dropped; a record that is not UTF-8 is read as windows-1252. The first
/// record is the header, unless it is a title above it (`CSVSampleRows`); a row that repeats the header is none. Time is
/// linear; memory is that of two records of the longest length and a chunk.
struct CSVReader: Sendable {
  /// Bytes taken in at once: enough that work per piece does not count, few enough to stay in the cache.
  private static let pieceBytes = 32 * 1024

  let options: ReaderOptions
  private var sample = CSVSample()
  var state = State.sampling

  /// What has arrived and is not out yet.
  private var bytes: [UInt8] = []
  /// Where the next record begins.
  var recordStart = 0
  /// Where NULs were dropped, for the warnings of the records that they were in.
  var dropped: [Int] = []

  private(set) var dialect: CSVDialect?
  /// Where the table is written otherwise than RFC 4180 says.
  private var translator: CSVTranslator?
  /// Rows still to be passed over: titles above the header, and what of it is behind its names.
  var rowsToPass = 0
  var tokenizer = CSVTokenizer(delimiter: CSVDialect.delimiters[0])
  var careful = CSVCarefulParser(delimiter: CSVDialect.delimiters[0])
  var rows: RowAssembler
  /// What was odd about the table as a whole.
  var warnings: [Finding] = []
  /// Why nothing can be read of it.
  var refusal: Diagnostic?
  private var hasEnded = false

  enum State {
    case sampling
    /// The next record is read with the tokenizer.
    case fast
    /// The next record is read with the careful parser, once there are so many bytes of it.
    case careful(fromBytes: Int)
    /// The rest of the line belongs to a record that is too long.
    case skippingLine
  }

  init(_ options: ReaderOptions) {
    self.options = options
    rows = RowAssembler(line: 1, limits: options)
    // One that cannot be is refused once there is something to read.
    translator = options.foreign.flatMap { $0.isUsable ? CSVTranslator($0) : nil }
  }

  /// What is known of the table; `nil` until its header is read, unless the input has ended.
  var profile: InputProfile? {
    guard let dialect, rows.header != nil || hasEnded else { return nil }
    let delimiter = options.foreign?.delimiter ?? [dialect.delimiter]
    let warnings = warnings + [HeaderCheck.repeated(rows.repeatedHeaders)].compactMap(\.self)
    var profile = InputProfile(
      format: .csv, delimiter: String(decoding: delimiter, as: UTF8.self),
      quote: String(UnicodeScalar(options.foreign?.quote ?? Byte.quote)), header: rows.header, warnings: warnings)
    profile.reasons.delimiter = options.foreign == nil ? dialect.reason : InputReasons.given
    if options.headerRows != 1 || !options.findsHeader {
      profile.reasons.header = InputReasons.given
    } else if dialect.preambleRows > 0 {
      profile.reasons.header = "what stands above it is narrower than the table"
    }
    return profile
  }

  /// Work done, in bytes looked at to find cells: a test holds it against the input's length.
  var scannedBytes: Int { tokenizer.scannedBytes + careful.scannedBytes }

  /// Takes bytes in and puts out the records that are complete.
  ///
  /// - Throws: Where it is no table, or its header cannot be read.
  mutating func read(_ chunk: ArraySlice<UInt8>, into records: inout [Record]) throws(Diagnostic) {
    try readTranslated(translator?.translate(chunk)[...] ?? chunk, into: &records)
  }

  private mutating func readTranslated(
    _ chunk: ArraySlice<UInt8>, into records: inout [Record]
  ) throws(Diagnostic) {
    if case .sampling = state {
      guard let length = sample.add(chunk) else { return }
      try begin(sampleLength: length, isWhole: false, into: &records)
    } else {
      try take(chunk, into: &records)
    }
  }

  /// Puts out what is left at the end of the input.
  mutating func finish(into records: inout [Record]) throws(Diagnostic) {
    if let rest = translator?.finish(), !rest.isEmpty { try readTranslated(rest[...], into: &records) }
    if case .sampling = state {
      try begin(sampleLength: min(sample.bytes.count, CSVDialect.sampleBytes), isWhole: true, into: &records)
    }
    hasEnded = true
    try advance(isFinal: true, into: &records)
    if rows.header == nil {
      warnings.append(RecordReader.empty)
    }
  }

  private mutating func begin(
    sampleLength: Int, isWhole: Bool, into records: inout [Record]
  ) throws(Diagnostic) {
    let given = options.foreign?.translatedDelimiter ?? options.delimiter
    guard options.foreign?.isUsable ?? true, given.map(CSVDialect.maySeparate) ?? true else {
      throw Diagnostic(
        "csv.delimiter.invalid", "the delimiter should be of ASCII characters other than quotes, line ends and NUL",
        at: Position(file: options.sourceName))
    }
    let text = sample.bytes
    sample = CSVSample()
    if let refusal = InputRefusal.forBinary(in: text[..<sampleLength], sourceName: options.sourceName) { throw refusal }
    let clean = text[..<sampleLength].filter { $0 != 0 }
    let dialect = clean.withUnsafeBytes {
      CSVDialect(sample: $0, isWhole: isWhole, given: given, findsHeader: options.findsHeader && options.headerRows > 0)
    }
    self.dialect = dialect
    rowsToPass = dialect.preambleRows
    tokenizer = CSVTokenizer(delimiter: dialect.delimiter)
    careful = CSVCarefulParser(delimiter: dialect.delimiter)
    if dialect.hintBytes > 0 { rows.line += 1 }
    state = .careful(fromBytes: 1)
    try take(text.dropFirst(dialect.hintBytes), into: &records)
  }

  /// Takes bytes in, a piece at a time.
  private mutating func take(_ chunk: ArraySlice<UInt8>, into records: inout [Record]) throws(Diagnostic) {
    var rest = chunk
    while !rest.isEmpty {
      append(rest.prefix(Self.pieceBytes))
      rest = rest.dropFirst(Self.pieceBytes)
      try advance(isFinal: false, into: &records)
    }
  }

  /// Adds bytes, without their NULs.
  ///
  /// What is out is forgotten once it is more than what is left, so that no byte is moved more often than others arrive.
  private mutating func append(_ piece: ArraySlice<UInt8>) {
    if recordStart > 0, recordStart >= bytes.count - recordStart {
      bytes.removeFirst(recordStart)
      tokenizer.rebase(by: recordStart)
      // Those of blank lines and of lines that were skipped are of no record.
      if !dropped.isEmpty { dropped = dropped.compactMap { $0 < recordStart ? nil : $0 - recordStart } }
      recordStart = 0
    }
    guard piece.withUnsafeBytes({ ByteSearch.first(0, in: $0, from: 0) }) != nil else {
      bytes.append(contentsOf: piece)
      return
    }
    for byte in piece {
      if byte != 0 {
        bytes.append(byte)
      } else if dropped.last != bytes.count {
        dropped.append(bytes.count)
      }
    }
  }

  /// Puts out all records that are complete.
  private mutating func advance(isFinal: Bool, into records: inout [Record]) throws(Diagnostic) {
    // Held for the pointers into them; nothing below adds to them.
    let bytes = bytes
    while refusal == nil {
      switch state {
      case .sampling:
        return
      case .fast:
        let isRegular = bytes.withUnsafeBytes { tokenizer.scan($0, upTo: bytes.count) }
        let isInLimit = bytes.withUnsafeBytes { appendRows($0, into: &records) }
        let rest = bytes.count - recordStart
        guard !isRegular || !isInLimit || rest > options.maxRecordBytes + 2 || (isFinal && rest > 0) else { return }
        // What the tokenizer has marked of the record is not needed any more, and would be left behind.
        tokenizer.restart(at: recordStart)
        state = .careful(fromBytes: 1)
      case .careful(let fromBytes):
        let rest = bytes.count - recordStart
        guard rest > 0, isFinal || rest >= fromBytes else { return }
        bytes.withUnsafeBytes { readCarefully($0, isFinal: isFinal, into: &records) }
      case .skippingLine:
        guard bytes.withUnsafeBytes({ skipLine($0) }) else { return }
      }
    }
    if let refusal { throw refusal }
  }
}
