/// A parsed JSON text: its bytes, and a tape of nodes over them.
///
/// Values are views into it and keep it alive.
///
/// Strings are decoded and places are counted when they are asked for: reading a few members of a large text costs no
/// more than parsing it. Costs the text and 20 bytes a value or key.
package final class JSONDocument: Sendable {
  /// The text as given.
  package let bytes: [UInt8]
  /// The number of the text's first line.
  package let firstLine: Int
  /// What was odd, in the text's order; at most as many as the limits say.
  package let warnings: [JSONWarning]
  /// Never empty: the root is node 0.
  let tape: [JSONNode]

  /// Parses a text.
  ///
  /// Strict RFC 8259 but for a byte-order mark at the start, which is passed over.
  ///
  /// - Parameters:
  ///   - bytes: The whole text, in UTF-8.
  ///   - limits: How deep and long it may be.
  ///   - firstLine: The number of its first line, for locations: a line of a JSON-lines file is not line 1.
  /// - Throws: The first mistake, with its place.
  package init(parsing bytes: [UInt8], limits: JSONLimits = JSONLimits(), firstLine: Int = 1) throws(JSONError) {
    let result = try JSONParser.parse(bytes, limits: limits, firstLine: firstLine)
    self.bytes = bytes
    self.firstLine = firstLine
    warnings = result.warnings
    tape = result.tape
  }

  /// Parses a text as ``init(parsing:limits:firstLine:)`` does.
  package convenience init(parsing text: String) throws(JSONError) {
    try self.init(parsing: Array(text.utf8))
  }

  /// The value of the text.
  package var root: JSONValue { JSONValue(document: self, index: 0) }

  /// The place of a byte of the text.
  ///
  /// Time grows with `offset`.
  package func location(of offset: Int) -> JSONLocation {
    var lines = JSONLineCounter(bytes: bytes, firstLine: firstLine)
    return lines.location(of: offset, in: bytes)
  }

  /// The decoded text of a string's node.
  func text(of node: JSONNode) -> String {
    bytes.withUnsafeBufferPointer { buffer in
      let written = UnsafeBufferPointer(rebasing: buffer[Int(node.start)..<Int(node.end)])
      guard node.flags.contains(.escaped) else { return String(decoding: written, as: UTF8.self) }
      return String(unsafeUninitializedCapacity: written.count) { JSONText.decode(written, into: $0) }
    }
  }

  /// The text of a node as it is written, without a string's quotes.
  func written(_ node: JSONNode) -> String {
    bytes.withUnsafeBufferPointer { buffer in
      String(decoding: UnsafeBufferPointer(rebasing: buffer[Int(node.start)..<Int(node.end)]), as: UTF8.self)
    }
  }

  /// Whether the decoded text of a string's node is, byte for byte, `text`.
  func isText(of node: JSONNode, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let length = Int(node.end - node.start)
    let isEscaped = node.flags.contains(.escaped)
    guard isEscaped ? length >= text.count : length == text.count else { return false }
    return bytes.withUnsafeBufferPointer { buffer in
      let written = UnsafeBufferPointer(rebasing: buffer[Int(node.start)..<Int(node.end)])
      return isEscaped ? JSONText.decoded(written).elementsEqual(text) : written.elementsEqual(text)
    }
  }
}
