import LeadModel
import Testing

@testable import LeadServer

/// The door over real sockets.
@Suite(.timeLimit(.minutes(2)))
struct HookServerTests {
  @Test func aPostIsKeptAndAnsweredOverTheWire() async throws {
    try await Doorstep.open { door in
      let answer = try #require(await Wire.ask(door.port, Wire.request(body: "{\"a\":1}")))
      #expect(answer.status == 200)
      #expect(answer.body == "{\"id\":\"id-1\",\"status\":\"/submissions/id-1\"}")
      #expect(answer.fields["content-type"] == "application/json")
      #expect(answer.fields["date"] == "Fri, 15 Jan 2027 08:00:00 GMT")
      #expect(answer.fields["connection"] == nil)
      let kept = try #require(door.store.kept.first)
      #expect(kept.post.body == Array("{\"a\":1}".utf8))
      #expect(kept.post.address == "127.0.0.1")
      #expect(kept.post.headers.map(\.name) == ["host", "content-length", "content-type"])
    }
  }

  @Test func oneConnectionServesMany() async throws {
    try await Doorstep.open { door in
      let port = door.port
      let statuses = await blocking { () -> [Int?] in
        guard let wire = Wire(port) else { return [] }
        return (0..<50).map { index in
          wire.send(index % 5 == 4 ? Wire.request("GET", fields: []) : Wire.request(body: "{}"))
          return wire.answer()?.status
        }
      }
      #expect(statuses == Array(repeating: 200, count: 50))
      #expect(door.store.kept.count == 40)
    }
  }

  @Test func whatIsOpenIsCounted() async throws {
    let store = MemoryStore(.waits)
    try await Doorstep.open(store: store) { door in
      let port = door.port
      let idle = await blocking { Wire(port) }
      async let answer = Wire.ask(port, Wire.request(body: "{}"))
      await store.waiting(1)
      while door.load.connections < 2 { await Task.yield() }
      #expect(door.load.requests == 1)
      store.release()
      #expect(await answer?.status == 200)
      withExtendedLifetime(idle) {}
      while door.load.connections > 1 { await Task.yield() }
      #expect(door.load.requests == 0)
    }
  }

  @Test func pipelinedRequestsAreAnsweredInTheirOrder() async throws {
    try await Doorstep.open { door in
      let port = door.port
      let bodies = await blocking { () -> [String?] in
        guard let wire = Wire(port) else { return [] }
        wire.send((0..<200).map { Wire.request(body: "[\($0)]") }.joined())
        return (0..<200).map { _ in wire.answer()?.body }
      }
      #expect(bodies == (1...200).map { "{\"id\":\"id-\($0)\",\"status\":\"/submissions/id-\($0)\"}" })
      #expect(door.store.kept.map(\.post.body) == (0..<200).map { Array("[\($0)]".utf8) })
    }
  }

  @Test func aReadFullOfLooksIsAnsweredWithoutDeepRecursion() async throws {
    try await Doorstep.open { door in
      let port = door.port
      let count = await blocking { () -> Int in
        guard let wire = Wire(port) else { return 0 }
        // The post waits for its store; so the looks behind it are taken from what is held back.
        wire.send(Wire.request(body: "{}") + String(repeating: "GET /hooks/a HTTP/1.1\r\nhost: a\r\n\r\n", count: 1500))
        var count = 0
        while count < 1501, wire.answer()?.status == 200 { count += 1 }
        return count
      }
      #expect(count == 1501)
    }
  }

  @Test(arguments: [
    ("POST /hooks/a HTTP/1.0\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}", true),
    (
      "POST /hooks/a HTTP/1.0\r\nconnection: keep-alive\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}",
      false
    ),
    (
      "POST /hooks/a HTTP/1.1\r\nhost: a\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}",
      true
    ),
    (
      "POST /hooks/a HTTP/1.1\r\nhost: a\r\nupgrade: h2c\r\nconnection: upgrade\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}",
      true
    ),
    (
      "POST /hooks/a HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\ncontent-type: application/json\r\n\r\n1\r\n{\r\n1;x=y\r\n}\r\n0\r\nt: x\r\n\r\n",
      false
    ),
  ])
  func aConnectionEndsWhereItsRequestSaysSo(request: String, ends: Bool) async throws {
    try await Doorstep.open { door in
      let port = door.port
      let (status, isClosed, next) = await blocking { () -> (Int?, Bool, Int?) in
        guard let wire = Wire(port) else { return (nil, false, nil) }
        wire.send(request)
        let status = wire.answer()?.status
        if ends { return (status, wire.isClosed(), nil) }
        wire.send(Wire.request("GET", fields: []))
        return (status, false, wire.answer()?.status)
      }
      #expect(status == 200)
      #expect(isClosed == ends)
      #expect(next == (ends ? nil : 200))
      #expect(door.store.kept.map(\.post.body) == [Array("{}".utf8)])
    }
  }

  @Test func aClientThatClosesItsHalfStillGetsItsAnswer() async throws {
    let store = MemoryStore(.waits)
    try await Doorstep.open(store: store) { door in
      let port = door.port
      async let answer = blocking { () -> (Int?, Bool) in
        guard let wire = Wire(port) else { return (nil, false) }
        wire.send(Wire.request(body: "{}"))
        wire.endOutput()
        return (wire.answer()?.status, wire.isClosed())
      }
      await store.waiting(1)
      store.release()
      let (status, isClosed) = await answer
      #expect(status == 200)
      #expect(isClosed)
    }
  }

  @Test func aClientThatExpectsToBeAskedIsAsked() async throws {
    try await Doorstep.open { door in
      let port = door.port
      let statuses = await blocking { () -> [Int?] in
        guard let wire = Wire(port) else { return [] }
        wire.send(
          "POST /hooks/a HTTP/1.1\r\nhost: a\r\nexpect: 100-continue\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n"
        )
        let first = wire.answer()?.status
        wire.send("{}")
        return [first, wire.answer()?.status]
      }
      #expect(statuses == [100, 200])
    }
  }

  @Test func aHeadHasNoBody() async throws {
    try await Doorstep.open(change: { $0.page = { _ in .json(200, "{\"a\":1}") } }) { door in
      let port = door.port
      let statuses = await blocking { () -> [Int?] in
        guard let wire = Wire(port) else { return [] }
        wire.send(Wire.request("HEAD", "/livez", fields: []))
        let first = wire.answer(isHead: true)
        wire.send(Wire.request("GET", fields: []))
        return [first?.status, first?.fields["content-length"].flatMap { Int($0) }, wire.answer()?.status]
      }
      #expect(statuses == [200, 7, 200])
    }
  }

  @Test func theOperatorsPortIsADoorOfItsOwn() async throws {
    let listeners = [
      ServerSettings.Listener(.host("127.0.0.1", port: 0)), .init(.host("127.0.0.1", port: 0), offer: .operation),
    ]
    try await Doorstep.open(listeners: listeners, change: { $0.page = { _ in HTTPAnswer(200) } }) { door in
      #expect(await Wire.ask(door.otherPort, Wire.request("GET", "/metrics", fields: []))?.status == 200)
      #expect(await Wire.ask(door.port, Wire.request("GET", "/metrics", fields: []))?.status == 404)
      #expect(await Wire.ask(door.otherPort, Wire.request(body: "{}"))?.status == 404)
    }
  }

  @Test func whatIsUnderWayIsAnsweredWhenTheServerStops() async throws {
    let store = MemoryStore(.waits)
    try await Doorstep.open(store: store) { door in
      let port = door.port
      let idle = await blocking { () -> Wire? in
        guard let wire = Wire(port) else { return nil }
        wire.send(Wire.request("GET", fields: []))
        return wire.answer()?.status == 200 ? wire : nil
      }
      async let answer = blocking { () -> Wire.Answer? in
        guard let wire = Wire(port) else { return nil }
        wire.send(Wire.request(body: "{}"))
        return wire.answer()
      }
      await store.waiting(1)
      async let stopped: Void = door.server.stop(within: .seconds(20))
      #expect(await blocking { idle?.isClosed() } == true, "a connection without a request is closed")
      store.release()
      let got = await answer
      #expect(got?.status == 200)
      #expect(got?.fields["connection"] == "close")
      await stopped
      #expect(await blocking { Wire(port) == nil }, "nobody listens any more")
    }
  }

  @Test func aStopWaitsNoLongerThanItMay() async throws {
    let store = MemoryStore(.waits)
    try await Doorstep.open(store: store) { door in
      let port = door.port
      async let isClosed = blocking { () -> Bool in
        guard let wire = Wire(port) else { return false }
        wire.send(Wire.request(body: "{}"))
        return wire.isClosed()
      }
      await store.waiting(1)
      await door.server.stop(within: .milliseconds(50))
      #expect(await isClosed)
      store.release()
    }
  }

  @Test func anAddressInUseIsSaidWithWhatToDo() async throws {
    try await Doorstep.open { door in
      let settings = ServerSettings(listeners: [.init(.host("127.0.0.1", port: door.port))])
      let second = try HookServer(settings, desk: door.desk)
      do throws(Diagnostic) {
        _ = try await second.start()
        Issue.record("two servers on one port")
      } catch {
        #expect(error.code == "serve.listen")
        #expect(error.message.contains("127.0.0.1:\(door.port) cannot be listened on: Address already in use"))
        #expect(error.hint != nil)
      }
    }
  }

  @Test func aSocketThatListensAlreadyIsTaken() async throws {
    let (descriptor, port) = try #require(await blocking { Wire.listen() })
    try await Doorstep.open(listeners: [.init(.descriptor(descriptor))]) { door in
      #expect(door.port == port)
      #expect(await Wire.ask(port, Wire.request(body: "{}"))?.status == 200)
    }
  }
}
