import LeadModel

/// Makes records of cells: rows that share one header, with their ordinals, lines and warnings.
///
/// A row costs two allocations, its bytes and its cells, whatever its width.
struct RowAssembler: Sendable {
  /// `nil` until the header is read.
  var header: Header?
  /// The line at which the next record begins.
  var line: Int
  /// Whether the record before ended in a CR, so that an LF right behind it belongs to the same line end.
  var endedInReturn = false
  /// The last record's.
  private(set) var ordinal = 0
  /// Records that were counted and not made.
  private(set) var counted = 0
  /// Where rows are put together before they are copied into arrays of their own.
  private var scratchCells = [Row.Cell](repeating: Row.Cell(start: 0, end: 0), count: 16)
  private var scratchText: [UInt8] = []

  private let limits: RowLimits
  /// The header as it was written: a row of the same bytes is the header once more.
  private var headerBytes: [UInt8] = []
  /// How often it came again: where exports were put together.
  private(set) var repeatedHeaders = 0

  init(line: Int, limits: ReaderOptions) {
    self.line = line
    self.limits = RowLimits(limits)
  }

  /// Takes the header.
  mutating func take(_ header: Header, raw: UnsafeRawBufferPointer) {
    self.header = header
    headerBytes = Array(raw)
  }

  private func isHeader(_ raw: UnsafeRawBufferPointer) -> Bool {
    raw.count == headerBytes.count && !raw.isEmpty && headerBytes.withUnsafeBytes { $0.elementsEqual(raw) }
  }

  // MARK: Lines

  /// Counts the line ends inside of a record.
  mutating func passLines(of bytes: UnsafeRawBufferPointer, from start: Int, to end: Int) {
    line += Self.lineEnds(in: bytes, from: start, to: end)
  }

  private static func lineEnds(in bytes: UnsafeRawBufferPointer, from start: Int, to end: Int) -> Int {
    var count = 0
    for at in start..<end {
      let byte = bytes[at]
      if byte == Byte.lineFeed || (byte == Byte.carriageReturn && !(at + 1 < end && bytes[at + 1] == Byte.lineFeed)) {
        count += 1
      }
    }
    return count
  }

  /// Counts the line end at `end`.
  @inline(__always)
  mutating func passLineEnd(of bytes: UnsafeRawBufferPointer, at end: Int) {
    line &+= 1
    endedInReturn = end < bytes.count && bytes[end] == Byte.carriageReturn
  }

  /// Counts the line end at `start`, of a line of no bytes: no record, and no line either where it is a CRLF's LF.
  @inline(__always)
  mutating func passBlank(_ lineEnd: UInt8) {
    if endedInReturn && lineEnd == Byte.lineFeed {
      endedInReturn = false
    } else {
      line &+= 1
      endedInReturn = lineEnd == Byte.carriageReturn
    }
  }

  /// A finding at an offset into the record that begins at ``line``, or at another: with its line, and the byte in that.
  func finding(
    _ code: String, _ message: String, at offset: Int, in record: UnsafeRawBufferPointer, beginningAt line: Int? = nil
  ) -> Finding {
    let before = min(offset, record.count)
    let lineStart = record[..<before].lastIndex(where: Byte.endsLine).map { $0 + 1 } ?? 0
    return Finding(
      code, message, line: (line ?? self.line) + Self.lineEnds(in: record, from: 0, to: before),
      byte: before - lineStart + 1)
  }

  // MARK: Records

  /// Appends a record of well-formed CSV, from the tokenizer's marks, and moves on by its lines.
  ///
  /// - Parameters:
  ///   - bytes: Valid UTF-8 from `start` to the record's end.
  ///   - start: The record's first byte.
  ///   - ends: The tokenizer's, to the end of the record at least.
  ///   - index: Into `ends`: of the end of the record's first cell.
  ///   - notes: The tokenizer's.
  ///   - note: Into `notes`: of the first that is not before `start`. Moved behind the record.
  ///   - delimiter: What ends cells but not records.
  ///   - header: Whose columns the cells are.
  ///   - warnings: What is known to be odd.
  ///   - records: Receives it.
  /// - Returns: The index behind the record's last end.
  mutating func appendRow(
    _ bytes: UnsafeRawBufferPointer, from start: Int, ends: UnsafeBufferPointer<UInt32>, at index: Int,
    notes: UnsafeBufferPointer<UInt32>, note: inout Int, delimiter: UInt8, header: Header, warnings: [Finding],
    into records: inout [Record]
  ) -> Int {
    let columns = header.names.count
    let firstNote = note
    var (count, recordEnd) = findCells(bytes, from: start, ends: ends, at: index, delimiter: delimiter)
    while bytes[recordEnd] == delimiter {
      // More cells than there was room for.
      scratchCells += repeatElement(Row.Cell(start: 0, end: 0), count: max(columns, scratchCells.count))
      (count, recordEnd) = findCells(bytes, from: start, ends: ends, at: index, delimiter: delimiter)
    }
    let next = index + count
    let raw = UnsafeRawBufferPointer(rebasing: bytes[start..<recordEnd])
    let recordLine = line
    while note < notes.count, Int(notes[note]) < recordEnd { note &+= 1 }
    if isHeader(raw) {
      passLines(of: bytes, from: start, to: recordEnd)
      passLineEnd(of: bytes, at: recordEnd)
      repeatedHeaders += 1
      return next
    }
    if let finding = limits.finding(cells: count, bytes: raw.count, longest: { longestCell(count) }) {
      appendUnreadable(raw: Array(raw), because: finding, warnings: warnings, into: &records)
      passLines(of: bytes, from: start, to: recordEnd)
      passLineEnd(of: bytes, at: recordEnd)
      return next
    }
    // Copied from what was written elsewhere: an array that is written into once it is there takes twice as long to
    // make, as the standard library's way to one is not specialised.
    let text =
      note == firstNote
      ? Array(raw) : unescaped(raw, from: start, notes: UnsafeBufferPointer(rebasing: notes[firstNote..<note]))
    let isRagged = count != columns
    if count < columns { pad(from: count, to: columns) }
    let cells = scratchCells.withUnsafeBufferPointer {
      Array(UnsafeBufferPointer(rebasing: $0[..<max(count, columns)]))
    }
    passLineEnd(of: bytes, at: recordEnd)
    ordinal &+= 1
    var warnings = warnings
    if isRagged {
      let offset = count > columns ? Int(scratchCells[columns].start) : raw.count
      warnings.append(ragged(count, columns: columns, at: offset, in: raw, beginningAt: recordLine))
    }
    let row = Row(header: header, bytes: text, rawCount: raw.count, cells: cells)
    records.append(
      Record(
        ordinal: ordinal, line: recordLine, content: .row(row), rawBytes: text[0..<raw.count], warnings: warnings))
    return next
  }

  /// Counts a record of well-formed CSV, one that is too large too, and makes nothing of it; nor are its lines counted.
  ///
  /// - Returns: The index behind the record's last end.
  @inline(__always)
  mutating func countRow(
    _ bytes: UnsafeRawBufferPointer, from start: Int, ends: UnsafeBufferPointer<UInt32>, at index: Int, delimiter: UInt8
  ) -> Int {
    var last = index
    while bytes[Int(ends[last])] == delimiter { last &+= 1 }
    let end = Int(ends[last])
    if end &- start == headerBytes.count, isHeader(UnsafeRawBufferPointer(rebasing: bytes[start..<end])) {
      repeatedHeaders += 1
    } else {
      ordinal &+= 1
      counted &+= 1
    }
    return last &+ 1
  }

  /// Appends the record that the careful parser holds; does not count its lines.
  mutating func appendRow(
    raw: UnsafeRawBufferPointer, parser: CSVCarefulParser, header: Header, warnings: [Finding],
    into records: inout [Record]
  ) {
    let columns = header.names.count
    if isHeader(raw) {
      repeatedHeaders += 1
      return
    }
    let longest = { parser.cells.reduce(0) { max($0, $1.end - $1.start) } }
    if let finding = limits.finding(cells: parser.cells.count, bytes: raw.count, longest: longest) {
      return appendUnreadable(raw: Array(raw), because: finding, warnings: warnings, into: &records)
    }
    var cells = parser.cells.map { cell in
      let offset = cell.isExtra ? raw.count : 0
      return Row.Cell(start: UInt32(cell.start + offset), end: UInt32(cell.end + offset))
    }
    let count = cells.count
    while cells.count < columns { cells.append(Row.Cell(start: 0, end: 0)) }
    let text = Array(raw) + parser.extra
    ordinal += 1
    let row = Row(header: header, bytes: text, rawCount: raw.count, cells: cells)
    var warnings = warnings
    if count != columns {
      let extra = count > columns ? parser.cells[columns] : nil
      let offset = extra.map { $0.isExtra ? raw.count : $0.start } ?? raw.count
      warnings.append(ragged(count, columns: columns, at: offset, in: raw, beginningAt: line))
    }
    records.append(
      Record(ordinal: ordinal, line: line, content: .row(row), rawBytes: text[0..<raw.count], warnings: warnings))
  }

  /// Appends a record that cannot be read; does not count its lines.
  mutating func appendUnreadable(
    raw: [UInt8], because finding: Finding, warnings: [Finding], into records: inout [Record]
  ) {
    ordinal += 1
    records.append(
      Record(ordinal: ordinal, line: line, content: .unreadable(finding), rawBytes: raw[...], warnings: warnings))
  }

  // MARK: Cells

  /// Finds the cells of a record, without the quotes around them, as far as there is room in ``scratchCells``.
  ///
  /// - Returns: How many there are, and where the last ends.
  @inline(__always)
  private mutating func findCells(
    _ bytes: UnsafeRawBufferPointer, from start: Int, ends: UnsafeBufferPointer<UInt32>, at index: Int,
    delimiter: UInt8
  ) -> (count: Int, end: Int) {
    scratchCells.withUnsafeMutableBufferPointer { cells in
      var cellStart = start
      var end = start
      var count = 0
      repeat {
        end = Int(ends[index &+ count])
        // A cell that begins with a quote ends with one: the tokenizer has seen to it. An empty one has its end there.
        let quote = bytes[cellStart] == Byte.quote ? 1 : 0
        cells[count] = Row.Cell(
          start: UInt32(truncatingIfNeeded: cellStart &- start &+ quote),
          end: UInt32(truncatingIfNeeded: end &- start &- quote))
        count &+= 1
        cellStart = end &+ 1
      } while bytes[end] == delimiter && count < cells.count
      return (count, end)
    }
  }

  private func longestCell(_ count: Int) -> Int {
    scratchCells[..<count].reduce(0) { max($0, Int($1.end) - Int($1.start)) }
  }

  /// Makes the cells that a short row has not: they are empty.
  private mutating func pad(from count: Int, to columns: Int) {
    while scratchCells.count < columns { scratchCells.append(Row.Cell(start: 0, end: 0)) }
    for missing in count..<columns { scratchCells[missing] = Row.Cell(start: 0, end: 0) }
  }

  /// The record's bytes, and behind them the cells with doubled quotes, to which ``scratchCells`` then point.
  ///
  /// `notes` are the record's; of those the line ends are counted.
  private mutating func unescaped(
    _ raw: UnsafeRawBufferPointer, from start: Int, notes: UnsafeBufferPointer<UInt32>
  ) -> [UInt8] {
    var hasDoubledQuote = false
    for note in notes {
      let offset = Int(note) &- start
      switch raw[offset] {
      case Byte.lineFeed: line &+= 1
      // Behind it comes its LF or more of the cell, at least the quote that closes it.
      case Byte.carriageReturn where raw[offset &+ 1] != Byte.lineFeed: line &+= 1
      case Byte.quote: hasDoubledQuote = true
      default: break
      }
    }
    guard hasDoubledQuote else { return Array(raw) }
    // A cell is shorter without its doubled quotes: twice the record's bytes are enough.
    if scratchText.count < 2 * raw.count { scratchText = [UInt8](repeating: 0, count: 4 * raw.count) }
    return scratchText.withUnsafeMutableBytes { text in
      scratchCells.withUnsafeMutableBufferPointer { cells in
        text.copyMemory(from: raw)
        var end = raw.count
        func copy(_ piece: Range<Int>) {
          UnsafeMutableRawBufferPointer(rebasing: text[end...])
            .copyMemory(from: UnsafeRawBufferPointer(rebasing: raw[piece]))
          end &+= piece.count
        }
        var cell = 0
        var index = 0
        while index < notes.count {
          let offset = Int(notes[index]) &- start
          guard raw[offset] == Byte.quote else {
            index &+= 1
            continue
          }
          while cells[cell].end <= offset { cell &+= 1 }
          let cellStart = end
          let cellEnd = Int(cells[cell].end)
          var pieceStart = Int(cells[cell].start)
          while index < notes.count {
            let place = Int(notes[index]) &- start
            guard place < cellEnd else { break }
            if raw[place] == Byte.quote {
              // Of a doubled pair the first stays.
              copy(pieceStart..<place)
              pieceStart = place &+ 1
            }
            index &+= 1
          }
          copy(pieceStart..<cellEnd)
          cells[cell] = Row.Cell(start: UInt32(cellStart), end: UInt32(end))
          cell &+= 1
        }
        return Array(UnsafeRawBufferPointer(rebasing: text[..<end]))
      }
    }
  }

  private func ragged(
    _ count: Int, columns: Int, at offset: Int, in raw: UnsafeRawBufferPointer, beginningAt line: Int
  ) -> Finding {
    let code = count < columns ? "csv.ragged.short" : "csv.ragged.long"
    let cells = count == 1 ? "1 cell" : "\(count) cells"
    return finding(
      code, "the row has \(cells), the header has \(columns)", at: offset, in: raw, beginningAt: line)
  }
}
