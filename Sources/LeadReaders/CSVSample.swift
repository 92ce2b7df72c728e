/// Collects a table's first bytes until there are enough to tell how it is written.
///
/// Where the sample ends depends on the bytes alone, not on how they arrive. Each byte is looked at once.
struct CSVSample: Sendable {
  /// All that has arrived.
  private(set) var bytes: [UInt8] = []
  private var scanned = 0
  private var lineEnds = 0

  /// Adds what has arrived.
  ///
  /// - Returns: The sample's length where there is enough now.
  mutating func add(_ chunk: ArraySlice<UInt8>) -> Int? {
    bytes.append(contentsOf: chunk)
    while scanned < min(bytes.count, CSVDialect.sampleBytes) {
      if Byte.endsLine(bytes[scanned]) { lineEnds += 1 }
      scanned += 1
      if lineEnds == CSVDialect.sampleLineEnds { return scanned }
    }
    return scanned == CSVDialect.sampleBytes ? scanned : nil
  }
}
