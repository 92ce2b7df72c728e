import Glibc
import LeadDelivery
import LeadModel
import LeadTransport
import TestSupport
import Testing

/// The token goes to the inbox and nowhere else, whatever its server says.
@Suite(.enabled(if: FaultTLS.isThere, "no OpenSSL"), .timeLimit(.minutes(5)))
struct FaultElsewhereTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let status: Int
    /// Whether another host is named, or another path of this one.
    let isOtherHost: Bool
    let wire: FaultWire

    var testDescription: String { "\(status) to \(isOtherHost ? "another host" : "the same host"), \(wire.rawValue)" }
  }

  static let cases: [Case] = [300, 301, 302, 303, 305, 307, 308].flatMap { status in
    [true, false].flatMap { isOther in
      FaultWire.allCases.map { Case(status: status, isOtherHost: isOther, wire: $0) }
    }
  }

  @Test(arguments: cases)
  func redirectsAreNotFollowed(_ item: Case) async throws {
    let elsewhere = try item.wire.server { _ in .ok }
    defer { elsewhere.stop() }
    let target = item.isOtherHost ? elsewhere.url("/steal") : "/elsewhere"
    let server = try item.wire.server { _ in FaultStep.status(item.status).header("location", target) }
    defer { server.stop() }
    var options = DeliveryOptions()
    options.concurrency = 1
    let courier = try Courier(item.wire.destination(server), options)
    courier.offer([.lead(1, "a"), .lead(2, "b")])
    courier.close()
    var ends: [Int: Settlement] = [:]
    while let batch = await courier.nextSettled() {
      for settled in batch { #expect(ends.updateValue(settled.settlement, forKey: settled.ticket) == nil) }
    }
    #expect(ends == [1: .unsettled, 2: .unsettled] && courier.stopReason == .redirected)
    #expect(server.requests.map(\.path) == ["/inbox/direct/lead"])
    #expect(elsewhere.connections == 0 && elsewhere.requests.isEmpty)
  }

  /// Other ways to send a client elsewhere, or to make it say more.
  @Test(arguments: FaultWire.allCases)
  func otherServicesCookiesAndRefreshesAreNotTakenUp(_ wire: FaultWire) async throws {
    let elsewhere = try wire.server { _ in .ok }
    defer { elsewhere.stop() }
    let step = FaultStep.ok.header("alt-svc", "h2=\"127.0.0.1:\(elsewhere.port)\"; ma=86400, clear")
      .header("refresh", "0; url=\(elsewhere.url("/steal"))").header("set-cookie", "id=1; path=/")
      .header("location", elsewhere.url("/steal"))
    let server = try wire.server { _ in step }
    defer { server.stop() }
    let courier = try Courier(wire.destination(server))
    courier.offer((1...20).map { .lead($0, "\($0)") })
    courier.close()
    var count = 0
    while let batch = await courier.nextSettled() {
      count += batch.count { $0.settlement == .delivered(attempts: 1) }
    }
    #expect(count == 20 && server.requests.count == 20)
    #expect(server.requests.allSatisfy { $0.header("cookie") == nil && $0.path == "/inbox/direct/lead" })
    #expect(elsewhere.connections == 0)
  }

  /// A proxy in the environment is used, as curl does; in a process of its own, as the environment is everybody's.
  @Test func aPlainProxyIsUsedForOtherHosts() async {
    await #expect(processExitsWith: .success) {
      let proxy = try FaultServer()
      setenv("http_proxy", proxy.url(""), 1)
      var destination = DispatchDeskTests.destination
      destination.baseURL = "http://inbox.invalid"
      let courier = try Courier(destination)
      courier.offer([.lead(1, "a")])
      courier.close()
      let batch = await courier.nextSettled()
      try #require(batch == [Settled(ticket: 1, settlement: .delivered(attempts: 1))])
      try #require(proxy.requests.map(\.path) == ["http://inbox.invalid/inbox/direct/lead"])
      proxy.stop()
    }
  }

  /// Through TLS the proxy is asked for a tunnel, and sees neither token nor lead.
  @Test func aProxyThatRefusesATunnelGetsNoToken() async {
    await #expect(processExitsWith: .success) {
      let proxy = try FaultServer(then: .status(502))
      setenv("https_proxy", proxy.url(""), 1)
      var destination = DispatchDeskTests.destination
      destination.baseURL = "https://inbox.invalid"
      var options = DeliveryOptions()
      options.maxAttempts = 1
      options.giveUpAfter = .milliseconds(100)
      let courier = try Courier(destination, options, seed: FaultSeed.short)
      courier.offer([.lead(1, "a")])
      courier.close()
      let batch = await courier.nextSettled()
      try #require(batch == [Settled(ticket: 1, settlement: .unsettled)])
      try #require(courier.stopReason == .unreachable)
      try #require(!proxy.requests.isEmpty)
      for request in proxy.requests {
        try #require(request.method == "CONNECT" && request.path == "inbox.invalid:443")
        try #require(!request.headers.contains { $0.value.contains("t0ken") } && request.body.isEmpty)
      }
      proxy.stop()
    }
  }

  /// This machine cannot be reached for us by anybody else.
  @Test func noProxyIsUsedForThisMachine() async {
    await #expect(processExitsWith: .success) {
      let (proxy, server) = (try FaultServer(), try FaultServer())
      setenv("http_proxy", proxy.url(""), 1)
      setenv("all_proxy", proxy.url(""), 1)
      let courier = try Courier(FaultWire.plain.destination(server))
      courier.offer([.lead(1, "a")])
      courier.close()
      let batch = await courier.nextSettled()
      try #require(batch == [Settled(ticket: 1, settlement: .delivered(attempts: 1))])
      try #require(server.requests.count == 1 && proxy.connections == 0)
      proxy.stop()
      server.stop()
    }
  }
}
