import Testing

@testable import LeadServer

/// Whom a proxy speaks for, and whom nobody may pretend to be.
struct ForwardedAddressTests {
  /// A peer, what the headers say, and whose request it is; `10.0.0.0/8` and `2001:db8::/32` are trusted.
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let peer: String
    var forwardedFor: [String] = []
    var forwarded: [String] = []
    let address: String
  }

  @Test(arguments: [
    Case(testDescription: "no header", peer: "10.0.0.1", address: "10.0.0.1"),
    Case(
      testDescription: "a stranger's own word", peer: "203.0.113.9", forwardedFor: ["192.0.2.1"],
      address: "203.0.113.9"),
    Case(testDescription: "one proxy", peer: "10.0.0.1", forwardedFor: ["192.0.2.1"], address: "192.0.2.1"),
    Case(
      testDescription: "what the client wrote itself stands left", peer: "10.0.0.1",
      forwardedFor: ["127.0.0.1, 192.0.2.1"], address: "192.0.2.1"),
    Case(
      testDescription: "two proxies", peer: "10.0.0.1", forwardedFor: ["198.51.100.1, 192.0.2.1, 10.0.0.2"],
      address: "192.0.2.1"),
    Case(
      testDescription: "several fields are one list", peer: "10.0.0.1", forwardedFor: ["192.0.2.1", "10.0.0.2"],
      address: "192.0.2.1"),
    Case(
      testDescription: "only proxies", peer: "10.0.0.1", forwardedFor: ["10.0.0.3, 10.0.0.2"], address: "10.0.0.3"),
    Case(testDescription: "no address", peer: "10.0.0.1", forwardedFor: ["192.0.2.1, unknown"], address: "10.0.0.1"),
    Case(testDescription: "an empty list", peer: "10.0.0.1", forwardedFor: [""], address: "10.0.0.1"),
    Case(testDescription: "with a port", peer: "10.0.0.1", forwardedFor: ["192.0.2.1:4711"], address: "192.0.2.1"),
    Case(testDescription: "IPv6", peer: "2001:db8::1", forwardedFor: ["2001:dead::7"], address: "2001:dead::7"),
    Case(
      testDescription: "RFC 7239", peer: "10.0.0.1", forwarded: ["for=192.0.2.1;proto=https;by=10.0.0.1"],
      address: "192.0.2.1"),
    Case(
      testDescription: "RFC 7239, IPv6 with a port", peer: "10.0.0.1",
      forwarded: ["proto=https; For=\"[2001:dead::7]:4711\""], address: "2001:dead::7"),
    Case(
      testDescription: "RFC 7239, hidden", peer: "10.0.0.1", forwarded: ["for=192.0.2.1, for=_hidden"],
      address: "10.0.0.1"),
    Case(
      testDescription: "RFC 7239, without for", peer: "10.0.0.1", forwarded: ["for=192.0.2.1, proto=http"],
      address: "10.0.0.1"),
    Case(
      testDescription: "X-Forwarded-For goes first", peer: "10.0.0.1", forwardedFor: ["192.0.2.1"],
      forwarded: ["for=198.51.100.1"], address: "192.0.2.1"),
  ])
  func onlyATrustedProxyIsBelieved(row: Case) throws {
    let trusted = ["10.0.0.0/8", "2001:db8::/32"].compactMap { AddressRange($0) }
    let peer = try #require(IPAddress(row.peer))
    let found = ForwardedAddress(trusted: trusted).address(
      peer: peer, forwardedFor: row.forwardedFor, forwarded: row.forwarded)
    #expect(found.description == row.address)
    #expect(
      ForwardedAddress(trusted: []).address(peer: peer, forwardedFor: row.forwardedFor, forwarded: row.forwarded)
        == peer)
  }

  @Test func aListWithoutEndIsReadUpToItsBound() throws {
    let list = Array(repeating: "10.0.0.2", count: 1000).joined(separator: ",")
    let found = ForwardedAddress(trusted: [try #require(AddressRange("10.0.0.0/8"))]).address(
      peer: try #require(IPAddress("10.0.0.1")), forwardedFor: ["192.0.2.1," + list], forwarded: [])
    #expect(found.description == "10.0.0.2")
  }
}
