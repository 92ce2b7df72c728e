/// A place in a JSON text.
package struct JSONLocation: Sendable, Hashable {
  /// Physical line, from 1 (or from the document's first line).
  ///
  /// Lines end with LF; the CR of a CRLF belongs to its line.
  package let line: Int
  /// Byte in that line, from 1.
  ///
  /// A byte-order mark at the start of the text is not counted.
  package let column: Int

  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}

extension JSONLocation: CustomStringConvertible {
  /// `line:column`.
  package var description: String { "\(line):\(column)" }
}

/// Turns ascending byte offsets into locations in one pass over the text.
struct JSONLineCounter {
  private var line: Int
  private var lineStart: Int
  private var scanned: Int

  init(bytes: borrowing [UInt8], firstLine: Int) {
    line = firstLine
    lineStart = JSONParser.markLength(bytes)
    scanned = lineStart
  }

  /// The place of the byte at `offset`, which is not before the offset asked for last.
  ///
  /// Time grows with the bytes between.
  mutating func location(of offset: Int, in bytes: borrowing [UInt8]) -> JSONLocation {
    let stop = min(offset, bytes.count)
    while scanned < stop {
      if bytes[scanned] == 0x0A {
        line += 1
        lineStart = scanned + 1
      }
      scanned += 1
    }
    return JSONLocation(line: line, column: max(offset - lineStart, 0) + 1)
  }
}
