import LeadDelivery
import LeadModel
import LeadTransport
import TestSupport
import Testing

/// Every row of the verdict's table over sockets: at the first attempt, at a later one, at all of them; in HTTP/1.1 with
/// and without TLS, and in HTTP/2.
///
/// Three leads go, one at a time: the row's, one behind it with the same uuid, and another. What is looked at is the end
/// of each, the number of requests, that each ended once, that nothing changed between attempts, and the order.
@Suite(.enabled(if: FaultTLS.isThere, "no OpenSSL"), .timeLimit(.minutes(5)))
struct FaultMatrixTests {
  /// At which of its attempts the row's lead meets the fault.
  enum Place: String, Sendable, CaseIterable, CustomTestStringConvertible {
    /// On a new connection, and before anything was delivered.
    case first = "first attempt"
    /// On a kept connection, after a 503.
    case later = "later attempt"
    case all = "all attempts"

    var testDescription: String { rawValue }
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let row: FaultRow
    let place: Place
    let wire: FaultWire

    var testDescription: String { "\(row.name), \(place.rawValue), \(wire.rawValue)" }
  }

  static let cases: [Case] = (FaultRow.answers + FaultRow.statuses + FaultRow.cuts + FaultRow.streams).flatMap { row in
    row.wires.flatMap { wire in Place.allCases.map { Case(row: row, place: $0, wire: wire) } }
  }

  static let maxAttempts = 3

  @Test func waitsAreShortByTheSeed() {
    var jitter = Jitter(seed: FaultSeed.short)
    let sum = (1...4).reduce(Duration.zero) { $0 + Backoff.wait(afterAttempts: $1, using: &jitter) }
    #expect(sum < .milliseconds(100))
  }

  @Test(arguments: cases)
  func tableHolds(_ item: Case) async throws {
    let (row, place) = (item.row, item.place)
    let script = FaultScript { ticket, attempt in
      guard ticket == 1 else { return .ok }
      return switch place {
      case .first: attempt == 1 ? row.step : .ok
      case .later: attempt == 1 ? .status(503) : attempt == 2 ? row.step : .ok
      case .all: row.step
      }
    }
    let server = try item.wire.server { script($0) }
    defer { server.stop() }
    var options = DeliveryOptions()
    options.concurrency = 1
    options.maxAttempts = Self.maxAttempts
    options.timeout = row.timeout ?? options.timeout
    if case .outage = row.fate, place == .all { options.giveUpAfter = .milliseconds(150) }
    let courier = try Courier(item.wire.destination(server), options, seed: FaultSeed.short)
    let parcels = [Parcel.lead(1, "same"), .lead(2, "same"), .lead(3, "other")]
    courier.offer(parcels)
    courier.close()
    if case .obeyed = row.fate, place == .all {
      await server.arrival(of: 5)
      courier.interrupt()
    }

    var ends: [Int: Settlement] = [:]
    while let batch = await courier.nextSettled() {
      for settled in batch { #expect(ends.updateValue(settled.settlement, forKey: settled.ticket) == nil) }
    }

    // Conservation: what was offered ended once.
    #expect(Set(ends.keys) == [1, 2, 3])
    let expected = Self.expected(row.fate, place)
    #expect(ends[1] == expected.first || ends[1]?.name == expected.name)
    #expect(ends[2]?.name == expected.second)
    #expect(ends[3]?.name == expected.third)
    #expect(courier.stopReason == expected.stop)
    if let attempts = ends[1]?.report?.attempts { #expect(attempts == expected.attempts) }
    if let report = ends[1]?.report, case .counted(let code) = row.fate {
      #expect(report.message.contains(" \(code)"))
    }

    // As many requests as attempts, and as many as they should be.
    let requests = server.requests
    #expect(requests.count == courier.statistics.attempts)
    if let count = expected.requests { #expect(requests.map(\.ticket) == count) }

    // The same uuid, the same bytes each time, and in their order.
    for request in requests {
      #expect(parcels.contains { $0.ticket == request.ticket && $0.body == request.body })
      #expect(request.header("x-bp-token") == "t0ken" && (request.stream > 0) == (item.wire == .http2))
    }
    let same = requests.map(\.ticket).filter { $0 != 3 }
    #expect(same == same.sorted())
  }

  /// What is to come of the three leads.
  struct Expected {
    /// The end of the row's lead, where all of it is known.
    var first: Settlement?
    /// Its end's name otherwise.
    var name: String?
    /// Its requests, where it is dead.
    var attempts: Int?
    var second = "delivered"
    var third = "delivered"
    var stop: StopReason?
    /// The requests' tickets; `nil` where time decides how many there are.
    var requests: [Int]?
  }

  static func expected(_ fate: FaultRow.Fate, _ place: Place) -> Expected {
    // The other lead goes while the row's waits.
    let before = place == .later ? [1, 3] : []
    switch fate {
    case .delivered:
      return place == .later
        ? Expected(first: .delivered(attempts: 2), requests: [1, 3, 1, 2])
        : Expected(first: .delivered(attempts: 1), requests: [1, 3, 2])
    case .dead(let code):
      return Expected(
        name: code, attempts: place == .later ? 2 : 1, requests: place == .later ? before + [1, 2] : [1, 3, 2])
    case .stopped(let reason):
      let third = place == .later ? "delivered" : "unsettled"
      return Expected(name: "unsettled", second: "unsettled", third: third, stop: reason, requests: before + [1])
    case .counted, .obeyed, .outage:
      switch place {
      case .first: return Expected(first: .delivered(attempts: 2), requests: [1, 3, 1, 2])
      case .later: return Expected(first: .delivered(attempts: 3), requests: [1, 3, 1, 1, 2])
      case .all: break
      }
      if case .counted = fate {
        return Expected(name: "attempts.exhausted", attempts: maxAttempts, requests: [1, 3, 1, 1, 2])
      }
      let reason: StopReason = if case .obeyed = fate { .interrupted } else { .unreachable }
      return Expected(name: "unsettled", second: "unsettled", stop: reason)
    }
  }
}
