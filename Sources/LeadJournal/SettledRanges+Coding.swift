/// How settled ranges lie in the journal: a version byte, then numbers as ``LEB128``.
///
///     1 · mark · for each range above it: unsettled ordinals before it − 1 · its length − 1
///
/// A run in order takes 4 bytes; a range above the mark takes 2, so the 32,768 that can be at most take 64 KB.
extension SettledRanges {
  private static let codingVersion: UInt8 = 1

  /// The compact form, of which there is one only for equal ranges.
  package var encoded: [UInt8] {
    var bytes = [Self.codingVersion]
    bytes.reserveCapacity(4 + above.count * 2)
    LEB128.append(mark, to: &bytes)
    var end = mark
    for range in above {
      LEB128.append(range.lowerBound - end - 2, to: &bytes)
      LEB128.append(range.upperBound - range.lowerBound, to: &bytes)
      end = range.upperBound
    }
    return bytes
  }

  /// Reads the compact form back; `nil` for bytes that ``encoded`` never gives.
  package init?(encoded bytes: some Sequence<UInt8>) {
    var input = bytes.makeIterator()
    guard input.next() == Self.codingVersion, case .number(let mark) = Self.next(&input) else { return nil }
    self.init()
    if mark > 0 { insert(1...mark) }
    var end = mark
    while true {
      switch Self.next(&input) {
      case .end: return
      case .damaged: return nil
      case .number(let gap):
        guard case .number(let length) = Self.next(&input), gap <= .max - 2 else { return nil }
        let (low, lowOverflows) = end.addingReportingOverflow(gap + 2)
        let (high, highOverflows) = low.addingReportingOverflow(length)
        guard !lowOverflows, !highOverflows, high < .max else { return nil }
        insert(low...high)
        end = high
      }
    }
  }

  private enum Item {
    case number(Int)
    case end
    case damaged
  }

  /// The next number, below `Int.max`.
  private static func next(_ input: inout some IteratorProtocol<UInt8>) -> Item {
    var value: UInt = 0
    var shift: UInt = 0
    while let byte = input.next() {
      value |= UInt(byte & 0x7F) << shift
      if byte & 0x80 == 0 {
        // A last byte of zero behind others says nothing: a second form of the same number.
        guard shift == 0 || byte != 0, value < UInt(Int.max) else { return .damaged }
        return .number(Int(value))
      }
      shift += 7
      if shift > 56 { return .damaged }
    }
    return shift == 0 ? .end : .damaged
  }
}
