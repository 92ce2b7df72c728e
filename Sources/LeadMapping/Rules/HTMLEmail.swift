/// The shape of an address that HTML's `<input type=email>` takes.
///
/// WHATWG HTML, section "Email state", gives the rule as this expression:
///
///     /^[a-zA-Z0-9.!#$%&'*+\/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?
///       (?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$/
///
/// It takes less than RFC 5321 (no quoted local parts, no address literals, ASCII only) and more (dots anywhere in the
/// local part, no limit on its length), and is what browsers let through.
struct HTMLEmail: Equatable {
  /// The offset of the `@`.
  let at: Int
  /// Whether the domain has a dot in it.
  let hasDot: Bool
  let hasCapitalInDomain: Bool

  /// Reads `text`, the whole of which must be an address; `nil`: it is none.
  ///
  /// One pass, no allocation.
  init?(_ text: String) {
    var text = text
    let shape = text.withUTF8 { bytes in Self.shape(of: bytes) }
    guard let shape else { return nil }
    self = shape
  }

  private init(at: Int, hasDot: Bool, hasCapitalInDomain: Bool) {
    self.at = at
    self.hasDot = hasDot
    self.hasCapitalInDomain = hasCapitalInDomain
  }

  private static func shape(of bytes: UnsafeBufferPointer<UInt8>) -> HTMLEmail? {
    var at = 0
    while at < bytes.count, isLocal(bytes[at]) { at += 1 }
    guard at > 0, at < bytes.count, bytes[at] == UInt8(ascii: "@") else { return nil }

    var hasDot = false
    var hasCapital = false
    var labelStart = at + 1
    var last = UInt8(ascii: ".")
    for index in at + 1..<bytes.count {
      let byte = bytes[index]
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
        break
      case UInt8(ascii: "A")...UInt8(ascii: "Z"):
        hasCapital = true
      case UInt8(ascii: "-"):
        if last == UInt8(ascii: ".") { return nil }
      case UInt8(ascii: "."):
        // An empty label, one that ends in a hyphen, one of more than 63 bytes.
        if last == UInt8(ascii: ".") || last == UInt8(ascii: "-") || index - labelStart > 63 { return nil }
        hasDot = true
        labelStart = index + 1
      default:
        return nil
      }
      last = byte
    }
    if last == UInt8(ascii: ".") || last == UInt8(ascii: "-") || bytes.count - labelStart > 63 { return nil }
    return HTMLEmail(at: at, hasDot: hasDot, hasCapitalInDomain: hasCapital)
  }

  /// Whether `byte` may stand in a local part: a letter, a digit or one of ``.!#$%&'*+/=?^_`{|}~-``.
  private static func isLocal(_ byte: UInt8) -> Bool {
    // A bit for each byte of ASCII that may: 0 to 63, then 64 to 127.
    let low: UInt64 = 0xA3FF_ECFA_0000_0000
    let high: UInt64 = 0x7FFF_FFFF_C7FF_FFFE
    return byte < 64 ? low &>> UInt64(byte) & 1 == 1 : byte < 128 && high &>> UInt64(byte) & 1 == 1
  }
}
