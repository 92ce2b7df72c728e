/// Decodes UTF-16 (RFC 2781) to UTF-8 as it arrives: neither a unit nor a surrogate pair is torn at a chunk's edge.
///
/// Half a surrogate pair, or half a unit at the end, becomes U+FFFD and is remembered in ``hasReplaced``.
struct UTF16Decoder: Sendable {
  private let isBigEndian: Bool
  /// The first half of a unit whose second has not come.
  private var half: UInt8?
  /// The first half of a surrogate pair whose second has not come.
  private var lead: UInt16?
  /// Whether anything was replaced by U+FFFD.
  private(set) var hasReplaced = false

  init(isBigEndian: Bool) { self.isBigEndian = isBigEndian }

  /// Appends the UTF-8 of what is complete in `chunk` and before to `text`.
  mutating func decode(_ chunk: some Collection<UInt8>, into text: inout [UInt8]) {
    text.reserveCapacity(text.count + chunk.count)
    for byte in chunk {
      guard let first = half else {
        half = byte
        continue
      }
      half = nil
      let unit = isBigEndian ? UInt16(first) << 8 | UInt16(byte) : UInt16(byte) << 8 | UInt16(first)
      if unit < 0x80, lead == nil { text.append(UInt8(unit)) } else { take(unit, into: &text) }
    }
  }

  /// Appends what is left over: U+FFFD for half a unit or half a pair.
  mutating func finish(into text: inout [UInt8]) {
    if lead != nil || half != nil { replace(into: &text) }
    lead = nil
    half = nil
  }

  private mutating func take(_ unit: UInt16, into text: inout [UInt8]) {
    if let high = lead {
      lead = nil
      if (0xDC00...0xDFFF).contains(unit) {
        append(0x10000 + (UInt32(high) - 0xD800) << 10 + (UInt32(unit) - 0xDC00), to: &text)
        return
      }
      replace(into: &text)
    }
    switch unit {
    case 0xD800...0xDBFF: lead = unit
    case 0xDC00...0xDFFF: replace(into: &text)
    default: append(UInt32(unit), to: &text)
    }
  }

  private mutating func replace(into text: inout [UInt8]) {
    hasReplaced = true
    append(0xFFFD, to: &text)
  }

  private func append(_ scalar: UInt32, to text: inout [UInt8]) {
    switch scalar {
    case 0..<0x80:
      text.append(UInt8(scalar))
    case 0x80..<0x800:
      text.append(UInt8(0xC0 | scalar >> 6))
      text.append(UInt8(0x80 | scalar & 0x3F))
    case 0x800..<0x10000:
      text.append(UInt8(0xE0 | scalar >> 12))
      text.append(UInt8(0x80 | scalar >> 6 & 0x3F))
      text.append(UInt8(0x80 | scalar & 0x3F))
    default:
      text.append(UInt8(0xF0 | scalar >> 18))
      text.append(UInt8(0x80 | scalar >> 12 & 0x3F))
      text.append(UInt8(0x80 | scalar >> 6 & 0x3F))
      text.append(UInt8(0x80 | scalar & 0x3F))
    }
  }
}
