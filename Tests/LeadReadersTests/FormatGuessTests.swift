import LeadModel
import LeadReaders
import Testing

/// What is made of an input whose format nobody has said.
struct FormatGuessTests {
  @Test(arguments: [
    ("a,b\n1,2\n", "x", InputFormat.csv),
    ("{\"a\":1}\n{\"a\":2}\n", "x", .jsonl),
    ("{\"a\":1}\n{\"a\":2}\n", "x.csv", .jsonl),
    ("\n{\"a\":1} \r\n\r\n{\"a\":2}", "x.json", .jsonl),
    ("{\"a\":1}\n", "x", .json),
    ("{\"a\":1}\n", "x.jsonl", .jsonl),
    ("{\n\"a\":1}\n", "x", .json),
    ("[{\"a\":1},{\"a\":2}]", "leads.csv", .json),
    ("[\n{\"a\":1}\n]", "x", .json),
    ("[1]\n[2]\n", "x", .jsonl),
    ("[id],[name]\n1,2\n", "x", .csv),
    ("{id};{name}\n1;2\n", "x", .csv),
    ("[", "x", .csv),
    ("a=1&b=2\n", "x.form", .form),
    ("a=1&b=2\n", "x.urlencoded", .form),
    ("a=1&b=2\n", "x", .form),
    ("name=Ann+Lee&email=ann%40example.com\r\nname=Bob", "forms.txt", .form),
    ("name=Ann", "x", .form),
    ("--b\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--b--", "x", .form),
    ("\n--b\ncontent-type: text/plain\n\n1\n--b--", "x.txt", .form),
    ("--a,b\n1,2\n", "x", .csv),
    ("--", "x", .csv),
    ("sep=;\na;b\n", "x", .csv),
    ("a=b c\n", "x", .csv),
    ("=1&2=3\n", "x", .csv),
    ("a=1&b\n", "x", .csv),
    ("name\nann\n", "x", .csv),
    ("", "x.jsonl", .jsonl),
    ("", "x.ndjson.gz", .jsonl),
    ("", "x.JSON", .json),
    ("", "x", .csv),
  ])
  func isFound(_ input: String, _ name: String, _ format: InputFormat) {
    #expect(ReadResult.reading(input, ReaderOptions(sourceName: name)).profile?.format == format)
  }

  @Test func givenGoesBeforeAllElse() {
    #expect(ReadResult.reading("[1]", ReaderOptions(format: .csv)).table == [["[1]"]])
  }

  @Test func aLongFirstLineIsNotWaitedFor() throws {
    let value = "{\"a\":\"\(String(repeating: "x", count: 100_000))\"}"
    #expect(ReadResult([Array("\(value)\n\(value)\n".utf8)[...]], ReaderOptions()).records.count == 2)
    #expect(ReadResult([Array("[\(value),\(value)]".utf8)[...]], ReaderOptions()).records.count == 2)
  }

  @Test(arguments: [
    ("input.html", Array("\n <!DOCTYPE HTML>\n<p>".utf8)), ("input.html", Array("<html lang=en>".utf8)),
    ("input.html", [0xEF, 0xBB, 0xBF] + Array("<table><tr>".utf8)), ("input.pdf", Array("%PDF-1.7\n".utf8)),
    ("input.xlsx", [0x50, 0x4B, 3, 4, 20, 0]), ("input.xls", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1]),
    ("input.binary", [0x1F, 0x8B, 8, 0, 0]), ("input.binary", [0x89, 0x50, 0x4E, 0x47, 0x0D]),
    ("input.binary", [0xFF, 0xD8, 0xFF, 0xE0]), ("input.binary", [0x7F, 0x45, 0x4C, 0x46, 2]),
    ("input.binary", [UInt8](repeating: 0, count: 200)),
    ("input.binary", [97, 0, 0, 0, 98, 0, 0, 0, 49, 0, 0, 0, 50, 0, 0, 0]),
  ])
  func whatIsNoTableIsRefused(_ code: String, _ bytes: [UInt8]) {
    let result = ReadResult.reading(bytes, ReaderOptions(sourceName: "leads.csv"))
    #expect(result.error?.code == code)
    #expect(result.error?.position?.file == "leads.csv")
    #expect(result.error?.hint != nil)
    #expect(result.records.isEmpty)
  }

  @Test func aRefusalNamesWhatItLooksLikeAndWhatToDo() {
    let error = ReadResult.reading([0x50, 0x4B, 3, 4], ReaderOptions(sourceName: "leads.csv")).error
    #expect(
      error?.description == """
        leads.csv: error: this looks like an Excel workbook (XLSX) or another ZIP archive; CSV, JSON, JSON lines or form \
        bodies are expected [input.xlsx]
          hint: open it in a spreadsheet program and save the sheet as CSV UTF-8; unpack an archive first
        """)
  }

  @Test func anHTMLPageIsRefusedWhateverTheFormat() {
    #expect(ReadResult.reading("<html>", ReaderOptions(format: .json)).error?.code == "input.html")
  }

  @Test func nothingIsReadAfterAnError() throws {
    var reader = RecordReader(ReaderOptions())
    var records: [Record] = []
    #expect(throws: Diagnostic.self) { try reader.read(Array("%PDF".utf8)[...], into: &records) }
    try reader.read(Array("a,b\n1,2\n".utf8)[...], into: &records)
    try reader.finish(into: &records)
    #expect(records.isEmpty)
  }
}
