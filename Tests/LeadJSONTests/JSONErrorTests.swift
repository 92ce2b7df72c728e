import LeadJSON
import Testing

/// A text that is not JSON, and what is said of it.
struct BadText: Sendable, CustomTestStringConvertible {
  let bytes: [UInt8]
  let description: String

  init(_ text: String, _ description: String) {
    bytes = Array(text.utf8)
    self.description = description
  }

  init(_ bytes: [UInt8], _ description: String) {
    self.bytes = bytes
    self.description = description
  }

  var testDescription: String { "\(String(decoding: bytes.prefix(40), as: UTF8.self)) → \(description)" }
}

struct JSONErrorTests {
  static let texts: [BadText] = [
    // Nothing, too little, too much.
    BadText("", "1:1: the text is empty: expected a value [json.empty]"),
    BadText(" \n\t ", "1:1: the text is empty: expected a value [json.empty]"),
    BadText([0xEF, 0xBB, 0xBF], "1:1: the text is empty: expected a value [json.empty]"),
    BadText("{\"a\": 1", "1:8: the text ends too early: expected ',' or '}' [json.incomplete]"),
    BadText("[1,\n2", "2:2: the text ends too early: expected ',' or ']' [json.incomplete]"),
    BadText("[", "1:2: the text ends too early: expected a value or ']' [json.incomplete]"),
    BadText("{", "1:2: the text ends too early: expected a key or '}' [json.incomplete]"),
    BadText("[1,", "1:4: the text ends too early: expected a value [json.incomplete]"),
    BadText("{\"a\"", "1:5: the text ends too early: expected ':' [json.incomplete]"),
    BadText("{\"a\":", "1:6: the text ends too early: expected a value [json.incomplete]"),
    BadText("{\"a\":1,", "1:8: the text ends too early: expected a key [json.incomplete]"),
    BadText("\"abc", "1:5: the text ends too early: expected a closing quote [json.incomplete]"),
    BadText("\"abc\\", "1:6: the text ends too early: expected a closing quote [json.incomplete]"),
    BadText("\"\\u12", "1:6: the text ends too early: expected four hexadecimal digits behind \\u [json.incomplete]"),
    BadText("tru", "1:4: the text ends too early: expected a value [json.incomplete]"),
    BadText("-", "1:2: the text ends too early: expected a digit [json.incomplete]"),
    BadText("1.", "1:3: the text ends too early: expected a digit [json.incomplete]"),
    BadText("1e+", "1:4: the text ends too early: expected a digit [json.incomplete]"),
    BadText("{} x", "1:4: the text goes on behind its value: expected the end [json.trailing]"),
    BadText("{}\n{}", "2:1: the text goes on behind its value: expected the end [json.trailing]"),
    BadText("[1]]", "1:4: the text goes on behind its value: expected the end [json.trailing]"),
    BadText("nullx", "1:5: the text goes on behind its value: expected the end [json.trailing]"),

    // Punctuation.
    BadText(
      "[1,]", "1:4: expected a value, found ']' behind a comma; there is no comma behind the last one [json.syntax]"),
    BadText(
      "{\"a\":1,\n}",
      "2:1: expected a key, found '}' behind a comma; there is no comma behind the last one [json.syntax]"),
    BadText("[1 2]", "1:4: expected ',' or ']', found a number [json.syntax]"),
    BadText("[1:2]", "1:3: expected ',' or ']', found ':' [json.syntax]"),
    BadText("[1}", "1:3: expected ',' or ']', found '}' [json.syntax]"),
    BadText("{\"a\" 1}", "1:6: expected ':', found a number [json.syntax]"),
    BadText("{\"a\"=1}", "1:5: expected ':', found '=' [json.syntax]"),
    BadText("{\"a\":1 \"b\":2}", "1:8: expected ',' or '}', found a string [json.syntax]"),
    BadText("{1:2}", "1:2: expected a key or '}', found a number [json.syntax]"),
    BadText("[,1]", "1:2: expected a value, found ',' [json.syntax]"),
    BadText("}", "1:1: expected a value, found '}' [json.syntax]"),

    // What people write.
    BadText(
      "{'a': 1}",
      "1:2: expected a key or '}', found a single quote; strings and keys are in double quotes [json.syntax]"),
    BadText(
      "{a: 1}", "1:2: expected a key or '}', found a bare word; the only ones are true, false and null [json.syntax]"),
    BadText("[True]", "1:2: expected a value, found a bare word; the only ones are true, false and null [json.syntax]"),
    BadText("[nul]", "1:2: expected a value, found a bare word; the only ones are true, false and null [json.syntax]"),
    BadText("[NaN]", "1:2: expected a value, found a bare word; the only ones are true, false and null [json.syntax]"),
    BadText("// x\n1", "1:1: expected a value, found '/'; there are no comments in JSON [json.syntax]"),
    BadText("[1, # x\n2]", "1:5: expected a value, found another character [json.syntax]"),
    BadText("[\u{2028}1]", "1:2: expected a value, found another character [json.syntax]"),
    BadText("[1\u{00A0}]", "1:3: expected ',' or ']', found another character [json.syntax]"),
    BadText("[\u{0}]", "1:2: expected a value, found a control character [json.syntax]"),
    BadText("<html>", "1:1: expected a value, found another character [json.syntax]"),

    // Numbers.
    BadText("[01]", "1:2: a number begins with a superfluous 0 [json.syntax]"),
    BadText("[-01]", "1:2: a number begins with a superfluous 0 [json.syntax]"),
    BadText("[+1]", "1:2: expected a value, found a number [json.syntax]"),
    BadText("[.5]", "1:2: expected a value, found a number [json.syntax]"),
    BadText("[1.]", "1:4: expected a digit in a number [json.syntax]"),
    BadText("[1e]", "1:4: expected a digit in a number [json.syntax]"),
    BadText("[-a]", "1:3: expected a digit in a number [json.syntax]"),
    BadText(
      "[0x10]", "1:3: expected ',' or ']', found a bare word; the only ones are true, false and null [json.syntax]"),

    // Strings.
    BadText("\"a\nb\"", "1:3: a line break in a string: expected a closing quote, or \\n [json.syntax]"),
    BadText("\"a\tb\"", "1:3: a control character in a string: expected an escape such as \\t [json.syntax]"),
    BadText(
      "\"12345678901\u{1}\"", "1:13: a control character in a string: expected an escape such as \\t [json.syntax]"),
    BadText(
      "\"\\x41\"",
      "1:2: a backslash in a string: expected one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX [json.syntax]"),
    BadText("\"\\u12G4\"", "1:2: expected four hexadecimal digits behind \\u [json.syntax]"),
    BadText("\"\\uD800\\uZZZZ\"", "1:8: expected four hexadecimal digits behind \\u [json.syntax]"),

    // Encoding.
    BadText([0x22, 0xFF, 0x22], "1:2: a sequence of bytes that is not UTF-8 [json.utf8]"),
    BadText([0x22, 0xC0, 0x80, 0x22], "1:2: a sequence of bytes that is not UTF-8 [json.utf8]"),
    BadText([0x22, 0x41, 0xE0, 0x9F, 0xBF, 0x22], "1:3: a sequence of bytes that is not UTF-8 [json.utf8]"),
    BadText([0x22, 0xED, 0xA0, 0x80, 0x22], "1:2: a sequence of bytes that is not UTF-8 [json.utf8]"),
    BadText([0x22, 0xF4, 0x90, 0x80, 0x80, 0x22], "1:2: a sequence of bytes that is not UTF-8 [json.utf8]"),
    BadText([0x22, 0xF0, 0x8F, 0xBF, 0xBF, 0x22], "1:2: a sequence of bytes that is not UTF-8 [json.utf8]"),
    BadText([0x22, 0xC3], "1:2: a sequence of bytes that is not UTF-8 [json.utf8]"),
    BadText([0x22, 0xC3, 0x22], "1:2: a sequence of bytes that is not UTF-8 [json.utf8]"),
    BadText([0x22, 0x80, 0x22], "1:2: a sequence of bytes that is not UTF-8 [json.utf8]"),
    BadText([0x22, 0x5C, 0xE4, 0x22], "1:3: a sequence of bytes that is not UTF-8 [json.utf8]"),
    BadText([0x5B, 0xE4, 0x5D], "1:2: a sequence of bytes that is not UTF-8 [json.utf8]"),
    BadText([0x31, 0x20, 0xE4], "1:3: a sequence of bytes that is not UTF-8 [json.utf8]"),
  ]

  @Test(arguments: texts)
  func saysWhatAndWhere(text: BadText) {
    let error = #expect(throws: JSONError.self) { try JSONDocument(parsing: text.bytes) }
    #expect(error?.description == text.description)
  }

  /// Column in bytes, a mark at the start not counted, lines by LF.
  @Test func countsLinesFromTheGivenOne() {
    let bytes = [0xEF, 0xBB, 0xBF] + Array("{\r\n  \"ä\": x}".utf8)
    let error = #expect(throws: JSONError.self) { try JSONDocument(parsing: bytes, firstLine: 41) }
    #expect(error?.location == JSONLocation(line: 42, column: 9))
    #expect(error?.offset == 14)
    let first = #expect(throws: JSONError.self) { try JSONDocument(parsing: [0xEF, 0xBB, 0xBF, 0x5B, 0x78]) }
    #expect(first?.location == JSONLocation(line: 1, column: 2))
  }

  @Test func limitsDepth() throws {
    let deep = String(repeating: "[", count: 512) + String(repeating: "]", count: 512)
    #expect(throws: Never.self) { try JSONDocument(parsing: deep) }
    let error = #expect(throws: JSONError.self) { try JSONDocument(parsing: "[" + deep + "]") }
    #expect(error?.description == "1:513: arrays and objects are nested more than 512 deep [json.depth]")
    let objects = String(repeating: "{\"a\":", count: 100_000)
    #expect(#expect(throws: JSONError.self) { try JSONDocument(parsing: objects) }?.code == .depth)
    let shallow = JSONLimits(maxDepth: 1)
    #expect(throws: Never.self) { try JSONDocument(parsing: Array("[1,2]".utf8), limits: shallow) }
    #expect(throws: JSONError.self) { try JSONDocument(parsing: Array("[1,{}]".utf8), limits: shallow) }
  }

  @Test func limitsSize() throws {
    let limits = JSONLimits(maxBytes: 4)
    #expect(throws: Never.self) { try JSONDocument(parsing: Array("1234".utf8), limits: limits) }
    let error = #expect(throws: JSONError.self) { try JSONDocument(parsing: Array("12345".utf8), limits: limits) }
    #expect(error?.description == "1:1: the text has more than 4 bytes [json.size]")
  }

  /// A text cut off anywhere is an error, and never a crash.
  @Test func everyPrefixIsRejected() throws {
    let text = Array(#"{"a":[1.5e-3,"\ud83d\ude00é",true,null,{"b":""}]}"#.utf8)
    for length in 0..<text.count {
      let error = #expect(throws: JSONError.self) { try JSONDocument(parsing: Array(text[..<length])) }
      let code = error?.code
      #expect(code == (length == 0 ? .empty : .incomplete) || code == .utf8, "at length \(length)")
    }
    #expect(throws: Never.self) { try JSONDocument(parsing: text) }
  }
}
