extension JSONParser {
  static func nothing(at offset: Int) -> Failure {
    Failure(code: .empty, message: "the text is empty: expected a value", offset: offset)
  }

  /// The text ends where `expected` should be.
  func cutOff(_ expected: StaticString) -> Failure {
    Failure(code: .incomplete, message: "the text ends too early: expected \(expected)", offset: end)
  }

  /// Something other than `expected` stands at `at`, which is within the text.
  ///
  /// Names what was probably meant where it is one of the usual mistakes; of the text only punctuation is repeated.
  func unexpected(_ at: Int, _ expected: StaticString) -> Failure {
    do throws(Failure) { try checkEncoding(at) } catch { return error }
    let found =
      switch base[at] {
      case UInt8(ascii: "'"): "a single quote; strings and keys are in double quotes"
      case UInt8(ascii: "/"): "'/'; there are no comments in JSON"
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        isBehindComma(at)
          ? "'\(Unicode.Scalar(base[at]))' behind a comma; there is no comma behind the last one"
          : "'\(Unicode.Scalar(base[at]))'"
      case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "="):
        "'\(Unicode.Scalar(base[at]))'"
      case UInt8(ascii: "\""): "a string"
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."): "a number"
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"):
        "a bare word; the only ones are true, false and null"
      case 0..<0x20, 0x7F: "a control character"
      default: "another character"
      }
    return Failure(code: .syntax, message: "expected \(expected), found \(found)", offset: at)
  }

  private func isBehindComma(_ at: Int) -> Bool {
    var before = at - 1
    while before >= 0, base[before] <= 0x20 { before -= 1 }
    return before >= 0 && base[before] == UInt8(ascii: ",")
  }

  /// Throws `json.utf8` if the character at `at` is none: then the encoding is the mistake, whatever was expected.
  func checkEncoding(_ at: Int) throws(Failure) {
    if at < end, base[at] >= 0x80 { _ = try character(at) }
  }
}
