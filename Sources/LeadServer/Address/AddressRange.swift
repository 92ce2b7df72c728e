/// Addresses with the same first bits (RFC 4632): `10.0.0.0/8`, `2001:db8::/32`, or one address.
package struct AddressRange: Sendable, Hashable {
  private let first: IPAddress
  /// Of 128; IPv4's count from 96 on.
  private let bits: Int

  /// Reads an address with or without `/bits`; `nil` for anything else.
  ///
  /// Bits behind the prefix may be set (`10.1.2.3/8`) and do not count.
  package init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let address = IPAddress(parts[0]), !parts[0].contains("%") else { return nil }
    let width = address.isIPv4 && !parts[0].contains(":") ? 32 : 128
    var bits = width
    if parts.count == 2 {
      guard 1...3 ~= parts[1].utf8.count, parts[1].utf8.allSatisfy({ 0x30...0x39 ~= $0 }), let given = Int(parts[1]),
        given <= width
      else { return nil }
      bits = given
    }
    self.bits = bits + 128 - width
    first = Self.masked(address, self.bits)
  }

  package func contains(_ address: IPAddress) -> Bool { Self.masked(address, bits) == first }

  private static func masked(_ address: IPAddress, _ bits: Int) -> IPAddress {
    // Swift's `<<` gives 0 for shifts of 64 and more, and shifts to the right by what is below 0.
    IPAddress(
      high: address.high & (UInt64.max << max(0, 64 - bits)),
      low: address.low & (bits <= 64 ? 0 : UInt64.max << (128 - bits)))
  }
}
