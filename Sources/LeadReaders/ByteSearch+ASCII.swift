extension ByteSearch {
  /// The offset of the first byte at or behind `start` that is not ASCII, or `nil`; 64 bytes at a time.
  static func firstNonASCII(in bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
    guard let base = bytes.baseAddress else { return nil }
    let high: UInt64 = 0x8080_8080_8080_8080
    var at = start
    // Loads stay inside: each is guarded by its own length. Loads need not be aligned.
    func word(_ offset: Int) -> UInt64 { base.loadUnaligned(fromByteOffset: at &+ offset, as: UInt64.self) }
    while at &+ 64 <= bytes.count {
      let first = word(0) | word(8) | word(16) | word(24)
      let second = word(32) | word(40) | word(48) | word(56)
      if (first | second) & high != 0 { break }
      at &+= 64
    }
    while at < bytes.count {
      if bytes[at] >= 0x80 { return at }
      at &+= 1
    }
    return nil
  }
}
