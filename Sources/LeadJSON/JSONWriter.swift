/// Writes JSON straight into bytes, without blanks.
///
/// Commas are its business, the order of calls is the caller's.
///
/// A comma is due exactly where the last byte ends a value: a bracket, a colon or a line end is there at every other
/// place where a value or a key may begin. So the writer keeps no stack.
///
///     var writer = JSONWriter()
///     writer.beginObject()
///     writer.member("name", lead.name)     // not written where it is nil
///     writer.key("tags")
///     writer.beginArray()
package struct JSONWriter: Sendable {
  /// What is written so far.
  package private(set) var bytes: [UInt8] = []

  package init(reservingCapacity capacity: Int = 256) {
    bytes.reserveCapacity(capacity)
  }

  /// What is written so far, as text.
  package var text: String { String(decoding: bytes, as: UTF8.self) }

  package mutating func beginObject() {
    separate()
    bytes.append(UInt8(ascii: "{"))
  }

  package mutating func endObject() { bytes.append(UInt8(ascii: "}")) }

  package mutating func beginArray() {
    separate()
    bytes.append(UInt8(ascii: "["))
  }

  package mutating func endArray() { bytes.append(UInt8(ascii: "]")) }

  /// Ends a line of JSON lines: what follows is a text of its own.
  package mutating func endLine() { bytes.append(0x0A) }

  /// Writes a key, escaped, and its colon.
  package mutating func key(_ key: String) {
    separate()
    quoted(key)
    bytes.append(UInt8(ascii: ":"))
  }

  package mutating func string(_ text: String) {
    separate()
    quoted(text)
  }

  package mutating func number(_ number: Int) {
    separate()
    bytes.append(contentsOf: String(number).utf8)
  }

  /// The shortest text that reads back as the same number: `0.1`, `2.0`, `1e+20`.
  ///
  /// JSON has no infinities and no NaN: these are `null`.
  package mutating func number(_ number: Double) {
    separate()
    bytes.append(contentsOf: (number.isFinite ? number.description : "null").utf8)
  }

  /// Writes a number's text as it is.
  ///
  /// It must be one: ``JSONValue/number`` is.
  package mutating func number(written text: String) {
    separate()
    bytes.append(contentsOf: text.utf8)
  }

  package mutating func boolean(_ boolean: Bool) {
    separate()
    bytes.append(contentsOf: (boolean ? "true" : "false").utf8)
  }

  package mutating func null() {
    separate()
    bytes.append(contentsOf: "null".utf8)
  }

  /// Starts anew.
  package mutating func removeAll(keepingCapacity: Bool = true) {
    bytes.removeAll(keepingCapacity: keepingCapacity)
  }

  private mutating func separate() {
    switch bytes.last {
    case nil, UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: ":"), 0x0A: break
    default: bytes.append(UInt8(ascii: ","))
    }
  }

  private mutating func quoted(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    var text = text
    text.withUTF8 { escape($0) }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Writes text with what must be escaped (RFC 8259 §7): `"`, `\` and control characters.
  ///
  /// All else stays as it is, `/`, DEL, U+2028 and U+2029 among it. Runs that need nothing are copied at once.
  private mutating func escape(_ text: UnsafeBufferPointer<UInt8>) {
    var runStart = 0
    for (index, byte) in text.enumerated() where byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    {
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[runStart..<index]))
      runStart = index + 1
      bytes.append(UInt8(ascii: "\\"))
      switch byte {
      case 0x08: bytes.append(UInt8(ascii: "b"))
      case 0x09: bytes.append(UInt8(ascii: "t"))
      case 0x0A: bytes.append(UInt8(ascii: "n"))
      case 0x0C: bytes.append(UInt8(ascii: "f"))
      case 0x0D: bytes.append(UInt8(ascii: "r"))
      case 0..<0x20:
        bytes.append(contentsOf: "u00".utf8)
        bytes.append(byte < 0x10 ? UInt8(ascii: "0") : UInt8(ascii: "1"))
        let low = byte & 0xF
        bytes.append(low < 10 ? UInt8(ascii: "0") + low : UInt8(ascii: "a") + low - 10)
      default: bytes.append(byte)
      }
    }
    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[runStart...]))
  }
}

extension JSONWriter {
  /// Writes a parsed value without blanks, its numbers and strings as written.
  ///
  /// Of equal keys only the last is written; strings with lone surrogates are written with U+FFFD, for many parsers
  /// refuse them.
  ///
  /// Recurses as deep as the value is nested, which the parser has limited.
  package mutating func value(_ value: JSONValue) {
    let node = value.node
    switch node.kind {
    case .array:
      beginArray()
      for element in value.elements { self.value(element) }
      endArray()
    case .object:
      beginObject()
      var members = value.members.makeIterator()
      while let key = members.nextKey() {
        written(JSONValue(document: value.document, index: key))
        bytes.append(UInt8(ascii: ":"))
        self.value(JSONValue(document: value.document, index: key + 1))
      }
      endObject()
    case .null, .yes, .no, .number, .string:
      written(value)
    }
  }

  private mutating func written(_ scalar: JSONValue) {
    if scalar.node.flags.contains(.loneSurrogate) {
      string(scalar.document.text(of: scalar.node))
    } else {
      separate()
      bytes.append(contentsOf: scalar.bytes)
    }
  }
}
