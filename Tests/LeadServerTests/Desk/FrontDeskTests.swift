import LeadModel
import Testing

@testable import LeadServer

/// What comes of requests, without a socket.
struct FrontDeskTests {
  /// A request, and what it is answered.
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var method = "POST"
    var target = "/hooks/a"
    var fields: [String: String] = ["content-type": "application/json"]
    var body = "{}"
    var peer = "192.0.2.1"
    let status: Int
    /// Of the error.
    var code: String?
    /// Which must be among the answer's.
    var answer: [String: String] = [:]
    /// Whether the connection ends.
    var closes = false
  }

  private static let form = ["content-type": "application/x-www-form-urlencoded"]
  private static let browser = form.merging(["accept": "text/html,*/*"]) { $1 }

  private static let routes: [Route] = {
    var open = Route(path: "/hooks/a")
    open.cors = ["https://www.example.com"]
    open.isSecret = { $0 == "route-secret" }
    var signed = Route(path: "/hooks/signed")
    signed.verify = { post, _ in post.header("x-signature") == "good" ? nil : "signature.missing" }
    signed.challenge = { post in
      post.query.first { $0.name == "challenge" }.map {
        HTTPAnswer(200, contentType: "text/plain", body: Array($0.value.utf8))
      }
    }
    var paused = Route(path: "/hooks/paused")
    paused.isPaused = true
    var unmapped = Route(path: "/hooks/unmapped")
    unmapped.isUnmapped = true
    var narrow = Route(path: "/hooks/narrow")
    narrow.allow = [AddressRange("10.0.0.0/8")].compactMap { $0 }
    var small = Route(path: "/hooks/small")
    small.maxBodyBytes = 4
    var checked = Route(path: "/hooks/checked")
    checked.validate = { post in post.body.count > 2 ? nil : [Finding("email.invalid", field: "email", "secret words")]
    }
    var keyed = Route(path: "/hooks/keyed")
    keyed.takesKeyInPath = true
    var page = Route(path: "/hooks/page")
    page.reply = .redirect("https://example.com/thanks")
    page.errorRedirect = "https://example.com/sorry"
    page.spam = SpamCheck(honeypot: "website")
    page.verify = { post, _ in post.body.isEmpty ? "key.missing" : nil }
    var plain = Route(path: "/hooks/plain")
    plain.reply = .json(status: 200, "{}")
    return [open, signed, paused, unmapped, narrow, small, checked, keyed, page, plain]
  }()

  @Test(arguments: [
    Case(
      testDescription: "a post", status: 200,
      answer: ["content-type": "application/json", "vary": "origin"]),
    Case(testDescription: "with a slash behind it", target: "/hooks/a/", status: 200),
    Case(testDescription: "in absolute form", target: "http://example.com/hooks/a?x=1", status: 200),
    Case(testDescription: "an unknown path", target: "/hooks/b", status: 404, closes: true),
    Case(testDescription: "a path trick", target: "/hooks/x/../a", status: 404, closes: true),
    Case(testDescription: "a doubled slash", target: "/hooks//a", status: 404, closes: true),
    Case(testDescription: "an escaped slash", target: "/hooks%2fa", status: 404, closes: true),
    Case(
      testDescription: "a path that was a route", target: "/hooks/old", status: 503, code: "route.closed",
      answer: ["retry-after": "600"], closes: true),
    Case(
      testDescription: "a paused route", target: "/hooks/paused", status: 503, code: "route.paused",
      answer: ["retry-after": "600"], closes: true),
    Case(
      testDescription: "a route without a mapping", target: "/hooks/unmapped", status: 503, code: "route.unmapped",
      answer: ["retry-after": "600"], closes: true),
    Case(
      testDescription: "a long target", target: "/hooks/a?" + String(repeating: "x", count: 9000), status: 414,
      code: "target.long", closes: true),
    Case(
      testDescription: "a wrong method", method: "DELETE", status: 405, code: "method.wrong",
      answer: ["allow": "POST, GET, HEAD, OPTIONS"], closes: true),
    Case(testDescription: "a look", method: "GET", body: "", status: 200),
    Case(
      testDescription: "a look with a body", method: "GET", body: "hub.mode=subscribe", status: 400,
      code: "body.unexpected", closes: true),
    Case(testDescription: "a look without a body", method: "HEAD", body: "", status: 200),
    Case(
      testDescription: "a long body", target: "/hooks/small", body: "12345", status: 413, code: "body.long",
      closes: true
    ),
    Case(testDescription: "no body", body: "", status: 400, code: "body.empty"),
    Case(testDescription: "broken JSON", body: "{\"a\":", status: 400, code: "json.damaged"),
    Case(
      testDescription: "deep JSON", body: String(repeating: "[", count: 65) + String(repeating: "]", count: 65),
      status: 400, code: "json.depth"),
    Case(testDescription: "a form", fields: form, body: "a=1", status: 200),
    Case(
      testDescription: "a form of too many fields", fields: form,
      body: Array(repeating: "a=1", count: 1001).joined(separator: "&"), status: 400, code: "form.fields.many"),
    Case(
      testDescription: "a multipart form of too many fields",
      fields: ["content-type": "multipart/form-data; boundary=x"],
      body: String(repeating: "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n", count: 1001) + "--x--",
      status: 400, code: "form.fields.many"),
    Case(
      testDescription: "a broken multipart form", fields: ["content-type": "multipart/form-data; boundary=x"],
      body: "--y\r\n\r\n", status: 400, code: "form.damaged"),
    Case(
      testDescription: "another type", fields: ["content-type": "text/calendar"], body: "BEGIN:VCALENDAR", status: 415,
      code: "content.type"),
    Case(
      testDescription: "an unknown coding", fields: ["content-type": "application/json", "content-encoding": "zstd"],
      status: 415, code: "content.coding"),
    Case(
      testDescription: "a damaged coding", fields: ["content-type": "application/json", "content-encoding": "GZIP"],
      body: "bad", status: 400, code: "content.coding.damaged"),
    Case(
      testDescription: "a bomb", fields: ["content-type": "application/json", "content-encoding": "gzip"],
      body: "bomb", status: 413, code: "body.long"),
    Case(
      testDescription: "a coding that is known",
      fields: ["content-type": "application/json", "content-encoding": "gzip"],
      body: "good", status: 200),
    Case(
      testDescription: "a body without its proof", target: "/hooks/signed", status: 401, code: "signature.missing",
      answer: ["www-authenticate": "Bearer"]),
    Case(
      testDescription: "a body with its proof", target: "/hooks/signed", fields: ["x-signature": "good"], status: 200),
    Case(
      testDescription: "proof goes before the body's shape", target: "/hooks/signed", body: "{", status: 401,
      code: "signature.missing"),
    Case(
      testDescription: "a handshake", method: "GET", target: "/hooks/signed?challenge=42%2b", body: "", status: 200,
      answer: ["content-type": "text/plain"]),
    Case(
      testDescription: "an address that may not", target: "/hooks/narrow", status: 403, code: "address.forbidden",
      closes: true),
    Case(testDescription: "an address that may", target: "/hooks/narrow", peer: "10.1.1.1", status: 200),
    Case(
      testDescription: "what cannot be mapped", target: "/hooks/checked", status: 422, code: "email.invalid"),
    Case(testDescription: "what can be mapped", target: "/hooks/checked", body: "[1]", status: 200),
    Case(testDescription: "a key behind the path", target: "/hooks/keyed/s3cret", status: 200),
    Case(
      testDescription: "a step behind a path that takes none", target: "/hooks/signed/a",
      fields: ["x-signature": "good"],
      status: 404, closes: true),
    Case(testDescription: "two steps behind the path", target: "/hooks/keyed/a/b", status: 404, closes: true),
    Case(
      testDescription: "a plain form", target: "/hooks/page", fields: browser, body: "a=1", status: 303,
      answer: ["location": "https://example.com/thanks"]),
    Case(
      testDescription: "a plain form with a filled trap", target: "/hooks/page", fields: browser, body: "website=1",
      status: 303, answer: ["location": "https://example.com/thanks"]),
    Case(
      testDescription: "a plain form that is refused", target: "/hooks/page", fields: browser, body: "", status: 303,
      answer: ["location": "https://example.com/sorry"]),
    Case(
      testDescription: "a browser's form that is refused", fields: browser, body: "", status: 400,
      answer: ["content-type": "text/html; charset=utf-8"]),
    Case(
      testDescription: "a script of a known origin",
      fields: ["content-type": "application/json", "origin": "https://www.example.com"], status: 200,
      answer: ["access-control-allow-origin": "https://www.example.com"]),
    Case(
      testDescription: "a preflight", method: "OPTIONS",
      fields: ["origin": "https://www.example.com", "access-control-request-method": "POST"], body: "", status: 204,
      answer: ["access-control-allow-methods": "POST", "access-control-allow-headers": "content-type"]),
    Case(
      testDescription: "a status without a token", method: "GET", target: "/status", body: "", status: 401,
      code: "token.wrong"),
    Case(
      testDescription: "a status", method: "GET", target: "/status", fields: ["authorization": "Bearer op"], body: "",
      status: 200),
    Case(testDescription: "health needs no token", method: "GET", target: "/livez", body: "", status: 200),
    Case(testDescription: "a page that is not there", method: "GET", target: "/readyz", body: "", status: 404),
    Case(
      testDescription: "a post to health", target: "/livez", status: 405, code: "method.wrong",
      answer: ["allow": "GET, HEAD"],
      closes: true),
    Case(
      testDescription: "two hosts", fields: ["host": "b"], status: 400, code: "request.malformed", closes: true),
  ])
  func aRequestIsAnswered(row: Case) throws {
    let answer = Self.answer(row)
    #expect(answer.status == row.status)
    #expect(answer.closes == row.closes)
    let text = String(decoding: answer.body, as: UTF8.self)
    if let code = row.code { #expect(text.contains("{\"error\":{\"code\":\"\(code)\"")) }
    if row.status == 404 { #expect(answer.body.isEmpty) }
    var fields = Dictionary(answer.fields.map { ($0.name, $0.value) }) { $1 }
    fields["content-type"] = answer.contentType
    for (name, value) in row.answer { #expect(fields[name] == value) }
    #expect(!text.contains("secret words") && !text.contains(row.body) || row.body.count < 3)
  }

  /// Takes a request through the desk and a store in memory.
  private static func answer(_ row: Case, store: MemoryStore = MemoryStore()) -> HTTPAnswer {
    let desk = Doorstep.desk(routes, closed: ["/hooks/old"], store: store) { parts in
      parts.isOperator = { $0 == "op" }
      parts.page = { $0 == "/livez" || $0 == "/status" ? HTTPAnswer(200) : nil }
      parts.inflate = { body, coding, _ throws(InflateError) in
        guard coding == "gzip" else { return nil }
        if body == Array("bad".utf8) { throw .damaged }
        if body == Array("bomb".utf8) { throw .tooLong }
        return Array("{}".utf8)
      }
    }
    return desk.ask(row)
  }

  @Test func whatIsKeptSaysAllThatIsKnown() throws {
    let store = MemoryStore()
    var route = Route(path: "/hooks/a")
    route.deliveryKey = { $0.header("x-id") }
    let events = Doorstep.Events()
    let desk = Doorstep.desk([route], store: store, events: events)
    let first = desk.ask(
      Case(
        testDescription: "", target: "/hooks/a?a=1&a=%20", fields: ["content-type": "application/json", "x-id": "7"],
        status: 0))
    #expect(String(decoding: first.body, as: UTF8.self) == "{\"id\":\"id-1\",\"status\":\"/submissions/id-1\"}")
    let kept = try #require(store.kept.first)
    #expect(kept.route == "/hooks/a")
    #expect(kept.deliveryKey == "7")
    #expect(kept.spam == nil)
    #expect(kept.post.target == "/hooks/a?a=1&a=%20")
    #expect(kept.post.query == [FormField(name: "a", value: "1"), FormField(name: "a", value: " ")])
    #expect(kept.post.address == "192.0.2.1")
    #expect(kept.post.receivedAt.millisecondsSince1970 == 1_800_000_000_000)
    #expect(kept.post.body == Array("{}".utf8))
    let second = desk.ask(Case(testDescription: "", fields: ["x-id": "7"], status: 0))
    #expect(second.body == first.body, "a repeat is answered with the first one's id")
    #expect(store.kept.count == 1)
    let long = desk.ask(Case(testDescription: "", fields: ["x-id": String(repeating: "7", count: 201)], status: 0))
    #expect(long.status == 200)
    #expect(store.kept.last?.deliveryKey == nil, "a key beyond its bound is none")
    #expect(events.codes == ["accepted", "repeated", "accepted"])
  }

  @Test func spamIsKeptAndCounted() {
    let store = MemoryStore()
    let answer = Self.answer(
      Case(testDescription: "", target: "/hooks/page", fields: Self.form, body: "website=1", status: 0), store: store)
    #expect(answer.status == 303)
    let script = Case(
      testDescription: "", target: "/hooks/page", body: #"{"website":"x","n":{"website":1}}"#, status: 0)
    #expect(Self.answer(script, store: store).status == 303)
    #expect(store.kept.map(\.spam) == ["spam.honeypot", "spam.honeypot"])
  }

  @Test func aStoreWithoutRoomIsNeverATwoHundred() {
    let answer = Self.answer(
      Case(testDescription: "", status: 0), store: MemoryStore(.refuses("spool.full", 60)))
    #expect(answer.status == 503)
    #expect(answer.fields.contains(.init("retry-after", "60")))
    #expect(String(decoding: answer.body, as: UTF8.self).contains("spool.full"))
  }

  @Test func tooManyOfOneAddressAreRefusedAndOthersAreNot() {
    var limits = ServerLimits()
    limits.ratePerAddress = Rate(perSecond: 1)
    let desk = Doorstep.desk([Route(path: "/hooks/a")], limits: limits)
    let mine = Case(testDescription: "", status: 0)
    #expect((0..<6).map { _ in desk.ask(mine).status } == [200, 200, 200, 200, 200, 429])
    #expect(desk.ask(mine).fields.contains(.init("retry-after", "1")))
    #expect(desk.ask(Case(testDescription: "", peer: "192.0.2.2", status: 0)).status == 200)
    #expect(desk.ask(mine, uptime: 2_000_000_000).status == 200)
  }

  @Test func aReloadCountsForTheNextRequest() {
    let desk = Doorstep.desk([Route(path: "/hooks/a")])
    let head = RequestHead(Case(testDescription: "", status: 0))
    let begun = desk.open(head, offer: .everything, uptime: 0)
    desk.replace(RouteTable([Route(path: "/hooks/b")], closed: ["/hooks/a"]))
    guard case .keep = desk.close(begun, body: Array("{}".utf8)) else {
      Issue.record("what was begun ends by the table it began with")
      return
    }
    #expect(desk.ask(Case(testDescription: "", status: 0)).status == 503)
    #expect(desk.ask(Case(testDescription: "", target: "/hooks/b", status: 0)).status == 200)
  }

  @Test(arguments: [
    ("id-9", "op", 200), ("id-9", "route-secret", 200), ("id-8", "op", 404), ("id-8", "route-secret", 404),
    ("id-7", "route-secret", 404), ("id-9", "wrong", 401), ("id-9", nil, 401), ("a%2fb", "op", 404),
    ("a%20b", "op", 404),
  ])
  func aSubmissionIsShownToWhoMaySeeIt(id: String, token: String?, status: Int) {
    let store = MemoryStore()
    let at = Timestamp(millisecondsSince1970: 0)
    store.know(SubmissionReport(id: "id-9", route: "/hooks/a", receivedAt: at, records: nil))
    store.know(SubmissionReport(id: "id-7", route: "/hooks/signed", receivedAt: at, records: nil))
    let fields = token.map { ["authorization": "bearer \($0)"] } ?? [:]
    let answer = Self.answer(
      Case(testDescription: "", method: "GET", target: "/submissions/\(id)", fields: fields, body: "", status: 0),
      store: store)
    #expect(answer.status == status)
    if status == 404 { #expect(answer.body.isEmpty) }
  }

  @Test func anOperatorsPortServesNoRoutesAndNeedsNoTokenWhereThereIsNone() {
    let desk = Doorstep.desk([Route(path: "/hooks/a")]) { parts in parts.page = { _ in HTTPAnswer(200) } }
    #expect(desk.ask(Case(testDescription: "", status: 0), offer: .operation).status == 404)
    let status = Case(testDescription: "", method: "GET", target: "/status", body: "", status: 0)
    #expect(desk.ask(status, offer: .operation).status == 200)
    #expect(desk.ask(status).status == 404, "in public there is no status without a token")
  }
}

extension FrontDesk {
  /// Takes a request all the way, with a store that answers at once.
  func ask(_ row: FrontDeskTests.Case, offer: ServerSettings.Offer = .everything, uptime: Int64 = 0) -> HTTPAnswer {
    let request = open(RequestHead(row), offer: offer, uptime: uptime)
    if case .answered(let answer) = request.aim, answer.closes { return answer }
    let body = Array(row.body.utf8)
    guard body.count <= request.maxBodyBytes else { return bodyTooLong(request) }
    switch close(request, body: body) {
    case .answer(let answer): return answer
    case .keep(let incoming):
      let answers = Answers<StoreAnswer>()
      store.accept(incoming) { answers.put($0) }
      return answers.take().map { answer($0, for: incoming, request, seconds: 0) } ?? HTTPAnswer(0)
    case .lookUp(let id):
      let answers = Answers<SubmissionReport?>()
      store.submission(id) { answers.put($0) }
      return answers.take().map { answer($0, for: request) } ?? HTTPAnswer(0)
    }
  }
}

extension RequestHead {
  fileprivate init(_ row: FrontDeskTests.Case) {
    var fields = [Post.HeaderField(name: "host", value: "a")]
    fields += row.fields.map { Post.HeaderField(name: $0.key, value: $0.value) }
    self.init(
      method: row.method, target: row.target, fields: fields, peer: IPAddress(row.peer) ?? IPAddress(high: 0, low: 0),
      hasBody: !row.body.isEmpty, contentLength: row.body.utf8.count)
  }
}
