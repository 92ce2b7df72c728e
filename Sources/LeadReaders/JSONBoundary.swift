/// Finds where a JSON value ends without parsing it: counts brackets and knows strings.
///
/// Goes on over any number of chunks; looks at each byte once. A bracket that closes nothing is passed over.
struct JSONBoundary: Sendable {
  /// How many brackets are open.
  private(set) var depth = 0
  private var isInString = false
  private var isEscaped = false

  /// Whether nothing is open: neither a bracket nor a string.
  var isOutside: Bool { depth == 0 && !isInString }

  /// The offset behind the bracket or quote that closes what was opened first, from `start` on; `nil` if none does.
  ///
  /// `lineFeeds` is counted up by those passed.
  mutating func end(in bytes: UnsafeRawBufferPointer, from start: Int, lineFeeds: inout Int) -> Int? {
    var at = start
    while at < bytes.count {
      let byte = bytes[at]
      at += 1
      if byte == Byte.lineFeed { lineFeeds += 1 }
      step(byte)
      if isOutside, Self.closes(byte) { return at }
    }
    return nil
  }

  /// The offset of the comma or bracket, from `start` on, that ends an element of the array around it; `nil` if there
  /// is none yet.
  ///
  /// `lineFeeds` is counted up by those passed.
  mutating func elementEnd(in bytes: UnsafeRawBufferPointer, from start: Int, lineFeeds: inout Int) -> Int? {
    var at = start
    while at < bytes.count {
      let byte = bytes[at]
      if byte == Byte.lineFeed { lineFeeds += 1 }
      if depth == 0, !isInString, byte == UInt8(ascii: ",") || byte == UInt8(ascii: "]") { return at }
      step(byte)
      at += 1
    }
    return nil
  }

  @inline(__always)
  private mutating func step(_ byte: UInt8) {
    if isInString {
      if isEscaped {
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if byte == Byte.quote {
        isInString = false
      }
    } else {
      switch byte {
      case Byte.quote: isInString = true
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth = max(0, depth - 1)
      default: break
      }
    }
  }

  private static func closes(_ byte: UInt8) -> Bool {
    byte == Byte.quote || byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]")
  }
}
