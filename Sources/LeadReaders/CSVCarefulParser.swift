import LeadModel

/// Reads one CSV record byte by byte, whatever its quotes look like.
///
/// For what `CSVTokenizer` stops at, the header and the last record; on text that follows RFC 4180 both agree.
///
/// Where quotes break the rule:
/// - a quote in a cell that does not begin with one is data, but for a cell that begins with blanks and a quote, and
///   ends with a quote on the same line, blanks aside: they belong to the quotes and not to the text;
/// - a quote in a quoted cell with a delimiter or line end behind it, or blanks and then one, closes it (the blanks go);
/// - any other is looked at together with the rest of its line: if a quote that closes comes before one that looks
///   like the start of another cell, it is data (`"a "quoted" word"`); else it closes, and the text behind it up to the
///   delimiter belongs to the cell (`"a"b` is `ab`);
/// - in a cell that has run over the end of a line, a quote at the start of a cell says that the cell was never meant
///   to go so far: the quote that opened it is unterminated. So it is if the input or the limit ends first.
///
/// An unterminated quote spoils only the line on which it opens. Time is linear all the same, although the lines behind
/// it are read again: a line that was passed over whole inside of quotes holds its quotes in doubled pairs only, or it
/// would have closed the cell or spoilt it; read again from its start such a line never runs over its own end.
struct CSVCarefulParser: Sendable {
  /// How the reading of a record ended.
  enum Outcome {
    /// There are too few bytes to tell.
    case incomplete
    /// The record's text ends before `end`; the next begins at `next`, behind one CR or LF.
    case record(end: Int, next: Int)
    /// The quote at `quote` is unterminated; the line on which it opens ends before `end`.
    case unterminated(quote: Int, end: Int, next: Int)
    /// It has more bytes than it may.
    case tooLong
  }

  /// Where a cell's text is.
  struct Cell: Sendable {
    var start: Int
    var end: Int
    /// In ``CSVCarefulParser/extra``, or else in the record's own bytes, from its start.
    var isExtra: Bool
  }

  /// The cells of the record read last.
  private(set) var cells: [Cell] = []
  /// The texts of cells that are not written in one piece.
  private(set) var extra: [UInt8] = []
  /// The first quote that was kept as data, from the record's start.
  private(set) var strayQuote: Int?
  /// The first quote that closed its cell and has text behind it, from the record's start.
  private(set) var trailingQuote: Int?
  /// Bytes looked at over the parser's life: grows linearly with the input.
  private(set) var scannedBytes = 0

  private let delimiter: UInt8
  /// Up to where the record may be looked at, and what is there.
  private var end = 0
  private var atEnd = Edge.more
  /// For the quotes before `before`: whether they are data, as the first place behind them that decides is the same.
  private var decision = (before: 0, isData: false)

  private enum Edge { case more, input, limit }

  init(delimiter: UInt8) { self.delimiter = delimiter }

  /// Reads the record that begins at `start`, which is no line end.
  ///
  /// - Parameters:
  ///   - bytes: The record, and what may tell where it ends.
  ///   - start: Its first byte.
  ///   - isFinal: Whether the input ends with `bytes`.
  ///   - limit: The most bytes that a record may have.
  /// - Returns: Where it ends. Its cells are in ``cells``, and are the next record's after the next call.
  mutating func parse(_ bytes: UnsafeRawBufferPointer, from start: Int, isFinal: Bool, limit: Int) -> Outcome {
    cells.removeAll(keepingCapacity: true)
    extra.removeAll(keepingCapacity: true)
    strayQuote = nil
    trailingQuote = nil
    decision = (0, false)
    // Two bytes more than a record may have: a line end, and what tells whether a quote closes.
    let farthest = limit < Int.max - 2 - start ? start + limit + 2 : Int.max
    end = min(bytes.count, farthest)
    atEnd = bytes.count >= farthest ? .limit : isFinal ? .input : .more
    var at = start
    while true {
      guard let opening = openingQuote(bytes, from: at) else { return finish(at: end, from: start, .incomplete) }
      let stop =
        opening >= at
        ? quoted(bytes, from: opening, recordStart: start) : unquoted(bytes, from: at, recordStart: start)
      switch stop {
      case .incomplete: return finish(at: end, from: start, .incomplete)
      case .tooLong: return finish(at: end, from: start, .tooLong)
      case .unterminated(let found):
        return finish(at: found, from: start, unterminated(bytes, from: start, quote: opening, limit: limit))
      case .ended(let cellEnd):
        guard cellEnd < end else {
          return finish(at: cellEnd, from: start, atEnd == .limit ? .tooLong : .record(end: cellEnd, next: cellEnd))
        }
        if bytes[cellEnd] == delimiter {
          at = cellEnd + 1
        } else {
          let outcome: Outcome = cellEnd - start > limit ? .tooLong : .record(end: cellEnd, next: cellEnd + 1)
          return finish(at: cellEnd, from: start, outcome)
        }
      }
    }
  }

  private mutating func finish(at place: Int, from start: Int, _ outcome: Outcome) -> Outcome {
    scannedBytes += place - start
    return outcome
  }

  /// Where the quote is with which the cell at `start` begins; -1 where it begins with none, `nil` where there are too
  /// few bytes to tell.
  ///
  /// Looks no farther than to the next quote that is not doubled, on the same line: so each byte is looked at twice at
  /// most.
  private func openingQuote(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
    var at = start
    while at < end, bytes[at] != delimiter, bytes[at] == Byte.space || bytes[at] == Byte.tab { at += 1 }
    guard at < end else { return at > start && atEnd == .more ? nil : -1 }
    guard bytes[at] == Byte.quote else { return -1 }
    if at == start { return at }
    let opening = at
    at += 1
    while at < end, !Byte.endsLine(bytes[at]) {
      guard bytes[at] == Byte.quote else {
        at += 1
        continue
      }
      guard at + 1 < end, bytes[at + 1] == Byte.quote else {
        return closesCell(bytes, quoteAt: at).map { $0 ? opening : -1 }
      }
      at += 2
    }
    return at >= end && atEnd == .more ? nil : -1
  }

  /// How a cell ended.
  private enum Stop {
    /// At a delimiter, a line end or the end of the input.
    case ended(Int)
    case incomplete
    /// As the byte at this offset shows.
    case unterminated(Int)
    case tooLong
  }

  private mutating func unquoted(_ bytes: UnsafeRawBufferPointer, from start: Int, recordStart: Int) -> Stop {
    var at = start
    var quotes = 0
    var firstQuote: Int?
    while at < end, bytes[at] != delimiter, !Byte.endsLine(bytes[at]) {
      if bytes[at] == Byte.quote {
        quotes += 1
        firstQuote = firstQuote ?? at
      }
      at += 1
    }
    // ="00123" is how spreadsheets keep a text a text: not out of place, and undone later (`SheetRepair`).
    let isFormula =
      quotes == 2 && bytes[start] == UInt8(ascii: "=") && bytes[start + 1] == Byte.quote && bytes[at - 1] == Byte.quote
    if let firstQuote, !isFormula { strayQuote = strayQuote ?? firstQuote - recordStart }
    if at == end, atEnd != .input { return atEnd == .more ? .incomplete : .tooLong }
    cells.append(Cell(start: start - recordStart, end: at - recordStart, isExtra: false))
    return .ended(at)
  }

  private mutating func quoted(_ bytes: UnsafeRawBufferPointer, from start: Int, recordStart: Int) -> Stop {
    let extraStart = extra.count
    var pieceStart = start + 1
    var at = start + 1
    var lineStart: Int?
    while at < end {
      let byte = bytes[at]
      if Byte.endsLine(byte) { lineStart = at + 1 }
      guard byte == Byte.quote else {
        at += 1
        continue
      }
      guard at + 1 < end else {
        if atEnd == .input { break }
        return atEnd == .more ? .incomplete : .unterminated(end)
      }
      let next = bytes[at + 1]
      if next == Byte.quote {
        extra.append(contentsOf: bytes[pieceStart...at])
        at += 2
        pieceStart = at
      } else if next == delimiter || Byte.endsLine(next) {
        break
      } else {
        guard let closesHere = closesCell(bytes, quoteAt: at) else { return .incomplete }
        if !closesHere {
          if let lineStart, at == lineStart || bytes[at - 1] == delimiter { return .unterminated(at) }
          guard let isData = isData(bytes, quoteAt: at) else { return .incomplete }
          if isData {
            strayQuote = strayQuote ?? at - recordStart
            at += 1
            continue
          }
        }
        trailingQuote = trailingQuote ?? at - recordStart
        return closed(bytes, at: at, from: pieceStart, extraStart: extraStart)
      }
    }
    guard at < end else { return atEnd == .more ? .incomplete : .unterminated(end) }
    append(bytes, from: pieceStart, to: at, extraStart: extraStart, recordStart: recordStart)
    return .ended(at + 1)
  }

  /// Adds a cell whose last piece is `from..<to`.
  private mutating func append(
    _ bytes: UnsafeRawBufferPointer, from: Int, to: Int, extraStart: Int, recordStart: Int
  ) {
    if extra.count == extraStart {
      cells.append(Cell(start: from - recordStart, end: to - recordStart, isExtra: false))
    } else {
      extra.append(contentsOf: bytes[from..<to])
      cells.append(Cell(start: extraStart, end: extra.count, isExtra: true))
    }
  }

  /// Ends a cell at the quote at `quote`, with the text behind it.
  private mutating func closed(
    _ bytes: UnsafeRawBufferPointer, at quote: Int, from pieceStart: Int, extraStart: Int
  ) -> Stop {
    var at = quote + 1
    while at < end, bytes[at] != delimiter, !Byte.endsLine(bytes[at]) { at += 1 }
    if at == end, atEnd != .input { return atEnd == .more ? .incomplete : .tooLong }
    extra.append(contentsOf: bytes[pieceStart..<quote])
    let behind = bytes[quote + 1..<at]
    if !behind.allSatisfy({ $0 == Byte.space || $0 == Byte.tab }) { extra.append(contentsOf: behind) }
    cells.append(Cell(start: extraStart, end: extra.count, isExtra: true))
    return .ended(at)
  }

  /// Whether the quote at `quote`, which is not doubled and does not close its cell by what comes behind it, is data;
  /// `nil` where there are too few bytes to tell.
  ///
  /// The first place on the line that decides holds for every quote before it, so no byte is looked at twice.
  private mutating func isData(_ bytes: UnsafeRawBufferPointer, quoteAt quote: Int) -> Bool? {
    if quote < decision.before { return decision.isData }
    var at = quote + 1
    while at < end, !Byte.endsLine(bytes[at]) {
      guard bytes[at] == Byte.quote else {
        at += 1
        continue
      }
      // It looks like the start of another cell.
      if bytes[at - 1] == delimiter { break }
      if at + 1 < end, bytes[at + 1] == Byte.quote {
        at += 2
        continue
      }
      guard let closes = closesCell(bytes, quoteAt: at) else { return nil }
      if closes {
        decision = (at, true)
        return true
      }
      at += 1
    }
    if at >= end, atEnd == .more { return nil }
    decision = (at, false)
    return false
  }

  /// Whether a delimiter, a line end or the end of the input comes behind the quote at `quote`, blanks aside.
  private func closesCell(_ bytes: UnsafeRawBufferPointer, quoteAt quote: Int) -> Bool? {
    var at = quote + 1
    while at < end, bytes[at] != delimiter, bytes[at] == Byte.space || bytes[at] == Byte.tab { at += 1 }
    if at < end { return bytes[at] == delimiter || Byte.endsLine(bytes[at]) }
    return atEnd == .more ? nil : atEnd == .input
  }

  private func unterminated(_ bytes: UnsafeRawBufferPointer, from start: Int, quote: Int, limit: Int) -> Outcome {
    var lineEnd = quote
    while lineEnd < end, !Byte.endsLine(bytes[lineEnd]) { lineEnd += 1 }
    if lineEnd - start > limit { return .tooLong }
    if lineEnd < end { return .unterminated(quote: quote, end: lineEnd, next: lineEnd + 1) }
    return atEnd == .input ? .unterminated(quote: quote, end: end, next: end) : .tooLong
  }
}
