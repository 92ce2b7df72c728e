import LeadModel
import LeadReaders

/// The records of one input, in batches, as they are read: bytes, unpacked where they are gzip, through a reader.
///
/// Used by one task. Memory is bounded by a few chunks and the reader's own limits, whatever the input's size.
final class InputRecords {
  let input: Input
  /// Bytes of the input read so far, as they lie on the disk: what progress is measured in.
  private(set) var bytesRead = 0
  /// The first bytes of the input as they lie on the disk: a replaced file is known by them.
  private(set) var head: [UInt8] = []
  /// How many bytes ``head`` holds at most.
  static let headBytes = 64 * 1024

  /// Whether the bytes read so far end in the middle of a line.
  private(set) var endsInMidLine = false

  private let chunks: ChunkReader
  private var iterator: AsyncThrowingStream<[UInt8], any Error>.AsyncIterator
  private var reader: RecordReader
  private var gunzip: Gunzip?
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
    reader = RecordReader(options)
  }

  /// The reading thread holds its end of the input until it is told that nobody wants more.
  deinit { chunks.stop() }

  /// What was found out about the input so far; `nil` until its first records are known.
  var profile: InputProfile? { reader.profile }

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
        if let piece = try gunzip?.next() {
          try read(piece, into: &records)
        } else if let chunk = try await iterator.next() {
          chunks.took()
          try take(chunk, into: &records)
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
    if bytesRead == 0, chunk.starts(with: Gunzip.magic) { gunzip = Gunzip(name: input.name) }
    if head.count < Self.headBytes { head += chunk.prefix(Self.headBytes - head.count) }
    bytesRead += chunk.count
    if let gunzip { gunzip.feed(chunk) } else { try read(chunk, into: &records) }
  }

  private func read(_ bytes: [UInt8], into records: inout [Record]) throws {
    endsInMidLine = bytes.last != 0x0A && bytes.last != 0x0D
    try reader.read(bytes[...], into: &records)
  }
}
