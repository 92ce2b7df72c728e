import Glibc
import LeadModel
import LeadSandbox
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5))) struct InboxServerTests {
  private static let lead = Lead(
    name: "Jane", email: "jane@example.com", phone: "2079460902", dialCode: "+44",
    notes: [.init(title: "t", description: "d")], status: .open, tags: ["a"], attributes: [.init(key: "k", value: "v")])

  @Test func aLeadThatWasPutIsListed() async throws {
    try await TestInbox.run { inbox in
      let answer = await inbox.put(Self.lead, uuid: "7e88d192-9b20-4035-9b68-d4ac3d58a34f")
      #expect(answer.status == 200)
      #expect(answer.header("content-type") == "application/json")
      #expect(String(decoding: answer.body, as: UTF8.self) == #"{"success":true,"message":"ok","code":200}"#)
      let chats = try await inbox.page(1)
      #expect(chats.map(\.lead) == [Self.lead])
      #expect(chats[0].uuid == "7e88d192-9b20-4035-9b68-d4ac3d58a34f")
      #expect(chats[0].id?.count == 24)
      #expect(try await inbox.page(1, type: "non-lead").isEmpty)
      #expect(try await inbox.page(2).isEmpty)
      #expect(chats == (try await inbox.server.inbox.chats(botId: "bot", customerId: "customer")))
    }
  }

  /// What is wrong with a request, and what it is answered.
  private struct Refusal: Sendable, CustomTestStringConvertible {
    var method = "PUT"
    var target = "/inbox/direct/lead"
    var headers = ["x-bp-token: token"]
    var body = ""
    var status = 400
    var message: String

    var testDescription: String { message }

    static func listing(_ query: String, status: Int = 400, _ message: String) -> Self {
      Refusal(
        method: "GET", target: "/inbox/direct/chats?\(query)", headers: ["x-bot-token: token"], status: status,
        message: message)
    }

    static let ids = #""uuid": "u", "botId": "bot", "customerId": "customer""#
    static let all = [
      Refusal(
        target: "/inbox", status: 404, message: "unknown path: expected /inbox/direct/lead or /inbox/direct/chats"),
      Refusal(method: "POST", status: 405, message: "wrong method: expected PUT"),
      Refusal(method: "GET", status: 405, message: "wrong method: expected PUT"),
      Refusal(method: "PUT", target: "/inbox/direct/chats", status: 405, message: "wrong method: expected GET"),
      Refusal(headers: [], status: 401, message: "x-bp-token: missing header"),
      Refusal(headers: ["x-bot-token: token"], status: 401, message: "x-bp-token: missing header"),
      Refusal(headers: ["x-bp-token: nobody"], status: 401, message: "x-bp-token: unknown token"),
      Refusal(
        headers: ["x-bp-token: other"], body: "{\(ids)}", status: 401,
        message: "x-bp-token: the token is not that customer's"),
      Refusal(
        body: #"{"uuid": "u", "botId": "no", "customerId": "customer"}"#, message: "botId: the customer has no such bot"
      ),
      Refusal(body: "{\(ids), \"name\": 1}", message: "name: expected string, got number"),
      Refusal(body: "[]", message: "the body: expected object, got array"),
      Refusal(
        body: #"{"uuid": "\#(String(repeating: "u", count: 2000))"}"#, status: 413,
        message: "the body is longer than 1500 bytes"),
      Refusal(
        method: "GET", target: "/inbox/direct/chats?botId=bot", headers: [], status: 401,
        message: "x-bot-token: missing header"),
      .listing("botId=bot&customerId=customer&page=0&type=lead", "page: expected a number from 1"),
      .listing("botId=bot&customerId=customer&page=-1&type=lead", "page: expected a number from 1"),
      .listing("botId=bot&customerId=customer&page=one&type=lead", "page: expected a number from 1"),
      .listing("botId=bot&customerId=customer&page=99999999999999999999&type=lead", "page: expected a number from 1"),
      .listing("botId=bot&customerId=customer&page=1&type=both", "type: expected lead or non-lead"),
      .listing("botId=bot&customerId=customer&page=1", "type: required, expected string"),
      .listing("customerId=customer&page=1&type=lead", "botId: required, expected string"),
      .listing("botId=no&customerId=customer&page=1&type=lead", "botId: the customer has no such bot"),
      .listing(
        "botId=bot&customerId=c2&page=1&type=lead", status: 401, "x-bot-token: the token is not that customer's"),
    ]
  }

  @Test func refusalsComeInTheEnvelopeAndChangeNothing() async throws {
    try await TestInbox.run {
      $0.maxBodyBytes = 1500
      $0.otherAccounts = [InboxAccount(token: "other", botId: "bot", customerId: "c2")]
    } _: { inbox in
      for refusal in Refusal.all {
        let answer = await RawClient.send(
          refusal.method, refusal.target, headers: refusal.headers, body: refusal.body, to: inbox.port)
        #expect(answer.status == refusal.status, "\(refusal.message)")
        #expect(answer.envelope == Envelope(success: false, message: refusal.message, code: refusal.status))
        let allow = refusal.status == 405 ? (refusal.target.hasSuffix("lead") ? "PUT" : "GET") : nil
        #expect(answer.header("allow") == allow, "\(refusal.message)")
      }
      let kept = try await inbox.server.inbox.count(botId: "bot", customerId: "customer")
      #expect(kept == 0)
    }
  }

  @Test(arguments: ["", "{", #"{"uuid": "u",}"#, "\u{FF}"])
  func bodiesThatAreNotJSONAreSaidToBe(body: String) async throws {
    try await TestInbox.run { inbox in
      let answer = await inbox.put(body)
      #expect(answer.status == 400)
      #expect(answer.envelope?.message?.hasPrefix("the body is not JSON: ") == true)
    }
  }

  @Test func eachTokenReachesItsCustomersChatsOnly() async throws {
    try await TestInbox.run {
      $0.otherAccounts = [InboxAccount(token: "other", botId: "bot", customerId: "c2")]
    } _: { inbox in
      #expect(await inbox.put(Self.lead).status == 200)
      let other = Lead(email: "john@example.com").body(uuid: "u", botId: "bot", customerId: "c2")
      #expect(await inbox.put(String(decoding: other, as: UTF8.self), token: "other").status == 200)
      let page = try ChatPage(await inbox.list("botId=bot&customerId=c2&page=1&type=lead", token: "other").body)
      #expect(page.chats.map(\.email) == ["john@example.com"])
      #expect(try await inbox.page(1).map(\.email) == ["jane@example.com"])
    }
  }

  @Test func unknownFieldsAreRefusedWhenStrict() async throws {
    let body = #"{"uuid": "u", "botId": "bot", "customerId": "customer", "gender": "MALE"}"#
    try await TestInbox.run { inbox in #expect(await inbox.put(body).status == 200) }
    try await TestInbox.run {
      $0.strict = true
    } _: { inbox in
      #expect(await inbox.put(body).envelope == Envelope(success: false, message: "gender: unknown field", code: 400))
    }
  }

  @Test func unknownUUIDsCanBeAnsweredAndForgotten() async throws {
    try await TestInbox.run {
      $0.unknownUUIDs = .ignore
    } _: { inbox in
      #expect(await inbox.put(Self.lead).envelope == Envelope(success: true, message: "ok", code: 200))
      let page = try await inbox.page(1)
      #expect(page.isEmpty)
    }
  }

  @Test func pagesOf20CoverEveryLeadOnce() async throws {
    try await TestInbox.run { inbox in
      await withTaskGroup { group in
        for number in 0..<50 {
          group.addTask { #expect(await inbox.put(Lead(phone: "\(number)"), uuid: "u\(number)").status == 200) }
        }
      }
      var pages: [[Chat]] = []
      for number in 1...4 { pages.append(try await inbox.page(number)) }
      #expect(pages.map(\.count) == [20, 20, 10, 0])
      #expect(Set(pages.joined().map(\.uuid)).count == 50)
    }
  }

  @Test func aHeadRequestIsRefusedWithoutABody() async throws {
    try await TestInbox.run { inbox in
      guard
        let socket = RawClient.connect(
          to: inbox.port,
          sending: Array("HEAD /inbox/direct/lead HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n".utf8))
      else { throw Unreachable() }
      defer { close(socket) }
      var bytes = [UInt8](repeating: 0, count: 4096)
      let count = recv(socket, &bytes, bytes.count, Int32(MSG_WAITALL))
      let text = String(decoding: bytes[..<max(0, count)], as: UTF8.self)
      #expect(text.hasPrefix("HTTP/1.1 405"))
      #expect(text.hasSuffix("\r\n\r\n"))
    }
  }

  @Test func aRestartOverAFileKeepsChatsAndAccount() async throws {
    let folder = try TemporaryFolder()
    var options = InboxOptions()
    options.database = folder.path("inbox.sqlite")
    var seen: [[String]] = []
    for run in 0..<2 {
      let server = try InboxServer(options)
      let inbox = TestInbox(server: server, port: try await server.start())
      if run == 0 { #expect(await inbox.put(Self.lead).status == 200) }
      let query = "botId=\(server.botId)&customerId=\(server.customerId)&page=1&type=lead"
      #expect(try ChatPage(await inbox.list(query).body).chats.map(\.lead) == [Self.lead])
      seen.append([server.token, server.botId, server.customerId])
      await server.stop()
    }
    #expect(seen[0] == seen[1])
  }

  @Test func aPortInUseIsSaidToBe() async throws {
    try await TestInbox.run { inbox in
      var options = InboxOptions()
      options.port = inbox.port
      let second = try InboxServer(options)
      let error = await #expect(throws: Diagnostic.self) { try await second.start() }
      #expect(error?.code == "sandbox.listen")
      #expect(error?.message == "127.0.0.1:\(inbox.port) cannot be listened on")
    }
  }

  @Test func stoppingClosesIdleConnectionsAndThePort() async throws {
    var options = InboxOptions()
    options.token = "token"
    let server = try InboxServer(options)
    let port = try await server.start()
    guard let idle = RawClient.connect(to: port) else { throw Unreachable() }
    defer { close(idle) }
    #expect(await RawClient.send("GET", "/", to: port).status == 404)
    await server.stop()
    await server.stop()
    #expect(await RawClient.send("GET", "/", to: port).end == .refused)
    var byte: UInt8 = 0
    #expect(recv(idle, &byte, 1, 0) == 0)
  }

  @Test func stoppingDoesNotWaitForHalfARequest() async throws {
    let server = try InboxServer(InboxOptions())
    let port = try await server.start()
    let half =
      "PUT /inbox/direct/lead HTTP/1.1\r\nhost: x\r\nx-bp-token: \(server.token)\r\ncontent-length: 100\r\n\r\n{"
    guard let socket = RawClient.connect(to: port, sending: Array(half.utf8)) else { throw Unreachable() }
    defer { close(socket) }
    // An answer to another request: the half one has been seen by then, or will be.
    #expect(await RawClient.send("GET", "/", to: port).status == 404)
    await server.stop()
    #expect(await RawClient.send("GET", "/", to: port).end == .refused)
  }

  @Test func runningEndsWhenItsTaskIsCancelled() async throws {
    let server = try InboxServer(InboxOptions())
    let (ports, port) = AsyncStream.makeStream(of: Int.self)
    let run = Task { try await server.run { port.yield($0) } }
    for await port in ports {
      #expect(await RawClient.send("GET", "/", to: port).status == 404)
      run.cancel()
      try await run.value
      #expect(await RawClient.send("GET", "/", to: port).end == .refused)
      break
    }
  }

  private struct Unreachable: Error {}
}
