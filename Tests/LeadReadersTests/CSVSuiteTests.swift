import LeadJSON
import LeadModel
import LeadReaders
import TestSupport
import Testing

/// The suites of other parsers, as far as they are about what is read here.
///
/// Where ours reads otherwise, the case is named with the reason.
@Suite(.enabled(if: SharedData.isThere))
struct CSVSuiteTests {
  private static let blanks = "blanks before a quote that closes on its line belong to it"

  /// Rows without what other parsers leave out and ours pads: short rows are cut to the length expected.
  private func rows(_ input: String, delimiter: UInt8?, expected: [[String]]) -> [[String]] {
    var options = ReaderOptions(format: .csv, delimiter: delimiter)
    options.findsHeader = false
    let result = ReadResult.reading(input, options)
    return result.table.enumerated().map { index, row in
      guard index < expected.count, row.count > expected[index].count, row.allSatisfy({ $0 != "!" }) else { return row }
      let (kept, padding) = (row.prefix(expected[index].count), row.dropFirst(expected[index].count))
      return padding.allSatisfy(\.isEmpty) ? Array(kept) : row
    }
  }

  @Test func rustCSV() throws {
    let differing: [String: String] = [
      "rust-csv/quote_no_escapes": "a quote with a closing one behind it on its line is data, not the cell's end",
      "rust-csv/quote_outer_space": Self.blanks,
    ]
    for test in try SharedCases.cases(in: "csv/rust-csv-cases.json") where test["config"]?.count == 0 {
      let id = test["id"]?.string ?? ""
      let expected = SharedCases.table(test["expected"])
      let rows = rows(test["input"]?.string ?? "", delimiter: UInt8(ascii: ","), expected: expected)
      #expect((rows == expected) == (differing[id] == nil), "\(id): \(rows)")
    }
  }

  @Test func cPython() throws {
    let differing: [String: String] = [
      "cpython/TestDialectExcel.test_quote_and_quote \"a\" \"b\"":
        "a quote with a closing one behind it on its line is data, not the cell's end",
      "cpython/TestDialectExcel.test_space_and_quote  \"a\"": Self.blanks,
      "cpython/test_read_eof a,\"": "an unterminated quote is an error, not a cell",
      "cpython/test_read_eof \"a": "an unterminated quote is an error, not a cell",
      "cpython/test_read_nul \0": "NULs are dropped", "cpython/test_read_nul a,\0b,c": "NULs are dropped",
      "cpython/test_read_nul a,b\0,c": "NULs are dropped", "cpython/test_read_nul a,\"\0b\",c": "NULs are dropped",
    ]
    let plain: [String: String?] = [
      "delimiter": ",", "quotechar": "\"", "doublequote": "true", "skipinitialspace": "false",
    ]
    var count = 0
    for test in try SharedCases.cases(in: "csv/cpython-cases.json") {
      let options = test["options"]?.members.filter { !$0.value.isNull } ?? []
      guard options.allSatisfy({ plain[$0.key] == $0.value.scalarText }), let expected = test["expected"] else {
        continue
      }
      let lines = test["lines"]?.elements.map { $0.string ?? "" } ?? []
      let joined = lines.map { $0.utf8.last == 10 || $0.utf8.last == 13 ? $0 : $0 + "\n" }.joined()
      let input = test["input"]?.string ?? (lines.count == 1 ? lines[0] : joined)
      let id = "\(test["id"]?.string ?? "") \(input)"
      let key = differing.keys.first { $0 == id }
      let table = SharedCases.table(expected)
      // A line of no bytes is no record.
      guard table != [[]] else { continue }
      let rows = rows(input, delimiter: UInt8(ascii: ","), expected: table)
      #expect((rows == table) == (key == nil), "\(id.debugDescription): \(rows)")
      count += 1
    }
    #expect(count > 30)
  }

  @Test func papaParse() throws {
    let unterminated = "an unterminated quote is an error and spoils only its line"
    let blank = "a line of no bytes is no record"
    let differing: [String: String] = [
      "CORE_PARSER_TESTS/19": unterminated, "CORE_PARSER_TESTS/21": unterminated,
      "CORE_PARSER_TESTS/22": "text behind a closing quote belongs to the cell, the next cells are their own",
      "CORE_PARSER_TESTS/23": "text behind a closing quote belongs to the cell, the next cells are their own",
      "CORE_PARSER_TESTS/33": "a row that repeats the header is none", "CORE_PARSER_TESTS/17": Self.blanks,
      "CORE_PARSER_TESTS/54": blank, "PARSE_TESTS/44": blank,
      "PARSE_TESTS/59": blank,
      "PARSE_TESTS/9": "CR ends a record also where LF does",
      "CORE_PARSER_TESTS/59": "repeated names stay", "CORE_PARSER_TESTS/61": "repeated names stay",
      "CORE_PARSER_TESTS/62": "repeated names stay",
    ]
    var count = 0
    for test in try SharedCases.cases(in: "csv/papaparse-cases.json") {
      let config = test["config"]
      let input = test["input"]?.string ?? ""
      let id = String((test["id"]?.string ?? "").dropFirst("papaparse/".count))
      guard config?.members.allSatisfy({ ["delimiter", "header"].contains($0.key) }) == true,
        (config?["delimiter"]?.string ?? ",").utf8.count == 1, config?["delimiter"]?.string != "\n",
        config?["delimiter"]?.kind != .object, let data = test["expected"]?["data"]
      else { continue }
      guard data.count > 0 || input.isEmpty, data.elements.allSatisfy({ $0.kind == .array }) else { continue }
      let isCore = id.hasPrefix("CORE")
      let given = config?["delimiter"]?.string?.utf8.first ?? (isCore ? UInt8(ascii: ",") : nil)
      let expected = SharedCases.table(data)
      let rows = rows(input, delimiter: given, expected: expected)
      #expect((rows == expected) == (differing[id] == nil), "\(id): \(rows)")
      count += 1
    }
    #expect(count > 70)
  }

  @Test func csvSpectrum() throws {
    for file in SharedData.files(in: "csv/csv-spectrum/csvs") {
      let expected = try JSONDocument(
        parsing: try SharedData.bytes("csv/csv-spectrum/json/\(file.dropLast(4)).json")
      ).root
      let result = ReadResult.reading(try SharedData.bytes("csv/csv-spectrum/csvs/\(file)"))
      let names = result.profile?.header?.names ?? []
      // The file holds LF where its expectation says CRLF: it was changed on its way into the suite.
      guard file != "newlines_crlf.csv" else { continue }
      let objects = expected.kind == .array ? Array(expected.elements) : [expected]
      #expect(result.rows.count == objects.count, "\(file)")
      for (row, object) in zip(result.rows, objects) {
        #expect(row == names.map { object[$0]?.string ?? "?" }, "\(file)")
      }
    }
  }

  @Test(arguments: [
    ("blanks.csv", [["a", "b", "c", "d", "e", "f"], ["", "NA", "N/A", "NONE", "NULL", "."]]),
    ("dummy.tsv", [["a", "b", "c"], ["1", "2", "3"]]), ("sniff_limit.csv", [["a", "b", "c"], ["1", "2", "3"]]),
    ("mac_newlines.csv", [["a", "b", "c"], ["1", "2", "3"], ["Once upon\ra time", "5", "6"]]),
    ("null_byte.csv", [["a", "b", "c"], ["", "2", "3"]]), ("empty.csv", []),
    ("optional_quote_characters.csv", [["a", "b", "c"], ["1", "2", "3"]]),
    ("test_utf8.csv", [["foo", "bar", "baz"], ["1", "2", "3"], ["4", "5", "ʤ"]]),
    ("test_utf8_bom.csv", [["foo", "bar", "baz"], ["1", "2", "3"], ["4", "5", "ʤ"]]),
    ("test_utf16_big.csv", [["a", "b", "c"], ["1", "2", "3"], ["4", "5", "ʤ"]]),
    ("test_utf16_little.csv", [["a", "b", "c"], ["1", "2", "3"], ["4", "5", "ʤ"]]),
    ("test_latin1.csv", [["a", "b", "c"], ["1", "2", "3"], ["4", "5", "©"]]),
    ("test_header_newline.csv", [["start\n", "b", "c"], ["d", "e", "f"]]),
    (
      "bad.csv",
      [
        ["column_a", "column_b", "column_c"], ["1", "27", "", "I'm too long!"], ["", "I'm too short!", ""],
        ["0", "mixed types.... uh oh", "17"],
      ]
    ),
  ])
  func csvKit(_ file: String, _ expected: [[String]]) throws {
    let result = ReadResult.reading(try SharedData.bytes("csv/csvkit/\(file)"))
    if file == "test_header_newline.csv" {
      #expect(result.table.map(\.count) == [3, 3])
    } else {
      #expect(result.table == expected)
    }
  }

  @Test func univocity() throws {
    let result = ReadResult.reading(try SharedData.bytes("csv/univocity/correctness.csv"))
    #expect(result.rows.count == 5)
    #expect(result.rows[2][3] == "MUST SELL!\nair, moon roof, loaded")
    #expect(result.rows[4] == ["", "", "Venture \"Extended Edition\"", "", "4900.00"])
  }

  @Test(arguments: [
    "01-utf8-bom-crlf.csv", "02-utf16le-bom-tab.tsv", "03-utf16be-bom.csv", "06-windows1252-semicolon.csv",
    "07-windows1251-semicolon.csv", "09-macroman-cr.csv", "10-shift_jis.csv", "13-euc-kr.csv",
    "15-double-encoded-utf8.csv",
    "17-bom-then-quoted-header.csv", "19-sep-line.csv", "22-pipe.csv", "24-mixed-newlines.csv",
    "25-embedded-newlines.csv",
    "26-stray-quotes.csv", "34-preamble-linkedin.csv", "29a-ragged-short.csv", "30-duplicate-headers.csv",
    "32-messy-header-names.csv",
    "36-blank-lines.csv", "37-nul-bytes.csv", "39-formula-injection.csv", "40-excel-text-markers.csv",
    "42-leading-zero-lost.csv", "44-600-columns.csv", "45-all-quoted.csv", "48-header-only.csv", "49a-empty.csv",
    "49b-only-bom.csv", "49c-only-newlines.csv", "52-crlf-is-one-grapheme.csv", "58-unicode-names.csv",
    "59-multi-value-cells.csv", "60-two-header-rows.csv", "62-comment-lines.csv", "63-quoted-null-words.csv",
    "65-decomposed-delimiters.csv", "66-one-row-per-value-long.csv",
  ])
  func leadCSV(_ file: String) throws {
    let expected = try JSONDocument(parsing: try SharedData.bytes("csv/lead-csv/expected/\(file).json")).root
    let result = ReadResult.reading(try SharedData.bytes("csv/lead-csv/\(file)"), ReaderOptions(sourceName: file))
    #expect(result.error == nil)
    if let count = expected["nExpectedRows"]?.integer {
      #expect(result.table.count == count)
      return
    }
    let columns = expected["rows"]?[0]?.count ?? 0
    // Short rows are padded; NULs are dropped.
    let rows = SharedCases.table(expected["rows"]).map { row in
      row.map { $0.replacing("\0", with: "") } + Array(repeating: "", count: max(0, columns - row.count))
    }
    // What stands above the header is a row of the table for the expectation, and none for us.
    #expect(result.table == (file == "62-comment-lines.csv" ? Array(rows.dropFirst()) : rows))
    if !rows.isEmpty, columns > 1 { #expect(result.profile?.delimiter == expected["delimiter"]?.string) }
  }

  @Test func dialectsBySettingOfTheLeadFiles() throws {
    var options = ReaderOptions(format: .csv)
    options.foreign = ForeignDialect(delimiter: Array("||".utf8))
    try expectTable("56-double-pipe-delimiter.csv", options)
    options.foreign = ForeignDialect(delimiter: [ForeignDialect.unitSeparator])
    try expectTable("57-ascii-unit-separator.txt", options)
    options.foreign = nil
    options.headerRows = 0
    try expectTable("54-emails-only-no-header.csv", options)
  }

  private func expectTable(_ file: String, _ options: ReaderOptions) throws {
    let expected = try JSONDocument(parsing: try SharedData.bytes("csv/lead-csv/expected/\(file).json")).root
    let result = ReadResult.reading(try SharedData.bytes("csv/lead-csv/\(file)"), options)
    #expect((options.headerRows == 0 ? result.rows : result.table) == SharedCases.table(expected["rows"]), "\(file)")
  }

  @Test(arguments: [
    ("06-windows1252-semicolon.csv", "windows-1252", ["encoding.guessed"]),
    ("07-windows1251-semicolon.csv", "windows-1251", ["encoding.guessed"]),
    ("09-macroman-cr.csv", "macintosh", ["encoding.guessed"]),
    ("10-shift_jis.csv", "windows-31j", ["encoding.guessed"]), ("13-euc-kr.csv", "cp949", ["encoding.guessed"]),
    ("15-double-encoded-utf8.csv", "utf-8", ["encoding.double"]), ("58-unicode-names.csv", "utf-8", []),
  ])
  func encodingsOfTheLeadFiles(_ file: String, _ encoding: String, _ warnings: [String]) throws {
    let result = ReadResult.reading(try SharedData.bytes("csv/lead-csv/\(file)"))
    #expect(result.profile?.encoding == encoding)
    #expect(result.warnings.filter { $0.hasPrefix("encoding.") } == warnings)
  }

  @Test func unterminatedQuoteOfTheLeadFiles() throws {
    let result = ReadResult.reading(try SharedData.bytes("csv/lead-csv/28-unterminated-quote.csv"))
    #expect(
      result.rows
        == [["!csv.quote.unterminated"], ["Bob", "bob@example.com", "ok"], ["Cid", "cid@example.com", "ok"]])
    #expect(result.records[0].line == 2)
  }
}
