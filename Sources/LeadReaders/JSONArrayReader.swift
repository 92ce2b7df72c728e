import LeadModel

/// Reads the elements of a JSON array one by one, each as it is complete: memory is that of one element and a chunk.
///
/// Where elements end is found by brackets and strings alone (`JSONBoundary`), so that one that is no JSON costs only
/// itself. What is no JSON between them, a comma too many or an end too early, is a warning about the input.
struct JSONArrayReader: Sendable {
  private enum State {
    /// Before the array's bracket, or an element's first byte; `isFirst`: none came before it.
    case before(isFirst: Bool)
    case inside
    /// In an element that is too long to be kept.
    case skipping
    /// Behind the array's last bracket.
    case behind
  }

  private let maxRecordBytes: Int
  private var state = State.before(isFirst: true)
  private var boundary = JSONBoundary()
  private var element: [UInt8] = []
  private var line: Int
  private var elementLine = 0
  private var made = JSONRecords()
  /// What was odd about the array as a whole.
  private(set) var warnings: [Finding] = []
  /// Whether text behind the array was told of, and how it begins.
  private var trailing: (text: [UInt8], line: Int)?

  /// `line` is that of the array's first byte.
  init(_ options: ReaderOptions, line: Int) {
    maxRecordBytes = options.maxRecordBytes
    self.line = line
  }

  /// The last record's ordinal.
  var ordinal: Int { made.ordinal }

  /// Takes in what comes behind the array's opening bracket.
  mutating func read(_ chunk: ArraySlice<UInt8>, into records: inout [Record]) {
    chunk.withUnsafeBytes { bytes in
      var at = 0
      while at < bytes.count {
        switch state {
        case .before(let isFirst): at = begin(bytes, at, isFirst: isFirst, into: &records)
        case .inside, .skipping: at = goOn(bytes, at, into: &records)
        case .behind: at = pass(bytes, at)
        }
      }
    }
  }

  /// Puts out what is left at the end of the input.
  mutating func finish(into records: inout [Record]) {
    switch state {
    case .before:
      warnings.append(Finding("json.array.open", "the input ends before its array does"))
    case .inside:
      made.append(element, line: elementLine, into: &records)
      warnings.append(Finding("json.array.open", "the input ends before its array does"))
    case .skipping:
      warnings.append(Finding("json.array.open", "the input ends before its array does"))
    case .behind:
      guard let trailing else { return }
      let finding = Finding("json.trailing", "there is more text behind the array, which should be all there is")
      made.appendUnreadable(trailing.text, line: trailing.line, because: finding, into: &records)
    }
  }

  /// Finds an element's first byte, or the array's end.
  private mutating func begin(
    _ bytes: UnsafeRawBufferPointer, _ start: Int, isFirst: Bool, into records: inout [Record]
  ) -> Int {
    var at = start
    while at < bytes.count, Byte.isBlank(bytes[at]) {
      if bytes[at] == Byte.lineFeed { line += 1 }
      at += 1
    }
    guard at < bytes.count else { return at }
    switch bytes[at] {
    case UInt8(ascii: "]"):
      if !isFirst { warnings.append(Finding("json.array.comma", "a comma stands behind the array's last element")) }
      state = .behind
      return at + 1
    case UInt8(ascii: ","):
      let finding = Finding("json.syntax", "a value is expected before the comma")
      made.appendUnreadable([], line: line, because: finding, into: &records)
      state = .before(isFirst: false)
      return at + 1
    default:
      boundary = JSONBoundary()
      element.removeAll(keepingCapacity: true)
      elementLine = line
      state = .inside
      return at
    }
  }

  /// Goes on in an element, to its end if that has come.
  private mutating func goOn(_ bytes: UnsafeRawBufferPointer, _ start: Int, into records: inout [Record]) -> Int {
    let end = boundary.elementEnd(in: bytes, from: start, lineFeeds: &line)
    let stop = end ?? bytes.count
    if case .inside = state {
      element.append(contentsOf: bytes[start..<min(stop, start + maxRecordBytes + 1 - element.count)])
      if element.count > maxRecordBytes {
        element.removeSubrange(UTF8Check.cut(element, at: maxRecordBytes)...)
        let finding = Finding("json.record.long", "the array's element is longer than \(maxRecordBytes) bytes")
        made.appendUnreadable(element, line: elementLine, because: finding, into: &records)
        state = .skipping
      }
    }
    guard let end else { return stop }
    if case .inside = state {
      while let last = element.last, Byte.isBlank(last) { element.removeLast() }
      made.append(element, line: elementLine, into: &records)
    }
    state = bytes[end] == UInt8(ascii: ",") ? .before(isFirst: false) : .behind
    return end + 1
  }

  /// Passes over what comes behind the array, and keeps the beginning of what is no blank.
  private mutating func pass(_ bytes: UnsafeRawBufferPointer, _ start: Int) -> Int {
    var at = start
    while trailing == nil, at < bytes.count {
      if Byte.isBlank(bytes[at]) {
        if bytes[at] == Byte.lineFeed { line += 1 }
        at += 1
      } else {
        trailing = ([], line)
      }
    }
    let room = maxRecordBytes - (trailing?.text.count ?? maxRecordBytes)
    trailing?.text.append(contentsOf: bytes[at..<min(bytes.count, at + room)])
    return bytes.count
  }
}
