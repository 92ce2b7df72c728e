import LeadModel
import LeadReaders
import TestSupport
import Testing

/// The fast parser against the slow one, on seeded random inputs.
struct CSVRandomTests {
  @Test(arguments: 0..<200)
  func soupReadsAsTheSlowParserReadsIt(seed: Int) {
    var generator = SplitMix64(seed: UInt64(seed))
    for delimiter in [UInt8(ascii: ","), 9] {
      // Short pieces, of which most mean something.
      let pieces = [
        "\"", "\"", "\"\"", "\n", "\r\n", "\r", "x", "yz ", " ", String(UnicodeScalar(delimiter)), "é", "\"\n",
      ]
      let weights = (0..<8).map { _ in pieces.randomElement(using: &generator) ?? "" }
      let count = Int.random(in: 0...120, using: &generator)
      let soup = (0..<count).map { _ in weights.randomElement(using: &generator) ?? "" }.joined()
      check("h\n" + soup, delimiter)
    }
  }

  @Test(arguments: 0..<20)
  func limitsCutAtTheSamePlaceHoweverTheBytesArrive(seed: Int) {
    var generator = SplitMix64(seed: UInt64(seed))
    let pieces = ["\"", "\"\"", "\n", "\r\n", "x", "long ", ",", ",\"", "é", "\0"]
    let weights = (0..<5).map { _ in pieces.randomElement(using: &generator) ?? "" } + ["x", "y,"]
    let soup = (0..<3000).map { _ in weights.randomElement(using: &generator) ?? "" }.joined()
    var options = ReaderOptions(format: .csv, delimiter: UInt8(ascii: ","))
    options.maxRecordBytes = 10 + seed * 10
    let result = ReadResult.reading("h\n" + soup, options)
    #expect(result.records.allSatisfy { $0.raw.utf8.count <= options.maxRecordBytes })
    #expect(result.records.map(\.line) == result.records.map(\.line).sorted())
  }

  @Test(arguments: 0..<50)
  func tablesReadAsTheyWereWritten(seed: Int) {
    var generator = SplitMix64(seed: UInt64(seed))
    let cells = ["", "a", "b c", "\"", "x,y", "l\nm", "r\r\ns", "ü", "long " + String(repeating: "word ", count: 30)]
    let columns = Int.random(in: 1...12, using: &generator)
    let rows = (0..<12).map { _ in (0..<columns).map { _ in cells.randomElement(using: &generator) ?? "" } }
    let lineEnd = ["\n", "\r\n", "\r"].randomElement(using: &generator) ?? ""
    let header = (0..<columns).map { "c\($0)" }.joined(separator: ",")
    let text = rows.map { row in
      row.map { cell in
        // A row of one empty cell would be a line of no bytes.
        let mustQuote = cell.contains { "\",\n\r\r\n".contains($0) } || columns == 1
        return mustQuote || Bool.random(using: &generator)
          ? "\"\(cell.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\""))\"" : cell
      }.joined(separator: ",")
    }.joined(separator: lineEnd)
    let result = ReadResult.reading(header + lineEnd + text, ReaderOptions(format: .csv, delimiter: UInt8(ascii: ",")))
    #expect(result.rows == rows)
    check(header + lineEnd + text, UInt8(ascii: ","))
  }

  private func check(_ text: String, _ delimiter: UInt8, sourceLocation: SourceLocation = #_sourceLocation) {
    let expected = SlowCSV(Array(text.utf8), delimiter: delimiter).rows
    var options = ReaderOptions(format: .csv, delimiter: delimiter)
    options.findsHeader = false
    let result = ReadResult.reading(text, options, sourceLocation: sourceLocation)
    let columns = expected.first?.cells?.count ?? 0
    let padded = expected.dropFirst().map { row in
      row.cells.map { $0 + Array(repeating: "", count: max(0, columns - $0.count)) } ?? ["!csv.quote.unterminated"]
    }
    #expect(result.rows == padded, "\(text.debugDescription)", sourceLocation: sourceLocation)
    #expect(
      result.records.map(\.line) == expected.dropFirst().map(\.line), "\(text.debugDescription)",
      sourceLocation: sourceLocation)
  }
}
