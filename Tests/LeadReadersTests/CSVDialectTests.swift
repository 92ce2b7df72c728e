import LeadModel
import LeadReaders
import Testing

/// Which delimiter is found.
struct CSVDialectTests {
  @Test(arguments: [
    ("a,b,c\n1,2,3\n", ","),
    ("a;b;c\n1,5;2,5;3\n", ";"),
    ("a\tb\n1,2\t3\n", "\t"),
    ("one|two,two|three\nfour|five,five|six", "|"),
    ("a,b,c\na,b,c|d|e|f", ","),
    ("\"Field1,1,1\";Field2;\"Field3\";Field4", ";"),
    ("Email;\"Tags, more\"\n", ";"),
    ("Email,\"Tags; more; and more\"\nx,\"1;2;3\"\n", ","),
    ("name\nMüller, Hans\n", ","),
    ("Name,Email\n1,2\n\nTotal: 2; as of; today; all\n", ","),
    ("a;b\n1;5\" disk\n2;3\n", ";"),
  ])
  func isFound(_ input: String, _ delimiter: String) {
    #expect(ReadResult.reading(input).profile?.delimiter == delimiter)
  }

  @Test func givenGoesBeforeAllElse() {
    let options = ReaderOptions(format: .csv, delimiter: UInt8(ascii: ":"))
    #expect(ReadResult.reading("sep=;\na:b,c\n1:2;3\n", options).table == [["a", "b,c"], ["1", "2;3"]])
  }

  @Test(arguments: [UInt8(ascii: "\""), 0x0A, 0x0D, 0, 0xA7])
  func oneThatCannotBeIsRefused(_ delimiter: UInt8) {
    let options = ReaderOptions(format: .csv, delimiter: delimiter)
    #expect(ReadResult.reading("a,b\n", options).error?.code == "csv.delimiter.invalid")
  }

  @Test func sampleEndsWhereverItsBytesEnd() {
    // The sample is cut in the middle of a quoted cell that is longer than it.
    let long = String(repeating: "x;y\n", count: 20_000)
    let result = ReadResult([Array("a,b;c\n1,\"\(long)\"\n".utf8)[...]], ReaderOptions())
    #expect(result.table == [["a", "b;c"], ["1", long]])
  }
}
