/// Cuts a multipart body into its parts as it arrives: bytes in, events out.
///
/// Follows RFC 2046 (section 5.1.1), with these differences: LF alone ends a line; a boundary may be longer than 70
/// bytes; so many blanks may stand behind a boundary as ``maxPaddingBytes``. A delimiter is a line of its own: text that
/// only begins like one is content. The line end before a delimiter belongs to it.
///
/// Holds a header, or the line end and the beginning of a line that may become a delimiter. Each byte is looked at a
/// bounded number of times, however it arrives. Put one behind the other, the bytes of all events are the input's, up to
/// an error.
struct MultipartParser: Sendable {
  /// What comes next in a body.
  enum Event: Sendable, Hashable {
    /// Bytes that belong to no part: before the first delimiter, behind the last, or of a header that is not whole.
    case outside(ArraySlice<UInt8>)
    /// A delimiter with its line ends: the part before it is whole.
    case delimiter(ArraySlice<UInt8>)
    /// The header of the next part, whole, with its empty line.
    case header([UInt8])
    /// More of the part's content.
    case content(ArraySlice<UInt8>)
  }

  private enum State { case preamble, header, content, epilogue }

  /// What a line behind a line end is.
  private enum Line { case undecided, other, delimiter(end: Int, isLast: Bool) }

  /// More blanks behind a boundary make the line content.
  static let maxPaddingBytes = 256

  private let dashBoundary: [UInt8]
  private let limits: FormLimits
  private var state = State.preamble
  /// The end of what has arrived, in which a delimiter may have begun.
  private var pending: [UInt8] = []
  /// Whether a line begins here, its line end passed.
  private var isAtLineStart = true
  /// The header under way.
  private var header: [UInt8] = []
  /// Where its last line begins.
  private var lineStart = 0
  private var byteCount = 0
  /// How many parts have begun.
  private(set) var partCount = 0
  /// Whether LF alone ended a line.
  private(set) var hasBareLineFeeds = false
  /// Whether the final boundary has come.
  var isClosed: Bool { state == .epilogue }
  /// Why nothing more is read.
  private(set) var error: FormError?

  /// - Parameters:
  ///   - boundary: Without its dashes.
  ///   - limits: For parts, headers and the body.
  init(boundary: [UInt8], limits: FormLimits) {
    dashBoundary = Array("--".utf8) + boundary
    self.limits = limits
  }

  /// Takes in the next bytes; after an error nothing more is read.
  mutating func read(_ chunk: ArraySlice<UInt8>, into events: inout [Event]) {
    guard error == nil else { return }
    let taken = chunk.prefix(limits.maxBodyBytes - byteCount)
    byteCount += taken.count
    advance(over: taken, isFinal: false, into: &events)
    if taken.count < chunk.count, error == nil { error = .longBody(most: limits.maxBodyBytes) }
  }

  /// Takes in the end of the body; to be called once.
  mutating func finish(into events: inout [Event]) {
    guard error == nil else { return }
    advance(over: [], isFinal: true, into: &events)
    if !header.isEmpty { events.append(.outside(header[...])) }
  }

  private mutating func advance(over chunk: ArraySlice<UInt8>, isFinal: Bool, into events: inout [Event]) {
    let text = pending.isEmpty ? chunk : (pending + chunk)[...]
    pending = []
    var at = text.startIndex
    while at < text.endIndex, error == nil {
      switch state {
      case .preamble, .content:
        at = passContent(text[at...], isFinal: isFinal, into: &events)
      case .header:
        at = passHeader(text[at...], into: &events)
      case .epilogue:
        events.append(.outside(text[at...]))
        at = text.endIndex
      }
    }
  }

  /// Passes content up to a delimiter and behind it, or all of `text`.
  ///
  /// - Returns: Where the next state goes on.
  private mutating func passContent(_ text: ArraySlice<UInt8>, isFinal: Bool, into events: inout [Event]) -> Int {
    var lineEnd = text.startIndex
    var next = text.startIndex
    if !isAtLineStart { next = lineFeed(in: text, from: next, end: &lineEnd) }
    while next <= text.endIndex {
      switch line(at: next, in: text, isFinal: isFinal) {
      case .other:
        isAtLineStart = false
        next = lineFeed(in: text, from: next, end: &lineEnd)
      case .undecided:
        emit(text[..<lineEnd], into: &events)
        pending = Array(text[lineEnd...])
        return text.endIndex
      case .delimiter(let end, let isLast):
        emit(text[..<lineEnd], into: &events)
        begin(text[lineEnd..<end], isLast: isLast, into: &events)
        return end
      }
    }
    // A CR may be the first half of a line end.
    let isTorn = !isFinal && text.last == Byte.carriageReturn
    let end = isTorn ? text.endIndex - 1 : text.endIndex
    emit(text[..<end], into: &events)
    pending = Array(text[end...])
    return text.endIndex
  }

  /// The place behind the next LF, or one beyond the end; `end` becomes that of the line end's first byte.
  private func lineFeed(in text: ArraySlice<UInt8>, from start: Int, end: inout Int) -> Int {
    let base = text.startIndex
    let found = text.withUnsafeBytes { ByteSearch.first(Byte.lineFeed, in: $0, from: start - base) }
    guard let feed = found.map({ $0 + base }) else { return text.endIndex + 1 }
    end = feed > base && text[feed - 1] == Byte.carriageReturn ? feed - 1 : feed
    return feed + 1
  }

  /// What the line is that begins at `start`.
  private func line(at start: Int, in text: ArraySlice<UInt8>, isFinal: Bool) -> Line {
    let unknown: Line = isFinal ? .other : .undecided
    let dash = UInt8(ascii: "-")
    guard start < text.endIndex else { return unknown }
    // Nearly every line of content ends here.
    guard text[start] == dash else { return .other }
    guard text[start...].prefix(dashBoundary.count).elementsEqual(dashBoundary.prefix(text.endIndex - start)) else {
      return .other
    }
    var at = start + dashBoundary.count
    guard at <= text.endIndex else { return unknown }
    let dashes = text[at...].prefix(2)
    let isLast = dashes.elementsEqual([dash, dash])
    if dashes.first == dash, !isLast { return dashes.count < 2 ? unknown : .other }
    if isLast { at += 2 }
    let padding = text[at...].prefix(Self.maxPaddingBytes).prefix { $0 == Byte.space || $0 == Byte.tab }
    at = padding.endIndex
    guard at < text.endIndex else { return isFinal ? .delimiter(end: at, isLast: isLast) : .undecided }
    if text[at] == Byte.lineFeed { return .delimiter(end: at + 1, isLast: isLast) }
    guard text[at] == Byte.carriageReturn else { return .other }
    guard at + 1 < text.endIndex else { return isFinal ? .delimiter(end: at + 1, isLast: isLast) : .undecided }
    return text[at + 1] == Byte.lineFeed ? .delimiter(end: at + 2, isLast: isLast) : .other
  }

  private mutating func begin(_ delimiter: ArraySlice<UInt8>, isLast: Bool, into events: inout [Event]) {
    isAtLineStart = false
    if (state == .content && delimiter.first == Byte.lineFeed)
      || (delimiter.last == Byte.lineFeed && delimiter.dropLast().last != Byte.carriageReturn)
    {
      hasBareLineFeeds = true
    }
    events.append(.delimiter(delimiter))
    guard !isLast else {
      state = .epilogue
      return
    }
    state = .header
    partCount += 1
    if partCount > limits.maxParts { error = .manyParts(most: limits.maxParts) }
  }

  /// Passes a header up to its empty line, or all of `text`.
  private mutating func passHeader(_ text: ArraySlice<UInt8>, into events: inout [Event]) -> Int {
    var rest = text
    while !rest.isEmpty {
      let feed = rest.withUnsafeBytes { ByteSearch.first(Byte.lineFeed, in: $0, from: 0) }
      let line = feed.map { rest.prefix($0 + 1) } ?? rest
      guard line.count <= limits.maxHeaderBytes - header.count else {
        header.append(contentsOf: line.prefix(limits.maxHeaderBytes - header.count))
        events.append(.outside(header[...]))
        error = .longHeader(part: partCount, most: limits.maxHeaderBytes)
        return text.endIndex
      }
      header.append(contentsOf: line)
      rest = rest.dropFirst(line.count)
      guard feed != nil else { break }
      let hasReturn = header.dropLast().last == Byte.carriageReturn
      if !hasReturn { hasBareLineFeeds = true }
      let isEmpty = header.count - lineStart == (hasReturn ? 2 : 1)
      lineStart = header.count
      if isEmpty {
        events.append(.header(header))
        header = []
        lineStart = 0
        state = .content
        isAtLineStart = true
        return rest.startIndex
      }
    }
    return text.endIndex
  }

  private func emit(_ bytes: ArraySlice<UInt8>, into events: inout [Event]) {
    if bytes.isEmpty { return }
    events.append(state == .content ? .content(bytes) : .outside(bytes))
  }
}
