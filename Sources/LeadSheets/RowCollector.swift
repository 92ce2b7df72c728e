import LeadModel

/// Makes records of a sheet's cells: the first row that has two or more is the header, all others are records.
///
/// Rows of one cell above it are titles, and passed over; where no row has two, or the first twenty have not, the table
/// has one column, and the first row is its header.
///
/// A row's text is what a table with tabs would have: its cells one behind another, a tab between two, also where cells
/// are missing. A row without text is no record.
struct RowCollector {
  /// A batch ends with so many records, or so many bytes: a few cells may name long shared strings again and again.
  static let batchRecords = 1024
  static let batchBytes = 1 << 20

  /// `nil` until the header is read.
  private(set) var header: Header?
  /// Why nothing is read of the sheet.
  private(set) var refusal: Diagnostic?
  /// What is complete and was not taken yet.
  private var records: [Record] = []
  private var recordBytes = 0
  private var ordinal = 0

  // The row that is read.
  private var line = 0
  /// Its cells' texts, as they come.
  private var text: [UInt8] = []
  private var cells: [Found] = []
  private var isAscending = true
  private var errors = 0
  private var firstError = (column: 0, name: "")
  private var fault: Finding?

  /// Rows still to be passed over: what of the header is behind its names.
  private var rowsToPass = 0
  /// Rows of one cell, as long as it is not known whether they are titles.
  private var titles: [Title] = []
  /// How many rows stood above the header.
  private(set) var preamble = 0
  /// The header's text: a row of the same is the header once more.
  private var headerText: [UInt8] = []
  /// How often it came again.
  private(set) var repeatedHeaders = 0

  /// More are no titles.
  private static let maxTitles = 20

  /// A row of one cell.
  private struct Title {
    var line: Int
    var column: Int
    var text: [UInt8]
  }

  private let headerRows: Int
  private let findsHeader: Bool
  private let maxRecordBytes: Int
  private let maxCellBytes: Int
  private let maxColumns: Int
  private let sourceName: String

  /// A cell with text.
  private struct Found {
    var column: Int
    /// In `text`.
    var start: Int
    var end: Int
  }

  init(_ options: SheetOptions) {
    headerRows = options.headerRows
    findsHeader = options.findsHeader && options.headerRows > 0
    maxRecordBytes = options.maxRecordBytes
    maxCellBytes = options.maxCellBytes
    maxColumns = options.maxColumns
    sourceName = options.sourceName
  }

  /// Whether there is a batch to be taken, or nothing more to be read.
  var isFull: Bool {
    records.count >= Self.batchRecords || recordBytes >= Self.batchBytes || refusal != nil
  }

  /// Gives the records that are complete.
  mutating func take() -> [Record] {
    defer {
      records = []
      recordBytes = 0
    }
    return records
  }

  // MARK: The row that is read

  /// Begins a row.
  ///
  /// - Parameter number: Its number, from 1; `nil`: it follows the row before.
  mutating func beginRow(_ number: Int?) {
    line = number ?? line + 1
    text.removeAll(keepingCapacity: true)
    cells.removeAll(keepingCapacity: true)
    isAscending = true
    errors = 0
    fault = nil
  }

  /// Adds a cell's text; none is no cell.
  mutating func add(_ cell: UnsafeBufferPointer<UInt8>, at column: Int) {
    guard !cell.isEmpty, fault == nil else { return }
    let start = text.count
    guard start + cell.count <= maxRecordBytes else {
      // As much as may be is kept, to be looked at, cut where a character begins.
      var end = max(0, maxRecordBytes - start)
      while end > 0, cell[end] & 0xC0 == 0x80 { end -= 1 }
      add(UnsafeBufferPointer(rebasing: cell[..<end]), at: column)
      fail("xlsx.record.long", "the row's cells have more than \(maxRecordBytes) bytes")
      return
    }
    if cell.count > maxCellBytes { fail("csv.cell.long", "a cell is longer than \(maxCellBytes) bytes") }
    if column >= maxColumns { fail("csv.columns", "the row has more than \(maxColumns) cells") }
    if let last = cells.last, last.column >= column { isAscending = false }
    text.append(contentsOf: cell)
    cells.append(Found(column: column, start: start, end: text.count))
  }

  /// Adds a cell that holds an error instead of a text: it is empty.
  mutating func addError(_ name: String, at column: Int) {
    if errors == 0 { firstError = (column, name) }
    errors += 1
  }

  /// Makes the row one that cannot be read.
  mutating func fail(_ code: String, _ message: String) {
    fault = fault ?? Finding(code, message)
  }

  /// Ends the row: a record, the header, perhaps a title, or nothing.
  mutating func endRow() {
    guard !cells.isEmpty || fault != nil else { return }
    if !isAscending { sortCells() }
    if header == nil, findsHeader {
      if cells.count == 1, fault == nil, titles.count < Self.maxTitles {
        return titles.append(Title(line: line, column: cells[0].column, text: text))
      }
      if cells.count > 1, fault == nil {
        preamble = titles.count
        titles = []
      } else {
        settleTitles()
      }
    }
    takeRow()
  }

  /// Ends the sheet: rows that might have been titles are a table of one column.
  mutating func end() { settleTitles() }

  /// Takes the rows of one cell as rows: the first is the header.
  private mutating func settleTitles() {
    guard !titles.isEmpty else { return }
    let current = (line: line, text: text, cells: cells, fault: fault)
    let held = titles
    titles = []
    fault = nil
    for title in held {
      line = title.line
      text = title.text
      cells = [Found(column: title.column, start: 0, end: title.text.count)]
      takeRow()
    }
    (line, text, cells, fault) = current
  }

  private mutating func takeRow() {
    if rowsToPass > 0 {
      rowsToPass -= 1
      return
    }
    let columns = (cells.last?.column ?? 0) + 1
    if header == nil, headerRows == 0 { header = Header((1...columns).map { "Column \($0)" }) }
    if let header {
      let bytes = joined()
      if bytes == headerText, fault == nil {
        repeatedHeaders += 1
        return
      }
      ordinal += 1
      let record = fault.map { unreadable(bytes, because: $0) } ?? row(bytes, header: header)
      records.append(record)
    } else if let fault {
      refusal = Diagnostic(
        "xlsx.header.unreadable", "the first row should be the header: \(fault.message)",
        at: Position(file: sourceName, line: line))
    } else {
      var names = [String](repeating: "", count: columns)
      for cell in cells { names[cell.column] = String(decoding: text[cell.start..<cell.end], as: UTF8.self) }
      header = Header(names, line: line)
      headerText = joined()
      rowsToPass = headerRows - 1
    }
  }

  // MARK: Records

  private mutating func row(_ bytes: [UInt8], header: Header) -> Record {
    let columns = header.names.count
    let count = (cells.last?.column ?? -1) + 1
    // Missing ones are empty, wherever they are.
    var ranges = [Row.Cell](repeating: Row.Cell(start: 0, end: 0), count: max(columns, count))
    // In `bytes` a cell has as many tabs before it as its column's number.
    var before = 0
    for cell in cells {
      let length = cell.end - cell.start
      let start = before + cell.column
      ranges[cell.column] = Row.Cell(start: UInt32(start), end: UInt32(start + length))
      before += length
    }
    var warnings: [Finding] = []
    if count > columns {
      warnings.append(Finding("csv.ragged.long", "the row has \(count) cells, the header has \(columns)"))
    }
    if errors > 0 {
      let first = header.uniqueNames.indices.contains(firstError.column) ? header.uniqueNames[firstError.column] : nil
      let place = CellReference.letters(firstError.column) + String(line)
      let others = errors == 1 ? "" : errors == 2 ? ", as is another" : ", as are \(errors - 1) others"
      let words = "the cell \(place) holds the error \(firstError.name) and is read as empty\(others)"
      warnings.append(Finding("xlsx.error", field: first, words))
    }
    recordBytes += bytes.count + ranges.count * MemoryLayout<Row.Cell>.size
    let row = Row(header: header, bytes: bytes, rawCount: bytes.count, cells: ranges)
    return Record(ordinal: ordinal, line: line, content: .row(row), rawBytes: bytes[...], warnings: warnings)
  }

  private mutating func unreadable(_ bytes: [UInt8], because fault: Finding) -> Record {
    recordBytes += bytes.count
    return Record(ordinal: ordinal, line: line, content: .unreadable(fault), rawBytes: bytes[...])
  }

  /// The row's text.
  private func joined() -> [UInt8] {
    let tabs = cells.last?.column ?? 0
    return [UInt8](unsafeUninitializedCapacity: text.count + tabs) { buffer, count in
      var column = 0
      for cell in cells {
        while column < cell.column {
          buffer[count] = UInt8(ascii: "\t")
          count += 1
          column += 1
        }
        let target = UnsafeMutableBufferPointer(rebasing: buffer[count...])
        // Cells do not overlap in `text`, so all of them and the tabs between them have room.
        count += target.update(fromContentsOf: text[cell.start..<cell.end])
      }
    }
  }

  /// Brings cells that came in another order into theirs; of two of one column the later stays.
  private mutating func sortCells() {
    var last: [Int: Found] = [:]
    for cell in cells { last[cell.column] = cell }
    cells = last.values.sorted { $0.column < $1.column }
  }
}
