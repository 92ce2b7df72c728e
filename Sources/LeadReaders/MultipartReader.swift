package import LeadModel

/// Reads a `multipart/form-data` body (RFC 7578) as the one record that it is.
///
/// Fields come in their order, repeated names stay. Of a file its name is the field's value and its size a warning
/// `form.file`; its content is not kept, neither in the record nor in its raw bytes. A value may be in base64 or
/// quoted-printable, and in the charset that its part or a field `_charset_` says: see ``FormBytes/text(charset:)``.
/// A body that ends before its final boundary gives the fields that are whole, with a warning `form.multipart.open`.
///
/// Memory is bounded by the limits; time is linear, however the body arrives.
package struct MultipartReader: Sendable {
  /// A part whose end has not come.
  private struct Part {
    var name: [UInt8]
    var value: [UInt8]
    var charset: FormCharset?
    var isFile: Bool
    var encoding: TransferEncoding
    /// Of the content so far.
    var byteCount = 0
  }

  private let limits: FormLimits
  /// What has arrived before the boundary is known.
  private var head: [UInt8] = []
  /// How many blanks come first.
  private var blankBytes = 0
  private var parser: MultipartParser?
  private var bytes = FormBytes()
  private var part: Part?
  /// The body without files, up to an error.
  private var raw: [UInt8] = []
  private var hasDelimiter = false
  /// Whether anything but blanks stands before the first delimiter.
  private var hasPreamble = false
  private var warnings: [Finding] = []
  private var error: FormError?

  /// A reader of one body.
  ///
  /// - Parameters:
  ///   - contentType: The header's value, for the boundary in it; where there is none, the body's first line is it.
  ///   - limits: How much the body may hold.
  package init(contentType: String? = nil, limits: FormLimits = FormLimits()) {
    self.limits = limits
    if let boundary = contentType.flatMap(MultipartStart.boundary) {
      parser = MultipartParser(boundary: boundary, limits: limits)
    }
  }

  /// The record that a whole body is.
  package static func record(
    of body: ArraySlice<UInt8>, contentType: String? = nil, limits: FormLimits = FormLimits()
  ) -> Record {
    var reader = MultipartReader(contentType: contentType, limits: limits)
    reader.read(body)
    return reader.finish()
  }

  /// Takes in the next bytes; what comes behind an error is passed over.
  package mutating func read(_ chunk: ArraySlice<UInt8>) {
    if error == .noBoundary {
      raw.append(contentsOf: chunk.prefix(FormatGuess.windowBytes - raw.count))
    } else if error != nil {
      return
    } else if parser == nil {
      head.append(contentsOf: chunk)
      findBoundary(isWhole: false)
    } else {
      parse(chunk)
    }
  }

  /// The record, at the end of the body; to be called once.
  package mutating func finish(ordinal: Int = 1, line: Int = 1) -> Record {
    if parser == nil, error == nil { findBoundary(isWhole: true) }
    var events: [MultipartParser.Event] = []
    if error == nil { parser?.finish(into: &events) }
    take(events)
    let raw = FormBytes.raw(raw)
    func record(_ content: Record.Content, _ warnings: [Finding] = []) -> Record {
      Record(ordinal: ordinal, line: line, content: content, rawBytes: raw[...], warnings: warnings)
    }
    guard let parser else { return record(.unreadable((error ?? .noBoundary).finding)) }
    if bytes.fields.isEmpty, error == nil {
      if !parser.isClosed { error = parser.partCount > 0 ? .open : .noPart }
      if parser.isClosed, hasPreamble { error = .noPart }
    }
    if let error { return record(.unreadable(error.finding)) }
    let (fields, textWarnings) = bytes.text(charset: nil)
    warnings += textWarnings
    if parser.hasBareLineFeeds { warnings.append(FormWarning.lineFeeds) }
    if !parser.isClosed { warnings.append(FormWarning.open(inside: part.map { FormBytes.shown($0.name) })) }
    return record(.form(fields), warnings)
  }

  private mutating func findBoundary(isWhole: Bool) {
    while blankBytes < head.count, Byte.isBlank(head[blankBytes]) { blankBytes += 1 }
    var verdict = MultipartStart.verdict(head[blankBytes...], isWhole: isWhole)
    if blankBytes > FormatGuess.windowBytes { verdict = .other }
    if verdict == .undecided { return }
    let start = head
    head = []
    if case .multipart(let boundary) = verdict {
      parser = MultipartParser(boundary: boundary, limits: limits)
    } else {
      error = .noBoundary
    }
    read(start[...])
  }

  private mutating func parse(_ chunk: ArraySlice<UInt8>) {
    var events: [MultipartParser.Event] = []
    parser?.read(chunk, into: &events)
    take(events)
  }

  /// Takes what came of some bytes, and why nothing more will come.
  private mutating func take(_ events: [MultipartParser.Event]) {
    guard error == nil else { return }
    do throws(FormError) {
      for event in events { try take(event) }
      error = parser?.error
    } catch {
      self.error = error
    }
  }

  private mutating func take(_ event: MultipartParser.Event) throws(FormError) {
    switch event {
    case .outside(let text):
      if !hasDelimiter, !text.allSatisfy(Byte.isBlank) { hasPreamble = true }
      raw.append(contentsOf: text.prefix(max(0, limits.maxValueBytes - raw.count)))
    case .delimiter(let text):
      hasDelimiter = true
      endPart()
      raw.append(contentsOf: text)
    case .header(let text):
      raw.append(contentsOf: text)
      try beginPart(text)
    case .content(let text):
      try takeContent(text)
    }
  }

  private mutating func beginPart(_ header: [UInt8]) throws(FormError) {
    let head = try PartHead(parsing: header, part: bytes.fields.count + 1)
    guard head.name.count <= limits.maxNameBytes else { throw .longName(most: limits.maxNameBytes) }
    part = Part(
      name: head.name, value: head.fileName ?? [], charset: head.charset, isFile: head.fileName != nil,
      encoding: head.encoding)
  }

  private mutating func takeContent(_ text: ArraySlice<UInt8>) throws(FormError) {
    // Not the part itself: a second owner would make each append copy the value.
    guard let isFile = part?.isFile, let byteCount = part?.byteCount else { return }
    part?.byteCount += text.count
    if isFile { return }
    let kept = text.prefix(limits.maxValueBytes - byteCount)
    raw.append(contentsOf: kept)
    part?.value.append(contentsOf: kept)
    guard kept.count == text.count else {
      throw .longValue(field: FormBytes.shown(part?.name ?? []), most: limits.maxValueBytes)
    }
  }

  private mutating func endPart() {
    guard var done = part else { return }
    part = nil
    if done.isFile {
      // In an empty file input nothing was chosen.
      if done.byteCount > 0 || !done.value.isEmpty {
        warnings.append(FormWarning.file(FormBytes.shown(done.name), bytes: done.byteCount))
      }
    } else if let value = done.encoding.decoded(done.value) {
      done.value = value
    } else {
      warnings.append(FormWarning.transferEncoding(FormBytes.shown(done.name)))
    }
    bytes.append(name: done.name, value: done.value, charset: done.charset)
  }
}
