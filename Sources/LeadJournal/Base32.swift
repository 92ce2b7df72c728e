/// Bytes as letters and digits that survive case-insensitive places and are read out loud without mistakes.
enum Base32 {
  private static let alphabet = Array("abcdefghijklmnopqrstuvwxyz234567".utf8)

  /// The first `count` characters of the base32 of `bytes` (RFC 4648, §6), in lower case, without padding; all there
  /// are where these are fewer.
  static func text(_ bytes: [UInt8], count: Int) -> String {
    var letters: [UInt8] = []
    letters.reserveCapacity(count)
    var bits: UInt32 = 0
    var held = 0
    for byte in bytes {
      bits = bits << 8 | UInt32(byte)
      held += 8
      while held >= 5 {
        held -= 5
        letters.append(alphabet[Int(bits >> UInt32(held) & 31)])
      }
      bits &= (1 << UInt32(held)) - 1
    }
    if held > 0 { letters.append(alphabet[Int(bits << UInt32(5 - held) & 31)]) }
    return String(decoding: letters.prefix(count), as: UTF8.self)
  }
}
