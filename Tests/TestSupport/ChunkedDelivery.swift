/// A way in which bytes arrive.
///
/// What reads them must come to the same result in every one.
///
///     @Test(arguments: ChunkedDelivery.all) func …(delivery: ChunkedDelivery) {
///       for chunk in delivery.chunks(of: bytes) { … }
///     }
package enum ChunkedDelivery: Sendable, Hashable, CustomStringConvertible {
  /// All at once.
  case whole
  /// One at a time.
  case byteByByte
  /// Cut at random places, with an empty chunk now and then; the same cuts for the same seed.
  case randomCuts(seed: UInt64)

  /// Whole, byte by byte, and eight series of random cuts.
  package static let all: [ChunkedDelivery] = [.whole, .byteByByte] + (1...8).map { .randomCuts(seed: $0) }

  /// The chunks, in order; together they are `bytes`.
  ///
  /// Their indices begin anywhere, as slices' do.
  package func chunks(of bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    switch self {
    case .whole: return [bytes[...]]
    case .byteByByte: return bytes.indices.map { bytes[$0...$0] }
    case .randomCuts(let seed):
      var generator = SplitMix64(seed: seed)
      // Short chunks cut inside of records and characters, long ones hold many.
      let longest = [3, 17, 200, 5000][Int(seed % 4)]
      var chunks: [ArraySlice<UInt8>] = []
      var start = 0
      while start < bytes.count {
        let end = min(bytes.count, start + Int.random(in: 0...longest, using: &generator))
        chunks.append(bytes[start..<end])
        start = end
      }
      return chunks
    }
  }

  /// As it is named in a test's arguments.
  package var description: String {
    switch self {
    case .whole: "whole"
    case .byteByByte: "byte by byte"
    case .randomCuts(let seed): "random cuts, seed \(seed)"
    }
  }
}
