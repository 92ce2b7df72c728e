import LeadDelivery
import LeadModel
import LeadTransport
import TestSupport
import Testing

/// Whole paths: courier, transport and sockets against a server that fails by script.
@Suite(.timeLimit(.minutes(5)))
struct CourierTests {
  typealias Ends = [Int: Settlement]

  func destination(_ server: FaultServer) -> Destination {
    var destination = DispatchDeskTests.destination
    destination.baseURL = server.url("")
    return destination
  }

  func parcels(_ count: Int, uuids: Int = .max) -> [Parcel] {
    (0..<count).map {
      Parcel(ticket: $0, uuid: "\($0 % uuids)", body: Array(#"{"uuid":"\#($0 % uuids)","n":\#($0)}"#.utf8))
    }
  }

  /// Reads to the end; each ticket may come once.
  func ends(of courier: Courier) async -> Ends {
    var ends: Ends = [:]
    while let batch = await courier.nextSettled() {
      for settled in batch { #expect(ends.updateValue(settled.settlement, forKey: settled.ticket) == nil) }
    }
    return ends
  }

  /// Delivers parcels, one after the other offered, and reads to the end.
  func deliver(
    _ parcels: [Parcel], to server: FaultServer, _ change: (inout DeliveryOptions) -> Void = { _ in }
  ) async throws -> (ends: Ends, courier: Courier) {
    var options = DeliveryOptions()
    change(&options)
    let courier = try Courier(destination(server), options, seed: 1)
    courier.offer(parcels)
    courier.close()
    return (await ends(of: courier), courier)
  }

  @Test func deliversEverythingInOrderAndNotTooMuchAtOnce() async throws {
    let server = try FaultServer([])
    defer { server.stop() }
    let (ends, courier) = try await deliver(parcels(1_000, uuids: 300), to: server)
    #expect(ends.count == 1_000 && ends.values.allSatisfy { $0 == .delivered(attempts: 1) })
    #expect(courier.stop == nil && courier.statistics.attempts == 1_000 && courier.statistics.open == 0)
    #expect(server.peakInFlight <= 8)
    var latest: [Substring: Int] = [:]
    for request in server.requests {
      // The body is {"uuid":"U","n":N}.
      let parts = request.text.split { !$0.isNumber }
      let number = try #require(Int(parts[1]))
      #expect(number >= latest[parts[0]] ?? 0)
      latest[parts[0]] = number
    }
    let request = try #require(server.requests.first)
    #expect(request.method == "PUT" && request.path == "/inbox/direct/lead")
    #expect(request.header("x-bp-token") == "t0ken" && request.header("content-type") == "application/json")
  }

  @Test func theDestinationsConcurrencyCountsWhereTheOptionsHaveNone() async throws {
    let server = try FaultServer([], then: .delayed(.milliseconds(2)))
    defer { server.stop() }
    var destination = destination(server)
    destination.concurrency = 2
    let courier = try Courier(destination)
    courier.offer(parcels(40))
    courier.close()
    #expect(await ends(of: courier).count == 40)
    #expect(server.peakInFlight == 2)
  }

  @Test(arguments: [
    ("503", FaultStep.status(503)), ("429", .status(429)), ("cut before the answer", .cut(after: 0)),
    ("reset in mid-answer", .reset(after: 60)), ("cut in mid-answer", .cut(after: 90)),
    ("a proxy's page", .body("<html></html>", contentType: "text/html")), ("no HTTP", .garbage("hello\r\n\r\n")),
  ])
  func aFailureIsTriedAgain(_ name: String, _ step: FaultStep) async throws {
    let server = try FaultServer([step])
    defer { server.stop() }
    let (ends, courier) = try await deliver(parcels(1), to: server)
    #expect(ends == [0: .delivered(attempts: 2)])
    #expect(courier.statistics.attempts == 2 && courier.statistics.retries == 1)
    #expect(server.requests.count == 2 && server.requests[0].body == server.requests[1].body)
  }

  @Test func retryAfterIsWaitedFor() async throws {
    let server = try FaultServer([.status(503, retryAfter: "1")])
    defer { server.stop() }
    let start = ContinuousClock.now
    let (ends, _) = try await deliver(parcels(3), to: server) { $0.concurrency = 1 }
    #expect(ends.count == 3 && ends.values.allSatisfy { $0.name == "delivered" })
    #expect(start.duration(to: .now) >= .seconds(1))
  }

  @Test func aRefusedTokenStopsAndKillsNobody() async throws {
    let server = try FaultServer([.ok, .ok, .status(401)], then: .status(401))
    defer { server.stop() }
    let (ends, courier) = try await deliver(parcels(100), to: server) { $0.concurrency = 1 }
    #expect(courier.stopReason == .tokenRefused)
    #expect(ends.values.filter { $0 == .unsettled }.count == 98 && ends.count == 100)
    #expect(server.requests.count == 3)
  }

  @Test func aRedirectStopsAndIsNotFollowed() async throws {
    let server = try FaultServer([], then: FaultStep.status(302).header("location", "/elsewhere"))
    defer { server.stop() }
    let (ends, courier) = try await deliver(parcels(3), to: server) { $0.concurrency = 1 }
    #expect(courier.stopReason == .redirected && ends.values.allSatisfy { $0 == .unsettled })
    #expect(server.requests.map(\.path) == ["/inbox/direct/lead"])
  }

  @Test func aRefusedLeadIsDeadWithTheAnswer() async throws {
    let server = try FaultServer([.ok, .status(422, body: "no, Jane")])
    defer { server.stop() }
    let (ends, _) = try await deliver(parcels(3), to: server) { $0.concurrency = 1 }
    let report = try #require(ends[1]?.report)
    #expect(report.code == "http.422" && report.status == 422 && report.body == "no, Jane" && report.attempts == 1)
    #expect(!report.message.contains("Jane"))
    #expect(abs(report.lastAt.millisecondsSince1970 - Timestamp.now().millisecondsSince1970) < 120_000)
    #expect(ends[0]?.name == "delivered" && ends[2]?.name == "delivered")
  }

  @Test func aWrongDestinationKillsNobody() async throws {
    let server = try FaultServer([], then: .status(404))
    defer { server.stop() }
    let (ends, courier) = try await deliver(parcels(5), to: server)
    #expect(courier.stop == Stop(.destinationRefuses, code: "http.404", count: 5))
    #expect(ends.count == 5 && ends.values.allSatisfy { $0 == .unsettled })
  }

  @Test func anInboxThatIsDownIsGivenUpOn() async throws {
    let events = DispatchDeskTests.Events()
    var options = DeliveryOptions()
    options.giveUpAfter = .milliseconds(300)
    var destination = DispatchDeskTests.destination
    // Nobody listens on tcpmux. A port that was free a moment ago may be another test's by now.
    destination.baseURL = "http://127.0.0.1:1"
    let courier = try Courier(destination, options, seed: 1) { events.say($0) }
    courier.offer(parcels(3))
    courier.close()
    let ends = await ends(of: courier)
    #expect(courier.stopReason == .unreachable)
    #expect(ends.count == 3 && ends.values.allSatisfy { $0 == .unsettled })
    guard case .firstFailure("transport.connect", .some) = events.seen.first else {
      Issue.record("the first failure was not said first")
      return
    }
  }

  @Test func anInterruptionLetsLandWhatFlies() async throws {
    let server = try FaultServer([], then: .held)
    defer { server.stop() }
    var options = DeliveryOptions()
    options.concurrency = 4
    let courier = try Courier(destination(server), options)
    courier.offer(parcels(20))
    await server.arrival(of: 4)
    courier.interrupt()
    let first = await courier.nextSettled() ?? []
    #expect(first.count == 16 && first.allSatisfy { $0.settlement == .unsettled })
    server.release()
    let rest = await ends(of: courier)
    #expect(rest.count == 4 && rest.values.allSatisfy { $0.name == "delivered" })
    #expect(courier.stopReason == .interrupted && server.requests.count == 4)
  }

  @Test func anInterruptionWaitsNoLongerThanTheTimeout() async throws {
    let server = try FaultServer([], then: .held)
    defer { server.stop() }
    var options = DeliveryOptions()
    options.timeout = .seconds(1)
    let courier = try Courier(destination(server), options)
    courier.offer(parcels(20))
    await server.arrival(of: 8)
    courier.interrupt()
    let ends = await ends(of: courier)
    #expect(ends.count == 20 && ends.values.allSatisfy { $0 == .unsettled })
  }

  /// Conservation over sockets: faults by the request's number, so that the script is the same every time.
  @Test func everyParcelEndsOnceUnderFaults() async throws {
    let server = try FaultServer { request in
      var random = SplitMix64(seed: UInt64(request.number))
      return switch Int.random(in: 0..<100, using: &random) {
      case 0..<2: .reset(after: 30)
      case 2..<4: .cut(after: 0)
      case 4..<8: .status(503)
      case 8..<10: .status(429)
      case 10..<12: .status(422)
      case 12..<13: .body(#"{"success":false}"#)
      default: .ok
      }
    }
    defer { server.stop() }
    let (ends, courier) = try await deliver(parcels(2_000, uuids: 1_500), to: server) { $0.concurrency = 32 }
    #expect(ends.count == 2_000 && courier.stop == nil)
    #expect(ends.values.allSatisfy { ["delivered", "http.422", "inbox.refused"].contains($0.name) })
    #expect(ends.values.filter { $0.name == "delivered" }.count == courier.statistics.delivered)
    #expect(courier.statistics.attempts == 2_000 + courier.statistics.retries)
    #expect(server.peakInFlight <= 32)
  }

  @Test func listingGoesOverTheTransport() async throws {
    let page = #"{"success":true,"message":"ok","code":200,"data":[{"_id":"1","uuid":"u"}]}"#
    let server = try FaultServer([.status(502), .body(page)], then: .body(#"{"success":true,"code":200,"data":[]}"#))
    defer { server.stop() }
    let destination = destination(server)
    let listing = try ChatListing(destination, client: try PatientClient(connectingTo: destination))
    var chats: [Chat] = []
    for try await page in listing.pages(of: .lead) { chats += page }
    #expect(chats.map(\.uuid) == ["u"])
    #expect(server.requests.last?.path == "/inbox/direct/chats?botId=bot&customerId=customer&page=2&type=lead")
    #expect(server.requests.last?.header("x-bot-token") == "t0ken")
  }

  @Test func aListingsPageMayBeLong() async throws {
    let note = String(repeating: "x", count: 300_000)
    let page =
      #"{"success":true,"code":200,"data":[{"_id":"1","profile":{"notes":[{"title":"t","description":"\#(note)"}]}}]}"#
    let server = try FaultServer([.body(page)])
    defer { server.stop() }
    let destination = destination(server)
    let listing = try ChatListing(destination, client: try PatientClient(connectingTo: destination))
    #expect(try await listing.page(1, of: .lead).chats.first?.notes.first?.description.count == 300_000)
  }
}
