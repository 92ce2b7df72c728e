/// Which of 64 bytes are delimiters or line ends, and which are quotes: a bit each, the first byte's lowest.
///
/// Plain SSE2, the least that a 64-bit x86 has, knows no cheap way from Swift to turn a comparison of 16 bytes into 16
/// bits. So each comparison is masked with one bit per byte, another for each eighth of the block, and all are joined:
/// byte k of the result then holds the bits of the bytes k, k + 8, k + 16 …, and an 8 × 8 bit transpose (Warren,
/// Hacker's Delight, 7-3) puts them in order. About one instruction per byte for both masks.
struct CSVBlock {
  let ends: UInt64
  let quotes: UInt64

  /// - Parameters:
  ///   - start: 64 bytes that may be read; need not be aligned.
  ///   - delimiters: The delimiter 16 times.
  @inline(__always)
  init(_ start: UnsafeRawPointer, delimiters: SIMD16<UInt8>) {
    let zero = SIMD16<UInt8>(repeating: 0)
    let lineFeeds = SIMD16<UInt8>(repeating: Byte.lineFeed)
    let returns = SIMD16<UInt8>(repeating: Byte.carriageReturn)
    let quoteMarks = SIMD16<UInt8>(repeating: Byte.quote)
    var ends = zero
    var quotes = zero
    func add(_ offset: Int, _ bits: SIMD16<UInt8>) {
      let bytes = start.loadUnaligned(fromByteOffset: offset, as: SIMD16<UInt8>.self)
      ends |= zero.replacing(with: bits, where: (bytes .== delimiters) .| (bytes .== lineFeeds) .| (bytes .== returns))
      quotes |= zero.replacing(with: bits, where: bytes .== quoteMarks)
    }
    add(0, SIMD16(1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2))
    add(16, SIMD16(4, 4, 4, 4, 4, 4, 4, 4, 8, 8, 8, 8, 8, 8, 8, 8))
    add(32, SIMD16(16, 16, 16, 16, 16, 16, 16, 16, 32, 32, 32, 32, 32, 32, 32, 32))
    add(48, SIMD16(64, 64, 64, 64, 64, 64, 64, 64, 128, 128, 128, 128, 128, 128, 128, 128))
    self.ends = Self.joined(ends)
    self.quotes = Self.joined(quotes)
  }

  @inline(__always)
  private static func joined(_ bits: SIMD16<UInt8>) -> UInt64 {
    // Both are 16 bytes of plain data; the layout of the halves is the memory's.
    let halves = unsafeBitCast(bits, to: SIMD2<UInt64>.self)
    return transposed(UInt64(littleEndian: halves[0] | halves[1]))
  }

  /// Bit j of byte k becomes bit k of byte j.
  @inline(__always)
  private static func transposed(_ bits: UInt64) -> UInt64 {
    var result = bits
    var swap = (result ^ (result >> 7)) & 0x00AA_00AA_00AA_00AA
    result ^= swap ^ (swap << 7)
    swap = (result ^ (result >> 14)) & 0x0000_CCCC_0000_CCCC
    result ^= swap ^ (swap << 14)
    swap = (result ^ (result >> 28)) & 0x0000_0000_F0F0_F0F0
    return result ^ swap ^ (swap << 28)
  }
}
