import LeadTransport
import TestSupport
import Testing

/// What becomes of a request whose answer does not come whole.
@Suite(.timeLimit(.minutes(5)))
struct TransportFailureTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var step: FaultStep
    var kind: TransportFailure.Kind
    var code: String
  }

  static let cases = [
    Case(testDescription: "reset before the answer", step: .reset(after: 0), kind: .cut, code: "transport.cut"),
    Case(testDescription: "reset within the head", step: .reset(after: 20), kind: .cut, code: "transport.cut"),
    Case(testDescription: "closed before the answer", step: .cut(after: 0), kind: .cut, code: "transport.cut"),
    Case(
      testDescription: "closed within the body", step: .cut(after: FaultStep.ok.answerCount - 5), kind: .cut,
      code: "transport.cut"),
    Case(testDescription: "garbage", step: .garbage("hello, who is there?\r\n"), kind: .cut, code: "transport.garbled"),
    Case(
      testDescription: "a header without an end",
      step: .garbage("HTTP/1.1 200 OK\r\nx-a: \(String(repeating: "a", count: 400_000))"), kind: .cut,
      code: "transport.garbled"),
    Case(
      testDescription: "a broken gzip body", step: FaultStep.body("no gzip").header("content-encoding", "gzip"),
      kind: .cut, code: "transport.garbled"),
    Case(
      testDescription: "a body too large", step: .body(String(repeating: "x", count: 70_000)), kind: .tooLarge,
      code: "transport.tooLarge"),
  ]

  @Test(arguments: cases)
  func answerThatIsNotWholeIsAFailureAfterTheRequestWasSent(_ row: Case) async throws {
    let server = try FaultServer([row.step])
    defer { server.stop() }
    let failure = try #require(try await failure(of: .put(server.url())))
    #expect(failure.kind == row.kind)
    #expect(failure.code == row.code)
    #expect(failure.requestSent)
    #expect(!failure.message.isEmpty)
    #expect(server.requests.count == 1)
  }

  @Test func refusedPortIsNoConnection() async throws {
    let server = try FaultServer()
    let url = server.url()
    server.stop()
    let failure = try #require(try await failure(of: .put(url)))
    #expect(failure.kind == .connect)
    #expect(failure.code == "transport.connect")
    #expect(failure.curlCode == 7)
    #expect(!failure.requestSent)
  }

  @Test func nameThatCannotExistIsADNSFailure() async throws {
    // RFC 6761 §6.4: no name below .invalid has an address. Without any resolver the answer may be long in coming.
    var options = TransportOptions()
    options.connectTimeout = .seconds(20)
    let failure = try #require(try await failure(of: .put("http://inbox.invalid/lead"), options))
    #expect(failure.kind == .dns)
    #expect(failure.code == "transport.dns")
    #expect(!failure.requestSent)
  }

  @Test func answerThatDoesNotComeInTimeIsATimeout() async throws {
    let server = try FaultServer([.held])
    defer { server.stop() }
    var options = TransportOptions()
    options.timeout = .milliseconds(150)
    let failure = try #require(try await failure(of: .put(server.url()), options))
    #expect(failure.kind == .timedOut)
    #expect(failure.code == "transport.timedOut")
    #expect(failure.requestSent)
  }

  @Test func answerThatTricklesIsATimeout() async throws {
    let server = try FaultServer([.slow(pause: .milliseconds(20))])
    defer { server.stop() }
    var options = TransportOptions()
    options.timeout = .milliseconds(200)
    let failure = try #require(try await failure(of: .put(server.url()), options))
    #expect(failure.kind == .timedOut)
    #expect(failure.requestSent)
  }

  @Test func resetAtTheDoorLeavesTheAnswerOut() async throws {
    let server = try FaultServer(welcome: { _ in .reset }) { _ in .ok }
    defer { server.stop() }
    let failure = try #require(try await failure(of: .put(server.url())))
    // The system may have taken the request before it knew: only that there is no answer is certain.
    #expect(failure.kind == .cut || failure.kind == .connect)
    #expect(server.requests.isEmpty)
  }

  @Test func resetWithinALargeRequestIsKnownNotToHaveSentIt() async throws {
    let server = try FaultServer(welcome: { _ in .resetAfterReading(1) }) { _ in .ok }
    defer { server.stop() }
    // More than any socket buffer between the two takes, so that libcurl cannot have written it all.
    let body = String(repeating: "x", count: 24_000_000)
    let failure = try #require(try await failure(of: .put(server.url(), body: body)))
    #expect(failure.kind == .cut)
    #expect(!failure.requestSent)
    #expect(server.requests.isEmpty)
  }

  @Test func keptConnectionThatIsResetIsAFailureAndNotASilentRepeat() async throws {
    let server = try FaultServer([.ok, .reset(after: 0)])
    defer { server.stop() }
    let client = try HTTPClient(TransportOptions())
    #expect(try await client.send(.put(server.url())).status == 200)
    let failure = await #expect(throws: TransportFailure.self) { try await client.send(.put(server.url())) }
    #expect(failure?.kind == .cut)
    #expect(failure?.requestSent == true)
    #expect(server.requests.count == 2)
    #expect(try await client.send(.put(server.url())).status == 200)
  }

  @Test func connectionThatIsClosedAfterAnAnswerIsNotUsedAgain() async throws {
    let server = try FaultServer([FaultStep.ok.ending(.close)])
    defer { server.stop() }
    let client = try HTTPClient(TransportOptions())
    #expect(try await client.send(.put(server.url())).status == 200)
    #expect(try await client.send(.put(server.url())).status == 200)
    #expect(server.requests.map(\.connection) == [0, 1])
  }

  @Test func tlsToAPlainPortIsATLSFailure() async throws {
    let server = try FaultServer(welcome: { _ in .serve }) { _ in .ok }
    defer { server.stop() }
    // The server waits for the end of a head that a handshake has not; so the failure is made by an answer that is no TLS.
    let plain = try FaultServer(welcome: { _ in .resetAfterReading(1) }) { _ in .ok }
    defer { plain.stop() }
    var options = TransportOptions()
    options.connectTimeout = .milliseconds(300)
    let silent = try #require(try await failure(of: .put("https://127.0.0.1:\(server.port)/"), options))
    #expect(silent.kind == .connect)
    let reset = try #require(try await failure(of: .put("https://127.0.0.1:\(plain.port)/")))
    #expect(reset.kind == .tls)
    #expect(reset.code == "transport.tls")
    #expect(!silent.requestSent && !reset.requestSent)
  }

  @Test(arguments: ["ftp://127.0.0.1/", "file:///etc/passwd", "http://", "http://[/"])
  func onlyHTTPIsSpoken(_ url: String) async throws {
    let failure = try #require(try await failure(of: .get(url)))
    #expect(failure.kind == .other)
    #expect(failure.code == "transport.url")
    #expect(!failure.requestSent)
  }

  @Test(arguments: ["x: a\r\ny: b", "x: a\nb", "x: \0", "no colon", ": no name"])
  func headerThatIsNoneFailsTheRequest(_ line: String) async throws {
    let server = try FaultServer()
    defer { server.stop() }
    let failure = try #require(try await failure(of: .put(server.url(), headers: [line])))
    #expect(failure.kind == .other)
    #expect(failure.code == "transport.request")
    #expect(server.connections == 0)
  }

  @Test func refusalWithAnEndlessBodyKeepsItsStatus() async throws {
    var step = FaultStep.status(503, retryAfter: "7", body: String(repeating: "<p>busy</p>", count: 20_000))
    step.headers.append(("date", "Sat, 31 Jan 2026 10:00:00 GMT"))
    let server = try FaultServer([step])
    defer { server.stop() }
    let response = try await send(.put(server.url()))
    #expect(response.status == 503)
    #expect(response.retryAfter == "7")
    #expect(response.date == "Sat, 31 Jan 2026 10:00:00 GMT")
    #expect(response.body.count == 64 * 1024)
  }

  @Test func messagesHoldNeitherQueryNorToken() async throws {
    let server = try FaultServer()
    let url = server.url("/chats?botId=secret-bot")
    server.stop()
    let failure = try #require(try await failure(of: .get(url, headers: ["x-bot-token: secret-token"])))
    #expect(!failure.message.contains("secret"))
  }

  @Test func unreadableAuthoritiesAreToldBeforeAnythingStarts() {
    var options = TransportOptions()
    options.caFile = "/nowhere/authorities.pem"
    let collector = Collector()
    #expect { _ = try Transport(options, delegate: collector) } throws: { error in
      "\(error)".hasPrefix("/nowhere/authorities.pem: error: ") && "\(error)".contains("[transport.caFile]")
    }
  }
}
