import LeadJSON
import Testing

struct JSONStringTests {
  @Test(arguments: [
    (#""""#, ""),
    (#""plain""#, "plain"),
    (#""a b / c""#, "a b / c"),
    (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"),
    (#""\u0041\u00e9\u4F1F""#, "Aé伟"),
    (#""\u0000""#, "\u{0}"),
    (#""\ud83d\ude00!""#, "😀!"),
    (#""\uDBFF\uDFFF""#, "\u{10FFFF}"),
    (#""é伟😀""#, "é伟😀"),
    ("\"\u{7F}\u{2028}\u{2029}\u{FEFF}\"", "\u{7F}\u{2028}\u{2029}\u{FEFF}"),
    (#""\\u0041""#, #"\u0041"#),
    (#""1234567\n""#, "1234567\n"),
    (#""12345678\n90123456\t7""#, "12345678\n90123456\t7"),
    (#""1234567é90123456é""#, "1234567é90123456é"),
  ])
  func decodes(text: String, expected: String) throws {
    let document = try JSONDocument(parsing: text)
    #expect(document.root.string.map { Array($0.utf8) } == Array(expected.utf8))
    #expect(document.warnings.isEmpty)
    #expect(document.root.compactText == text)
  }

  @Test(arguments: [
    (#""\ud800""#, "\u{FFFD}", [1]),
    (#""\udc00""#, "\u{FFFD}", [1]),
    (#""a\ud800b""#, "a\u{FFFD}b", [2]),
    (#""\ud800\n""#, "\u{FFFD}\n", [1]),
    (#""\ud800\u0041""#, "\u{FFFD}A", [1]),
    (#""\ud800\ud800""#, "\u{FFFD}\u{FFFD}", [1, 7]),
    (#""\ud83d\ud83d\ude00""#, "\u{FFFD}😀", [1]),
    (#""\ude00\ud83d""#, "\u{FFFD}\u{FFFD}", [1, 7]),
    (#""\ud800\\dc00""#, "\u{FFFD}\\dc00", [1]),
  ])
  func loneSurrogatesAreReplacedWithAWarning(text: String, expected: String, offsets: [Int]) throws {
    let document = try JSONDocument(parsing: text)
    #expect(document.root.string == expected)
    #expect(document.warnings.map(\.offset) == offsets)
    #expect(document.warnings.allSatisfy { $0.kind == .loneSurrogate })
    // Written out it is text that every parser takes.
    let again = try JSONDocument(parsing: document.root.compactText)
    #expect(again.root.string == expected)
    #expect(again.warnings.isEmpty)
  }

  @Test func warningsSayWhere() throws {
    let document = try JSONDocument(parsing: "{\"a\": \"\\ud800\",\n \"a\": 1, \"b\":\n\"\\udfff\"}")
    #expect(
      document.warnings.map { "\($0.location) \($0.kind.rawValue)" } == [
        "1:8 json.surrogate", "2:2 json.duplicateKey", "3:2 json.surrogate",
      ])
    #expect(
      document.warnings.map(\.message) == [
        "half of a surrogate pair stands alone, read as U+FFFD",
        "the object has this key already, the last one counts",
        "half of a surrogate pair stands alone, read as U+FFFD",
      ])
  }

  @Test func keepsAsManyWarningsAsAllowed() throws {
    let text = "[" + Array(repeating: #""\ud800""#, count: 1000).joined(separator: ",") + "]"
    #expect(try JSONDocument(parsing: text).warnings.count == 100)
    #expect(try JSONDocument(parsing: Array(text.utf8), limits: JSONLimits(maxWarnings: 3)).warnings.count == 3)
  }

  /// Each character at every place relative to the words of eight bytes in which strings are read.
  @Test func findsEverythingAtEveryPlace() throws {
    for length in 0..<20 {
      let padding = String(repeating: "x", count: length)
      for special in ["é", "伟", "😀", #"\n"#, #"\u00e9"#, #"\""#, #"\\"#, "~", " "] {
        for tail in ["", "y", "yyyyyyyyyy"] {
          let text = "\"\(padding)\(special)\(tail)\""
          let value = try JSONDocument(parsing: text).root
          let decoded = special.replacing(#"\n"#, with: "\n").replacing(#"\u00e9"#, with: "é")
            .replacing(#"\""#, with: "\"").replacing(#"\\"#, with: "\\")
          #expect(value.string == padding + decoded + tail)
        }
      }
      for bad: UInt8 in [0x00, 0x1F, 0x80, 0xFF] {
        let bytes = Array("\"\(padding)".utf8) + [bad] + Array("yyyyyyyyyy\"".utf8)
        let error = #expect(throws: JSONError.self) { try JSONDocument(parsing: bytes) }
        #expect(error?.offset == length + 1)
      }
    }
  }
}
