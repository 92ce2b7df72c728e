/// A table's rows as bytes; of its first for the pages behind the first, which repeat it.
enum TableHeader {
  /// Where the first row ends, behind its line end; line ends between quotes are none.
  static func end(in bytes: [UInt8]) -> Int {
    var isQuoted = false
    for (place, byte) in bytes.enumerated() {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if byte == 0x0A, !isQuoted { return place + 1 }
    }
    return bytes.count
  }

  /// Where each row ends, behind its line end, as ``end(in:)`` has it; blank lines belong to the row behind them.
  static func rowEnds(in rows: ArraySlice<UInt8>) -> [Int] {
    var ends: [Int] = []
    var isQuoted = false
    var isBlank = true
    for (place, byte) in zip(rows.indices, rows) {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if byte == 0x0A, !isQuoted {
        if !isBlank { ends.append(place + 1) }
        isBlank = true
      } else if byte > 0x20 {
        isBlank = false
      }
    }
    return ends
  }

  /// Without a byte-order mark and the line end.
  static func trimmed(_ header: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var header = header.starts(with: [0xEF, 0xBB, 0xBF]) ? header.dropFirst(3) : header
    while let last = header.last, last <= 0x20 { header.removeLast() }
    return header
  }
}
