import Foundation
import LeadModel
import Testing

@testable import LeadServer

/// What strangers try, over raw sockets: the server answers others meanwhile, and takes no more than its bounds.
@Suite(.timeLimit(.minutes(2)))
struct AbuseTests {
  /// Limits that a test can wait for.
  private static var short: ServerLimits {
    var limits = ServerLimits()
    limits.headerTime = .milliseconds(300)
    limits.bodyTime = .milliseconds(300)
    limits.idleTime = .milliseconds(300)
    return limits
  }

  /// Something odd on the wire, and the only answer to it; `nil`: none, the connection ends.
  struct Oddity: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let bytes: String
    var status: Int?
  }

  private static let head = "POST /hooks/a HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\n"

  @Test(arguments: [
    Oddity(
      testDescription: "both lengths", bytes: head + "content-length: 2\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
      status: 400),
    Oddity(
      testDescription: "both lengths, the other way",
      bytes: head + "transfer-encoding: chunked\r\ncontent-length: 5\r\n\r\n0\r\n\r\n", status: 400),
    Oddity(
      testDescription: "two lengths", bytes: head + "content-length: 2\r\ncontent-length: 3\r\n\r\n{}", status: 400),
    Oddity(
      testDescription: "two equal lengths in one field", bytes: head + "content-length: 2, 2\r\n\r\n{}", status: 400),
    Oddity(testDescription: "a length below zero", bytes: head + "content-length: -2\r\n\r\n{}", status: 400),
    Oddity(testDescription: "a length with a sign", bytes: head + "content-length: +2\r\n\r\n{}", status: 400),
    Oddity(
      testDescription: "a length without end", bytes: head + "content-length: 99999999999999999999\r\n\r\n{}",
      status: 400),
    Oddity(
      testDescription: "an unknown transfer coding", bytes: head + "transfer-encoding: xchunked\r\n\r\n0\r\n\r\n",
      status: 400),
    Oddity(
      testDescription: "chunked not last", bytes: head + "transfer-encoding: chunked, gzip\r\n\r\n0\r\n\r\n",
      status: 400),
    Oddity(
      testDescription: "a blank before the colon", bytes: head + "transfer-encoding : chunked\r\n\r\n0\r\n\r\n",
      status: 400),
    Oddity(
      testDescription: "a size that is none", bytes: head + "transfer-encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
      status: 400),
    Oddity(
      testDescription: "a size without end", bytes: head + "transfer-encoding: chunked\r\n\r\nffffffffffffffffff\r\n",
      status: 400),
    Oddity(
      testDescription: "a folded field",
      bytes: "POST /hooks/a HTTP/1.1\r\nhost: a\r\nx: y\r\n z\r\ncontent-length: 0\r\n\r\n", status: 400),
    Oddity(
      testDescription: "a zero byte in a field", bytes: "GET /hooks/a HTTP/1.1\r\nhost: a\r\nx: \u{0}\r\n\r\n",
      status: 400),
    Oddity(testDescription: "no host", bytes: "GET /hooks/a HTTP/1.1\r\n\r\n", status: 400),
    Oddity(testDescription: "no HTTP", bytes: "\u{16}\u{3}\u{1}hello, is there TLS?\r\n\r\n", status: 400),
    Oddity(testDescription: "another version", bytes: "GET /hooks/a HTTP/9.9\r\nhost: a\r\n\r\n", status: 400),
    Oddity(testDescription: "HTTP/2 at once", bytes: "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", status: 400),
    Oddity(testDescription: "a tunnel", bytes: "CONNECT example.com:443 HTTP/1.1\r\nhost: a\r\n\r\n", status: 404),
    Oddity(
      testDescription: "many fields",
      bytes: "GET /hooks/a HTTP/1.1\r\nhost: a\r\n" + String(repeating: "x: y\r\n", count: 120) + "\r\n", status: 431),
    Oddity(
      testDescription: "a long field",
      bytes: "GET /hooks/a HTTP/1.1\r\nhost: a\r\nx: " + String(repeating: "y", count: 20_000) + "\r\n\r\n", status: 431
    ),
    Oddity(testDescription: "a long body, announced", bytes: head + "content-length: 1000001\r\n\r\n", status: 413),
    Oddity(
      testDescription: "a long chunk",
      bytes: head + "transfer-encoding: chunked\r\n\r\nf4241\r\n" + String(repeating: " ", count: 1_000_001),
      status: 413),
    Oddity(
      testDescription: "chunks of nothing but words",
      bytes: head + "transfer-encoding: chunked\r\n\r\n"
        + String(repeating: "1;" + String(repeating: "x", count: 60_000) + "\r\n \r\n", count: 160), status: 413),
  ])
  func anOddRequestIsRefusedAndItsConnectionEnds(oddity: Oddity) async throws {
    try await Doorstep.open { door in
      let port = door.port
      let (answer, isClosed) = await blocking { () -> (Wire.Answer?, Bool) in
        guard let wire = Wire(port) else { return (nil, false) }
        // What is smuggled behind it must not be taken for a request.
        wire.send(oddity.bytes + "POST /hooks/a HTTP/1.1\r\nhost: a\r\ncontent-length: 2\r\n\r\n{}")
        let answer = wire.answer()
        wire.endOutput()
        return (answer, wire.isClosed())
      }
      #expect(answer?.status == oddity.status)
      #expect(answer?.fields["connection"] == "close")
      #expect(isClosed)
      #expect(door.store.kept.isEmpty)
      #expect(await Wire.ask(port, Wire.request(body: "{}"))?.status == 200)
    }
  }

  /// How a client drags its feet.
  enum Slowness: String, Sendable, CaseIterable {
    case nothing, halfAHead, halfABody, halfALaterHead, betweenRequests, never

    var isAnswered: Bool { self == .halfABody || self == .halfALaterHead }
  }

  @Test(arguments: Slowness.allCases)
  func aSlowSenderIsCutWhileOthersAreServed(slowness: Slowness) async throws {
    try await Doorstep.open(limits: Self.short) { door in
      let port = door.port
      async let end = blocking { () -> (Int?, Bool) in
        guard let wire = Wire(port) else { return (nil, false) }
        switch slowness {
        case .nothing: break
        case .halfAHead: wire.send("POST /hooks/a HT")
        case .halfABody: wire.send(Self.head + "content-length: 10\r\n\r\n{")
        case .halfALaterHead:
          wire.send(Wire.request("GET", fields: []))
          guard wire.answer()?.status == 200 else { return (nil, false) }
          wire.send("POST /hooks/a HT")
        case .betweenRequests:
          wire.send(Wire.request("GET", fields: []))
          guard wire.answer()?.status == 200 else { return (nil, false) }
        case .never: wire.send("\r\n\r\n\r\n")
        }
        return (wire.answer()?.status, wire.isClosed())
      }
      #expect(await Wire.ask(port, Wire.request(body: "{}"))?.status == 200)
      let (status, isClosed) = await end
      #expect(status == (slowness.isAnswered ? 408 : nil))
      #expect(isClosed)
      #expect(door.events.codes.contains(slowness.isAnswered ? "request.slow" : "connection.idle"))
    }
  }

  @Test func aBodyThatKeepsTricklingIsCut() async throws {
    try await Doorstep.open(limits: Self.short) { door in
      let port = door.port
      let status = await blocking { () -> Int? in
        guard let wire = Wire(port) else { return nil }
        wire.send(Self.head + "transfer-encoding: chunked\r\n\r\n")
        // Each byte comes in time; the whole does not. The time between two is the test's load, not its clock.
        while wire.send("1\r\n \r\n") { if usleep(5000) != 0 { break } else if wire.hasAnswer { break } }
        return wire.answer()?.status
      }
      #expect(status == 408)
    }
  }

  @Test func idleConnectionsBeyondTheBoundMakeRoom() async throws {
    var limits = ServerLimits()
    limits.maxConnections = 50
    try await Doorstep.open(limits: limits) { door in
      let port = door.port
      let open = await blocking { () -> Int in
        // 20 times the bound, all at once.
        let wires = (0..<1000).compactMap { _ in Wire(port) }
        guard let mine = Wire(port) else { return -1 }
        mine.send(Wire.request(body: "{}"))
        guard mine.answer()?.status == 200 else { return -2 }
        return wires.count { !$0.isEnded }
      }
      #expect(0...50 ~= open)
      #expect(door.events.codes.count { $0 == "connection.evicted" } >= 950)
    }
  }

  @Test func requestsBeyondTheBoundAreAskedToComeAgain() async throws {
    var limits = ServerLimits()
    limits.maxInFlight = 3
    let store = MemoryStore(.waits)
    try await Doorstep.open(store: store, limits: limits) { door in
      let port = door.port
      let answers = (0..<3).map { _ in Task { await Wire.ask(port, Wire.request(body: "{}"))?.status } }
      await store.waiting(3)
      let refused = try #require(await Wire.ask(port, Wire.request(body: "{}")))
      #expect(refused.status == 503)
      #expect(refused.fields["retry-after"] == "1")
      #expect(refused.body.contains("server.busy"))
      store.release()
      for answer in answers { #expect(await answer.value == 200) }
      #expect(await Wire.ask(port, Wire.request(body: "{}"))?.status == 200)
    }
  }

  @Test func bodiesBeyondTheMemoryForThemAreAskedToComeAgain() async throws {
    var limits = ServerLimits()
    limits.maxBodyBytes = 1000
    limits.maxHeldBytes = 1500
    let store = MemoryStore(.waits)
    try await Doorstep.open(store: store, limits: limits) { door in
      let port = door.port
      let body = "\"" + String(repeating: "x", count: 900) + "\""
      async let first = Wire.ask(port, Wire.request(body: body))
      await store.waiting(1)
      #expect(await Wire.ask(port, Wire.request(body: body))?.status == 503)
      store.release()
      #expect(await first?.status == 200)
      #expect(await Wire.ask(port, Wire.request(body: body))?.status == 200)
    }
  }

  @Test func aPipelineIsNotReadWhileARequestIsAnswered() async throws {
    let store = MemoryStore(.waits)
    try await Doorstep.open(store: store) { door in
      let port = door.port
      let body = String(repeating: " ", count: 1000) + "{}"
      let request = Wire.request(body: body)
      async let sent = blocking { () -> Int in
        // Its sends time out once both kernels' buffers are full.
        guard let wire = Wire(port, timeout: 1) else { return -1 }
        var sent = 0
        while sent < 100_000, wire.send(request) { sent += 1 }
        return sent
      }
      await store.waiting(1)
      let count = await sent
      #expect(count < 100_000, "a client that never reads is not read without end")
      #expect(door.store.kept.isEmpty)
      #expect(await Wire.ask(port, Wire.request("GET", fields: []))?.status == 200)
      store.release()
    }
  }

  @Test func aClientThatDoesNotReadItsAnswersIsCut() async throws {
    var limits = Self.short
    limits.headerTime = .seconds(5)
    try await Doorstep.open(
      limits: limits, change: { $0.page = { _ in HTTPAnswer(200, body: Array(repeating: 0x20, count: 1 << 20)) } }
    ) { door in
      let port = door.port
      let isCut = await blocking { () -> Bool in
        guard let wire = Wire(port) else { return false }
        wire.send(String(repeating: Wire.request("GET", "/livez", fields: []), count: 100))
        return wire.waitsForReset()
      }
      #expect(isCut)
      #expect(door.events.codes.contains("connection.idle"))
    }
  }
}
