import Foundation

/// How the bytes of a signature are written.
///
/// A signature is compared as text, with what ours would be: so there is one way to write it, and hexadecimals in upper
/// case or base64 with stray bits are refused.
package enum SignatureEncoding: String, Sendable, Hashable, CaseIterable {
  /// In lower case.
  case hex
  /// RFC 4648, section 4, padded.
  case base64
  /// RFC 4648, section 5; written without padding, read with and without.
  case base64url

  /// The text of some bytes.
  func encode(_ bytes: some Sequence<UInt8>) -> [UInt8] {
    switch self {
    case .hex:
      var text: [UInt8] = []
      text.reserveCapacity(128)
      for byte in bytes {
        text.append(Self.hexDigit(byte >> 4))
        text.append(Self.hexDigit(byte & 15))
      }
      return text
    case .base64:
      // Foundation's takes a microsecond, a fifth of what a small body's hash does.
      return Self.base64(Array(bytes))
    case .base64url: return canonical(Self.translated(SignatureEncoding.base64.encode(bytes), toURL: true))
    }
  }

  /// The bytes of a text; `nil` where it is none.
  func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
    switch self {
    case .hex:
      var bytes: [UInt8] = []
      var high: UInt8?
      for digit in text {
        guard let value = Self.hexValue(digit) else { return nil }
        if let first = high {
          bytes.append(first << 4 | value)
          high = nil
        } else {
          high = value
        }
      }
      return high == nil ? bytes : nil
    case .base64:
      return Data(base64Encoded: Data(Self.padded(text))).map(Array.init)
    case .base64url:
      guard !text.contains(where: { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "/") }) else { return nil }
      return SignatureEncoding.base64.decode(Self.translated(Array(text), toURL: false))
    }
  }

  /// A signature as it is compared: base64 for addresses loses its padding, which is a matter of taste there.
  func canonical(_ text: [UInt8]) -> [UInt8] {
    self == .base64url ? Array(text[..<(text.lastIndex { $0 != UInt8(ascii: "=") }.map { $0 + 1 } ?? 0)]) : text
  }

  /// Whether a byte may stand in such a text.
  func allows(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"): true
    case UInt8(ascii: "g")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "="): self != .hex
    case UInt8(ascii: "+"), UInt8(ascii: "/"): self == .base64
    case UInt8(ascii: "-"), UInt8(ascii: "_"): self == .base64url
    default: false
    }
  }

  private static let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  private static func base64(_ bytes: [UInt8]) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let count = min(3, bytes.count - start)
      var bits = 0
      for index in 0..<3 { bits = bits << 8 | (index < count ? Int(bytes[start + index]) : 0) }
      for index in 0..<4 { text.append(index <= count ? letters[bits >> (18 - 6 * index) & 63] : UInt8(ascii: "=")) }
    }
    return text
  }

  private static func hexDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
  }

  /// Lower case alone: see the type.
  private static func hexValue(_ digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    default: nil
    }
  }

  /// Padding that was left out is put back, as secrets are often pasted without.
  private static func padded(_ text: some Collection<UInt8>) -> [UInt8] {
    Array(text) + [UInt8](repeating: UInt8(ascii: "="), count: (4 - text.count % 4) % 4)
  }

  private static func translated(_ text: [UInt8], toURL: Bool) -> [UInt8] {
    let pairs: [(UInt8, UInt8)] = [(UInt8(ascii: "+"), UInt8(ascii: "-")), (UInt8(ascii: "/"), UInt8(ascii: "_"))]
    return text.map { byte in
      for (plain, url) in pairs where byte == (toURL ? plain : url) { return toURL ? url : plain }
      return byte
    }
  }
}
