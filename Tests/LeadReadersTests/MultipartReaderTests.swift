import LeadModel
import LeadReaders
import Testing

/// Multipart bodies, as they should be and as they are.
struct MultipartReaderTests {
  /// A part with a header's rest behind `Content-Disposition: form-data; `, and its value.
  private static func part(_ head: String, _ value: String) -> String {
    "--b\r\nContent-Disposition: form-data; \(head)\r\n\r\n\(value)\r\n"
  }

  private static func fields(_ body: String) -> [String] { MultipartResult.reading(body).fields }

  @Test func fieldsComeInTheirOrderAndRepeatedOnesStay() {
    let body =
      Self.part("name=\"a\"", "1") + Self.part("name=\"b\"", "") + Self.part("name=\"a\"", "2\r\n\r\n") + "--b--\r\n"
    let result = MultipartResult.reading(body)
    #expect(result.fields == ["a=1", "b=", "a=2\r\n\r\n"])
    #expect(result.warnings == [])
    #expect(result.raw == body)
  }

  /// Parameters, and the name that they say.
  static let heads: [(head: String, name: String)] = [
    ("name=\"a\"", "a"), ("name=a", "a"), ("  name = \"a\" ;x=y", "a"), ("filename*=x; name=\"a\"", "a"),
    ("NAME=\"A b\"", "A b"), ("name=\"a;b=c\"", "a;b=c"), ("name=\"a%22b%0D%0Ac\"", "a\"b\r\nc"),
    ("name=\"50%25\"", "50%25"),
    ("name=\"a\\b\"", "a\\b"), ("name=\"a\\\"b\"", "a\"b"), ("name=\"a\\\"; x=y", "a\\"),
    ("name=\"a\\\"; b\"", "a\"; b"),
    ("name=\"first\"; name=\"second\"", "first"), ("name*=UTF-8''n%C3%A4me", "näme"),
    ("name*=iso-8859-1'de'n%E4me", "näme"), ("name*=klingon''x; name=\"a\"", "a"), ("name=\"\"", ""),
    ("name=\"open", "open"),
    ("name=\"fields[email][value]\"", "fields[email][value]"), ("x=\"\r\n\t\"; name=\"folded\"", "folded"),
    ("\r\n name=\"folded\"", "folded"), ("name=\"näme\"", "näme"),
  ]

  @Test(arguments: heads)
  func namesAreFound(head: String, name: String) {
    #expect(Self.fields(Self.part(head, "v") + "--b--") == ["\(name)=v"])
  }

  @Test(arguments: [
    "--b\r\n\r\nv\r\n--b--", "--b\r\nContent-Disposition: form-data\r\n\r\nv\r\n--b--",
    "--b\r\nContent-Disposition form-data; name=a\r\n\r\nv\r\n--b--", "--b\r\n name=a\r\n\r\nv\r\n--b--",
    "--b\r\nContent-Disposition : form-data; name=a\r\n\r\nv\r\n--b--", "--b\r\n: x\r\n\r\nv\r\n--b--",
    "--b\r\nContent-Disposition: form-data; n\rame=a\r\n\r\nv\r\n--b--",
  ])
  func aHeaderThatIsNoneIsSaid(body: String) {
    let result = MultipartResult.reading(body)
    #expect(result.fields == ["!form.multipart.header"])
    #expect(result.raw.hasPrefix("--b\r\n"))
  }

  @Test func filesAreNamedAndNotKept() {
    let content = String(repeating: "x\r\n--c\r\n", count: 1543) + "y"
    let body =
      Self.part("name=\"cv\"; filename=\"Lebenslauf %22final%22.pdf\"\r\nContent-Type: application/pdf", content)
      + Self.part("filename=\"\"; name=\"none\"", "") + Self.part("name=\"empty\"; filename=\"e.txt\"", "")
      + Self.part("name=\"x\"; filename=\"a.txt\"; filename*=UTF-8''%E2%82%AC%20rates.txt", "1")
      + Self.part("name=\"old\"\r\nContent-Type: multipart/mixed; boundary=c", "--c\r\n\r\n1\r\n--c--") + "--b--"
    let result = MultipartResult.reading(body)
    #expect(
      result.fields == ["cv=Lebenslauf \"final\".pdf", "none=", "empty=e.txt", "x=€ rates.txt", "old="])
    #expect(result.warnings == ["form.file", "form.file", "form.file", "form.file"])
    #expect(result.messages[0] == "the field 'cv' holds a file of 12,345 bytes, which is not kept")
    let nested = "--c\r\n\r\n1\r\n--c--"
    let kept = body.replacing(content, with: "").replacing(nested, with: "")
    #expect(result.raw == kept.replacing("\r\n1\r\n", with: "\r\n\r\n"))
  }

  @Test(arguments: [
    "--bb\r\n--b \tx\r\n--b-\r\n--b--x\r\n--b\rx\r\n-b\r\n --b\r\n--", "--b\r", "\r\n", "\n--", "\r", "\r\r\n\r",
    "--b" + String(repeating: " ", count: 300),
  ])
  func whatOnlyBeginsLikeTheBoundaryIsContent(value: String) {
    #expect(Self.fields(Self.part("name=a", value) + "--b--\r\n") == ["a=\(value)"])
  }

  @Test func whatStandsAroundThePartsIsIgnored() {
    let parts = Self.part("name=a", "1") + "--b  \t\r\nContent-Disposition: form-data; name=b\r\n\r\n2\r\n--b-- \r\n"
    #expect(Self.fields("preamble --b\r\n--bx\r\n" + parts + "--b\r\nepilogue\r\n--b--\r\n") == ["a=1", "b=2"])
    #expect(Self.fields("\r\n\r\n" + parts) == ["a=1", "b=2"])
  }

  @Test func anEmptyBodyOfPartsIsAFormWithoutFields() {
    #expect(MultipartResult.reading("--b--\r\n").fields == [])
    #expect(MultipartResult.reading("\r\n--b--").fields == [])
    #expect(MultipartResult.reading("--b--\r\nepilogue").fields == [])
    #expect(MultipartResult.reading("x\r\n--b--").fields == ["!form.multipart.boundary"])
    #expect(MultipartResult.reading("").fields == ["!form.multipart.boundary"])
    #expect(MultipartResult.reading("a=1&b=2").fields == ["!form.multipart.boundary"])
  }

  @Test func aPartWithoutContentEndsWithItsHeader() {
    // RFC 2046: the empty line's end is the delimiter's.
    let part = "--b\r\nContent-Disposition: form-data; name=a\r\n\r\n"
    #expect(Self.fields(part + part + "--b--") == ["a=", "a="])
  }

  @Test func lineFeedsAloneAreToleratedAndFlagged() {
    let part = "--b\nContent-Disposition: form-data; name="
    let body = "\(part)a\n\n1\r\n2\n\(part)c\n\n\n--b--\n"
    let result = MultipartResult.reading(body)
    #expect(result.fields == ["a=1\r\n2", "c="])
    #expect(result.warnings == ["form.multipart.lines"])
    #expect(result.raw == body)
    #expect(MultipartResult.reading(Self.part("name=a", "1\n2\n") + "--b--").warnings == [])
  }

  @Test func whatIsWholeIsKeptOfABodyThatIsCut() {
    let start = Self.part("name=a", "1")
    let cut = MultipartResult.reading(start + "--b\r\nContent-Disposition: form-data; name=rest\r\n\r\nhal")
    #expect(cut.fields == ["a=1"])
    #expect(cut.warnings == ["form.multipart.open"])
    #expect(cut.messages == ["the final boundary is missing; the field 'rest', which is cut, is left out"])
    #expect(cut.raw.hasSuffix("\r\n\r\nhal"))
    for end in ["--b", "--b\r\n", "--b\r\nContent-Dispos"] {
      let other = MultipartResult.reading(start + end)
      #expect(other.fields == ["a=1"])
      #expect(other.messages == ["the final boundary is missing; it may have had more fields"])
      #expect(other.raw == start + end)
    }
    #expect(MultipartResult.reading(start).fields == ["!form.multipart.open"])
    #expect(MultipartResult.reading(start + "--b--\r").warnings == [])
  }

  @Test func theBodysOwnFirstLineMayBeTheBoundary() {
    let body = "--x y--\r\ncontent-disposition: form-data; name=a\r\n\r\n1\r\n--x y----\r\n"
    #expect(MultipartResult.reading(body, boundary: nil).fields == ["a=1"])
    #expect(MultipartResult.reading("\r\n" + body, boundary: nil).fields == ["a=1"])
    #expect(MultipartResult.reading(body, boundary: " ").fields == ["a=1"])
    let unknown = MultipartResult.reading("-- comment\r\nselect 1\r\n", boundary: nil)
    #expect(unknown.fields == ["!form.multipart.boundary"])
    for body in ["", "-", "--", "--b", "--b\r\nConte", String(repeating: "-", count: 1000)] {
      #expect(MultipartResult.reading(body, boundary: nil).fields == ["!form.multipart.boundary"], "\(body)")
    }
  }

  @Test func whatIsBeyondALimitIsUnreadable() {
    var limits = FormLimits()
    limits.maxParts = 2
    limits.maxNameBytes = 4
    limits.maxHeaderBytes = 60
    limits.maxValueBytes = 10
    limits.maxBodyBytes = 300
    func codes(_ body: String) -> [String] { MultipartResult.reading(body + "--b--", limits: limits).fields }
    let one = Self.part("name=a", "1")
    #expect(codes(one + one) == ["a=1", "a=1"])
    #expect(codes(one + one + one) == ["!form.fields.many"])
    #expect(codes(Self.part("name=abcd", "0123456789")) == ["abcd=0123456789"])
    #expect(codes(Self.part("name=abcde", "1")) == ["!form.name.long"])
    #expect(codes(Self.part("name=a", "0123456789x")) == ["!form.value.long"])
    #expect(codes(Self.part("name=a; filename=f", "0123456789x")) == ["a=f"])
    #expect(codes(Self.part("name=a; x=\"\(String(repeating: "x", count: 60))\"", "1")) == ["!form.header.long"])
    #expect(codes(Self.part("name=a; filename=f", String(repeating: "x", count: 300))) == ["!form.record.long"])
    let long = MultipartResult.reading(one + Self.part("name=a", "0123456789x") + "--b--", limits: limits)
    #expect(long.messages == ["the value of 'a' is longer than 10 bytes"])
    #expect(long.raw == one + Self.part("name=a", "0123456789").dropLast())
  }

  @Test func valuesAreInTheCharsetThatIsSaid() {
    func body(_ parts: [(String, [UInt8])]) -> [UInt8] {
      parts.flatMap { Array("--b\r\nContent-Disposition: form-data; name=\($0)\r\n\r\n".utf8) + $1 + [13, 10] }
        + Array("--b--".utf8)
    }
    let latin = "a\r\nContent-Type: text/plain; charset=ISO-8859-1"
    let said = MultipartResult.reading(body([("x", Array("é".utf8)), (latin, [0xE9, 0x80])]))
    #expect(said.fields == ["x=é", "a=é€"])
    #expect(said.warnings == [])
    let common = MultipartResult.reading(body([("a", [0xE9]), ("_charset_", Array("windows-1252".utf8))]))
    #expect(common.fields == ["a=é", "_charset_=windows-1252"])
    #expect(common.warnings == [])
    #expect(common.raw.contains("é"))
    let unsaid = MultipartResult.reading(body([("a", [0xE9]), ("_charset_", [])]))
    #expect(unsaid.fields == ["a=é", "_charset_="])
    #expect(unsaid.warnings == ["encoding.invalid"])
    let unknown = MultipartResult.reading(body([("a\r\nContent-Type: text/plain;charset=big5", [0xE9])]))
    #expect(unknown.fields == ["a=é"])
    #expect(unknown.warnings == ["encoding.unsupported", "encoding.invalid"])
  }

  /// By their names, with a content and what it stands for.
  static let encodings: [(name: String, sent: String, value: String, warnings: [String])] = [
    ("base64", "SsO8cmdl\r\nbg==", "Jürgen", []), ("BASE64", "SsO8cmdlbg", "Jürgen", []), ("7bit", "x", "x", []),
    ("quoted-printable", "J=C3=BCr=\r\ngen=3", "Jürgen=3", []),
    ("base64", "no base64!", "no base64!", ["form.multipart.encoding"]),
    ("base64", "SsO8c", "SsO8c", ["form.multipart.encoding"]), ("gzip", "x", "x", ["form.multipart.encoding"]),
  ]

  @Test(arguments: encodings)
  func transferEncodingsAreUndone(name: String, sent: String, value: String, warnings: [String]) {
    let result = MultipartResult.reading(Self.part("name=a\r\nContent-Transfer-Encoding: \(name)", sent) + "--b--")
    #expect(result.fields == ["a=\(value)"])
    #expect(result.warnings == warnings)
  }

  @Test(arguments: [
    "multipart/form-data; boundary=b", "multipart/form-data;charset=utf-8; boundary=\"b\"",
    "Multipart/Form-Data; BOUNDARY=b ; x",
    "multipart/form-data; x=\"; boundary=c\"; boundary=b",
  ])
  func theContentTypeSaysTheBoundary(contentType: String) {
    let body = Array((Self.part("name=a", "1") + "--b--").utf8)
    let record = MultipartReader.record(of: body[...], contentType: contentType)
    #expect(MultipartResult(record).fields == ["a=1"])
  }
}
