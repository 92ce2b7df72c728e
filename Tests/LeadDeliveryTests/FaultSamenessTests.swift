import LeadDelivery
import LeadModel
import LeadTransport
import TestSupport
import Testing

/// Many leads of few people under faults of all kinds: each ends once, in order, and is the same on every attempt.
@Suite(.enabled(if: FaultTLS.isThere, "no OpenSSL"), .timeLimit(.minutes(5)))
struct FaultSamenessTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let seed: UInt64
    let wire: FaultWire

    var testDescription: String { "seed \(seed), \(wire.rawValue)" }
  }

  static let cases: [Case] = FaultWire.allCases.flatMap { wire in (1...2).map { Case(seed: $0, wire: wire) } }

  /// What becomes of one answer.
  static let faults: [FaultStep] = [
    .status(500), .status(503), .status(503, retryAfter: "0"), .status(429), .status(429, retryAfter: "0"),
    .status(422),
    .status(408), .body("<html></html>"), .body(#"{"success":false}"#), .body(#"{"success":true,"code":409}"#),
    .delayed(.milliseconds(10)),
  ]

  /// What becomes of a connection, with all that is on it.
  static let ends: [FaultStep] = [
    .cut(after: 0), .cut(after: 40), .reset(after: 0), .reset(after: 40), .ok.ending(.close),
    .ok.ending(.reset(after: .max)),
  ]

  /// What becomes of a stream, or of those that come after it.
  static let streams: [FaultStep] = [
    .ok.ending(.resetStream(afterFrames: 0, code: 2)), .ok.ending(.resetStream(afterFrames: 0, code: 7)),
    .ok.ending(.resetStream(afterFrames: 1, code: 8)), .ok.ending(.goAway(isProcessed: true)),
    .ok.ending(.goAway(isProcessed: false)),
  ]

  /// A lead's fate at an attempt follows from both and the seed, so that it is the same in every run.
  static func step(_ ticket: Int, _ attempt: Int, _ item: Case) -> FaultStep {
    var random = SplitMix64(seed: item.seed << 40 | UInt64(ticket) << 8 | UInt64(attempt))
    let isHTTP2 = item.wire == .http2
    let faults: [FaultStep]? =
      switch Int.random(in: 0..<100, using: &random) {
      case 0..<8: Self.faults
      case 8..<16: isHTTP2 ? streams : ends
      case 16: ends
      default: nil
      }
    return faults?.randomElement(using: &random) ?? .ok
  }

  @Test(arguments: cases)
  func everyLeadEndsOnceInOrderAndUnchanged(_ item: Case) async throws {
    let script = FaultScript { Self.step($0, $1, item) }
    let server = try item.wire.server { script($0) }
    defer { server.stop() }
    var options = DeliveryOptions()
    options.concurrency = 16
    let courier = try Courier(item.wire.destination(server), options, seed: item.seed)
    // 40 people; each comes three times, and the body says which.
    let parcels = (0..<120).map { Parcel.lead($0, String(repeating: "u", count: 1 + $0 % 40)) }
    courier.offer(parcels)
    courier.close()
    var ends: [Int: Settlement] = [:]
    while let batch = await courier.nextSettled() {
      for settled in batch { #expect(ends.updateValue(settled.settlement, forKey: settled.ticket) == nil) }
    }
    #expect(courier.stop == nil && Set(ends.keys) == Set(0..<120))
    #expect(ends.values.allSatisfy { ["delivered", "http.422", "inbox.refused", "http.409"].contains($0.name) })
    #expect(courier.statistics.attempts == 120 + courier.statistics.retries)

    let requests = server.requests
    #expect(server.peakInFlight <= 16 && requests.count > 120)
    var latest: [Int: Int] = [:]
    for request in requests {
      let ticket = request.ticket
      #expect(request.body == parcels[ticket].body, "another body, and so another uuid, on a later attempt")
      #expect(ticket >= latest[ticket % 40] ?? 0, "a later lead of a person before an earlier one's end")
      latest[ticket % 40] = ticket
    }
    // A yes is told for nobody to whom the server has not said it.
    let said = Set(requests.map(\.ticket))
    for (ticket, end) in ends where end.name == "delivered" { #expect(said.contains(ticket)) }
  }
}
