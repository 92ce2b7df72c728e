import LeadConfig
import LeadModel
import LeadTransport
import Testing

@testable import LeadSources

/// Bad input: a clear error, nothing counted, the state untouched.
struct FetchFailureTests {
  /// An answer, and the code that a run ends with.
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let code: String
    let requests: Int
    let reply: @Sendable () -> Dialogue.Reply

    init(_ name: String, _ code: String, requests: Int = 1, _ reply: @escaping @Sendable () -> Dialogue.Reply) {
      testDescription = name
      self.code = code
      self.requests = requests
      self.reply = reply
    }

    static let all = [
      Case("HTML as JSON", "fetch.html") { .json(" <!doctype html><title>Log in</title>") },
      Case("HTML by its type", "fetch.html") { .status(200, headers: ["content-type": "text/html"], body: "Log in") },
      Case("another path", "fetch.shape") { .json(#"{"data":{"list":[]}}"#) },
      Case("no list", "fetch.shape") { .json(#"{"items":{"id":1}}"#) },
      Case("null in place of a list", "fetch.shape") { .json(#"{"items":null,"error":"unauthorized"}"#) },
      Case("a next page that is an object", "fetch.shape") {
        .json(#"{"items":[{"id":1}],"next":{"href":"/leads?2"}}"#)
      },
      Case("a next page that is a list", "fetch.shape") { .json(#"{"items":[{"id":1}],"next":["/leads?2"]}"#) },
      Case("a next page that is true", "fetch.shape") { .json(#"{"items":[{"id":1}],"next":true}"#) },
      Case("a list alone", "fetch.shape") { .json("[]") },
      Case("neither JSON nor anything", "fetch.shape") { .status(200, body: "id,name") },
      Case("cut off", "fetch.broken", requests: 5) { .json(#"{"items":[{"id":1}"#) },
      Case("empty", "fetch.broken", requests: 5) { .json("") },
      Case("401", "fetch.token") { .status(401) }, Case("403", "fetch.token") { .status(403) },
      Case("403 for now", "fetch.limited", requests: 5) { .status(403, retryAfter: "1") },
      Case("404", "fetch.gone") { .status(404) }, Case("410", "fetch.gone") { .status(410) },
      Case("422", "fetch.refused") { .status(422) },
      Case("304 unasked", "fetch.refused") { .status(304) },
      Case("302", "fetch.redirect") { .status(302, headers: ["location": "https://api.example.com/v2/leads"]) },
      Case("429", "fetch.limited", requests: 5) { .status(429) },
      Case("503", "fetch.unavailable", requests: 5) { .status(503, retryAfter: "2") },
      Case("599", "fetch.unavailable", requests: 5) { .status(599) },
      Case("cut", "fetch.unreachable", requests: 5) { .cut },
      Case("garbled", "fetch.broken", requests: 5) {
        .failure(TransportFailure(kind: .cut, requestSent: true, code: "transport.garbled", message: ""))
      },
      Case("certificate", "fetch.certificate") {
        .failure(TransportFailure(kind: .certificate, requestSent: false, code: "transport.certificate", message: ""))
      },
      Case("too large", "fetch.large") {
        .failure(TransportFailure(kind: .tooLarge, requestSent: true, code: "transport.tooLarge", message: ""))
      },
      Case("stopped", "fetch.cancelled") {
        .failure(TransportFailure(kind: .other, requestSent: true, code: "transport.cancelled", message: ""))
      },
      Case("host of the next page", "fetch.host") {
        .json(#"{"items":[{"id":1}],"next":"https://api.example.net/leads"}"#)
      },
      Case("next page in the clear", "fetch.host") {
        .json(#"{"items":[{"id":1}],"next":"http://api.example.com/leads"}"#)
      },
      Case("next page is this one", "fetch.loop") { .json(#"{"items":[{"id":1}],"next":"/leads?key=s3cr3t"}"#) },
      Case("same page behind another link", "fetch.loop", requests: 2) {
        .json(#"{"items":[{"id":1}],"next":"/leads?2"}"#)
      },
    ]
  }

  @Test(arguments: Case.all)
  func badAnswerEndsTheRunWithItsCode(_ one: Case) throws {
    let plan = try FetchPlan.of(url: "https://api.example.com/leads?key={secret.key}", secrets: ["key": "s3cr3t"]) {
      $0.records = "items"
      $0.paging = .link(path: "next")
    }
    let run = Dialogue(plan) { _, _ in one.reply() }
    #expect(run.code == one.code)
    #expect(run.requests.count == one.requests)
    #expect(run.result == nil)
    let words = run.failure?.diagnostic.description ?? ""
    #expect(words.contains("leadbridge.json:12:5: error: "))
    #expect(!words.contains("s3cr3t"))
    #expect(FetchCode(rawValue: one.code) != nil)
  }

  @Test func failuresOfAPageAreForgottenWithItsAnswer() throws {
    var fails = 0
    let run = Dialogue(
      try .of(url: "https://api.example.com/leads?p={page}") { $0.paging = .page(first: 1, size: nil) }
    ) {
      request, _ in
      fails += 1
      if fails % 5 != 0 { return .cut }
      let page = Int(Query(request.url)["p"] ?? "") ?? 0
      return .json(page < 4 ? #"[{"id":\#(page)}]"# : "[]")
    }
    #expect(run.lines.count == 3)
    #expect(run.result?.counts.retries == 16)
    #expect(run.waits.count == 16)
  }

  @Test func theServersWaitIsWaitedUpToItsBound() throws {
    let short = Dialogue(try .of(), .status(429, retryAfter: "15"), .status(503, retryAfter: "15"), .json("[]"))
    #expect(short.result != nil)
    #expect(short.waits.count == 2 && short.waits.allSatisfy { $0 >= .seconds(15) })
    // Others wait for this run's place: it is the schedule that waits for so long.
    let twice = Dialogue(try .of(), .status(429, retryAfter: "16"))
    #expect(twice.code == "fetch.limited")
    #expect(twice.requests.count == 2)
    #expect(twice.failure?.retryAfter == .seconds(16))
    for (asked, kept) in [("31", 31), ("1800", 1_800), ("86400", 86_400), ("999999999999", 86_400)] {
      let long = Dialogue(try .of(), .status(429, retryAfter: asked))
      #expect(long.code == "fetch.limited")
      #expect(long.waits.isEmpty)
      #expect(long.failure?.retryAfter == .seconds(kept), "\(asked)")
    }
  }

  @Test(arguments: ["null", "false", #""""#]) func nothingAsTheNextPageIsTheEnd(_ next: String) throws {
    let run = Dialogue(
      try .of {
        $0.records = "items"
        $0.paging = .link(path: "next")
      }, .json(#"{"items":[{"id":1}],"next":\#(next)}"#))
    #expect(run.result?.counts.pages == 1)
  }

  @Test func nullIsNoneWhereItMayBe() throws {
    let run = Dialogue(
      try .of {
        $0.records = "items"
        $0.mayBeNull = true
      }, .json(#"{"items":null}"#))
    #expect(run.result?.counts.records == 0)
  }

  /// What is lost of the header may have been the next page.
  @Test func linkHeaderThatIsTooLongIsNotTheEnd() throws {
    var response = HTTPResponse(status: 200, headers: ["content-type": "application/json"], body: Array("[]".utf8))
    response.cutHeaders = ["link"]
    #expect(Dialogue(try .of { $0.paging = .linkHeader }, .response(response)).code == "fetch.shape")
    #expect(Dialogue(try .of(), .response(response)).result != nil)
  }

  @Test func otherPortOfTheSameHostIsSaid() throws {
    let run = Dialogue(
      try .of(url: "http://127.0.0.1:8080/leads") {
        $0.records = "items"
        $0.paging = .link(path: "next")
      }, .json(#"{"items":[{"id":1}],"next":"http://127.0.0.1:8081/leads?key=s3cr3t"}"#))
    #expect(
      run.failure?.diagnostic.message
        == "the next page is at http://127.0.0.1:8081, and this one at http://127.0.0.1:8080")
  }

  @Test func tokenThatComesAgainIsALoop() throws {
    let run = Dialogue(
      try .of(url: "https://api.example.com/leads?after={page}") {
        $0.records = "items"
        $0.paging = .token(path: "next")
      }
    ) { _, number in .json(#"{"items":[{"id":\#(number)}],"next":"\#(number % 3)"}"#) }
    #expect(run.code == "fetch.loop")
  }

  @Test func pageNumberThatIsNotHeededIsALoop() throws {
    let run = Dialogue(
      try .of(url: "https://api.example.com/leads?p={page}") { $0.paging = .page(first: 1, size: nil) },
      .json(#"[{"id":1}]"#))
    #expect(run.code == "fetch.loop")
    #expect(run.requests.count == 3)
  }

  @Test func pagesThatComeInTurnsAreALoop() throws {
    let run = Dialogue(
      try .of(url: "https://api.example.com/leads?p={page}") { $0.paging = .page(first: 1, size: nil) }
    ) { _, number in .json(#"[{"id":\#(number % 2)}]"#) }
    #expect(run.code == "fetch.loop")
    #expect(run.requests.count == 5)
  }

  @Test func whatStandsBesideTheRecordsHidesNoLoop() throws {
    let numbered = Dialogue(
      try .of(url: "https://api.example.com/leads?p={page}") {
        $0.records = "items"
        $0.paging = .page(first: 1, size: nil)
      }
    ) { _, number in .json(#"{"items":[{"id":1}],"requestId":\#(number)}"#) }
    #expect(numbered.code == "fetch.loop")
    #expect(numbered.requests.count == 3)
    let linked = Dialogue(
      try .of {
        $0.records = "items"
        $0.paging = .link(path: "next")
      }
    ) { _, number in .json(#"{"items":[{"id":1}],"next":"/leads?\#(number)"}"#) }
    #expect(linked.code == "fetch.loop")
    #expect(linked.requests.count == 3)
    let table = Dialogue(
      try .of(url: "https://api.example.com/leads.csv?p={page}") { $0.paging = .page(first: 1, size: nil) },
      .csv("Name,Email\nAnn,a@b.example\n"))
    #expect(table.code == "fetch.loop")
    #expect(table.requests.count == 3)
  }

  /// As many as a page has are put in before it while it is read: it comes again, and is no loop.
  @Test func pageThatIsPushedIntoTheNextIsNoLoop() throws {
    let full = #"[{"id":3},{"id":4}]"#
    let plan = try FetchPlan.of(url: "https://api.example.com/leads?p={page}") {
      $0.paging = .page(first: 1, size: nil)
    }
    func run(_ pages: [String]) -> Dialogue {
      Dialogue(plan) { _, number in .json(pages[min(number, pages.count) - 1]) }
    }
    let last = Array(repeating: #"[{"id":5}]"#, count: 9)
    #expect(run([full, full] + last + ["[]"]).result?.counts.pages == 12)
    #expect(run([full, full] + last + last).code == "fetch.loop")
    #expect(run([full, full, full]).code == "fetch.loop")
  }

  @Test func pagesThatGrowAreRefused() throws {
    let run = Dialogue(
      try .of(url: "https://api.example.com/leads?p={page}") { $0.paging = .page(first: 1, size: nil) },
      .json(#"[{"id":1}]"#), .json(#"[{"id":3},{"id":4}]"#))
    #expect(run.code == "fetch.pages")
  }

  @Test func collectionThatLostHalfIsRefusedUnlessItMay() throws {
    func rows(_ count: Int) -> Dialogue.Reply {
      .json("[\((0..<count).map { #"{"id":\#($0)}"# }.joined(separator: ","))]")
    }
    let plan = try FetchPlan.of()
    let state = Dialogue(plan, rows(20)).result?.state
    #expect(state?.records == 20)
    #expect(Dialogue(plan, state: state, rows(9)).code == "fetch.fewer")
    #expect(Dialogue(plan, state: state, rows(0)).code == "fetch.fewer")
    #expect(Dialogue(plan, state: state, rows(10)).result?.state.records == 10)
    #expect(Dialogue(try .of { $0.mayShrink = true }, state: state, rows(0)).result != nil)
    // So few may do as they like.
    #expect(Dialogue(plan, state: Dialogue(plan, rows(9)).result?.state, rows(0)).result != nil)
  }

  @Test func cursorThatGoesBackBeyondTheOverlapIsRefused() throws {
    let plan = try FetchPlan.of {
      $0.cursor = .init(path: "at", kind: .time)
      $0.cursor?.overlap = .seconds(600)
    }
    func row(_ time: String) -> Dialogue.Reply { .json(#"[{"at":"2026-01-31T\#(time)Z"}]"#) }
    let state = Dialogue(plan, row("10:00:00")).result?.state
    #expect(Dialogue(plan, state: state, row("09:49:59")).code == "fetch.cursor")
    let within = Dialogue(plan, state: state, row("09:50:00"))
    #expect(within.result?.state.cursor == "2026-01-31T10:00:00Z")
    let numbered = try FetchPlan.of {
      $0.cursor = .init(path: "id", kind: .number)
      $0.cursor?.overlapCount = 5
    }
    let before = Dialogue(numbered, .json(#"[{"id":100}]"#)).result?.state
    #expect(Dialogue(numbered, state: before, .json(#"[{"id":94}]"#)).code == "fetch.cursor")
    #expect(Dialogue(numbered, state: before, .json(#"[{"id":95}]"#)).result?.state.cursor == "100")
  }

  @Test func noRecordWithACursorIsAnError() throws {
    let plan = try FetchPlan.of { $0.cursor = .init(path: "updated", kind: .time) }
    #expect(Dialogue(plan, .json(#"[{"at":"2026-01-31T10:00:00Z"}]"#)).code == "fetch.cursor.missing")
    #expect(Dialogue(plan, .json("[]")).result != nil)
  }

  @Test func runBeyondItsLimitsFailsUnlessTheNextCanGoOn() throws {
    func reply(_ request: HTTPRequest, _ number: Int) -> Dialogue.Reply {
      .json(#"{"items":[{"id":\#(number)}],"next":"/leads?\#(number)"}"#)
    }
    let plan = try FetchPlan.of {
      $0.records = "items"
      $0.paging = .link(path: "next")
      $0.maxPages = 3
    }
    let run = Dialogue(plan, answer: reply)
    #expect(run.code == "fetch.limit")
    #expect(run.requests.count == 3)
    let sorted = try FetchPlan.of(url: "https://api.example.com/leads?after={since}") {
      $0.records = "items"
      $0.paging = .link(path: "next")
      $0.cursor = .init(path: "id", kind: .number)
      $0.cursor?.order = .ascending
      $0.maxPages = 3
    }
    let part = Dialogue(sorted, answer: reply)
    #expect(part.result?.isPartial == true)
    #expect(part.result?.state.cursor == "3")
    let few = Dialogue(try .of { $0.maxRecords = 1 }, .json(#"[{"id":1},{"id":2}]"#))
    #expect(few.code == "fetch.limit")
    #expect(few.written.isEmpty)
  }

  @Test func stateOfOtherSettingsIsPassedOver() throws {
    let state = Dialogue(try .of { $0.cursor = .init(path: "id", kind: .number) }, .json(#"[{"id":100}]"#)).result?
      .state
    let other = try FetchPlan.of(url: "https://api.example.com/leads?form=2&after={since}") {
      $0.cursor = .init(path: "id", kind: .number)
    }
    let run = Dialogue(other, state: state, .json(#"[{"id":7}]"#))
    #expect(run.urls == ["https://api.example.com/leads?form=2"])
    #expect(run.result?.warnings.map(\.code) == ["fetch.state.other"])
    #expect(run.result?.state.cursor == "7")
  }

  /// A state belongs to what is asked, and to whom: a header may name a tenant.
  @Test func otherHeadersAndOtherPagesAreAnotherSource() throws {
    func plan(_ tenant: String, size: Int = 100, token: String = "t") throws -> FetchPlan {
      try .of(url: "https://api.example.com/leads?after={since}&page={page}", secrets: ["token": token]) {
        $0.cursor = .init(path: "id", kind: .number)
        $0.headers = ["x-tenant": tenant, "authorization": "Bearer {secret.token}"]
        $0.paging = .page(first: 1, size: size)
      }
    }
    #expect(try plan("A").fingerprint == plan("A", token: "renewed").fingerprint)
    #expect(try plan("A").fingerprint != plan("B").fingerprint)
    #expect(try plan("A").fingerprint != plan("A", size: 50).fingerprint)
    let state = Dialogue(try plan("A")) { _, number in .json(number == 1 ? #"[{"id":100}]"# : "[]") }.result?.state
    let run = Dialogue(try plan("B"), state: state) { _, number in .json(number == 1 ? #"[{"id":7}]"# : "[]") }
    #expect(run.result?.warnings.map(\.code) == ["fetch.state.other"])
    #expect(run.urls[0] == "https://api.example.com/leads?page=1")
  }

  @Test(arguments: ["", "[]", #"{"version":1}"#, #"{"version":2,"source":"x"}"#, #"{"version":"1","source":"x"}"#])
  func stateThatCannotBeReadIsAnError(_ text: String) {
    #expect(throws: Diagnostic.self) { try FetchState(parsing: text) }
  }
}
