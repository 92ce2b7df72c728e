import LeadDelivery
import LeadModel
import LeadTransport
import Synchronization
import Testing

/// An inbox of answers by script: what was asked is kept, the last answer repeats.
final class ScriptedInbox: Sendable {
  private let state: Mutex<(script: [Ending], asked: [HTTPRequest], waits: [Duration])>

  init(_ script: [Ending]) { state = Mutex((script, [], [])) }

  var asked: [HTTPRequest] { state.withLock { $0.asked } }
  var waits: [Duration] { state.withLock { $0.waits } }

  var client: PatientClient {
    PatientClient(
      DispatchDeskTests.destination,
      send: { request async throws(TransportFailure) in try self.answer(request) },
      sleep: { wait in self.state.withLock { $0.waits.append(wait) } })
  }

  private func answer(_ request: HTTPRequest) throws(TransportFailure) -> HTTPResponse {
    let ending = state.withLock { state in
      state.asked.append(request)
      return state.script.count > 1 ? state.script.removeFirst() : state.script[0]
    }
    switch ending {
    case .status(let status, let body, let retryAfter): return .answer(status, body: body, retryAfter: retryAfter)
    case .failure(let kind, let sent):
      throw TransportFailure(kind: kind, requestSent: sent, code: "transport.\(kind)", message: "ended")
    }
  }
}

struct ChatListingTests {
  static func page(_ ids: String...) -> Ending {
    let data = ids.map { #"{"_id": "\#($0)", "uuid": "u-\#($0)"}"# }.joined(separator: ",")
    return .status(200, body: #"{"success": true, "message": "ok", "code": 200, "data": [\#(data)]}"#)
  }

  func read(_ inbox: ScriptedInbox) async throws -> [[String?]] {
    var pages: [[String?]] = []
    let listing = try ChatListing(DispatchDeskTests.destination, client: inbox.client)
    for try await chats in listing.pages(of: .lead) { pages.append(chats.map(\.id)) }
    return pages
  }

  @Test func endsAtTheFirstEmptyPage() async throws {
    let inbox = ScriptedInbox([Self.page("1", "2"), Self.page("3"), Self.page()])
    #expect(try await read(inbox) == [["1", "2"], ["3"]])
    #expect(
      inbox.asked.map(\.url).map { $0.suffix(17) } == (1...3).map { "&page=\($0)&type=lead" }.map { $0.suffix(17) })
  }

  @Test func endsWhereAPageRepeatsTheOneBefore() async throws {
    let inbox = ScriptedInbox([Self.page("1", "2"), Self.page("3", "4"), Self.page("3", "4")])
    #expect(try await read(inbox) == [["1", "2"], ["3", "4"]])
    #expect(inbox.asked.count == 3)
  }

  @Test func aPageThatIsAllAnotherIsNoRepetition() async throws {
    let inbox = ScriptedInbox([Self.page("1", "2"), Self.page("2", "1"), Self.page()])
    #expect(try await read(inbox).count == 2)
  }

  @Test func anEmptyInboxHasNoPages() async throws {
    #expect(try await read(ScriptedInbox([Self.page()])).isEmpty)
  }

  @Test func failuresAreTriedAgain() async throws {
    let inbox = ScriptedInbox([
      .status(503, retryAfter: "2"), .failure(.cut), .status(200, body: "<html>"), .status(429), Self.page("1"),
      Self.page(),
    ])
    #expect(try await read(inbox) == [["1"]])
    #expect(inbox.waits.count == 4 && inbox.waits[0] == .seconds(2))
  }

  @Test(arguments: [
    (Ending.envelope(401), "token.refused", 1), (.envelope(403), "token.refused", 1),
    (.envelope(200, code: 401), "token.refused", 1), (.status(302), "destination.redirected", 1),
    (.failure(.certificate, sent: false), "destination.certificate", 1), (.envelope(404), "destination.refuses", 1),
    (.envelope(400), "destination.refuses", 1), (.status(403), "destination.refuses", 1),
    (.status(200, body: "<html>"), "inbox.unreadable", 5), (.status(200, body: #"{"ok": 1}"#), "inbox.unreadable", 5),
    (.failure(.connect, sent: false), "destination.unreachable", 5), (.status(500), "destination.unreachable", 5),
    (.status(503, retryAfter: "600"), "destination.unreachable", 1),
  ])
  func errorsAreSaidInWords(_ ending: Ending, code: String, requests: Int) async throws {
    let inbox = ScriptedInbox([ending])
    let listing = try ChatListing(DispatchDeskTests.destination, client: inbox.client)
    let error = await #expect(throws: Diagnostic.self) { try await listing.page(1, of: .lead) }
    #expect(error?.code == code)
    #expect(error?.message.contains("inbox.example.com") == true)
    #expect(error?.message.contains("t0ken") == false && error?.message.contains("words") == false)
    #expect(inbox.asked.count == requests)
  }
}

struct LeadProbeTests {
  func probe(_ inbox: ScriptedInbox) throws -> LeadProbe {
    try LeadProbe(DispatchDeskTests.destination, client: inbox.client, sleep: { _ in })
  }

  @Test func putsOneLead() async throws {
    let inbox = ScriptedInbox([.status(500), .yes])
    try await probe(inbox).put([1, 2])
    #expect(inbox.asked.map(\.body) == [[1, 2], [1, 2]] && inbox.asked[0].method == .put)
  }

  @Test(arguments: [(Ending.envelope(401), "token.refused"), (.envelope(400), "destination.refuses")])
  func saysWhatIsWrong(_ ending: Ending, code: String) async throws {
    let probe = try probe(ScriptedInbox([ending]))
    let error = await #expect(throws: Diagnostic.self) { try await probe.put([]) }
    #expect(error?.code == code)
  }

  @Test func findsItLater() async throws {
    // Two looks of two empty listings each, then it is there.
    let empty = ChatListingTests.page()
    let inbox = ScriptedInbox([empty, empty, empty, empty, ChatListingTests.page("1", "2")])
    #expect(try await probe(inbox).find(uuid: "u-2")?.id == "2")
  }

  @Test func findsItAmongChatsThatAreNoLeads() async throws {
    let inbox = ScriptedInbox([ChatListingTests.page(), ChatListingTests.page("9")])
    #expect(try await probe(inbox).find(uuid: "u-9") != nil)
    #expect(inbox.asked.last?.url.hasSuffix("type=non-lead") == true)
  }

  @Test func anInboxThatKeepsNothingIsNoticed() async throws {
    let inbox = ScriptedInbox([ChatListingTests.page()])
    #expect(try await probe(inbox).find(uuid: "u-1") == nil)
    #expect(inbox.asked.count == 2 * (LeadProbe.waits.count + 1))
  }

  @Test func looksThroughAFewPagesOnly() async throws {
    let pages = (0..<LeadProbe.pages * 2).map { ChatListingTests.page("\($0)") }
    let inbox = ScriptedInbox(pages + [ChatListingTests.page()])
    #expect(try await probe(inbox).find(uuid: "u-none") == nil)
  }
}
