/// Rewrites a table of a foreign dialect, as it arrives, to one of RFC 4180 with a delimiter of one byte.
///
/// Cells are written anew: in quotes where they had some, or where they hold the new delimiter, a quote or a line end.
/// Lines stay lines, so that numbers of lines stay right. A byte of the input that is the new delimiter and not the old
/// one is text, and so put into quotes. What is unreadable goes to the dead letters as it was rewritten.
///
/// Linear in the input; memory is that of one cell without quotes, of which ``maxCellBytes`` are held back.
struct CSVTranslator: Sendable {
  private enum State {
    case cellStart
    case unquoted
    case quoted
    /// Behind a quote that ends the cell, unless its double follows.
    case closing
  }

  /// A cell without quotes that is longer is passed on as it comes.
  private static let maxCellBytes = 1 << 16

  private let dialect: ForeignDialect
  private let output: UInt8
  private let endsRowsWithRS: Bool
  private var state = State.cellStart
  private var isEscaped = false
  /// How many bytes of the delimiter have come.
  private var matched = 0
  /// The cell without quotes so far.
  private var cell: [UInt8] = []

  init(_ dialect: ForeignDialect) {
    self.dialect = dialect
    output = dialect.translatedDelimiter
    endsRowsWithRS = dialect.delimiter == [ForeignDialect.unitSeparator]
  }

  /// The text of the next bytes, as far as it is decided.
  mutating func translate(_ chunk: ArraySlice<UInt8>) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(chunk.count + chunk.count / 8)
    for byte in chunk { take(byte, into: &text) }
    return text
  }

  /// What is left over at the end.
  mutating func finish() -> [UInt8] {
    var text: [UInt8] = []
    giveBackMatched(into: &text)
    endCell(into: &text)
    return text
  }

  private mutating func take(_ byte: UInt8, into text: inout [UInt8]) {
    if isEscaped {
      isEscaped = false
      return add(byte == UInt8(ascii: "n") ? Byte.lineFeed : byte, into: &text)
    }
    if state != .quoted {
      if byte == dialect.delimiter[matched] {
        matched += 1
        if matched == dialect.delimiter.count {
          matched = 0
          endCell(into: &text)
          text.append(output)
        }
        return
      }
      if matched > 0 {
        giveBackMatched(into: &text)
        return take(byte, into: &text)
      }
      if Byte.endsLine(byte) || (endsRowsWithRS && byte == ForeignDialect.recordSeparator) {
        endCell(into: &text)
        text.append(Byte.endsLine(byte) ? byte : Byte.lineFeed)
        return
      }
    }
    if byte == dialect.escape {
      isEscaped = true
      return
    }
    guard byte == dialect.quote else { return add(byte, into: &text) }
    switch state {
    case .cellStart:
      text.append(Byte.quote)
      state = .quoted
    case .quoted:
      state = .closing
    case .closing where dialect.escape == nil:
      // Doubled: a quote of the text.
      state = .quoted
      addQuoted(byte, into: &text)
    case .closing, .unquoted:
      add(byte, into: &text)
    }
  }

  /// What looked like the delimiter is text.
  private mutating func giveBackMatched(into text: inout [UInt8]) {
    let bytes = dialect.delimiter[..<matched]
    matched = 0
    for byte in bytes { add(byte, into: &text) }
  }

  private mutating func add(_ byte: UInt8, into text: inout [UInt8]) {
    switch state {
    case .quoted: addQuoted(byte, into: &text)
    case .closing:
      // Text behind a quote that closed: the reader sees it there, and says so.
      text.append(Byte.quote)
      state = .unquoted
      text.append(byte)
    case .cellStart, .unquoted:
      state = .unquoted
      cell.append(byte)
      if cell.count > Self.maxCellBytes {
        text += cell
        cell.removeAll(keepingCapacity: true)
      }
    }
  }

  private func addQuoted(_ byte: UInt8, into text: inout [UInt8]) {
    if byte == Byte.quote { text.append(Byte.quote) }
    text.append(byte)
  }

  private mutating func endCell(into text: inout [UInt8]) {
    switch state {
    case .closing: text.append(Byte.quote)
    // Unterminated: the reader finds out.
    case .quoted, .cellStart: break
    case .unquoted:
      let needsQuotes =
        cell.first == Byte.quote || cell.contains { $0 == output || Byte.endsLine($0) }
        || (dialect.quote != Byte.quote && cell.contains(Byte.quote))
      if needsQuotes { text.append(Byte.quote) }
      for byte in cell {
        if needsQuotes { addQuoted(byte, into: &text) } else { text.append(byte) }
      }
      if needsQuotes { text.append(Byte.quote) }
      cell.removeAll(keepingCapacity: true)
    }
    state = .cellStart
  }
}
