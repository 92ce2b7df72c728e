/// SipHash-2-4 (Aumasson and Bernstein, "SipHash: a fast short-input PRF", 2012): a hash that nobody can try values
/// against without its key.
///
/// Written here, as the standard library's `Hasher` is the same for a whole process and for nobody else to key.
struct KeyedHash: Sendable {
  private let key: (UInt64, UInt64)

  init(key: (UInt64, UInt64)) { self.key = key }

  /// A key from the system's generator, which is kept nowhere.
  static func random() -> KeyedHash { KeyedHash(key: (.random(in: 0 ... .max), .random(in: 0 ... .max))) }

  /// The hash of some bytes; time is linear.
  func callAsFunction(_ bytes: some Collection<UInt8>) -> UInt64 {
    var state = State(key)
    var word: UInt64 = 0
    var count: UInt64 = 0
    for byte in bytes {
      word |= UInt64(byte) << (8 * (count % 8))
      count &+= 1
      if count % 8 == 0 {
        state.take(word)
        word = 0
      }
    }
    state.take(word | (count << 56))
    return state.finish()
  }

  func callAsFunction(_ text: String) -> UInt64 { callAsFunction(text.utf8) }

  /// The four words of the paper's section 2.
  private struct State {
    private var v0, v1, v2, v3: UInt64

    init(_ key: (UInt64, UInt64)) {
      v0 = key.0 ^ 0x736F_6D65_7073_6575
      v1 = key.1 ^ 0x646F_7261_6E64_6F6D
      v2 = key.0 ^ 0x6C79_6765_6E65_7261
      v3 = key.1 ^ 0x7465_6462_7974_6573
    }

    mutating func take(_ word: UInt64) {
      v3 ^= word
      round()
      round()
      v0 ^= word
    }

    mutating func finish() -> UInt64 {
      v2 ^= 0xFF
      for _ in 0..<4 { round() }
      return v0 ^ v1 ^ v2 ^ v3
    }

    private mutating func round() {
      v0 &+= v1
      v1 = v1 << 13 | v1 >> 51
      v1 ^= v0
      v0 = v0 << 32 | v0 >> 32
      v2 &+= v3
      v3 = v3 << 16 | v3 >> 48
      v3 ^= v2
      v0 &+= v3
      v3 = v3 << 21 | v3 >> 43
      v3 ^= v0
      v2 &+= v1
      v1 = v1 << 17 | v1 >> 47
      v1 ^= v2
      v2 = v2 << 32 | v2 >> 32
    }
  }
}

/// Numbers without end that follow from a hash: the choices that make a lookalike.
struct HashStream: Sendable {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  /// A number from 0 up to `bound`, which is above 0.
  ///
  /// SplitMix64 (Steele, Lea, Flood, 2014) over the seed. A bias of `bound` in 2⁶⁴ does no harm here.
  mutating func next(below bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
  }
}
