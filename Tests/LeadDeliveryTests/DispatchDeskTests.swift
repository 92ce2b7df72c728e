import LeadDelivery
import LeadModel
import LeadTransport
import Synchronization
import Testing

/// The desk with the test in the place of the transport's thread.
struct DispatchDeskTests {
  static let destination = Destination(
    name: "main", brand: "custom", baseURL: "https://inbox.example.com", botId: "bot", customerId: "customer",
    token: Secret("t0ken"))

  let now = ContinuousClock.now
  let desk: DispatchDesk
  let events = Events()

  /// What was said, by whichever thread.
  final class Events: Sendable {
    private let all = Mutex<[DeliveryEvent]>([])
    var seen: [DeliveryEvent] { all.withLock { $0 } }
    func say(_ event: DeliveryEvent) { all.withLock { $0.append(event) } }
  }

  init() throws {
    var options = DeliveryOptions()
    options.concurrency = 1_000
    let clock = WallClock(start: Ending.wall)
    let events = events
    desk = DispatchDesk(
      Dispatcher(options, seed: 1, clock: clock), calls: try InboxCalls(Self.destination), origin: now, clock: clock,
      onEvent: { events.say($0) })
  }

  func parcels(_ tickets: Range<Int>) -> [Parcel] {
    tickets.map { Parcel(ticket: $0, uuid: "\($0)", body: [UInt8("\($0)") ?? 0]) }
  }

  func turn(at wait: Duration = .zero, _ answers: [HTTPAnswer] = []) -> (requests: [HTTPRequest], wait: Duration?) {
    var requests: [HTTPRequest] = []
    let next = desk.turn(now: now + wait, answers: answers, requests: &requests)
    return (requests, next.map { now.duration(to: $0) })
  }

  func answer(_ request: HTTPRequest, _ status: Int = 200) -> HTTPAnswer {
    let body = #"{"success":\#(status == 200),"message":"ok","code":\#(status)}"#
    return HTTPAnswer(id: request.id, result: .response(.answer(status, body: body)), startedAt: now, endedAt: now)
  }

  /// Starts to wait, and returns once it does.
  func waiting() async -> Task<[Settled]?, Never> {
    let desk = desk
    let task = Task { await desk.nextSettled() }
    while !desk.hasWaiter { await Task.yield() }
    return task
  }

  @Test func requestsAreTheApisPut() {
    #expect(desk.offer([Parcel(ticket: 7, uuid: "u", body: [1, 2, 3])]) == true)
    let request = turn().requests[0]
    #expect(request.url == "https://inbox.example.com/inbox/direct/lead" && request.method == .put)
    #expect(request.headerLines == ["x-bp-token: t0ken", "content-type: application/json"])
    #expect(request.body == [1, 2, 3])
  }

  @Test func onlyAnIdleTransportIsWoken() {
    #expect(desk.offer(parcels(0..<2)) == true)
    #expect(desk.offer(parcels(2..<4)) == false)
    #expect(turn().requests.count == 4)
    #expect(desk.offer(parcels(4..<5)) == true)
    #expect(desk.offer([]) == false)
  }

  @Test(.timeLimit(.minutes(5))) func whatIsThereIsGivenAtOnce() async {
    _ = desk.offer(parcels(0..<3))
    let requests = turn().requests
    _ = turn(requests[..<2].map { answer($0) })
    #expect(await desk.nextSettled()?.map(\.ticket) == [0, 1])
  }

  @Test(.timeLimit(.minutes(5))) func aWaitingConsumerIsWokenForAFullBatch() async {
    _ = desk.offer(parcels(0..<300))
    let requests = turn().requests
    let waiting = await waiting()
    _ = turn(requests[..<(DispatchDesk.batch - 1)].map { answer($0) })
    #expect(desk.hasWaiter)
    _ = turn([answer(requests[DispatchDesk.batch - 1])])
    #expect(await waiting.value?.count == DispatchDesk.batch)
  }

  @Test(.timeLimit(.minutes(5))) func fewAreGivenAfterAMoment() async {
    _ = desk.offer(parcels(0..<3))
    let requests = turn().requests
    let waiting = await waiting()
    #expect(turn(at: .milliseconds(5), [answer(requests[0])]).wait == .milliseconds(25))
    _ = turn(at: .milliseconds(24))
    #expect(desk.hasWaiter)
    _ = turn(at: .milliseconds(25))
    #expect(await waiting.value?.count == 1)
  }

  @Test(.timeLimit(.minutes(5))) func theLastAreGivenAtOnce() async {
    _ = desk.offer(parcels(0..<2))
    let requests = turn().requests
    let waiting = await waiting()
    _ = turn(requests.map { answer($0) })
    #expect(await waiting.value?.count == 2)
    let end = await self.waiting()
    desk.close()
    #expect(await end.value == nil)
    #expect(await desk.nextSettled() == nil)
  }

  @Test(.timeLimit(.minutes(5))) func aStopEndsItAndIsSaid() async {
    _ = desk.offer(parcels(0..<2))
    let requests = turn().requests
    _ = desk.offer(parcels(2..<5))
    let waiting = await waiting()
    _ = turn([answer(requests[0], 401), answer(requests[1], 200)])
    let settled = await waiting.value ?? []
    #expect(settled.count == 5 && settled.filter { $0.settlement == .unsettled }.count == 4)
    #expect(await desk.nextSettled() == nil)
    #expect(desk.stop?.reason == .tokenRefused)
    #expect(events.seen == [.stopped(Stop(.tokenRefused, code: "http.401", count: 1))])
    // Late offers come back too.
    _ = desk.offer(parcels(5..<6))
    #expect(await desk.nextSettled()?.first?.settlement == .unsettled)
  }

  @Test func tokensThatEndTheHeaderAreRefused() {
    for token in ["", "a\nx: y", "a b", "tökén", "a\r"] {
      var destination = Self.destination
      destination.token = Secret(token)
      #expect { try InboxCalls(destination) } throws: { ($0 as? Diagnostic)?.code == "destination.token" }
    }
  }

  @Test func listingAsksWithItsOwnHeaderAndEncodes() throws {
    var destination = Self.destination
    destination.botId = "b&o t/ä"
    destination.listToken = Secret("list")
    let request = try InboxCalls(destination).list(.nonLead, page: 3)
    let query = "botId=b%26o%20t%2F%C3%A4&customerId=customer&page=3&type=non-lead"
    #expect(request.url == "https://inbox.example.com/inbox/direct/chats?" + query)
    #expect(request.headerLines == ["x-bot-token: list"] && request.method == .get && request.body.isEmpty)
  }
}
