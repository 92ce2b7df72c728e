/// Goes over a file line by line, in memory that does not grow with the file.
struct LineReader: ~Copyable {
  /// A line of a file.
  struct Line {
    /// From 1.
    let number: Int
    /// Without the line end.
    let bytes: [UInt8]
    /// Whether a line end follows it: the last line may have none.
    let isEnded: Bool
  }

  /// No longer line is read: it is far beyond what a record's limits let come of one.
  static let maxLineBytes = 64 << 20
  private static let chunkBytes = 256 << 10

  private var buffer: [UInt8] = []
  /// Where in `buffer` the next line begins, and up to where no line end was found.
  private var start = 0
  private var scanned = 0
  /// Where in the file the buffer ends.
  private var offset: Int
  private let end: Int
  private var number = 0

  /// - Parameters:
  ///   - offset: Where the first line begins, in bytes.
  ///   - end: What lies behind it is not read: what is appended meanwhile.
  init(from offset: Int = 0, upTo end: Int) {
    self.offset = offset
    self.end = end
  }

  /// Bytes of the file that were given as lines, or are about to be.
  var bytesRead: Int { offset - (buffer.count - start) }

  /// The next line; `nil` behind the last.
  ///
  /// An empty line is one.
  mutating func next(from file: borrowing OpenFile) throws(JournalError) -> Line? {
    while true {
      if let lineEnd = buffer[scanned...].firstIndex(of: 0x0A) {
        number += 1
        let line = Line(number: number, bytes: Array(buffer[start..<lineEnd]), isEnded: true)
        start = lineEnd + 1
        scanned = start
        return line
      }
      scanned = buffer.count
      guard scanned - start <= Self.maxLineBytes else { throw .lineTooLong(path: file.path, line: number + 1) }
      if start > 0 {
        buffer.removeFirst(start)
        scanned -= start
        start = 0
      }
      let more = try file.bytes(at: offset, count: min(Self.chunkBytes, end - offset))
      if more.isEmpty { break }
      offset += more.count
      buffer.append(contentsOf: more)
    }
    guard !buffer.isEmpty else { return nil }
    defer { buffer = [] }
    start = 0
    scanned = 0
    number += 1
    return Line(number: number, bytes: buffer, isEnded: false)
  }
}
