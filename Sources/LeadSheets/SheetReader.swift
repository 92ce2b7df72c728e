import Glibc
package import LeadModel

/// Reads one sheet of an Excel workbook as a table: Office Open XML (ECMA-376, transitional and strict).
///
/// The first row with two texts is the header (see ``RowCollector``), each further one a record; a record's line is its row's number. Cells are what
/// the sheet shows where it matters: dates and times in ISO 8601 (``SerialDate``), numbers without exponents
/// (``NumberText``), post codes with their zeros (``NumberFormat``), formulas' results, `TRUE` and `FALSE`. Errors such as
/// `#N/A` are empty, with a warning. A merged cell's text is in its first column.
///
/// Streamed: the sheet is unpacked and parsed as its rows are asked for. Memory is that of the shared strings, a batch
/// and two pieces, whatever the sheet's size. Used by one task.
///
/// Refused are workbooks that are encrypted, binary (XLSB), OpenDocuments, and archives that were made to do harm: those
/// that unpack to far more than there is (``ZipPart``), and XML with a document type (``PartParser``).
package final class SheetReader {
  /// So many first bytes of a file are enough to know whether it may be a workbook.
  package static let magicBytes = 4

  /// Whether a file that begins so is one that this reads, or of which it knows best why it is not read.
  package static func mayRead(_ head: ArraySlice<UInt8>) -> Bool {
    head.starts(with: ZipArchive.magic) || head.starts(with: CompoundFile.magic.prefix(magicBytes))
  }

  private let archive: ZipArchive
  private let part: ZipPart
  private let parser: PartParser
  private let cells: SheetCells
  private var warnings: [Finding] = []
  private var hasEnded = false
  /// Thrown once all records before it were given.
  private var failure: Diagnostic?

  /// Opens a file, which must stay as it is while it is read.
  ///
  /// - Throws: `input.missing`, `input.permission`; `xlsx.malformed`, `xlsx.encrypted`, `xlsx.tooLarge`, `xlsx.bomb`;
  ///   `xlsx.sheet.unknown`, `xlsx.sheet.none`; for what is no workbook `input.xls`, `input.xlsb`, `input.ods`,
  ///   `input.zip`.
  package convenience init(path: String, options: SheetOptions) throws(Diagnostic) {
    let head = Self.bytes(of: path, from: 0, count: 512)
    try Self.check(head[...], options) { Self.bytes(of: path, from: $0, count: CompoundFile.directoryBytes)[...] }
    try self.init(ZipArchive(path: path, sourceName: options.sourceName), options)
  }

  /// Opens a workbook that was read already, as from a pipe: its directory is at its end, so all of it is needed.
  ///
  /// - Parameters:
  ///   - bytes: All of it; copied.
  ///   - options: As for a file.
  /// - Throws: As for a file.
  package convenience init(bytes: [UInt8], options: SheetOptions) throws(Diagnostic) {
    try Self.check(bytes[...], options) { bytes.dropFirst($0).prefix(CompoundFile.directoryBytes) }
    try self.init(ZipArchive(bytes: bytes, sourceName: options.sourceName), options)
  }

  private init(_ archive: ZipArchive, _ options: SheetOptions) throws(Diagnostic) {
    let book = try Workbook(in: archive)
    let sheet = try book.sheet(named: options.sheet, sourceName: options.sourceName)
    if options.sheet == nil, let warning = Self.others(of: book, than: sheet) { warnings.append(warning) }
    let styles = CellStyles()
    if let name = book.styles,
      let part = try archive.part(named: name, maxBytes: CellStyles.maxBytes, excess: "xlsx.tooLarge")
    {
      try PartParser.parse(part, with: styles)
    }
    let strings = SharedStrings()
    if let name = book.sharedStrings,
      let part = try archive.part(named: name, maxBytes: options.maxSharedBytes, excess: "xlsx.tooLarge")
    {
      try PartParser.parse(part, with: strings)
    }
    guard let part = try archive.part(named: sheet.part, maxBytes: options.maxSheetBytes, excess: "xlsx.bomb")
    else { throw archive.damaged(part: sheet.part) }
    self.archive = archive
    self.part = part
    cells = SheetCells(strings: strings, formats: styles.formats, is1904: book.is1904, options: options)
    parser = try PartParser(part, handler: cells)
  }

  /// What was found out about the sheet; `nil` until its header is read, unless the sheet has ended.
  package var profile: InputProfile? {
    let header = cells.rows.header
    guard header != nil || hasEnded else { return nil }
    let empty = header == nil && hasEnded ? [Finding("input.empty", "the sheet is empty")] : []
    let rows = cells.rows
    let found = [
      HeaderCheck.preamble(rows.preamble), header?.line == nil ? nil : HeaderCheck.finding(in: header?.names ?? []),
      HeaderCheck.repeated(rows.repeatedHeaders),
    ]
    return InputProfile(format: .xlsx, header: header, warnings: warnings + found.compactMap(\.self) + empty)
  }

  /// How much of the file was read, in its bytes: by the share of the sheet, for the progress.
  package var bytesRead: Int {
    hasEnded || part.size == 0
      ? archive.byteCount : Int(Double(archive.byteCount) * min(1, Double(part.bytesRead) / Double(part.size)))
  }

  /// The next records, 1,024 at most and not empty; `nil` at the end.
  ///
  /// What was read before an error is given first, and the error by the next call.
  ///
  /// - Throws: `xlsx.malformed` or `xlsx.bomb` where the sheet cannot be read on; `xlsx.header.unreadable`. What was read
  ///   of it before stands.
  package func next() throws(Diagnostic) -> [Record]? {
    do throws(Diagnostic) {
      while !hasEnded, !cells.rows.isFull {
        hasEnded = try !parser.advance()
        if hasEnded { cells.rows.end() }
        if let refusal = cells.rows.refusal { throw refusal }
      }
    } catch {
      hasEnded = true
      // What was read before it stands, also what might have been a title.
      cells.rows.end()
      failure = error
    }
    let records = cells.rows.take()
    if !records.isEmpty { return records }
    guard let failure else { return nil }
    self.failure = nil
    throw failure
  }

  /// What to say where the user may have meant another sheet.
  private static func others(of book: Workbook, than sheet: Workbook.Sheet) -> Finding? {
    let others = book.visible.map(\.name).filter { $0 != sheet.name }
    guard !others.isEmpty else { return nil }
    let names = (others.prefix(5).map { "'\($0)'" } + (others.count > 5 ? ["…"] : [])).joined(separator: ", ")
    return Finding(
      "xlsx.sheets", "the first sheet, '\(sheet.name)', is read; the workbook has others: \(names)")
  }

  // MARK: The first look

  /// Refuses what is no ZIP archive.
  ///
  /// - Parameters:
  ///   - head: The first 512 bytes at least.
  ///   - options: For the name.
  ///   - directory: Reads the directory of a ``CompoundFile`` from an offset on.
  /// - Throws: `input.xls`, `xlsx.encrypted`, `xlsx.malformed`.
  private static func check(
    _ head: ArraySlice<UInt8>, _ options: SheetOptions, directory: (Int) -> ArraySlice<UInt8>
  ) throws(Diagnostic) {
    if head.starts(with: CompoundFile.magic) {
      let bytes = CompoundFile.directoryOffset(head: head.prefix(512)).map(directory) ?? []
      throw CompoundFile.refusal(directory: bytes, sourceName: options.sourceName)
    }
    // A file that cannot be opened has no head; the archive's opening tells why.
    guard head.isEmpty || head.starts(with: ZipArchive.magic.prefix(2)) else {
      throw Diagnostic(
        "xlsx.malformed", "this is no XLSX workbook: it does not begin as a ZIP archive does",
        at: Position(file: options.sourceName))
    }
  }

  /// Bytes of a file; fewer at its end, none where it cannot be read.
  private static func bytes(of path: String, from offset: Int, count: Int) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return [] }
    defer { close(descriptor) }
    return [UInt8](unsafeUninitializedCapacity: count) { buffer, got in
      // `pread` writes `count` bytes at most, and says how many.
      got = max(0, pread(descriptor, buffer.baseAddress, count, off_t(offset)))
    }
  }
}
