extension JSONParser {
  /// Measures the number at `start` and appends its node (RFC 8259 §6).
  ///
  /// It is kept as written, whatever its size.
  ///
  /// - Returns: The place behind it.
  mutating func number(_ start: Int) throws(Failure) -> Int {
    var at = start
    var flags: JSONNode.Flags = .integer
    if base[at] == UInt8(ascii: "-") { at += 1 }
    if at < end, base[at] == UInt8(ascii: "0") {
      at += 1
      if at < end, isDigit(at) {
        throw Failure(code: .syntax, message: "a number begins with a superfluous 0", offset: start)
      }
    } else {
      at = try digits(at, start)
    }
    if at < end, base[at] == UInt8(ascii: ".") {
      flags = []
      at = try digits(at + 1, start)
    }
    if at < end, base[at] | 0x20 == UInt8(ascii: "e") {
      flags = []
      at += 1
      if at < end, base[at] == UInt8(ascii: "+") || base[at] == UInt8(ascii: "-") { at += 1 }
      at = try digits(at, start)
    }
    append(.number, start, at, flags)
    return at
  }

  /// Passes over one digit or more.
  private func digits(_ first: Int, _ start: Int) throws(Failure) -> Int {
    var at = first
    while at < end, isDigit(at) { at += 1 }
    guard at > first else {
      guard at < end else { throw cutOff("a digit") }
      try checkEncoding(at)
      throw Failure(code: .syntax, message: "expected a digit in a number", offset: at)
    }
    return at
  }

  private func isDigit(_ at: Int) -> Bool { base[at] &- UInt8(ascii: "0") < 10 }
}
