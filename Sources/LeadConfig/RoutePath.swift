/// The path of a route, as `leadbridge.json` and requests have it (RFC 3986, section 3.3, without percent-encoding).
enum RoutePath {
  /// What the daemon answers itself.
  static let own = ["/livez", "/readyz", "/status", "/metrics", "/submissions"]

  /// Whether it can be asked for as it is written: no empty steps, no `.` and `..`, no query, nothing encoded.
  ///
  /// A slash at its end may stand there: see ``withoutEnd(_:)``.
  static func isOne(_ text: String) -> Bool {
    guard text.hasPrefix("/"), text.utf8.count <= RouteSettings.maxPathBytes else { return false }
    let steps = text.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
    return text.utf8.allSatisfy(isPlain)
      && steps.enumerated().allSatisfy { index, step in
        step != "." && step != ".." && (!step.isEmpty || index == steps.count - 1)
      }
  }

  /// The form in which the door compares paths: without the slash at its end.
  static func withoutEnd(_ text: String) -> String {
    text.count > 1 && text.hasSuffix("/") ? String(text.dropLast()) : text
  }

  /// The daemon's own path that it would hide.
  static func hidden(by text: String) -> String? { own.first { text == $0 || text.hasPrefix($0 + "/") } }

  /// What may stand in a path's step unencoded.
  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "/-._~!$&'()*+,;=:@".utf8.contains(byte)
    }
  }
}
