import Glibc
import LeadDelivery
import LeadModel
import LeadTransport
import TestSupport
import Testing

/// What a `Retry-After` does, whatever stands in it: over sockets, and without waiting for it.
@Suite(.enabled(if: FaultTLS.isThere, "no OpenSSL"), .timeLimit(.minutes(5)))
struct FaultRetryAfterTests {
  /// A header and what it asks for.
  struct Row: Sendable, CustomTestStringConvertible {
    /// What is asked for.
    enum Wait: Sendable, Equatable {
      /// Nothing is sent to the destination, or this lead is not, for so long.
      case seconds(ClosedRange<Int>)
      /// Tried again when its backoff is over, without using up an attempt.
      case none
      /// As if it were not there: tried again, and the attempt counts.
      case unreadable
    }

    let name: String
    /// Each a header line of its own.
    let values: [String]
    var date: String?
    let wait: Wait

    var testDescription: String { name }

    static func seconds(_ count: Int) -> Wait { .seconds(count...count) }
  }

  static let rows: [Row] = [
    Row(name: "seconds", values: ["7"], wait: Row.seconds(7)),
    Row(name: "seconds with blanks around", values: ["  7 "], wait: Row.seconds(7)),
    Row(name: "15 min", values: ["900"], wait: Row.seconds(900)),
    Row(name: "more than 15 min", values: ["901"], wait: Row.seconds(900)),
    Row(name: "a year", values: ["31536000"], wait: Row.seconds(900)),
    Row(name: "more than 64 bits hold", values: ["99999999999999999999999"], wait: Row.seconds(900)),
    Row(name: "no wait", values: ["0"], wait: .none),
    Row(name: "negative", values: ["-5"], wait: .unreadable),
    Row(name: "a fraction", values: ["1.5"], wait: .unreadable),
    Row(name: "words", values: ["soon"], wait: .unreadable),
    Row(name: "empty", values: [""], wait: .unreadable),
    Row(name: "a list", values: ["7, 8"], wait: .unreadable),
    Row(name: "two headers", values: ["3", "7"], wait: Row.seconds(7)),
    Row(
      name: "seconds and a date", values: ["3", "Fri, 31 Dec 2027 23:59:59 GMT"], date: "Fri, 31 Dec 2027 23:59:50 GMT",
      wait: Row.seconds(9)),
    Row(
      name: "a date", values: ["Fri, 31 Dec 2027 23:59:59 GMT"], date: "Fri, 31 Dec 2027 23:59:29 GMT",
      wait: Row.seconds(30)),
    Row(
      name: "a date as RFC 850 has it", values: ["Friday, 31-Dec-27 23:59:59 GMT"],
      date: "Fri Dec 31 23:59:49 2027", wait: Row.seconds(10)),
    Row(
      name: "a date by a server whose clock is years behind", values: ["Thu, 01 Jan 2015 00:01:00 GMT"],
      date: "Thu, 01 Jan 2015 00:00:00 GMT", wait: Row.seconds(60)),
    Row(name: "a date in the far future", values: ["Fri, 31 Dec 9999 23:59:59 GMT"], wait: Row.seconds(900)),
    Row(
      name: "a date that is the answer's own", values: ["Fri, 31 Dec 2027 23:59:59 GMT"],
      date: "Fri, 31 Dec 2027 23:59:59 GMT", wait: .none),
    Row(name: "a date that has passed", values: ["Sun, 06 Nov 1994 08:49:37 GMT"], wait: .none),
    Row(name: "a date that is none", values: ["Fri, 31 Feb 2027 23:59:59 GMT"], wait: .unreadable),
  ]

  struct Case: Sendable, CustomTestStringConvertible {
    let row: Row
    let status: Int
    let wire: FaultWire

    var testDescription: String { "\(row.name), \(status), \(wire.rawValue)" }
  }

  static func cases(_ statuses: [Int], isWait: Bool) -> [Case] {
    rows.filter { if case .seconds = $0.wait { isWait } else { !isWait } }.flatMap { row in
      statuses.flatMap { status in FaultWire.allCases.map { Case(row: row, status: status, wire: $0) } }
    }
  }

  static func step(_ item: Case) -> FaultStep {
    var step = FaultStep.status(item.status)
    step.headers += item.row.values.map { ("retry-after", $0) }
    if let date = item.row.date { step.headers.append(("date", date)) }
    return step
  }

  /// A courier with two leads, the first of which gets the row's answer once, and its events.
  func start(
    _ item: Case, maxAttempts: Int
  ) throws -> (server: FaultServer, courier: Courier, events: AsyncStream<DeliveryEvent>) {
    let server = try item.wire.server { request in request.number == 0 ? Self.step(item) : .ok }
    var options = DeliveryOptions()
    options.concurrency = 1
    options.maxAttempts = maxAttempts
    let (events, sink) = AsyncStream.makeStream(of: DeliveryEvent.self)
    let courier = try Courier(item.wire.destination(server), options, seed: FaultSeed.short) { sink.yield($0) }
    courier.offer([.lead(1, "a"), .lead(2, "b")])
    courier.close()
    return (server, courier, events)
  }

  func ends(of courier: Courier) async -> [Int: Settlement] {
    var ends: [Int: Settlement] = [:]
    while let batch = await courier.nextSettled() {
      for settled in batch { #expect(ends.updateValue(settled.settlement, forKey: settled.ticket) == nil) }
    }
    return ends
  }

  @Test(arguments: cases([429, 503], isWait: true))
  func waitHoldsTheDestination(_ item: Case) async throws {
    let (server, courier, events) = try start(item, maxAttempts: 1)
    defer { server.stop() }
    var held: Duration?
    for await case .held(let code, let wait) in events {
      #expect(code == "http.\(item.status)")
      held = wait
      break
    }
    courier.interrupt()
    let ends = await ends(of: courier)
    guard case .seconds(let range) = item.row.wait else { return }
    #expect(held.map { $0 >= .seconds(range.lowerBound) && $0 <= .seconds(range.upperBound) } == true)
    // The other lead was held too, and nobody died of it.
    #expect(ends == [1: .unsettled, 2: .unsettled] && server.requests.map(\.ticket) == [1])
  }

  @Test(arguments: cases([408, 425, 500, 502], isWait: true))
  func waitOfAnotherStatusIsTheLeadsAlone(_ item: Case) async throws {
    let (server, courier, events) = try start(item, maxAttempts: 1)
    defer { server.stop() }
    _ = events
    #expect(await courier.nextSettled()?.map(\.ticket) == [2])
    courier.interrupt()
    #expect(await ends(of: courier) == [1: .unsettled])
    #expect(server.requests.map(\.ticket) == [1, 2])
  }

  @Test(arguments: cases([429, 503, 500], isWait: false))
  func whatIsNoWaitIsNotWaitedFor(_ item: Case) async throws {
    let (server, courier, _) = try start(item, maxAttempts: 2)
    defer { server.stop() }
    #expect(await ends(of: courier) == [1: .delivered(attempts: 2), 2: .delivered(attempts: 1)])
    #expect(server.requests.map(\.ticket) == [1, 2, 1])
  }

  /// Only a `Retry-After` that can be read says that the server is not the lead's fault.
  @Test(arguments: cases([500, 503], isWait: false))
  func whatCannotBeReadLeavesTheAttemptToCount(_ item: Case) async throws {
    let (server, courier, _) = try start(item, maxAttempts: 1)
    defer { server.stop() }
    let ends = await ends(of: courier)
    #expect(ends[2] == .delivered(attempts: 1))
    if item.row.wait == .unreadable {
      #expect(ends[1]?.name == "attempts.exhausted" && server.requests.map(\.ticket) == [1, 2])
    } else {
      #expect(ends[1] == .delivered(attempts: 2) && server.requests.map(\.ticket) == [1, 2, 1])
    }
  }

  @Test(arguments: FaultWire.allCases)
  func aDateIsReadByOurClockWhereTheServerHasNone(_ wire: FaultWire) async throws {
    var then = time(nil) + 60
    var parts = tm()
    gmtime_r(&then, &parts)
    var text = [CChar](repeating: 0, count: 64)
    let count = strftime(&text, text.count, "%a, %d %b %Y %H:%M:%S GMT", &parts)
    let date = String(decoding: text.prefix(count).map(UInt8.init), as: UTF8.self)
    try await waitHoldsTheDestination(
      Case(row: Row(name: "in a minute", values: [date], wait: .seconds(50...61)), status: 503, wire: wire))
  }
}
