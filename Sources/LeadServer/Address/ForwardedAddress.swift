/// Whose request it is behind proxies.
///
/// A proxy adds the address that it was called from at the right end of `X-Forwarded-For`, or of `Forwarded` (RFC 7239).
/// So the lists are read from the right: what a trusted proxy says is believed, up to the first address that is no
/// trusted proxy's. What stands left of that one is the client's own word, and anyone may say anything.
package struct ForwardedAddress: Sendable {
  /// How many entries are looked at: longer chains of proxies are not met.
  package static let maxEntries = 32

  private let trusted: [AddressRange]

  /// - Parameter trusted: The proxies' addresses; none: headers are never believed.
  package init(trusted: [AddressRange]) { self.trusted = trusted }

  /// - Parameters:
  ///   - peer: Who has connected.
  ///   - forwardedFor: The values of all fields `x-forwarded-for`, in their order.
  ///   - forwarded: Those of `forwarded`; they count where there is no `x-forwarded-for`: a proxy writes the one that
  ///     it was set up for, and lets a client's own pass in the other.
  /// - Returns: The address to hold responsible. An entry that is no address (`unknown`, `_hidden`) ends the list: the
  ///   proxy that wrote it is.
  package func address(peer: IPAddress, forwardedFor: [String], forwarded: [String]) -> IPAddress {
    guard !trusted.isEmpty, isTrusted(peer) else { return peer }
    let entries = forwardedFor.isEmpty ? Self.entries(forwarded: forwarded) : Self.entries(forwardedFor: forwardedFor)
    var address = peer
    for entry in entries.reversed().prefix(Self.maxEntries) {
      guard let named = entry.flatMap(Self.address) else { return address }
      address = named
      guard isTrusted(named) else { return named }
    }
    return address
  }

  private func isTrusted(_ address: IPAddress) -> Bool { trusted.contains { $0.contains(address) } }

  private static func entries(forwardedFor fields: [String]) -> [Substring?] {
    fields.flatMap { field in field.split(separator: ",", omittingEmptySubsequences: false).map { trimmed($0) } }
  }

  /// The `for=` of each element; `nil` where it has none.
  private static func entries(forwarded fields: [String]) -> [Substring?] {
    fields.flatMap { field in
      field.split(separator: ",", omittingEmptySubsequences: false).map { element in
        element.split(separator: ";").lazy.map(trimmed).first { $0.prefix(4).lowercased() == "for=" }.map {
          trimmed($0.dropFirst(4))
        }
      }
    }
  }

  /// The address of `192.0.2.1`, `192.0.2.1:443`, `"[2001:db8::1]:443"`.
  private static func address(_ entry: Substring) -> IPAddress? {
    var text = entry
    if text.first == "\"", text.last == "\"", text.utf8.count > 1 { text = text.dropFirst().dropLast() }
    if text.first == "[" {
      guard let end = text.firstIndex(of: "]") else { return nil }
      return IPAddress(text[text.index(after: text.startIndex)..<end])
    }
    let colons = text.utf8.count { $0 == UInt8(ascii: ":") }
    return IPAddress(colons == 1 ? text.prefix { $0 != ":" } : text)
  }

  private static func trimmed(_ text: Substring) -> Substring {
    let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" }
    let start = text.drop(while: isBlank)
    return start.prefix(
      start.lastIndex { !isBlank($0) }.map { start.distance(from: start.startIndex, to: $0) + 1 } ?? 0)
  }
}
