import LeadDelivery
import LeadModel
import LeadTransport
import TestSupport
import Testing

/// Before there is a request: no such host, nobody there, nobody to be trusted; and where a connection ends between two.
@Suite(.enabled(if: FaultTLS.isThere, "no OpenSSL"), .timeLimit(.minutes(5)))
struct FaultDoorTests {
  /// Delivers three leads and returns how they ended, each once.
  func deliver(
    to destination: Destination, _ change: (inout DeliveryOptions) -> Void = { _ in }
  ) async throws -> (ends: [Int: Settlement], courier: Courier) {
    var options = DeliveryOptions()
    options.concurrency = 1
    change(&options)
    let courier = try Courier(destination, options, seed: FaultSeed.short)
    courier.offer([.lead(1, "same"), .lead(2, "same"), .lead(3, "other")])
    courier.close()
    var ends: [Int: Settlement] = [:]
    while let batch = await courier.nextSettled() {
      for settled in batch { #expect(ends.updateValue(settled.settlement, forKey: settled.ticket) == nil) }
    }
    #expect(Set(ends.keys) == [1, 2, 3])
    return (ends, courier)
  }

  /// A door that stays shut.
  struct Closed: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let baseURL: String
    let code: String
  }

  @Test(arguments: [
    // Nobody listens on tcpmux, and no name below .invalid has an address (RFC 6761 §6.4).
    Closed(testDescription: "refused", baseURL: "http://127.0.0.1:1", code: "transport.connect"),
    Closed(testDescription: "refused, TLS", baseURL: "https://127.0.0.1:1", code: "transport.connect"),
    Closed(testDescription: "no such host", baseURL: "http://inbox.invalid", code: "transport.dns"),
    Closed(testDescription: "no such host, TLS", baseURL: "https://inbox.invalid", code: "transport.dns"),
  ])
  func whatCannotBeReachedIsAnOutageAndNobodysFault(_ door: Closed) async throws {
    var destination = DispatchDeskTests.destination
    destination.baseURL = door.baseURL
    let (ends, courier) = try await deliver(to: destination) {
      $0.maxAttempts = 1
      $0.giveUpAfter = .milliseconds(100)
    }
    #expect(courier.stop?.reason == .unreachable && courier.stop?.code == door.code)
    #expect(ends.values.allSatisfy { $0 == .unsettled })
    #expect(courier.statistics.byCode.keys.sorted() == [door.code] && courier.statistics.attempts > 0)
  }

  /// Who shows which certificate.
  struct Stranger: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var names = "IP:127.0.0.1"
    var isExpired = false
    var isKnown = true
  }

  @Test(
    arguments: [
      Stranger(testDescription: "unknown authority", isKnown: false),
      Stranger(testDescription: "another host's", names: "DNS:inbox.example"),
      Stranger(testDescription: "expired", isExpired: true),
    ], [false, true])
  func whoIsNotTrustedGetsNothing(_ stranger: Stranger, offersHTTP2: Bool) async throws {
    let certificate = try FaultCertificate(names: stranger.names, isExpired: stranger.isExpired)
    let server = try FaultServer(tls: FaultTLS(certificate, offersHTTP2: offersHTTP2))
    defer { server.stop() }
    var destination = DispatchDeskTests.destination
    destination.baseURL = server.url("")
    destination.caFile = stranger.isKnown ? certificate.file : nil
    let (ends, courier) = try await deliver(to: destination)
    #expect(courier.stop == Stop(.certificateUntrusted, code: "transport.certificate", count: 1))
    #expect(ends.values.allSatisfy { $0 == .unsettled })
    #expect(server.requests.isEmpty && server.connections == 1 && courier.statistics.attempts == 1)
  }

  /// The handshake fails as often as it is tried; then it does not.
  @Test(arguments: [FaultWire.tls, .http2])
  func aHandshakeThatIsCutUsesUpNothing(_ wire: FaultWire) async throws {
    let server = try wire.server(welcome: { $0 < 3 ? .reset : .serve }, script: { _ in .ok })
    defer { server.stop() }
    let (ends, courier) = try await deliver(to: wire.destination(server)) { $0.maxAttempts = 1 }
    #expect(ends.values.allSatisfy { $0.name == "delivered" } && courier.stop == nil)
    #expect(courier.statistics.attempts == 6 && server.requests.map(\.ticket).sorted() == [1, 2, 3])
  }

  @Test func tlsToAPortWithoutIsAnOutage() async throws {
    let server = try FaultServer(welcome: { _ in .resetAfterReading(1) }) { _ in .ok }
    defer { server.stop() }
    var destination = DispatchDeskTests.destination
    destination.baseURL = "https://127.0.0.1:\(server.port)"
    let (ends, courier) = try await deliver(to: destination) {
      $0.maxAttempts = 1
      $0.giveUpAfter = .milliseconds(100)
    }
    #expect(courier.stopReason == .unreachable && courier.statistics.byCode.keys.sorted() == ["transport.tls"])
    #expect(ends.values.allSatisfy { $0 == .unsettled } && server.requests.isEmpty)
  }

  /// How a connection ends after each answer: the next request may be on it already.
  struct Parting: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let ending: FaultStep.Ending
  }

  @Test(
    arguments: FaultWire.allCases,
    [
      Parting(testDescription: "closed, and said so", ending: .close),
      Parting(testDescription: "closed without a word", ending: .cut(after: .max)),
      Parting(testDescription: "reset", ending: .reset(after: .max)),
    ])
  func connectionsThatEndBetweenTwoRequestsLoseNothing(_ wire: FaultWire, _ parting: Parting) async throws {
    let server = try wire.server { _ in .ok.ending(parting.ending) }
    defer { server.stop() }
    var options = DeliveryOptions()
    options.concurrency = 2
    // Over HTTP/2 each answer cuts off whatever else flies: one lead may meet that eight times in a row.
    options.maxAttempts = 40
    let courier = try Courier(wire.destination(server), options, seed: FaultSeed.short)
    let parcels = (0..<6).map { Parcel.lead($0, "\(Unicode.Scalar(UInt8(97 + $0 % 3)))") }
    courier.offer(parcels)
    courier.close()
    var ends: [Int: Settlement] = [:]
    while let batch = await courier.nextSettled() {
      for settled in batch { #expect(ends.updateValue(settled.settlement, forKey: settled.ticket) == nil) }
    }
    #expect(Set(ends.keys) == Set(0..<6) && ends.values.allSatisfy { $0.name == "delivered" })
    // One that meets the end is sent again, by an attempt that is counted: the server may have seen the first.
    if case .close = parting.ending, wire != .http2 { #expect(courier.statistics.byCode.isEmpty) }
    #expect(server.requests.count >= 6 && server.requests.count <= courier.statistics.attempts)
    for uuid in 0..<3 {
      let tickets = server.requests.map(\.ticket).filter { $0 % 3 == uuid }
      #expect(tickets == tickets.sorted())
    }
  }
}
