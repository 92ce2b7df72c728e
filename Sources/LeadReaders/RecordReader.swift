package import LeadModel

/// Bytes in, records out, whatever the chunking: finds out the encoding and the format, and reads.
///
/// Pure and incremental. Memory is bounded by the options' limits and the chunk, whatever the input's size. After an
/// error nothing more is read. It cannot be copied: a conversion under way (`IconvDecoder`) cannot.
package struct RecordReader: ~Copyable, Sendable {
  private let options: ReaderOptions
  /// What has arrived before it is known whether there is a byte-order mark.
  private var head: [UInt8] = []
  private var decoder: TextDecoder?
  /// What has been decoded before the format is known.
  private var text: [UInt8] = []
  private var guess: FormatGuess
  /// How many blanks come first.
  private var blankBytes = 0
  /// Whether the text is known to be no HTML page.
  private var isChecked = false
  /// Whether anything but blanks has come.
  private var hasText = false
  private var hasFailed = false
  private var hasEnded = false

  // One of them, once the format is known.
  private var csv: CSVReader?
  private var document: JSONDocumentReader?
  private var lines: JSONLinesReader?
  private var form: FormReader?

  package init(_ options: ReaderOptions) {
    self.options = options
    guess = FormatGuess(sourceName: options.sourceName, hasRecordsPath: options.recordsPath != nil)
  }

  /// Takes in the next bytes and appends the records that are complete.
  ///
  /// - Throws: What makes the whole input unreadable.
  package mutating func read(_ chunk: ArraySlice<UInt8>, into records: inout [Record]) throws(Diagnostic) {
    guard !hasFailed, !chunk.isEmpty else { return }
    do throws(Diagnostic) {
      try take(chunk, isFinal: false, into: &records)
    } catch {
      hasFailed = true
      throw error
    }
  }

  /// Appends the records that are left at the end of the input; to be called once.
  ///
  /// - Throws: What makes the whole input unreadable.
  package mutating func finish(into records: inout [Record]) throws(Diagnostic) {
    guard !hasFailed, !hasEnded else { return }
    hasEnded = true
    do throws(Diagnostic) {
      try take([], isFinal: true, into: &records)
      try csv?.finish(into: &records)
      try document?.finish(into: &records)
      lines?.finish(into: &records)
      form?.finish(into: &records)
    } catch {
      hasFailed = true
      throw error
    }
  }

  /// What was found out about the input: known with the first records, and whole after ``finish(into:)``.
  package var profile: InputProfile? {
    guard var profile = csv == nil ? plainProfile : csv?.profile else { return nil }
    // A `switch` looks at what cannot be copied where it is; `decoder?` would take it out.
    switch decoder {
    case .some(let decoder):
      profile.encoding = decoder.name
      profile.reasons.encoding = decoder.reason
      profile.warnings += decoder.warnings
    case .none:
      profile.encoding = TextEncoding.utf8.name
    }
    profile.reasons.format = formatReason
    if options.sheet != nil {
      profile.warnings.append(Finding("sheet.ignored", "a sheet was named, and the input is no workbook"))
    }
    return profile
  }

  private var formatReason: String {
    if options.format != nil { return InputReasons.given }
    return guess.wentByName ? "by its name" : "by its first bytes"
  }

  /// The profile of what is no table.
  private var plainProfile: InputProfile? {
    let format: InputFormat
    let count: Int
    if let document {
      (format, count) = (.json, document.ordinal)
    } else if let lines {
      (format, count) = (.jsonl, lines.ordinal)
    } else if let form {
      (format, count) = (.form, form.ordinal)
    } else {
      return nil
    }
    var warnings = document?.warnings ?? []
    if hasEnded, count == 0, !hasText { warnings.append(Self.empty) }
    return InputProfile(format: format, warnings: warnings)
  }

  /// Rows of which no records were made: ``ReaderOptions/countsOnly``.
  package var rowsCounted: Int { csv?.rows.counted ?? 0 }

  static let empty = Finding("input.empty", "the input is empty")

  /// Work done on cells, in bytes: for the tests of linear time.
  var scannedBytes: Int { csv?.scannedBytes ?? 0 }

  private mutating func take(
    _ chunk: ArraySlice<UInt8>, isFinal: Bool, into records: inout [Record]
  ) throws(Diagnostic) {
    var chunk = chunk
    if decoder == nil {
      head.append(contentsOf: chunk)
      if let refusal = InputRefusal.forMagic(in: head[...], sourceName: options.sourceName) { throw refusal }
      guard isFinal || head.count >= InputRefusal.magicBytes else { return }
      decoder = try TextDecoder(head: head[...], named: options.encoding, sourceName: options.sourceName)
      chunk = head[(decoder?.markBytes ?? 0)...]
      head = []
    }
    let decoded = decoder?.decode(chunk) ?? []
    try takeText(decoded, isFinal: false, into: &records)
    if isFinal { try takeText(decoder?.finish() ?? [], isFinal: true, into: &records) }
  }

  private mutating func takeText(
    _ decoded: ArraySlice<UInt8>, isFinal: Bool, into records: inout [Record]
  ) throws(Diagnostic) {
    var decoded = decoded
    if !hasFormat {
      text.append(contentsOf: decoded)
      if !isChecked {
        while blankBytes < text.count, Byte.isBlank(text[blankBytes]) { blankBytes += 1 }
        let start = text[blankBytes...]
        hasText = !start.isEmpty
        if !isFinal, blankBytes < FormatGuess.windowBytes, InputRefusal.mayBecomeHTML(start) { return }
        if let refusal = InputRefusal.forHTML(in: start, sourceName: options.sourceName) { throw refusal }
        isChecked = true
      }
      guard let format = options.format ?? guess.format(of: text, isWhole: isFinal) else { return }
      switch format {
      case .csv: csv = CSVReader(options)
      case .json: document = JSONDocumentReader(options)
      case .jsonl: lines = JSONLinesReader(options)
      case .form: form = FormReader(options)
      // A workbook is no text: LeadSheets reads it, and whoever holds the input has asked there first.
      case .xlsx: throw InputRefusal.noWorkbook(sourceName: options.sourceName)
      }
      decoded = text[...]
      text = []
    }
    guard !decoded.isEmpty else { return }
    if !hasText { hasText = !decoded.allSatisfy(Byte.isBlank) }
    try csv?.read(decoded, into: &records)
    try document?.read(decoded, into: &records)
    lines?.read(decoded, into: &records)
    form?.read(decoded, into: &records)
  }

  private var hasFormat: Bool { csv != nil || document != nil || lines != nil || form != nil }
}
