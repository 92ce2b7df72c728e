/// Cuts a text into lines as it arrives.
///
/// A line ends with LF; a CR before it belongs to the line end. Holds one line and a chunk at most: of a line that is longer than it may be, only the beginning is kept.
struct LineSplitter: Sendable {
  /// A line, without its end.
  struct Line {
    /// From 1.
    var number: Int
    var bytes: [UInt8]
    /// Whether it was longer than it may be, and `bytes` is only its beginning.
    var isCut: Bool
  }

  private let maxLineBytes: Int
  private var bytes: [UInt8] = []
  /// Where the next line begins.
  private var start = 0
  /// Up to where there is no line end.
  private var scanned = 0
  /// The number of the line that was handed out last.
  private var number = 0
  /// Whether what comes until the next line end belongs to a line that was cut.
  private var isSkipping = false

  init(maxLineBytes: Int) { self.maxLineBytes = maxLineBytes }

  /// Takes bytes in; what is out is forgotten once it is more than what is left.
  mutating func append(_ chunk: ArraySlice<UInt8>) {
    if start > 0, start >= bytes.count - start {
      bytes.removeFirst(start)
      scanned -= start
      start = 0
    }
    bytes.append(contentsOf: chunk)
  }

  /// The next line that is complete, or at the end of the input the last.
  mutating func next(isFinal: Bool) -> Line? {
    while true {
      let found = bytes.withUnsafeBytes { ByteSearch.first(Byte.lineFeed, in: $0, from: scanned) }
      let end = found ?? bytes.count
      scanned = end
      if found == nil, !isFinal, isSkipping || end - start <= maxLineBytes {
        if isSkipping { start = end }
        return nil
      }
      guard found != nil || end > start else { return nil }
      let lineStart = start
      let wasSkipping = isSkipping
      isSkipping = found == nil && !isFinal
      start = found.map { $0 + 1 } ?? end
      scanned = start
      if wasSkipping { continue }
      number += 1
      let isCut = end - lineStart > maxLineBytes
      var textEnd = isCut ? UTF8Check.cut(bytes, at: lineStart + maxLineBytes) : end
      if !isCut, textEnd > lineStart, bytes[textEnd - 1] == Byte.carriageReturn { textEnd -= 1 }
      return Line(number: number, bytes: Array(bytes[lineStart..<textEnd]), isCut: isCut)
    }
  }
}
