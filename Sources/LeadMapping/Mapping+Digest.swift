import Crypto

extension Mapping {
  /// `sha256:` and the digest in hexadecimal digits.
  static func digest(of bytes: [UInt8]) -> String {
    var text = "sha256:"
    for byte in SHA256.hash(data: bytes) {
      if byte < 16 { text += "0" }
      text += String(byte, radix: 16)
    }
    return text
  }
}
