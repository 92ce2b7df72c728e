import LeadModel
import Testing

@testable import LeadServer

/// The pace of one address, over simulated time.
struct AddressRatesTests {
  private let one = IPAddress(high: 0, low: 0xFFFF_0000_0001)
  private let other = IPAddress(high: 0, low: 0xFFFF_0000_0002)
  private let second: Int64 = 1_000_000_000

  @Test func aBurstIsTakenAndThenThePace() {
    var rates = AddressRates(Rate(perSecond: 2), burst: 3)
    #expect((0..<3).map { _ in rates.take(one, now: 0) } == [nil, nil, nil])
    #expect(rates.take(one, now: 0) == 1)
    #expect(rates.take(one, now: second / 2) == nil)
    #expect(rates.take(one, now: second / 2) == 1)
    #expect(rates.take(one, now: 60 * second) == nil)
  }

  @Test func aWaitIsSaidInWholeSeconds() {
    var rates = AddressRates(Rate(perSecond: 0.1), burst: 1)
    #expect(rates.take(one, now: 0) == nil)
    #expect(rates.take(one, now: 1) == 10)
    #expect(rates.take(one, now: 9 * second) == 1)
  }

  @Test func addressesDoNotCountForEachOtherAndNeighboursOfIPv6Do() throws {
    var rates = AddressRates(Rate(perSecond: 1), burst: 1)
    #expect(rates.take(one, now: 0) == nil)
    #expect(rates.take(other, now: 0) == nil)
    #expect(rates.take(try #require(IPAddress("2001:db8::1")), now: 0) == nil)
    #expect(rates.take(try #require(IPAddress("2001:db8::2")), now: 0) == 1)
    #expect(rates.take(try #require(IPAddress("2001:db8:0:1::2")), now: 0) == nil)
  }

  @Test func theTableKeepsItsBoundAndForgetsWhoIsQuietFirst() {
    var rates = AddressRates(Rate(perSecond: 1), burst: 1, maxAddresses: 8)
    for index in 0..<UInt64(6) { _ = rates.take(IPAddress(high: 0, low: 0xFFFF_0000_0100 + index), now: 0) }
    _ = rates.take(one, now: 10 * second)
    for index in 0..<UInt64(4) { _ = rates.take(IPAddress(high: 0, low: 0xFFFF_0000_0200 + index), now: 10 * second) }
    #expect(rates.count <= 8)
    #expect(rates.take(one, now: 10 * second) == 1, "who is busy is remembered")
    for index in 0..<UInt64(1000) {
      _ = rates.take(IPAddress(high: 0, low: 0xFFFF_0001_0000 + index), now: 10 * second)
    }
    #expect(rates.count <= 8)
  }

  @Test(arguments: [1e-9, 0.001, 1e8])
  func oddRatesDoNotOverflow(perSecond: Double) {
    var rates = AddressRates(Rate(perSecond: perSecond), burst: .max)
    #expect(rates.take(one, now: .max / 2) == nil)
  }
}
