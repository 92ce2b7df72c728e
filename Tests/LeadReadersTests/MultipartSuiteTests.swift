import Foundation
import LeadJSON
import LeadModel
import LeadReaders
import TestSupport
import Testing

/// Multipart bodies that others test their parsers with, and those of form services.
@Suite(.enabled(if: SharedData.isThere))
struct MultipartSuiteTests {
  /// What browsers send (web-platform-tests): names, values and file names come back as they were submitted.
  @Test func whatBrowsersSendComesBack() throws {
    let path = "forms/wpt-form-multipart-serialisation.json"
    let boundary = try JSONDocument(parsing: try SharedData.bytes(path)).root["boundary"]?.string
    for test in try SharedCases.cases(in: path) {
      let body = Array(Data(base64Encoded: test["bodyBase64"]?.string ?? "") ?? Data())
      let result = MultipartResult.reading(body, boundary: boundary)
      let wire = test["wire"]
      // The wire is latin-1 text of the bytes; browsers turn line ends in names and values to CR LF, and escape three
      // characters.
      func text(_ key: String) -> String? {
        guard let shown = wire?[key]?.string else { return nil }
        let bytes = shown.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
        let text = String(validating: bytes, as: UTF8.self) ?? shown
        if key == "value" { return text }
        return text.replacing("%22", with: "\"").replacing("%0D", with: "\r").replacing("%0A", with: "\n")
      }
      let name = test["description"]?.string ?? ""
      #expect(result.fields == ["\(text("name") ?? "")=\(text("value") ?? text("filename") ?? "")"], "\(name)")
      let isFile = wire?["filename"]?.string != nil
      let isForeign = String(validating: body, as: UTF8.self) == nil
      #expect(result.warnings == (isFile ? ["form.file"] : []) + (isForeign ? ["encoding.invalid"] : []), "\(name)")
    }
  }

  /// The bodies of python-multipart: the same fields of all that it reads, and none of what it refuses.
  @Test(arguments: PythonMultipartCase.names)
  func readsWhatPythonMultipartReads(name: String) throws {
    let test = try PythonMultipartCase(named: name)
    let body = try SharedData.bytes("forms/python-multipart/\(name).http")
    // Its file says `--boundary`, and its delimiters are `--boundary`: python-multipart reads it by hand too.
    let boundary = name == "single_field_blocks" ? "boundary" : test.boundary
    let result = MultipartResult.reading(body, boundary: boundary)
    guard let parts = test.parts else {
      #expect(result.fields.count == 1 && result.fields[0].hasPrefix("!form."), "\(result)")
      return
    }
    #expect(
      result.fields == parts.map { "\($0.name)=\($0.fileName ?? String(decoding: $0.data, as: UTF8.self))" })
    let sizes = result.messages.compactMap { $0.split(separator: " of ").last?.prefix { $0.isNumber } }
    // Sizes are those on the way, which an encoding changes.
    if !["base64_encoding", "quoted_printable_encoding"].contains(name) {
      #expect(sizes.map { Int($0) } == parts.filter { $0.fileName != nil }.map(\.data.count))
    }
  }

  @Test func readsAnHTMLForm() throws {
    let result = MultipartResult.reading(
      try SharedData.bytes("webhooks/html-form.multipart"), boundary: "----WebKitFormBoundary7MA4YWxkTrZu0gW")
    #expect(
      result.fields == [
        "name=Jürgen \"JM\" Müller", "email=j.mueller@example.com", "topics[]=a", "topics[]=b",
        "message=Line 1\r\n------WebKitFormBoundary7MA4YWxkTrZu0gWx not a boundary\r\nLine 2",
        "cv=Lebenslauf \"final\" – Müller.pdf", "empty_file=",
      ])
    #expect(result.messages == ["the field 'cv' holds a file of 32 bytes, which is not kept"])
  }

  @Test func readsJotformsSubmissionWithItsJSONAsText() throws {
    let body = try SharedData.bytes("webhooks/jotform-submission.multipart")
    for boundary in ["--------------------------J1ExampleBoundary00000001", nil] {
      let result = MultipartResult.reading(body, boundary: boundary)
      #expect(result.warnings == [])
      #expect(result.fields.contains("submissionID=6084250982513018472"))
      let request = result.fields.first { $0.hasPrefix("rawRequest={") }?.dropFirst("rawRequest=".count)
      let root = try JSONDocument(parsing: String(request ?? "")).root
      #expect(root["q3_fullName"]?["last"]?.string == "O'Neil")
    }
  }

  @Test(arguments: ["html-form.multipart", "jotform-submission.multipart"])
  func aFileWithoutAContentTypeIsAForm(name: String) throws {
    let result = ReadResult.reading(try SharedData.bytes("webhooks/\(name)"), ReaderOptions(sourceName: "body"))
    #expect(result.profile?.format == .form)
    #expect(result.records.count == 1)
    #expect(result.rows.first?.contains { $0.contains("@example.com") } == true)
  }
}

/// A case of python-multipart's: `boundary`, and the parts expected, or an error.
struct PythonMultipartCase {
  struct Part {
    var name = ""
    var fileName: String?
    var data: [UInt8] = []
  }

  static let names = SharedData.files(in: "forms/python-multipart").filter { $0.hasSuffix(".yaml") }
    .map { String($0.dropLast(5)) }

  var boundary = ""
  /// `nil`: an error.
  var parts: [Part]? = []

  /// Reads as much YAML as these files have.
  init(named name: String) throws {
    let text = String(decoding: try SharedData.bytes("forms/python-multipart/\(name).yaml"), as: UTF8.self)
    for line in text.split(separator: "\n") {
      let pair = line.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
      switch pair.count > 1 ? pair[0] : "" {
      case "boundary": boundary = pair[1]
      case "error": parts = nil
      case "- name": parts?.append(Part(name: pair[1]))
      case "file_name": edit { $0.fileName = pair[1] }
      case "": edit { $0.data += Array(Data(base64Encoded: line.trimmingCharacters(in: .whitespaces)) ?? Data()) }
      default: break
      }
    }
  }

  private mutating func edit(_ change: (inout Part) -> Void) {
    guard let last = parts?.indices.last else { return }
    change(&parts![last])  // Not `nil`: it has a last index.
  }
}
