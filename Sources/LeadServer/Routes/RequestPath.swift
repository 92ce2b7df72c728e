/// The path of a request's target, in the one form in which paths are compared.
///
/// Origin form and absolute form (RFC 9112, section 3.2) give the same path; escapes of unreserved characters are undone
/// (RFC 3986, section 6.2.2.2), and one `/` at the end is taken off: a sender that is set up with it means the same
/// route, and some switch a hook off for good at the first 404. What a file system would make something of is no path of
/// ours: an empty segment, `.` and `..`, a backslash, an escaped `/` or control character, a character beyond ASCII.
struct RequestPath: Sendable, Hashable {
  /// The most bytes that a target may have; longer ones are answered 414.
  static let maxTargetBytes = 8 << 10

  /// Begins with `/`; `/` alone is the root.
  let text: String
  /// What stands behind the first `?`, as it came; empty where there is none.
  let query: Substring

  /// `nil` for a target that is no path of ours.
  init?(target: String) {
    var rest = target[...]
    if rest.utf8.first != UInt8(ascii: "/") {
      guard let mark = rest.firstRange(of: "://"), ["http", "https"].contains(rest[..<mark.lowerBound].lowercased())
      else { return nil }
      rest = rest[mark.upperBound...].drop { $0 != "/" && $0 != "?" }
    }
    let mark = rest.utf8.firstIndex(of: UInt8(ascii: "?"))
    let path = rest[..<(mark ?? rest.endIndex)]
    query = mark.map { rest[rest.utf8.index(after: $0)...] } ?? ""
    guard let text = Self.normal(path) else { return nil }
    self.text = text
  }

  /// The path in its one form, without its end's `/`.
  private static func normal(_ path: Substring) -> String? {
    var hasEscapes = false
    var segmentBytes = -1
    var dots = 0
    /// Whether the segment that ends here may stand in a path.
    func isSegment(isLast: Bool) -> Bool {
      if segmentBytes < 0 { return true }
      if segmentBytes == 0 { return isLast }
      return dots != segmentBytes || dots > 2
    }
    for byte in path.utf8 {
      switch byte {
      case UInt8(ascii: "/"):
        guard isSegment(isLast: false) else { return nil }
        segmentBytes = 0
        dots = 0
      case UInt8(ascii: "%"):
        hasEscapes = true
        segmentBytes += 1
      case UInt8(ascii: "\\"), 0...0x20, 0x7F...: return nil
      default:
        segmentBytes += 1
        if byte == UInt8(ascii: ".") { dots += 1 }
      }
    }
    guard isSegment(isLast: true) else { return nil }
    if hasEscapes {
      // Undone once; what is still an escape then is a text's own `%`, and its `.` and `/` are looked at again.
      guard let plain = unescaped(path) else { return nil }
      if plain != path { return normal(plain[...]) }
    }
    if path.isEmpty { return "/" }
    return path.utf8.count > 1 && path.utf8.last == UInt8(ascii: "/") ? String(path.dropLast()) : String(path)
  }

  /// Escapes of unreserved characters undone, digits of others in capitals.
  private static func unescaped(_ path: Substring) -> String? {
    var bytes: [UInt8] = []
    var rest = path.utf8[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      let digits = rest.prefix(2)
      guard digits.count == 2, digits.first != UInt8(ascii: "+"),
        let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
      else { return nil }
      rest = rest.dropFirst(2)
      switch value {
      case UInt8(ascii: "/"), UInt8(ascii: "\\"), 0..<0x20, 0x7F: return nil
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"):
        bytes.append(value)
      default: bytes += "%\(value < 16 ? "0" : "")\(String(value, radix: 16, uppercase: true))".utf8
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
