/// How a table is written: what stands between its cells, and where its header begins.
struct CSVDialect: Sendable, Equatable {
  var delimiter: UInt8
  /// How many bytes of a `sep=` line come before the header; 0 where there is none.
  var hintBytes = 0

  /// The delimiters that are looked for, the likelier first.
  static let delimiters: [UInt8] = [0x2C, 0x3B, Byte.tab, 0x7C]
  /// So many bytes that end lines (a CRLF has two) make a sample, or so many bytes, or the whole input.
  static let sampleLineEnds = 64
  static let sampleBytes = 64 * 1024

  /// Finds the dialect of a table by its sample.
  ///
  /// A first line `sep=;` (Excel's, in quotes or not) is obeyed. Else the sample is read with each delimiter in turn. Fit are
  /// those with which the header has two cells or more. Of them that one is taken with which the fewest rows have
  /// quotes out of place, then the most rows are as long as the header, then the header is longest; then the first. A
  /// comma where none is fit.
  ///
  /// - Parameters:
  ///   - sample: The first bytes of the input, without a byte-order mark.
  ///   - isWhole: Whether the input ends with the sample.
  ///   - given: The delimiter that the user gave: it goes before all others.
  init(sample: UnsafeRawBufferPointer, isWhole: Bool, given: UInt8?) {
    let hint = Self.hint(in: sample)
    if let hint { hintBytes = hint.bytes }
    if let delimiter = given ?? hint?.delimiter {
      self.delimiter = delimiter
      return
    }
    var best: (delimiter: UInt8, score: Score)?
    for delimiter in Self.delimiters {
      guard let score = Score(sample, delimiter: delimiter, isWhole: isWhole), score > best?.score ?? .least else {
        continue
      }
      best = (delimiter, score)
    }
    delimiter = best?.delimiter ?? Self.delimiters[0]
  }

  /// The delimiter that a first line `sep=X` or `"sep=X"` names, and the line's length with its end.
  private static func hint(in sample: UnsafeRawBufferPointer) -> (delimiter: UInt8, bytes: Int)? {
    let isQuoted = sample.first == Byte.quote
    let name = sample.dropFirst(isQuoted ? 1 : 0).prefix(4)
    guard name.elementsEqual("sep=".utf8, by: { $0 | 0x20 == $1 | 0x20 }), name.endIndex < sample.count else {
      return nil
    }
    let delimiter = sample[name.endIndex]
    var end = name.endIndex + 1
    if isQuoted {
      guard end < sample.count, sample[end] == Byte.quote else { return nil }
      end += 1
    }
    guard isDelimiter(delimiter) else { return nil }
    if end < sample.count {
      guard Byte.endsLine(sample[end]) else { return nil }
      end += sample[end] == Byte.carriageReturn && end + 1 < sample.count && sample[end + 1] == Byte.lineFeed ? 2 : 1
    }
    return (delimiter, end)
  }

  /// Whether a byte can stand between cells: an ASCII character that is no quote, line end or NUL.
  static func maySeparate(_ byte: UInt8) -> Bool {
    byte != 0 && byte < 0x80 && byte != Byte.quote && !Byte.endsLine(byte)
  }

  /// Whether a byte is meant as a delimiter where nobody but the input says so: it is no letter or digit either.
  private static func isDelimiter(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: false
    default: maySeparate(byte)
    }
  }

  /// How well a delimiter fits a sample.
  private struct Score: Comparable {
    var rowsWithOddQuotes: Int
    /// Of 1,000 rows, those as long as the header.
    var even: Int
    var columns: Int

    static let least = Score(rowsWithOddQuotes: .max, even: 0, columns: 0)

    private init(rowsWithOddQuotes: Int, even: Int, columns: Int) {
      self.rowsWithOddQuotes = rowsWithOddQuotes
      self.even = even
      self.columns = columns
    }

    /// `nil` where the header has one cell only.
    init?(_ sample: UnsafeRawBufferPointer, delimiter: UInt8, isWhole: Bool) {
      var parser = CSVCarefulParser(delimiter: delimiter)
      var at = 0
      var rows = 0
      var equalRows = 0
      var columns = 0
      var odd = 0
      reading: while at < sample.count {
        if Byte.endsLine(sample[at]) {
          at += 1
          continue
        }
        // A row that the sample cuts counts only where there is no other: what is known of it is read as if it ended.
        let isFinal = isWhole || rows == 0
        switch parser.parse(sample, from: at, isFinal: isFinal, limit: .max) {
        case .incomplete, .tooLong: break reading
        case .unterminated(_, _, let next):
          odd += 1
          at = next
        case .record(_, let next):
          if rows == 0 { columns = parser.cells.count }
          rows += 1
          if parser.cells.count == columns { equalRows += 1 }
          if parser.hasStrayQuote || parser.hasTrailingText { odd += 1 }
          at = next
        }
      }
      guard columns > 1 else { return nil }
      self.init(rowsWithOddQuotes: odd, even: equalRows * 1000 / rows, columns: columns)
    }

    static func < (one: Score, other: Score) -> Bool {
      (other.rowsWithOddQuotes, one.even, one.columns) < (one.rowsWithOddQuotes, other.even, other.columns)
    }
  }
}
