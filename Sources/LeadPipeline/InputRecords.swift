import LeadModel
import LeadReaders
import LeadSheets

/// The records of one input, in batches, as they are read: bytes, unpacked where they are gzip, through a reader.
///
/// A workbook is known by its first bytes and read by LeadSheets: from its file, or from memory where it is a pipe or
/// gzip, as it can be opened only once all of it is there. Used by one task. Memory is bounded by a few chunks and the
/// reader's own limits, whatever the input's size; by ``maxSpoolBytes`` for a workbook that is no file.
final class InputRecords {
  let input: Input
  /// The most bytes of a workbook that is no file.
  static let maxSpoolBytes = 256 << 20
  /// The first bytes of the input as they lie on the disk: a replaced file is known by them.
  private(set) var head: [UInt8] = []
  /// How many bytes ``head`` holds at most.
  static let headBytes = 64 * 1024

  /// Whether the bytes read so far end in the middle of a line.
  private(set) var endsInMidLine = false

  private let options: ReaderOptions
  private let chunks: ChunkReader
  private var iterator: AsyncThrowingStream<[UInt8], any Error>.AsyncIterator
  private var reader: RecordReader
  private var gunzip: Gunzip?
  /// A workbook's: then nothing is taken from the chunks any more, and the reader has nothing to do.
  private var sheet: SheetReader?
  /// What has come of a workbook that is no file.
  private var spool: [UInt8]?
  private var bytesTaken = 0
  private var isKnown = false
  private var isAtEnd = false
  /// Thrown once all records before it were given.
  private var failure: (any Error)?

  /// Opens the input.
  ///
  /// - Throws: As ``ChunkReader``.
  init(_ input: Input, options: ReaderOptions) throws(Diagnostic) {
    self.input = input
    chunks = try ChunkReader(input)
    iterator = chunks.chunks.makeAsyncIterator()
    var options = options
    options.sourceName = input.name
    self.options = options
    reader = RecordReader(options)
  }

  /// The reading thread holds its end of the input until it is told that nobody wants more.
  deinit { chunks.stop() }

  /// What was found out about the input so far; `nil` until its first records are known.
  var profile: InputProfile? { sheet.map(\.profile) ?? reader.profile }

  /// Records counted and not made: ``ReaderOptions/countsOnly``.
  var counted: Int { reader.rowsCounted }

  /// Bytes of the input read so far, as they lie on the disk: what progress is measured in.
  var bytesRead: Int { sheet?.bytesRead ?? bytesTaken }

  /// The next records, not empty; `nil` at the end.
  ///
  /// What was read before an error is given first, and the error by the next call.
  ///
  /// - Returns: The records.
  /// - Throws: A ``Diagnostic`` where the input as a whole cannot be read; what was read of it before stands.
  func next() async throws -> [Record]? {
    var records: [Record] = []
    do {
      while records.isEmpty, !isAtEnd {
        if let sheet {
          // A workbook is read as it is asked for: to stop the reading is to ask no more.
          if let batch = chunks.wasStopped ? nil : try sheet.next() { records = batch } else { isAtEnd = true }
        } else if let piece = try gunzip?.next() {
          try read(piece, into: &records)
        } else if let chunk = try await iterator.next() {
          chunks.took()
          try take(chunk, into: &records)
        } else if let whole = spool, !chunks.wasStopped {
          try gunzip?.finish()
          spool = nil
          sheet = try SheetReader(bytes: whole, options: sheetOptions)
        } else {
          isAtEnd = true
          // Who stops reading in the middle of gzip data is not told that they end too early.
          if !chunks.wasStopped { try gunzip?.finish() }
          try reader.finish(into: &records)
        }
      }
    } catch {
      isAtEnd = true
      failure = failure ?? error
    }
    if !records.isEmpty { return records }
    guard let failure else { return nil }
    self.failure = nil
    throw failure
  }

  /// Stops the reading: ``next()`` gives what was taken from the input already, and then ends.
  func stop() { chunks.stop() }

  /// As ``stop()``, from any thread.
  var stopReading: @Sendable () -> Void {
    let chunks = chunks
    return { chunks.stop() }
  }

  private func take(_ chunk: [UInt8], into records: inout [Record]) throws {
    if bytesTaken == 0, chunk.starts(with: Gunzip.magic) { gunzip = Gunzip(name: input.name) }
    if head.count < Self.headBytes { head += chunk.prefix(Self.headBytes - head.count) }
    bytesTaken += chunk.count
    if let gunzip { gunzip.feed(chunk) } else { try read(chunk, into: &records) }
  }

  private func read(_ bytes: [UInt8], into records: inout [Record]) throws {
    if !isKnown {
      isKnown = true
      // Whatever format a mapping is for: no other begins so.
      if options.format == .xlsx || SheetReader.mayRead(bytes.prefix(SheetReader.magicBytes)) {
        if gunzip == nil, let place = input.place {
          sheet = try SheetReader(path: place, options: sheetOptions)
          return
        }
        spool = []
      }
    }
    if spool != nil {
      spool?.append(contentsOf: bytes)
      guard spool?.count ?? 0 <= Self.maxSpoolBytes else {
        spool = nil
        throw Diagnostic(
          "xlsx.tooLarge", "a workbook that is no plain file may have \(Self.maxSpoolBytes) bytes at most",
          at: Position(file: input.name), hint: "save it to a file, unpacked, and name that")
      }
      return
    }
    endsInMidLine = bytes.last != 0x0A && bytes.last != 0x0D
    try reader.read(bytes[...], into: &records)
  }

  private var sheetOptions: SheetOptions {
    var sheetOptions = SheetOptions(sheet: options.sheet, sourceName: input.name)
    sheetOptions.headerRows = options.headerRows
    sheetOptions.findsHeader = options.findsHeader
    sheetOptions.maxRecordBytes = options.maxRecordBytes
    sheetOptions.maxCellBytes = options.maxCellBytes
    sheetOptions.maxColumns = options.maxColumns
    return sheetOptions
  }
}
