import LeadTransport
import TestSupport
import Testing

/// What of a request arrives, and what of an answer.
@Suite(.timeLimit(.minutes(5)))
struct TransportRequestTests {
  @Test func putArrivesAsItWasGiven() async throws {
    let server = try FaultServer()
    defer { server.stop() }
    let response = try await send(
      .put(server.url("/inbox/direct/lead"), body: #"{"name":"Zoë"}"#, headers: ["x-bp-token: t0k=en/+"]))
    #expect(response.status == 200)
    #expect(String(decoding: response.body, as: UTF8.self) == #"{"success":true,"message":"ok","code":200}"#)
    let request = try #require(server.requests.first)
    #expect(request.method == "PUT")
    #expect(request.path == "/inbox/direct/lead")
    #expect(request.text == #"{"name":"Zoë"}"#)
    #expect(request.header("X-BP-Token") == "t0k=en/+")
    #expect(request.headers.filter { $0.name.lowercased() == "content-type" }.map(\.value) == ["application/json"])
    #expect(request.header("user-agent") == "leadbridge")
    #expect(request.header("accept-encoding") == nil)
  }

  @Test func getHasNoBody() async throws {
    let server = try FaultServer()
    defer { server.stop() }
    _ = try await send(.get(server.url("/inbox/direct/chats?page=1&type=lead"), headers: ["x-bot-token: t"]))
    let request = try #require(server.requests.first)
    #expect(request.method == "GET")
    #expect(request.header("accept-encoding") == "gzip")
    #expect(request.path == "/inbox/direct/chats?page=1&type=lead")
    #expect(request.body.isEmpty)
    #expect(request.header("content-length") == nil)
    #expect(request.header("content-type") == nil)
  }

  /// libcurl asks for a go-ahead from 1 MB on, and waits a second for it.
  @Test(arguments: [0, 1, 1023, 1024, 1025, 70_000, 3_000_000])
  func bodiesOfAllSizesArriveWholeAndWithoutExpect(_ count: Int) async throws {
    let server = try FaultServer()
    defer { server.stop() }
    let body = String((0..<count).map { Character(Unicode.Scalar(UInt8(97 + $0 % 26))) })
    #expect(try await send(.put(server.url(), body: body)).status == 200)
    let request = try #require(server.requests.first)
    #expect(request.text == body)
    #expect(request.header("expect") == nil)
  }

  @Test func oneTransferCarriesRequestsOfAllKindsInTurn() async throws {
    let server = try FaultServer { request in .body("\(request.method) \(request.path) \(request.body.count)") }
    defer { server.stop() }
    let other = try FaultServer { request in .body("other \(request.method)") }
    defer { other.stop() }
    let client = try HTTPClient(TransportOptions())
    var texts: [String] = []
    for request in [
      HTTPRequest.put(server.url("/a"), body: "12345"), .get(server.url("/b")), .put(server.url("/a"), body: ""),
      .put(other.url(), body: String(repeating: "x", count: 5_000)), .get(other.url()),
      .put(server.url("/c"), body: String(repeating: "y", count: 3_000)),
    ] {
      texts.append(String(decoding: try await client.send(request).body, as: UTF8.self))
    }
    #expect(texts == ["PUT /a 5", "GET /b 0", "PUT /a 0", "other PUT", "other GET", "PUT /c 3000"])
    #expect(server.connections == 1)
  }

  @Test(arguments: [301, 302, 303, 307, 308])
  func redirectIsAnAnswerAndTheTokenGoesNowhereElse(_ status: Int) async throws {
    let elsewhere = try FaultServer()
    defer { elsewhere.stop() }
    let server = try FaultServer([FaultStep.status(status).header("location", elsewhere.url("/steal"))])
    defer { server.stop() }
    let response = try await send(.put(server.url(), headers: ["x-bp-token: secret"]))
    #expect(response.status == status)
    #expect(elsewhere.connections == 0)
    #expect(server.requests.count == 1)
  }

  @Test func headerWithoutValueArrivesWithoutValue() async throws {
    let server = try FaultServer()
    defer { server.stop() }
    _ = try await send(.put(server.url(), headers: ["x-empty:", "x-blank: ", "x-utf8: Zoë"]))
    let request = try #require(server.requests.first)
    #expect(request.header("x-empty") == "")
    #expect(request.header("x-blank") == "")
    #expect(request.header("x-utf8") == "Zoë")
  }

  @Test func headersOfAnswersAreFoundWhateverTheirSpelling() async throws {
    var step = FaultStep.status(429)
    step.headers = [
      ("RETRY-AFTER", "  Fri, 31 Dec 2027 23:59:59 GMT "), ("Content-TYPE", "text/html; charset=utf-8"),
      ("dATE", "Fri, 31 Dec 2027 23:58:59 GMT"), ("Retry-After-Other", "no"), ("Dated", "no"),
    ]
    let server = try FaultServer([step])
    defer { server.stop() }
    let response = try await send(.put(server.url()))
    #expect(response.retryAfter == "Fri, 31 Dec 2027 23:59:59 GMT")
    #expect(response.date == "Fri, 31 Dec 2027 23:58:59 GMT")
  }

  @Test(arguments: [
    ([("RateLimit-Remaining", "5"), ("ratelimit-reset", "30")], RateLimitFields(remaining: "5", reset: "30")),
    ([("X-RateLimit-Remaining", "5"), ("X-RATELIMIT-RESET", "30")], RateLimitFields(remaining: "5", reset: "30")),
    ([("x-rate-limit-remaining", "5"), ("x-rate-limit-reset", "30")], RateLimitFields(remaining: "5", reset: "30")),
    (
      [("RateLimit", #""a";r=5;t=30"#), ("RateLimit-Policy", #""a";q=9;w=60"#)],
      RateLimitFields(combined: #""a";r=5;t=30"#, policy: #""a";q=9;w=60"#)
    ),
    ([("RateLimit-Remaining", String(repeating: "5", count: 300))], nil),
    ([("RateLimit-Limit", "5"), ("X-Other", "5"), ("RateLimited", "5")], nil),
  ])
  func announcedLimitsAreFound(_ headers: [(String, String)], _ expected: RateLimitFields?) async throws {
    var step = FaultStep.ok
    for (name, value) in headers { step = step.header(name, value) }
    let server = try FaultServer([step], then: .ok)
    defer { server.stop() }
    #expect(try await send(.put(server.url())).rateLimit == expected)
    #expect(try await send(.put(server.url())).rateLimit == nil)
  }

  @Test func headersOfOneAnswerDoNotReachTheNext() async throws {
    var bare = FaultStep.status(500)
    bare.headers = []
    let server = try FaultServer([.status(503, retryAfter: "3").header("date", "d"), bare])
    defer { server.stop() }
    let client = try HTTPClient(TransportOptions())
    #expect(try await client.send(.put(server.url())).retryAfter == "3")
    let second = try await client.send(.put(server.url()))
    #expect(second.retryAfter == nil)
    #expect(second.date == nil)
  }

  @Test func interimAnswersArePassedOver() async throws {
    var step = FaultStep.ok
    step.raw = Array(
      "HTTP/1.1 103 Early Hints\r\nretry-after: 9\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok".utf8)
    let server = try FaultServer([step])
    defer { server.stop() }
    let response = try await send(.put(server.url()))
    #expect(response.status == 200)
    #expect(response.retryAfter == nil)
    #expect(response.body == Array("ok".utf8))
  }

  @Test func gzippedAnswersAreUnpacked() async throws {
    // printf ok | gzip -n
    let packed: [UInt8] = [
      0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x03, 0xCB, 0xCF, 0x06, 0x00, 0x47, 0xDD, 0xDC, 0x79, 0x02,
      0x00, 0x00, 0x00,
    ]
    var step = FaultStep.ok.header("content-encoding", "gzip")
    step.body = packed
    let server = try FaultServer([step])
    defer { server.stop() }
    #expect(try await send(.put(server.url())).body == Array("ok".utf8))
  }

  @Test func answerOfAnySpeedIsPutTogether() async throws {
    let server = try FaultServer([.slow(pause: .milliseconds(1))])
    defer { server.stop() }
    let response = try await send(.put(server.url()))
    #expect(response.body == FaultStep.ok.body)
  }
}
