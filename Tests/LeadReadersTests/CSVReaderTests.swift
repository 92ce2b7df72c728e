import LeadModel
import LeadReaders
import Testing

/// Tables of bytes and what they hold.
struct CSVReaderTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var name: String
    var input: String
    /// The header first.
    var table: [[String]]
    var lines: [Int]
    var warnings: [[String]] = []
    var testDescription: String { name }
  }

  static let cases: [Case] = [
    Case(name: "plain", input: "a,b\n1,2\n3,4\n", table: [["a", "b"], ["1", "2"], ["3", "4"]], lines: [2, 3]),
    Case(name: "no last line end", input: "a,b\n1,2", table: [["a", "b"], ["1", "2"]], lines: [2]),
    Case(name: "CRLF", input: "a,b\r\n1,2\r\n3,4\r\n", table: [["a", "b"], ["1", "2"], ["3", "4"]], lines: [2, 3]),
    Case(name: "CR", input: "a,b\r1,2\r3,4\r", table: [["a", "b"], ["1", "2"], ["3", "4"]], lines: [2, 3]),
    Case(
      name: "mixed line ends", input: "a,b\r\n1,2\n3,4\r5,6\n\r7,8",
      table: [["a", "b"], ["1", "2"], ["3", "4"], ["5", "6"], ["7", "8"]], lines: [2, 3, 4, 6]),
    Case(
      name: "lines of no bytes are no records but are counted", input: "\n\r\na,b\n\n\n1,2\r\n\r\n3,4\n\n",
      table: [["a", "b"], ["1", "2"], ["3", "4"]], lines: [6, 8]),
    Case(
      name: "line ends in quotes stay and are counted", input: "a,b\n\"1\n2\r\n3\r4\",5\n6,7\n",
      table: [["a", "b"], ["1\n2\r\n3\r4", "5"], ["6", "7"]], lines: [2, 6]),
    Case(
      name: "line ends behind doubled quotes are counted", input: "a,b\n\"1\n\"\"2\"\"\n3\",\"x\"\"\r\n\"\n6,7\n",
      table: [["a", "b"], ["1\n\"2\"\n3", "x\"\r\n"], ["6", "7"]], lines: [2, 6]),
    Case(
      name: "quoted", input: "a,b,c\n\"1,2\",\"\",\"\"\"\"\n", table: [["a", "b", "c"], ["1,2", "", "\""]], lines: [2]),
    Case(
      name: "doubled quotes in several cells", input: "a,b,c\n\"\"\"x\"\"\",y,\"\"\"\"\"z\"\n",
      table: [["a", "b", "c"], ["\"x\"", "y", "\"\"z"]], lines: [2]),
    Case(name: "empty cells", input: "a,b,c\n,,\n", table: [["a", "b", "c"], ["", "", ""]], lines: [2]),
    Case(name: "blanks stay", input: "a,b\n 1 ,\t2\n", table: [["a", "b"], [" 1 ", "\t2"]], lines: [2]),
    Case(
      name: "short rows are padded", input: "a,b,c\n1\n1,2\n",
      table: [["a", "b", "c"], ["1", "", ""], ["1", "2", ""]],
      lines: [2, 3], warnings: [["csv.ragged.short"], ["csv.ragged.short"]]),
    Case(
      name: "long rows are kept", input: "a,b\n1,2,3\n1,2,\"x\"\"\",4\n1,2\n",
      table: [["a", "b"], ["1", "2", "3"], ["1", "2", "x\"", "4"], ["1", "2"]], lines: [2, 3, 4],
      warnings: [["csv.ragged.long"], ["csv.ragged.long"], []]),
    Case(
      name: "a quote in an unquoted cell is data", input: "a,b\n5\" disk,Bob \"Bobby\" Lee\n1,2\n",
      table: [["a", "b"], ["5\" disk", "Bob \"Bobby\" Lee"], ["1", "2"]], lines: [2, 3],
      warnings: [["csv.quote.stray"], []]),
    Case(
      name: "a quotation in a quoted cell is data", input: "a,b\n1,\"a \"quoted\" word\"\n3,4\n",
      table: [["a", "b"], ["1", "a \"quoted\" word"], ["3", "4"]], lines: [2, 3], warnings: [["csv.quote.stray"], []]),
    Case(
      name: "text behind a closing quote is kept", input: "a,b,c\n\"1\"2,3,\"4\"\n5,6,7\n",
      table: [["a", "b", "c"], ["12", "3", "4"], ["5", "6", "7"]], lines: [2, 3],
      warnings: [["csv.quote.trailing"], []]
    ),
    Case(
      name: "blanks behind a closing quote go", input: "a,b,c\n\"1\" ,3,\"4\" \t\n",
      table: [["a", "b", "c"], ["1", "3", "4"]], lines: [2], warnings: [["csv.quote.trailing"]]),
    Case(
      name: "an unterminated quote spoils its line only",
      input: "a,b,c\n1,x,\"never closed\n2,y,ok\n3,z,\"fine\"\n4,\"v\nw\",ok\n",
      table: [
        ["a", "b", "c"], ["!csv.quote.unterminated"], ["2", "y", "ok"], ["3", "z", "fine"], ["4", "v\nw", "ok"],
      ],
      lines: [2, 3, 4, 5]),
    Case(
      name: "an unterminated quote at the end", input: "a,b\n1,2\n3,\"4\n5,6",
      table: [["a", "b"], ["1", "2"], ["!csv.quote.unterminated"], ["5", "6"]], lines: [2, 3, 4]),
    Case(
      name: "a quote alone at the end", input: "a,b\n1,2\n3,\"",
      table: [["a", "b"], ["1", "2"], ["!csv.quote.unterminated"]],
      lines: [2, 3]),
    Case(
      name: "unterminated quotes on every line", input: "a,b\n1,\"x\n2,\"y\n3,\"z\n",
      table: [
        ["a", "b"], ["!csv.quote.unterminated"], ["!csv.quote.unterminated"], ["!csv.quote.unterminated"],
      ], lines: [2, 3, 4]),
    Case(
      name: "a quote unterminated on a record's second line", input: "a,b\n\"1\n2\",\"3\n4,5\n\"6\",7\n",
      table: [["a", "b"], ["!csv.quote.unterminated"], ["4", "5"], ["6", "7"]], lines: [2, 4, 5]),
    Case(
      name: "sep= is obeyed", input: "sep=;\r\na,b;c\r\n1;2\r\n", table: [["a,b", "c"], ["1", "2"]], lines: [3]),
    Case(name: "sep= in quotes", input: "\"sep=|\"\na|b\n1|2\n", table: [["a", "b"], ["1", "2"]], lines: [3]),
    Case(
      name: "NULs are dropped", input: "a,b\nA\0n\0\0n,\"x\"\0\n1,2\n",
      table: [["a", "b"], ["Ann", "x"], ["1", "2"]],
      lines: [2, 3], warnings: [["csv.nul"], []]),
    Case(
      name: "combining marks are bytes", input: "a,b\r\n\"\u{301}\",\u{301}x\r\n",
      table: [["a", "b"], ["\u{301}", "\u{301}x"]], lines: [2]),
    Case(name: "one column", input: "email\nx\n\"\"\ny\n", table: [["email"], ["x"], [""], ["y"]], lines: [2, 3, 4]),
  ]

  @Test(arguments: cases)
  func reads(_ test: Case) {
    let result = ReadResult.reading(test.input, ReaderOptions(format: .csv))
    #expect(result.table == test.table)
    #expect(result.records.map(\.line) == test.lines)
    #expect(result.records.map(\.ordinal) == Array(1..<max(1, test.table.count)))
    #expect(result.records.map(\.warnings) == (test.warnings.isEmpty ? test.lines.map { _ in [] } : test.warnings))
    #expect(result.error == nil)
  }

  @Test func rawIsTheRecordWithoutItsLineEnd() {
    let result = ReadResult.reading("a,b\r\n\"1\"\"\n\",2\r\nx,\"y\nz,\"1\"\n5\" x,6")
    #expect(result.records.map(\.raw) == ["\"1\"\"\n\",2", "x,\"y", "z,\"1\"", "5\" x,6"])
  }

  @Test func profileSaysWhatWasFound() {
    let result = ReadResult.reading("\n\nname;\"e;mail\"\n1;2\n")
    #expect(result.profile?.format == .csv)
    #expect(result.profile?.encoding == "utf-8")
    #expect(result.profile?.delimiter == ";")
    #expect(result.profile?.quote == "\"")
    #expect(result.profile?.header?.names == ["name", "e;mail"])
    #expect(result.profile?.header?.line == 3)
    #expect(result.profile?.warnings == [])
  }

  @Test func profileIsKnownWithTheFirstRecord() throws {
    var reader = RecordReader(ReaderOptions(format: .csv))
    var records: [Record] = []
    let bytes = Array(String(repeating: "a,b\n1,2\n", count: 100).utf8)
    for byte in bytes where records.isEmpty {
      #expect(reader.profile == nil)
      try reader.read([byte], into: &records)
    }
    #expect(reader.profile?.header?.names == ["a", "b"])
  }

  @Test(arguments: ["", "\u{FEFF}", "\r\n\n\r\n", "\n"])
  func emptyInputSaysSo(_ input: String) {
    let result = ReadResult.reading(input, ReaderOptions(sourceName: "leads.csv"))
    #expect(result.records.isEmpty)
    #expect(result.profile?.format == .csv)
    #expect(result.warnings == ["input.empty"])
  }

  @Test func headerAloneGivesNoRecords() {
    let result = ReadResult.reading("a,b\r\n")
    #expect(result.records.isEmpty)
    #expect(result.profile?.header?.names == ["a", "b"])
    #expect(result.warnings == [])
  }

  @Test(arguments: ["ann@example.com,Ann\nbob@example.com,Bob\n", "Ann,+44 20 7946 0902\n", "Ann,2125550123\n"])
  func aHeaderWithAPersonInItIsFlagged(_ input: String) {
    #expect(ReadResult.reading(input).warnings == ["csv.header.missing"])
  }

  @Test(arguments: ["Name,E-mail\n", "Q1 2024,2024-05-01\n", "c0,c1\n", "Phone (+49),@handle\n"])
  func aHeaderIsNotFlagged(_ input: String) { #expect(ReadResult.reading(input).warnings == []) }

  @Test func anUnreadableHeaderRefusesTheInput() {
    let result = ReadResult.reading("a,\"b\n1,2\n", ReaderOptions(sourceName: "x.csv"))
    #expect(result.error?.code == "csv.header.unreadable")
    #expect(result.error?.position == Position(file: "x.csv", line: 1))
    #expect(result.records.isEmpty)
  }

  @Test func aRecordThatIsTooLongIsUnreadableAndTheNextIsRead() {
    var options = ReaderOptions(format: .csv)
    options.maxRecordBytes = 100
    let long = String(repeating: "x", count: 500)
    let input = "a,b\n1,\(long)\n2,ok\n3,\"\(long)\n\"\n4,\"\(String(repeating: "y\n", count: 200))\n5,ok\n"
    let result = ReadResult.reading(input, options)
    #expect(result.rows.first == ["!csv.record.long"])
    #expect(result.records[0].raw == "1,\(long.prefix(98))")
    #expect(result.rows[1] == ["2", "ok"])
    #expect(result.rows[2] == ["!csv.record.long"])
    #expect(result.records[2].line == 4)
    #expect(result.rows.contains(["4", "y"]) == false)
    #expect(result.rows.contains(["!csv.quote.unterminated"]))
    #expect(result.rows.last == ["5", "ok"])
    #expect(result.records.last?.line == 207)
  }

  @Test func aRecordAsLongAsItMayBeIsRead() {
    var options = ReaderOptions(format: .csv)
    options.maxRecordBytes = 100
    for quote in ["", "\""] {
      for length in 95...105 {
        let cell = quote + String(repeating: "x", count: length - 2 - 2 * quote.count) + quote
        let rows = ReadResult.reading("a,b\n1,\(cell)\r\n2,3\r\n", options).rows
        #expect((rows.first?.first == "1") == (length <= 100), "\(length) bytes, quote '\(quote)'")
        #expect(rows.last == ["2", "3"])
      }
    }
  }

  @Test func aLineThatIsNotUTF8IsReadAsWindows1252() {
    var input = Array("a,b\nJürgen,\"x\ny\"\n".utf8)
    input += [0x4A, 0xFC, 0x72, 0x67, 0x2C, 0x22, 0x80, 0x0A, 0x22, 0x22, 0x81, 0x22, 0x0A] + Array("Ann,é\n".utf8)
    let result = ReadResult.reading(input)
    #expect(result.rows == [["Jürgen", "x\ny"], ["Jürg", "€\n\"\u{81}"], ["Ann", "é"]])
    #expect(result.records.map(\.warnings) == [[], ["encoding.invalid"], []])
    #expect(result.records.map(\.line) == [2, 4, 6])
    #expect(result.records[1].raw == "Jürg,\"€\n\"\"\u{81}\"")
  }

  @Test func aHeaderThatIsNotUTF8IsReadAsWindows1252() {
    let result = ReadResult.reading([0x53, 0x74, 0x72, 0xE4, 0x2C, 0x62, 0x0A] + Array("Köln,2".utf8))
    #expect(result.table == [["Strä", "b"], ["Köln", "2"]])
    #expect(result.warnings == ["encoding.invalid"])
  }
}
