/// Undoes escapes of two hexadecimal digits.
enum PercentEscapes {
  /// The byte that the two digits are with which `text` begins; `nil` where it does not.
  static func byte<Text: Collection<UInt8>>(_ text: Text) -> UInt8? {
    guard let high = text.first.flatMap(digit), let low = text.dropFirst().first.flatMap(digit) else { return nil }
    return high << 4 | low
  }

  /// The bytes of a text with its escapes undone; an escape that is none stays as it is.
  ///
  /// - Parameters:
  ///   - text: Any bytes.
  ///   - blank: What else becomes a blank: `+` in urlencoded forms.
  /// - Returns: No more bytes than `text` has, in linear time.
  static func decoded(_ text: some Collection<UInt8>, blank: UInt8? = nil) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count)
    var at = text.startIndex
    while at != text.endIndex {
      let byte = text[at]
      text.formIndex(after: &at)
      if byte == UInt8(ascii: "%"), let escaped = self.byte(text[at...]) {
        bytes.append(escaped)
        at = text.index(at, offsetBy: 2)
      } else {
        bytes.append(byte == blank ? Byte.space : byte)
      }
    }
    return bytes
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
