import LeadModel
import LeadReaders
import Testing

/// Tables that are written otherwise than RFC 4180 says.
struct ForeignDialectTests {
  private static func table(_ text: String, _ dialect: ForeignDialect) -> [[String]] {
    var options = ReaderOptions(format: .csv)
    options.foreign = dialect
    let result = ReadResult.reading(text, options)
    #expect(result.error == nil)
    #expect(result.records.allSatisfy { $0.warnings.isEmpty })
    return result.table
  }

  @Test(arguments: [
    ("a||b\n1||2|3\n||\n", [["a", "b"], ["1", "2|3"], ["", ""]]),
    ("a||b\n\"x||y\"||\"z\"\"\"\n", [["a", "b"], ["x||y", "z\""]]),
    ("a||b\n1|||2\n", [["a", "b"], ["1", "|2"]]),
    ("a||b\n1,5||2;5\n", [["a", "b"], ["1,5", "2;5"]]),
    ("a||b\n1||2|", [["a", "b"], ["1", "2|"]]),
    ("a||b\n1\u{1F}||2\n", [["a", "b"], ["1\u{1F}", "2"]]),
  ])
  func delimitersOfTwoCharacters(_ text: String, _ table: [[String]]) {
    #expect(Self.table(text, ForeignDialect(delimiter: Array("||".utf8))) == table)
  }

  @Test func unitAndRecordSeparators() {
    let text = "a\u{1F}b\u{1E}1,\u{1F}2\u{1E}3\u{1F}4"
    #expect(Self.table(text, ForeignDialect(delimiter: [0x1F])) == [["a", "b"], ["1,", "2"], ["3", "4"]])
  }

  @Test(arguments: [
    ("a,b\n\"say \\\"hi\\\"\",x\n", [["a", "b"], ["say \"hi\"", "x"]]),
    ("a,b\n1\\,5,x\\\\\n", [["a", "b"], ["1,5", "x\\"]]),
    ("a,b\nline\\nbreak,x\n", [["a", "b"], ["line\nbreak", "x"]]),
    ("a,b\n\"one\ntwo\",x\n", [["a", "b"], ["one\ntwo", "x"]]),
  ])
  func escapes(_ text: String, _ table: [[String]]) {
    #expect(Self.table(text, ForeignDialect(delimiter: Array(",".utf8), escape: UInt8(ascii: "\\"))) == table)
  }

  @Test(arguments: [
    ("a,b\n'x, y','it''s'\n", [["a", "b"], ["x, y", "it's"]]),
    ("a,b\n5\" disk,'\"q\"'\n", [["a", "b"], ["5\" disk", "\"q\""]]),
  ])
  func otherQuotes(_ text: String, _ table: [[String]]) {
    #expect(Self.table(text, ForeignDialect(delimiter: Array(",".utf8), quote: UInt8(ascii: "'"))) == table)
  }

  @Test func itsOwnSignsAreShown() {
    var options = ReaderOptions(format: .csv)
    options.foreign = ForeignDialect(delimiter: Array("||".utf8), quote: UInt8(ascii: "'"))
    let profile = ReadResult.reading("a||b\n1||2\n", options).profile
    #expect(profile?.delimiter == "||")
    #expect(profile?.quote == "'")
  }

  @Test(arguments: [
    ForeignDialect(delimiter: []), ForeignDialect(delimiter: [0x0A]), ForeignDialect(delimiter: [0x22, 0x2C]),
    ForeignDialect(delimiter: [0x2C], quote: 0x27, escape: 0x27), ForeignDialect(delimiter: [0x5C], escape: 0x5C),
  ])
  func whatCannotBeToldApartIsRefused(_ dialect: ForeignDialect) {
    var options = ReaderOptions(format: .csv)
    options.foreign = dialect
    #expect(ReadResult.reading("a,b\n", options).error?.code == "csv.delimiter.invalid")
  }
}
