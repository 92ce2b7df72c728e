import LeadJSON
import LeadModel
import LeadReaders
import TestSupport
import Testing

/// Urlencoded bodies that arrive one by one, with a content type.
struct URLEncodedTests {
  private static func result(
    _ body: String, contentType: String? = nil, limits: FormLimits = FormLimits()
  ) -> MultipartResult {
    MultipartResult(URLEncoded.record(of: Array(body.utf8), contentType: contentType, limits: limits))
  }

  /// One name twice: in windows-1252 and in UTF-8.
  static let charsets: [(body: String, contentType: String?, warnings: [String])] = [
    ("a=%FC&b=%C3%BC", nil, ["encoding.invalid"]), ("a=%FC&b=%C3%BC", "x; charset=ISO-8859-1", []),
    ("a=%FC&b=%C3%BC", "x; charset=utf-8", ["encoding.invalid"]),
    ("a=%FC&b=%C3%BC", "x; charset=koi8-r", ["encoding.unsupported", "encoding.invalid"]),
  ]

  @Test(arguments: charsets)
  func whatIsNotUTF8IsWindows1252(body: String, contentType: String?, warnings: [String]) {
    let result = Self.result(body, contentType: contentType)
    #expect(result.fields == ["a=ü", "b=ü"])
    #expect(result.warnings == warnings)
  }

  @Test func theFieldForTheCharsetGoesBeforeTheContentType() {
    let result = Self.result("a=%80&_charset_=windows-1252", contentType: "x; charset=utf-8")
    #expect(result.fields == ["a=€", "_charset_=windows-1252"])
    #expect(result.warnings == [])
  }

  @Test func aBodyIsOneRecordLineEndsAndAll() {
    #expect(Self.result("a=1\r\n2&b=3\n").fields == ["a=1\r\n2", "b=3\n"])
    #expect(Self.result("").fields == [])
  }

  @Test func whatIsBeyondALimitIsUnreadable() {
    var limits = FormLimits()
    limits.maxFields = 2
    limits.maxNameBytes = 2
    limits.maxValueBytes = 3
    limits.maxBodyBytes = 40
    func fields(_ body: String) -> [String] { Self.result(body, limits: limits).fields }
    #expect(fields("aa=%41%41%41&&b=") == ["aa=AAA", "b="])
    #expect(fields("a=1&b=2&c=3") == ["!form.fields.many"])
    #expect(fields("aaa=1") == ["!form.name.long"])
    #expect(fields("a=1234") == ["!form.value.long"])
    #expect(fields("a=\(String(repeating: "1", count: 40))") == ["!form.record.long"])
    #expect(Self.result("a=1234", limits: limits).messages == ["the value of 'a' is longer than 3 bytes"])
  }

  /// What browsers send (web-platform-tests) comes back as it was submitted, line ends as CR LF.
  @Test(.enabled(if: SharedData.isThere))
  func whatBrowsersSendComesBack() throws {
    for test in try SharedCases.cases(in: "forms/wpt-form-urlencoded-serialisation.json") {
      let submitted = test["submitted"]
      let encoding = test["formEncoding"]?.string ?? ""
      let result = Self.result(test["expected"]?.string ?? "", contentType: "x; charset=\(encoding)")
      func normalised(_ text: String?) -> String {
        (text ?? "").replacing("\r\n", with: "\n").replacing("\r", with: "\n").replacing("\n", with: "\r\n")
      }
      let description = test["description"]?.string ?? ""
      if !description.contains("not in encoding") {
        let value = submitted?["value"]?.string ?? submitted?["file"]?.string ?? submitted?["filename"]?.string
        #expect(result.fields == ["\(normalised(submitted?["name"]?.string))=\(normalised(value))"], "\(description)")
      }
      #expect(result.warnings == [], "\(description)")
    }
  }

  /// The urlencoded bodies of form services hold the leads that are expected of them.
  @Test(.enabled(if: SharedData.isThere))
  func readsWhatFormServicesSend() throws {
    let index = try JSONDocument(parsing: try SharedData.bytes("webhooks/index.json")).root
    for payload in try #require(index["payloads"]).elements {
      guard let file = payload["file"]?.string, file.hasSuffix(".urlencoded") else { continue }
      let record = URLEncoded.record(
        of: try SharedData.bytes("webhooks/\(file)"), contentType: payload["contentType"]?.string)
      #expect(record.warnings == [], "\(file)")
      guard case .form(let fields) = record.content, let email = payload["expectedLead"]?["email"]?.string else {
        Issue.record("\(file) is no form, or has no lead")
        continue
      }
      #expect(fields.contains { $0.value.contains(email) }, "\(file)")
    }
  }
}
