import LeadDelivery
import LeadModel
import LeadTransport
import TestSupport
import Testing

/// Many leads on one HTTP/2 connection: what becomes of the others when one stream fails, or all of them do.
@Suite(.enabled(if: FaultTLS.isThere, "no OpenSSL"), .timeLimit(.minutes(5)))
struct FaultStreamTests {
  /// What came of a delivery.
  struct Outcome {
    var ends: [Int: Settlement] = [:]
    /// In the order of their ends.
    var tickets: [Int] = []
    var statistics = DeliveryStatistics()
    var stop: StopReason?
  }

  /// Delivers a lead of ticket 0 alone, so that there is a connection, and then leads of 1 to `count` all at once.
  func deliver(
    _ count: Int, to server: FaultServer, _ change: (inout DeliveryOptions) -> Void = { _ in }
  ) async throws -> Outcome {
    var options = DeliveryOptions()
    options.concurrency = count
    change(&options)
    let courier = try Courier(FaultWire.http2.destination(server), options, seed: FaultSeed.short)
    courier.offer([.lead(0, "first")])
    var outcome = Outcome()
    var isFirst = true
    while let batch = await courier.nextSettled() {
      for settled in batch {
        outcome.tickets.append(settled.ticket)
        #expect(outcome.ends.updateValue(settled.settlement, forKey: settled.ticket) == nil)
      }
      guard isFirst else { continue }
      isFirst = false
      courier.offer((1...count).map { .lead($0, "u\(Unicode.Scalar(UInt8(97 + $0 % 26)))") })
      courier.close()
    }
    outcome.statistics = courier.statistics
    outcome.stop = courier.stopReason
    #expect(Set(outcome.ends.keys) == Set(0...count))
    return outcome
  }

  /// The script's steps by ticket at the first attempt; everything else is a yes.
  func server(_ steps: [Int: FaultStep], then rest: FaultStep = .ok, streamLimit: Int? = nil) throws -> FaultServer {
    let script = FaultScript { ticket, attempt in
      ticket > 0 && attempt == 1 ? steps[ticket] ?? rest : .ok
    }
    return try FaultWire.http2.server(streamLimit: streamLimit) { script($0) }
  }

  @Test func oneConnectionCarriesThemAllAndAnswersFindTheirLeadsInAnyOrder() async throws {
    var steps: [Int: FaultStep] = [:]
    for ticket in 1...8 { steps[ticket] = .delayed(.milliseconds(20 * (9 - ticket))) }
    steps[3] = FaultStep.status(422).delayed(.milliseconds(120))
    let server = try server(steps)
    defer { server.stop() }
    let outcome = try await deliver(8, to: server)
    #expect(server.connections == 1 && server.peakInFlight == 8)
    #expect(outcome.ends[3]?.name == "http.422")
    #expect(outcome.ends.filter { $0.value == .delivered(attempts: 1) }.count == 8)
    #expect(outcome.tickets.first == 0 && outcome.tickets.last == 1)
    #expect(server.requests.count == 9)
  }

  @Test func aStreamThatFailsLeavesTheOthersAlone() async throws {
    let server = try server([
      2: .ok.ending(.resetStream(afterFrames: 0, code: 2)), 4: .ok.ending(.resetStream(afterFrames: 1, code: 8)),
      6: .status(503),
    ])
    defer { server.stop() }
    let outcome = try await deliver(8, to: server)
    for ticket in 0...8 { #expect(outcome.ends[ticket] == .delivered(attempts: [2, 4, 6].contains(ticket) ? 2 : 1)) }
    #expect(server.requests.count == 12 && outcome.statistics.attempts == 12)
  }

  @Test(arguments: [FaultStep.Ending.reset(after: 0), .cut(after: 0)])
  func aConnectionThatEndsWithAllItsStreamsIsAnAttemptOfEach(_ ending: FaultStep.Ending) async throws {
    // The last to come ends the connection for all that wait on it.
    let server = try server([8: .ok.ending(ending)], then: .held)
    defer { server.stop() }
    let outcome = try await deliver(8, to: server)
    for ticket in 1...8 { #expect(outcome.ends[ticket] == .delivered(attempts: 2)) }
    // None was repeated by the transport: the server may have acted on every one of them.
    #expect(server.requests.count == 17 && outcome.statistics.attempts == 17)
  }

  @Test func aRefusedStreamIsRepeatedAndUsesUpNothing() async throws {
    let server = try server([2: .ok.ending(.resetStream(afterFrames: 0, code: 7))])
    defer { server.stop() }
    let outcome = try await deliver(4, to: server)
    #expect(outcome.ends.values.allSatisfy { $0 == .delivered(attempts: 1) })
    #expect(server.requests.map(\.ticket).sorted() == [0, 1, 2, 2, 3, 4])
    #expect(outcome.statistics.byCode.isEmpty)
  }

  @Test func streamsThatAreRefusedForEverEnd() async throws {
    let script = FaultScript { ticket, _ in
      ticket == 1 ? .ok.ending(.resetStream(afterFrames: 0, code: 7)) : .ok
    }
    let server = try FaultWire.http2.server { script($0) }
    defer { server.stop() }
    let outcome = try await deliver(2, to: server) { $0.maxAttempts = 2 }
    #expect(outcome.ends[1]?.name == "attempts.exhausted" && outcome.ends[2] == .delivered(attempts: 1))
    // libcurl repeats five times an attempt.
    #expect(server.requests.filter { $0.ticket == 1 }.count == 12)
  }

  @Test(arguments: 1...8)
  func goAwayInMidFlightLosesAndRepeatsNothingThatWasLookedAt(_ ticket: Int) async throws {
    let server = try server([ticket: .ok.ending(.goAway(isProcessed: false))], then: .delayed(.milliseconds(30)))
    defer { server.stop() }
    let outcome = try await deliver(8, to: server)
    #expect(outcome.ends.values.allSatisfy { $0.name == "delivered" } && outcome.stop == nil)
    // A stream that was about to begin when the last of the others was refused fails instead (CURLE_HTTP2, libcurl
    // 7.88.1): one attempt more, of a request that was not sent.
    #expect(outcome.statistics.retries <= 1 && outcome.statistics.byCode.keys.allSatisfy { $0 == "transport.cut" })
    // What was answered on the connection that goes was not sent again on the next.
    let (old, new) = (server.requests.filter { $0.connection == 0 }, server.requests.filter { $0.connection > 0 })
    let isRefused =
      old.first { $0.ticket == ticket }.map { refused in { $0 >= refused.stream } } ?? { (_: Int) in false }
    #expect(Set(old.filter { !isRefused($0.stream) }.map(\.ticket)).isDisjoint(with: new.map(\.ticket)))
    #expect(Set(server.requests.map(\.ticket)) == Set(0...8))
  }

  @Test func goAwayAfterEveryAnswerLosesNothing() async throws {
    let server = try FaultWire.http2.server { _ in .ok.ending(.goAway(isProcessed: true)) }
    defer { server.stop() }
    let outcome = try await deliver(20, to: server) { $0.concurrency = 1 }
    #expect(outcome.ends.values.allSatisfy { $0 == .delivered(attempts: 1) })
    #expect(server.connections == 21 && server.requests.count == 21)
  }

  @Test(arguments: [1, 3])
  func aLimitOfStreamsIsKept(_ limit: Int) async throws {
    let server = try server([:], then: .delayed(.milliseconds(2)), streamLimit: limit)
    defer { server.stop() }
    let outcome = try await deliver(60, to: server) { $0.concurrency = 12 }
    #expect(outcome.ends.values.allSatisfy { $0 == .delivered(attempts: 1) })
    #expect(outcome.statistics.attempts == 61 && outcome.statistics.byCode.isEmpty)
    #expect(server.requests.count == 61)
  }
}
