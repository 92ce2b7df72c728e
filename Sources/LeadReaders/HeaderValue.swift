/// A header's value with its parameters: `multipart/form-data; boundary="x"`, `form-data; name="cv"`.
///
/// Follows RFC 9110 (sections 5.6.6 and 8.3) and RFC 2183, with these differences: blanks may stand around `=`; a value
/// without quotes goes up to the next `;`; a quote that is not closed goes to the end; what stands behind a quote is
/// passed over. In quotes a backslash is itself, as browsers write it (`C:\cv.pdf`), but before a quote inside the
/// value, as curl wrote it before 7.81. Time is linear.
struct HeaderValue: Sendable {
  /// What stands before the parameters, in lower case, without blanks at its ends.
  let essence: String
  /// Their names in lower case.
  private let parameters: [(name: String, value: [UInt8])]

  /// The first parameter of that name, in lower case.
  func parameter(_ name: String) -> [UInt8]? { parameters.first { $0.name == name }?.value }

  init(_ text: String) { self.init(Array(text.utf8)[...]) }

  init(_ bytes: ArraySlice<UInt8>) {
    var scanner = Scanner(rest: bytes)
    essence = String(decoding: scanner.text { $0 == UInt8(ascii: ";") }, as: UTF8.self).lowercased()
    var parameters: [(name: String, value: [UInt8])] = []
    while scanner.skip(UInt8(ascii: ";")) {
      let name = scanner.text { $0 == UInt8(ascii: ";") || $0 == UInt8(ascii: "=") }
      guard scanner.skip(UInt8(ascii: "=")) else { continue }
      parameters.append((String(decoding: name, as: UTF8.self).lowercased(), scanner.value()))
    }
    self.parameters = parameters
  }

  /// Whether a byte may stand in a token (RFC 9110, section 5.6.2): a header's or a parameter's name.
  static func isToken(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "!"), UInt8(ascii: "#"), UInt8(ascii: "$"),
      UInt8(ascii: "%"), UInt8(ascii: "&"), UInt8(ascii: "'"), UInt8(ascii: "*"), UInt8(ascii: "+"),
      UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "^"), UInt8(ascii: "_"), UInt8(ascii: "`"),
      UInt8(ascii: "|"), UInt8(ascii: "~"):
      true
    default: false
    }
  }

  /// Reads a value from its start to its end.
  private struct Scanner {
    var rest: ArraySlice<UInt8>

    /// Passes over a byte that comes next.
    mutating func skip(_ byte: UInt8) -> Bool {
      guard rest.first == byte else { return false }
      rest = rest.dropFirst()
      return true
    }

    /// Up to a byte that ends it, without blanks at its ends.
    mutating func text(until ends: (UInt8) -> Bool) -> ArraySlice<UInt8> {
      let end = rest.firstIndex(where: ends) ?? rest.endIndex
      defer { rest = rest[end...] }
      return HeaderValue.trimmed(rest[..<end])
    }

    /// A parameter's value, and what stands behind it up to the next `;`.
    mutating func value() -> [UInt8] {
      rest = rest.drop(while: Byte.isBlank)
      guard skip(Byte.quote) else { return Array(text { $0 == UInt8(ascii: ";") }) }
      var value: [UInt8] = []
      while let byte = rest.first {
        rest = rest.dropFirst()
        if byte == Byte.quote {
          guard value.last == UInt8(ascii: "\\"), !endsParameter else { break }
          value.removeLast()
        }
        value.append(byte)
      }
      _ = text { $0 == UInt8(ascii: ";") }
      return value
    }

    /// Whether the next parameter or the end comes next, as it does behind a quote that closes.
    private var endsParameter: Bool {
      var next = rest.drop(while: Byte.isBlank)
      guard next.first == UInt8(ascii: ";") else { return next.isEmpty }
      next = next.dropFirst().drop(while: Byte.isBlank)
      let behind = next.drop(while: HeaderValue.isToken)
      return next.isEmpty || (behind.startIndex > next.startIndex && behind.first == UInt8(ascii: "="))
    }
  }

  /// Without blanks at its ends.
  static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let start = bytes.drop(while: Byte.isBlank)
    return start[..<(start.lastIndex { !Byte.isBlank($0) }.map { $0 + 1 } ?? start.startIndex)]
  }
}
