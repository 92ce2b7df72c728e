/// How a part's content is encoded on its way: `Content-Transfer-Encoding` (RFC 2045, section 6).
///
/// RFC 7578 (section 4.7) deprecates it in forms; mail libraries send it all the same, and a lead's name in base64 is
/// no name.
enum TransferEncoding: Sendable, Hashable {
  /// `7bit`, `8bit`, `binary` and none.
  case plain
  case base64
  case quotedPrintable
  /// One that RFC 2045 does not know.
  case unknown

  /// An encoding by its name, in any case.
  init(named name: String) {
    switch name.lowercased() {
    case "", "7bit", "8bit", "binary": self = .plain
    case "base64": self = .base64
    case "quoted-printable": self = .quotedPrintable
    default: self = .unknown
    }
  }

  /// The content itself; `nil` where it is not so encoded.
  func decoded(_ bytes: [UInt8]) -> [UInt8]? {
    switch self {
    case .plain: bytes
    case .base64: Self.base64Decoded(bytes)
    case .quotedPrintable: Self.quotedPrintableDecoded(bytes)
    case .unknown: nil
    }
  }

  /// Section 6.8, line ends and blanks passed over.
  private static func base64Decoded(_ bytes: [UInt8]) -> [UInt8]? {
    var decoded: [UInt8] = []
    decoded.reserveCapacity(bytes.count / 4 * 3)
    var bits: UInt32 = 0
    var bitCount = 0
    var isPadded = false
    for byte in bytes where !Byte.isBlank(byte) {
      if byte == UInt8(ascii: "=") {
        isPadded = true
        continue
      }
      guard !isPadded, let six = sixBits(byte) else { return nil }
      bits = bits << 6 | UInt32(six)
      bitCount += 6
      if bitCount >= 8 {
        bitCount -= 8
        decoded.append(UInt8(truncatingIfNeeded: bits >> bitCount))
      }
    }
    // Six bits that are left over are no byte's, but half of a character's.
    return bitCount == 6 ? nil : decoded
  }

  private static func sixBits(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte - UInt8(ascii: "A")
    case UInt8(ascii: "a")...UInt8(ascii: "z"): byte - UInt8(ascii: "a") + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0") + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }

  /// Section 6.7; an `=` that begins neither an escape nor a soft line end is itself.
  private static func quotedPrintableDecoded(_ bytes: [UInt8]) -> [UInt8] {
    var decoded: [UInt8] = []
    decoded.reserveCapacity(bytes.count)
    var rest = bytes[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "=") else {
        decoded.append(byte)
        continue
      }
      if let escaped = PercentEscapes.byte(rest) {
        decoded.append(escaped)
        rest = rest.dropFirst(2)
      } else if rest.starts(with: [Byte.carriageReturn, Byte.lineFeed]) {
        rest = rest.dropFirst(2)
      } else if rest.first == Byte.lineFeed {
        rest = rest.dropFirst()
      } else {
        decoded.append(byte)
      }
    }
    return decoded
  }
}
