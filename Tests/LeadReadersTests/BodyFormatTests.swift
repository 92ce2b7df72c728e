import LeadJSON
import LeadModel
import LeadReaders
import TestSupport
import Testing

/// What a body is, and what its content type says.
struct BodyFormatTests {
  static let multipart = "--b\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--b--"

  /// What needs no words.
  static let truths: [(contentType: String?, body: String, format: BodyFormat?)] = [
    ("application/x-www-form-urlencoded", "a=1&b=2", .form),
    ("application/x-www-form-urlencoded; charset=utf-8", "a=1 2&b", .form),
    ("application/x-www-form-urlencoded", "[1]=x", .form), ("application/x-www-form-urlencoded", "", .form),
    ("application/json", "{\"a\": 1}", .json), ("application/json; charset=utf-8", " [1, 2]", .json),
    ("application/json", "", .json),
    ("application/vnd.api+json", "\u{FEFF}{}", .json), ("Application/JSON", "{\"a\"", .json),
    ("application/json", "a=b c", .json),
    ("multipart/form-data; boundary=b", multipart, .multipart),
    ("multipart/form-data; boundary=b", "preamble", .multipart),
    (nil, "a=1", .form), (nil, "{\"a\": 1}", .json), (nil, multipart, .multipart), ("", "a=1", .form),
    (nil, "", nil), (nil, "<xml/>", nil), ("text/plain", "Hello, world", nil), ("text/xml", "<a b=\"c\"/>", nil),
  ]

  @Test(arguments: truths)
  func agrees(contentType: String?, body: String, format: BodyFormat?) {
    let result = BodyFormat.of(contentType: contentType, body: Array(body.utf8))
    #expect(result.format == format)
    #expect(result.finding == nil)
  }

  /// What is said of the others.
  static let lies: [(contentType: String, body: String, format: BodyFormat, message: String)] = [
    (
      "application/x-www-form-urlencoded", "{\"a\": 1}", .json,
      "the content type is 'application/x-www-form-urlencoded', and the body is JSON"
    ),
    ("text/plain;charset=UTF-8", "[{\"a\": 1}]", .json, "the content type is 'text/plain', and the body is JSON"),
    (
      "application/json", "a=1&b=2\r\n", .form,
      "the content type is 'application/json', and the body is an urlencoded form"
    ),
    ("text/plain", "a=1", .form, "the content type is 'text/plain', and the body is an urlencoded form"),
    (
      "application/json", multipart, .multipart,
      "the content type is 'application/json', and the body is a multipart form"
    ),
    ("multipart/form-data; boundary=b", "{}", .json, "the content type is 'multipart/form-data', and the body is JSON"),
    (
      "multipart/form-data", multipart, .multipart,
      "the content type says no boundary; the one of the body's first line is taken"
    ),
    ("multipart/form-data; boundary=", "x", .multipart, "the content type is multipart, and says no boundary"),
    ("<script>", "a=1", .form, "the content type is none that is known, and the body is an urlencoded form"),
  ]

  @Test(arguments: lies)
  func aTypeThatLiesIsSaid(contentType: String, body: String, format: BodyFormat, message: String) {
    let result = BodyFormat.of(contentType: contentType, body: Array(body.utf8))
    #expect(result.format == format)
    #expect(result.finding?.code == "content.type")
    #expect(result.finding?.message == message)
  }

  @Test func aLongFormIsKnownByItsStart() {
    let body = Array((0..<20_000).map { "field\($0)=value" }.joined(separator: "&").utf8)
    #expect(BodyFormat.of(contentType: "application/json", body: body).format == .form)
  }

  /// Of the bodies that form services send only those that are called odd have a type that lies.
  @Test(.enabled(if: SharedData.isThere))
  func formServicesTellTheTruth() throws {
    let index = try JSONDocument(parsing: try SharedData.bytes("webhooks/index.json")).root
    let lies = [
      "odd-text-plain-json.txt": BodyFormat.json, "odd-urlencoded-labelled-json.txt": .form,
      "odd-json-labelled-urlencoded.txt": .json,
    ]
    for payload in try #require(index["payloads"]).elements {
      let file = try #require(payload["file"]?.string)
      let contentType = payload["contentType"]?.string
      let result = BodyFormat.of(contentType: contentType, body: try SharedData.bytes("webhooks/\(file)"))
      #expect((result.finding != nil) == (lies[file] != nil), "\(file): \(result)")
      let type = contentType?.prefix { $0 != ";" } ?? ""
      let said: BodyFormat? =
        switch type {
        case "application/json": .json
        case "multipart/form-data": .multipart
        case "application/x-www-form-urlencoded", "": .form
        default: nil
        }
      #expect(result.format == lies[file] ?? said, "\(file)")
    }
  }
}
