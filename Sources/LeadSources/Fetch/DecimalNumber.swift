/// A number as JSON writes it, compared digit by digit: an id of 19 digits is not rounded.
///
/// Up to 38 digits before the point, and 128 bytes in all; leading zeros are passed over.
struct DecimalNumber: Sendable, Hashable {
  private let isNegative: Bool
  /// From the first that is not 0 to the last that is not 0; empty for zero.
  private let digits: [UInt8]
  /// How many of the digits stand before the point; below 0 where zeros follow it.
  private let magnitude: Int

  /// Reads `12`, `-3.50`, `1e3`; `nil` for anything else, and for what is too long.
  init?(_ text: String) {
    var rest = Array(text.utf8)[...]
    guard rest.count <= 128 else { return nil }
    isNegative = rest.first == UInt8(ascii: "-")
    if isNegative { rest = rest.dropFirst() }
    func takeDigits() -> ArraySlice<UInt8> {
      let taken = rest.prefix { 0x30...0x39 ~= $0 }
      rest = rest.dropFirst(taken.count)
      return taken
    }
    let whole = takeDigits()
    var fraction: ArraySlice<UInt8> = []
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      fraction = takeDigits()
      guard !fraction.isEmpty else { return nil }
    }
    var exponent = 0
    if rest.first.map({ $0 | 0x20 }) == UInt8(ascii: "e") {
      rest = rest.dropFirst()
      let isBelow = rest.first == UInt8(ascii: "-")
      if isBelow || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
      guard let read = Int(String(decoding: takeDigits(), as: UTF8.self)), read <= 200 else { return nil }
      exponent = isBelow ? -read : read
    }
    guard rest.isEmpty, !whole.isEmpty else { return nil }
    let all = (whole + fraction).drop { $0 == 0x30 }
    magnitude = whole.count + exponent - (whole.count + fraction.count - all.count)
    guard magnitude <= 38 else { return nil }
    digits = Array(all.reversed().drop { $0 == 0x30 }.reversed())
  }

  /// The whole number that is `count` below it, what stands behind its point cut off towards zero.
  func lowered(by count: Int) -> String {
    var whole: Int128 = 0
    for place in 0..<max(0, magnitude) {
      // 38 digits fit: 10³⁸ is less than 2¹²⁷.
      whole = whole * 10 + Int128(place < digits.count ? digits[place] - 0x30 : 0)
    }
    let (lowered, overflows) = (isNegative ? -whole : whole).subtractingReportingOverflow(Int128(count))
    return String(overflows ? .min : lowered)
  }
}

extension DecimalNumber: Comparable {
  static func < (one: Self, other: Self) -> Bool {
    if one.digits.isEmpty || other.digits.isEmpty || one.isNegative != other.isNegative {
      return one.sign < other.sign
    }
    return one.isNegative ? other.isSmaller(than: one) : one.isSmaller(than: other)
  }

  private var sign: Int { digits.isEmpty ? 0 : (isNegative ? -1 : 1) }

  /// Without their signs; neither is zero.
  private func isSmaller(than other: Self) -> Bool {
    magnitude == other.magnitude ? digits.lexicographicallyPrecedes(other.digits) : magnitude < other.magnitude
  }

  static func == (one: Self, other: Self) -> Bool { !(one < other) && !(other < one) }

  func hash(into hasher: inout Hasher) {
    hasher.combine(sign)
    guard !digits.isEmpty else { return }
    hasher.combine(digits)
    hasher.combine(magnitude)
  }
}
