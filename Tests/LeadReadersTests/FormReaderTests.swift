import LeadJSON
import LeadModel
import LeadReaders
import TestSupport
import Testing

/// Form bodies, one a line.
struct FormReaderTests {
  private let options = ReaderOptions(format: .form)

  @Test func aLineIsABody() {
    let result = ReadResult.reading("a=1&b=x+y%21&a=2\r\n\nc=%C3%A9&&d\n", options)
    #expect(result.rows == [["a=1", "b=x y!", "a=2"], ["c=é", "d="]])
    #expect(result.records.map(\.line) == [1, 3])
    #expect(result.records.map(\.raw) == ["a=1&b=x+y%21&a=2", "c=%C3%A9&&d"])
    #expect(result.profile == InputProfile(format: .form))
  }

  @Test func whatIsNotUTF8IsReplacedAndFlagged() {
    let result = ReadResult.reading(Array("a=%FF&b=".utf8) + [0xFF, 0x0A] + Array("a=1".utf8), options)
    #expect(result.rows == [["a=\u{FFFD}", "b=\u{FFFD}"], ["a=1"]])
    #expect(result.records.map(\.warnings) == [["encoding.invalid"], []])
  }

  @Test func aLongLineIsUnreadable() {
    var options = options
    options.maxRecordBytes = 20
    let result = ReadResult.reading("a=\(String(repeating: "x", count: 50))\na=1\n", options)
    #expect(result.rows == [["!form.record.long"], ["a=1"]])
  }

  @Test(.enabled(if: SharedData.isThere))
  func parsesAsTheWebPlatformTestsSay() throws {
    for test in try SharedCases.cases(in: "forms/wpt-urlencoded-parser.json") {
      let input = test["input"]?.string ?? ""
      let pairs = (test["output"].map { Array($0.elements) } ?? []).map { pair in
        FormField(name: pair[0]?.string ?? "", value: pair[1]?.string ?? "")
      }
      #expect(URLEncoded.fields(in: Array(input.utf8)) == pairs, "\(input.debugDescription)")
    }
  }
}
