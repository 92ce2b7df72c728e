/// An address of IPv4 or IPv6, as 128 bits.
///
/// IPv4 lies at `::ffff:0:0/96` (RFC 4291, section 2.5.5.2), so an IPv4 sender that reaches a socket of IPv6 is the same
/// address as on one of IPv4.
package struct IPAddress: Sendable, Hashable {
  /// The first and the last 64 bits.
  package let high: UInt64
  package let low: UInt64

  private static let mappedPrefix: UInt64 = 0x0000_FFFF_0000_0000

  init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// Reads `192.0.2.1` (four decimal numbers without leading zeros) or IPv6 in any form of RFC 4291, section 2.2.
  ///
  /// A zone (`%eth0`) is passed over. `nil` for anything else: ports and brackets are ``ForwardedAddress``'s business.
  package init?(_ text: some StringProtocol) {
    let text = text.prefix { $0 != "%" }
    if text.utf8.contains(UInt8(ascii: ":")) {
      guard let groups = Self.groups(Substring(text)) else { return nil }
      high = Self.joined(groups[..<4])
      low = Self.joined(groups[4...])
    } else {
      guard let number = Self.dotted(Substring(text)) else { return nil }
      high = 0
      low = Self.mappedPrefix | UInt64(number)
    }
  }

  package var isIPv4: Bool { high == 0 && low & 0xFFFF_FFFF_0000_0000 == Self.mappedPrefix }

  /// Whose requests are counted together: one address of IPv4, a /64 of IPv6, which is one customer's.
  package var neighbourhood: IPAddress { isIPv4 ? self : IPAddress(high: high, low: 0) }

  private static func joined(_ groups: ArraySlice<UInt16>) -> UInt64 {
    groups.reduce(0) { $0 << 16 | UInt64($1) }
  }

  private static func dotted(_ text: Substring) -> UInt32? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    var number: UInt32 = 0
    for part in parts {
      // `010` is eight to some readers and ten to others: it is refused.
      guard 1...3 ~= part.utf8.count, part.utf8.allSatisfy({ 0x30...0x39 ~= $0 }),
        part.utf8.count == 1 || part.utf8.first != 0x30, let byte = UInt8(part)
      else { return nil }
      number = number << 8 | UInt32(byte)
    }
    return number
  }

  /// The eight groups of an IPv6 address.
  private static func groups(_ text: Substring) -> [UInt16]? {
    guard let gap = text.firstRange(of: "::") else {
      guard let groups = plainGroups(text, isEnd: true), groups.count == 8 else { return nil }
      return groups
    }
    guard let first = plainGroups(text[..<gap.lowerBound], isEnd: false),
      let last = plainGroups(text[gap.upperBound...], isEnd: true),
      first.count + last.count < 8
    else { return nil }
    return first + Array(repeating: 0, count: 8 - first.count - last.count) + last
  }

  /// Groups between colons; an address' last two may be in IPv4's form.
  private static func plainGroups(_ text: Substring, isEnd: Bool) -> [UInt16]? {
    if text.isEmpty { return [] }
    var groups: [UInt16] = []
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    for (index, part) in parts.enumerated() {
      if isEnd, index == parts.count - 1, part.contains(".") {
        guard let number = dotted(part) else { return nil }
        groups += [UInt16(number >> 16), UInt16(truncatingIfNeeded: number)]
      } else {
        guard 1...4 ~= part.utf8.count, part.utf8.first != UInt8(ascii: "+"), let group = UInt16(part, radix: 16)
        else { return nil }
        groups.append(group)
      }
    }
    return groups.count <= 8 ? groups : nil
  }
}

extension IPAddress: CustomStringConvertible {
  /// As RFC 5952 writes it: `192.0.2.1`, `2001:db8::1`.
  package var description: String {
    if isIPv4 { return (0..<4).map { "\(low >> (24 - 8 * $0) & 0xFF)" }.joined(separator: ".") }
    let groups = [high, low].flatMap { half in (0..<4).map { UInt16(truncatingIfNeeded: half >> (48 - 16 * $0)) } }
    var gap = 0..<0
    var start = 0
    while start < 8 {
      let end = groups[start...].firstIndex { $0 != 0 } ?? 8
      if end - start > max(1, gap.count) { gap = start..<end }
      start = max(end, start) + 1
    }
    func text(_ range: Range<Int>) -> String { groups[range].map { String($0, radix: 16) }.joined(separator: ":") }
    return gap.isEmpty ? text(0..<8) : "\(text(0..<gap.lowerBound))::\(text(gap.upperBound..<8))"
  }
}
