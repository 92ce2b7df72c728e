/// A digest of 64 bits that tells texts apart that nobody chose to collide (Fowler, Noll, Vo: FNV-1a).
struct FNV1a: Sendable, Hashable {
  private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  /// Adds bytes; as adding them one by one.
  mutating func add(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }
  }

  /// In hexadecimal digits.
  var text: String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  static func of(_ bytes: some Sequence<UInt8>) -> UInt64 {
    var digest = FNV1a()
    digest.add(bytes)
    return digest.value
  }
}
