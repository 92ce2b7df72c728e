import LeadJSON
import LeadModel
import LeadReaders
import TestSupport
import Testing

/// Form bodies: one a line, or a multipart body.
struct FormReaderTests {
  private let options = ReaderOptions(format: .form)

  @Test func aLineIsABody() {
    let result = ReadResult.reading("a=1&b=x+y%21&a=2\r\n\nc=%C3%A9&&d\n", options)
    #expect(result.rows == [["a=1", "b=x y!", "a=2"], ["c=é", "d="]])
    #expect(result.records.map(\.line) == [1, 3])
    #expect(result.records.map(\.raw) == ["a=1&b=x+y%21&a=2", "c=%C3%A9&&d"])
    #expect(result.profile == InputProfile(format: .form))
  }

  @Test func whatIsNotUTF8IsReadAsWindows1252AndFlagged() {
    let options = ReaderOptions(format: .form, encoding: "utf-8")
    let result = ReadResult.reading(Array("a=%FF&b=".utf8) + [0xFF, 0x0A] + Array("a=1".utf8), options)
    #expect(result.rows == [["a=ÿ", "b=ÿ"], ["a=1"]])
    #expect(result.records.map(\.warnings) == [["encoding.invalid"], []])
  }

  @Test func aLongLineIsUnreadable() {
    var options = options
    options.maxRecordBytes = 20
    let result = ReadResult.reading("a=\(String(repeating: "x", count: 50))\na=1\n", options)
    #expect(result.rows == [["!form.record.long"], ["a=1"]])
  }

  @Test func escapesAreInTheEncodingThatIsGiven() {
    let options = ReaderOptions(format: .form, encoding: "iso-8859-1")
    let result = ReadResult.reading(Array("a=%FC&b=".utf8) + [0xFC], options)
    #expect(result.rows == [["a=ü", "b=ü"]])
    #expect(result.records.map(\.warnings) == [[]])
  }

  @Test(arguments: ["", "\r\n \n"])
  func aMultipartBodyIsOneRecord(start: String) {
    let body = "\(start)--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--b--\r\n"
    for options in [options, ReaderOptions(sourceName: "x"), ReaderOptions(sourceName: "x.multipart.gz")] {
      let result = ReadResult.reading(body, options)
      #expect(result.rows == [["a=x"]])
      #expect(result.records.map(\.ordinal) == [1])
      #expect(result.profile == InputProfile(format: .form))
    }
  }

  @Test(arguments: ["--a=1\nb=2\n", "--\nb=2", "-", "--b", "--b\nContent", "--b\nContent-"])
  func dashesAloneAreNoMultipartBody(body: String) {
    let lines = body.split(separator: "\n").count
    #expect(ReadResult.reading(body, options).records.count == (body.hasSuffix("t-") ? 1 : lines))
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
