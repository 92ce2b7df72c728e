/// Escapes of an address (RFC 3986, section 2.1).
enum PercentText {
  /// The bytes of a text, its escapes undone; an escape that is none stays as it is.
  static func decoded(_ text: some Collection<UInt8>) -> [UInt8] { decoded(text) { _ in true } }

  /// The bytes of a text, with those escapes undone that stand for some bytes.
  ///
  /// - Parameters:
  ///   - text: In ASCII.
  ///   - isMeant: Whether the escape of a byte is undone.
  /// - Returns: The text's bytes, with those in the place of their escapes.
  static func decoded(_ text: some Collection<UInt8>, where isMeant: (UInt8) -> Bool) -> [UInt8] {
    let text = Array(text)
    guard text.contains(UInt8(ascii: "%")) else { return text }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count)
    var at = 0
    while at < text.count {
      if text[at] == UInt8(ascii: "%"), at + 2 < text.count, let high = digit(text[at + 1]),
        let low = digit(text[at + 2]), isMeant(high << 4 | low)
      {
        bytes.append(high << 4 | low)
        at += 3
      } else {
        bytes.append(text[at])
        at += 1
      }
    }
    return bytes
  }

  /// A text as it may stand anywhere in an address or an urlencoded form.
  static func encoded(_ text: String) -> String {
    var escaped = ""
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"):
        escaped.unicodeScalars.append(Unicode.Scalar(byte))
      default: escaped += (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
      }
    }
    return escaped
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
