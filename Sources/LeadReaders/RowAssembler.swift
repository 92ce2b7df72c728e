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
  /// The last warning about a row's width: in a ragged file, row after row has the same.
  private var lastRagged: (count: Int, warnings: [Finding])?

  init(line: Int) { self.line = line }

  // MARK: Lines

  /// Counts the line ends inside of a record.
  mutating func passLines(of bytes: UnsafeRawBufferPointer, from start: Int, to end: Int) {
    for at in start..<end {
      let byte = bytes[at]
      if byte == Byte.lineFeed || (byte == Byte.carriageReturn && !(at + 1 < end && bytes[at + 1] == Byte.lineFeed)) {
        line += 1
      }
    }
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

  // MARK: Records

  /// A record of well-formed CSV, from the tokenizer's marks. Moves on by its lines.
  ///
  /// - Parameters:
  ///   - bytes: Valid UTF-8 from `start` to the record's end.
  ///   - index: Into `ends`: of the end of the record's first cell.
  ///   - note: Into `notes`: of the first that is not before `start`. Moved behind the record.
  /// - Returns: The index behind the record's last end.
  mutating func appendRow(
    _ bytes: UnsafeRawBufferPointer, from start: Int, ends: UnsafeBufferPointer<UInt32>, at index: Int,
    notes: UnsafeBufferPointer<UInt32>, note: inout Int, delimiter: UInt8, header: Header, warnings: [Finding],
    into records: inout [Record]
  ) -> Int {
    let columns = header.names.count
    var count = 0
    var next = index
    var recordEnd = start
    var cells = [Row.Cell](unsafeUninitializedCapacity: columns) { cells, initialized in
      var cellStart = start
      while count < columns {
        recordEnd = Self.cell(bytes, &cellStart, end: Int(ends[next]), from: start, &cells[count])
        count &+= 1
        next &+= 1
        if bytes[recordEnd] != delimiter { break }
      }
      // The columns that a short row has not are empty. Every element is written once: plain data, so by assignment.
      for missing in count..<columns { cells[missing] = Row.Cell(start: 0, end: 0) }
      initialized = columns
    }
    var isRagged = count < columns
    if bytes[recordEnd] == delimiter {
      isRagged = true
      var cellStart = recordEnd &+ 1
      repeat {
        var cell = Row.Cell(start: 0, end: 0)
        recordEnd = Self.cell(bytes, &cellStart, end: Int(ends[next]), from: start, &cell)
        cells.append(cell)
        next &+= 1
      } while bytes[recordEnd] == delimiter
      count = cells.count
    }
    let raw = UnsafeRawBufferPointer(rebasing: bytes[start..<recordEnd])
    let recordLine = line
    let firstNote = note
    while note < notes.count, Int(notes[note]) < recordEnd { note &+= 1 }
    let text =
      note == firstNote
      ? Self.copy(raw)
      : unescaped(raw, from: start, notes: UnsafeBufferPointer(rebasing: notes[firstNote..<note]), cells: &cells)
    passLineEnd(of: bytes, at: recordEnd)
    ordinal &+= 1
    let warnings = isRagged ? warnings + raggedWarnings(count, columns: columns) : warnings
    let row = Row(header: header, bytes: text, rawCount: raw.count, cells: cells)
    records.append(
      Record(
        ordinal: ordinal, line: recordLine, content: .row(row), rawBytes: text[0..<raw.count], warnings: warnings))
    return next
  }

  /// A record from the careful parser. Does not count lines.
  mutating func appendRow(
    raw: UnsafeRawBufferPointer, parser: CSVCarefulParser, header: Header, warnings: [Finding],
    into records: inout [Record]
  ) {
    let columns = header.names.count
    var cells = parser.cells.map { cell in
      let offset = cell.isExtra ? raw.count : 0
      return Row.Cell(start: UInt32(cell.start + offset), end: UInt32(cell.end + offset))
    }
    let count = cells.count
    while cells.count < columns { cells.append(Row.Cell(start: 0, end: 0)) }
    let text = Array(raw) + parser.extra
    ordinal += 1
    let row = Row(header: header, bytes: text, rawCount: raw.count, cells: cells)
    let ragged = count == columns ? [] : raggedWarnings(count, columns: columns)
    records.append(
      Record(
        ordinal: ordinal, line: line, content: .row(row), rawBytes: text[0..<raw.count], warnings: warnings + ragged))
  }

  /// A record that cannot be read. Does not count lines.
  mutating func appendUnreadable(
    raw: [UInt8], because finding: Finding, warnings: [Finding], into records: inout [Record]
  ) {
    ordinal += 1
    records.append(
      Record(ordinal: ordinal, line: line, content: .unreadable(finding), rawBytes: raw[...], warnings: warnings))
  }

  // MARK: Cells

  /// Writes the cell that ends at `end`, without the quotes around it, and moves `start` to the next.
  ///
  /// - Returns: `end`.
  @inline(__always)
  private static func cell(
    _ bytes: UnsafeRawBufferPointer, _ start: inout Int, end: Int, from recordStart: Int, _ cell: inout Row.Cell
  ) -> Int {
    // A cell that begins with a quote ends with one: the tokenizer has seen to it. An empty cell has its end there.
    let quote = bytes[start] == Byte.quote ? 1 : 0
    cell = Row.Cell(
      start: UInt32(truncatingIfNeeded: start &- recordStart &+ quote),
      end: UInt32(truncatingIfNeeded: end &- recordStart &- quote))
    start = end &+ 1
    return end
  }

  /// The record's bytes. Written so, as `Array(raw)` is not specialised and takes twice as long.
  @inline(__always)
  private static func copy(_ raw: UnsafeRawBufferPointer) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: raw.count) { buffer, initialized in
      UnsafeMutableRawBufferPointer(buffer).copyMemory(from: raw)
      initialized = raw.count
    }
  }

  /// The record's bytes, and behind them the cells with doubled quotes, which `cells` then point to. Counts the line
  /// ends inside of quotes.
  ///
  /// - Parameter notes: The record's.
  private mutating func unescaped(
    _ raw: UnsafeRawBufferPointer, from start: Int, notes: UnsafeBufferPointer<UInt32>, cells: inout [Row.Cell]
  ) -> [UInt8] {
    var extraBytes = 0
    var cell = -1
    for note in notes {
      let offset = Int(note) &- start
      switch raw[offset] {
      case Byte.lineFeed: line &+= 1
      case Byte.carriageReturn where raw[offset &+ 1] != Byte.lineFeed: line &+= 1
      case Byte.quote:
        if cell < 0 || cells[cell].end <= offset {
          repeat { cell &+= 1 } while cells[cell].end <= offset
          extraBytes &+= Int(cells[cell].end &- cells[cell].start)
        }
        extraBytes &-= 1
      default: break
      }
    }
    guard extraBytes > 0 else { return Self.copy(raw) }
    return [UInt8](unsafeUninitializedCapacity: raw.count + extraBytes) { buffer, initialized in
      // What is copied behind the raw bytes is `extraBytes` long: each cell's length, less one for each doubled pair.
      let out = UnsafeMutableRawBufferPointer(buffer)
      out.copyMemory(from: raw)
      var end = raw.count
      func copy(_ piece: Range<Int>) {
        UnsafeMutableRawBufferPointer(rebasing: out[end...]).copyMemory(
          from: UnsafeRawBufferPointer(rebasing: raw[piece]))
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
      initialized = end
    }
  }

  private mutating func raggedWarnings(_ count: Int, columns: Int) -> [Finding] {
    if let lastRagged, lastRagged.count == count { return lastRagged.warnings }
    let code = count < columns ? "csv.ragged.short" : "csv.ragged.long"
    let cells = count == 1 ? "1 cell" : "\(count) cells"
    let warnings = [Finding(code, "the row has \(cells), the header has \(columns)")]
    lastRagged = (count, warnings)
    return warnings
  }
}
