import LeadModel

/// How a table is written: what stands between its cells, and where its header begins.
struct CSVDialect: Sendable, Equatable {
  var delimiter: UInt8
  /// How many bytes of a `sep=` line come before the header; 0 where there is none.
  var hintBytes = 0
  /// How many rows stand above the header.
  var preambleRows = 0
  /// Why that delimiter: a phrase.
  var reason = "no other fits"

  /// The delimiters that are looked for, the likelier first.
  static let delimiters: [UInt8] = [0x2C, 0x3B, Byte.tab, 0x7C]
  /// So many bytes that end lines (a CRLF has two) make a sample, or so many bytes, or the whole input.
  static let sampleLineEnds = 64
  static let sampleBytes = 64 * 1024

  /// Finds the dialect of a table by its sample: the first records, not all of them, as footers mislead.
  ///
  /// A first line `sep=;` (Excel's, in quotes or not) is obeyed. Else the sample is read with each delimiter in turn. Fit are
  /// those with which the header has two cells or more. Of them that one is taken with which the fewest rows have
  /// quotes out of place, then the most rows are as long as the header, then the fewest stand above it, then it is longest;
  /// then the first. A
  /// comma where none is fit.
  ///
  /// - Parameters:
  ///   - sample: The first bytes of the input, without a byte-order mark.
  ///   - isWhole: Whether the input ends with the sample.
  ///   - given: The delimiter that the user gave: it goes before all others.
  ///   - findsHeader: Whether the header is looked for among the first rows.
  init(sample: UnsafeRawBufferPointer, isWhole: Bool, given: UInt8?, findsHeader: Bool) {
    let hint = Self.hint(in: sample)
    if let hint { hintBytes = hint.bytes }
    let table = UnsafeRawBufferPointer(rebasing: sample[hintBytes...])
    var best: (delimiter: UInt8, score: Score, preamble: Int, reason: String)?
    let candidates = (given ?? hint?.delimiter).map { [$0] } ?? Self.delimiters
    for delimiter in candidates {
      let rows = CSVSampleRows(table, delimiter: delimiter, isWhole: isWhole)
      let preamble = findsHeader ? rows.preamble : 0
      guard let score = Score(rows, preamble: preamble), score > best?.score ?? .least else { continue }
      best = (
        delimiter, score, preamble, "\(score.equal) of the first \(score.rows) rows have \(score.columns) cells with it"
      )
    }
    delimiter = best?.delimiter ?? candidates[0]
    preambleRows = best?.preamble ?? 0
    reason = given != nil ? InputReasons.given : hint != nil ? "its first line says so" : best?.reason ?? reason
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
    var preamble: Int
    var columns: Int
    /// How many rows were looked at, and how many of them are as long as the header.
    var rows = 0
    var equal = 0

    static let least = Score(rowsWithOddQuotes: .max, even: 0, preamble: 0, columns: 0)

    private init(rowsWithOddQuotes: Int, even: Int, preamble: Int, columns: Int) {
      self.rowsWithOddQuotes = rowsWithOddQuotes
      self.even = even
      self.preamble = preamble
      self.columns = columns
    }

    /// `nil` where the header has one cell only.
    init?(_ rows: CSVSampleRows, preamble: Int) {
      let table = rows.shapes.dropFirst(preamble)
      guard let header = table.first, header.cells > 1 else { return nil }
      let equal = table.count { $0.cells == header.cells }
      self.init(
        rowsWithOddQuotes: rows.oddQuotes, even: equal * 1000 / table.count, preamble: preamble, columns: header.cells)
      (self.rows, self.equal) = (table.count, equal)
    }

    static func < (one: Score, other: Score) -> Bool {
      (other.rowsWithOddQuotes, one.even, other.preamble, one.columns)
        < (one.rowsWithOddQuotes, other.even, one.preamble, other.columns)
    }
  }
}
