import Foundation
import LeadConfig
import LeadModel
import LeadTransport
import Testing

@testable import LeadSources

/// Whole runs over pages of all kinds.
struct FetchConversationTests {
  @Test func recordsComeCompactWithTheirNumbersAsWritten() throws {
    let run = Dialogue(
      try .of { $0.records = "data.rows" },
      .json(#"{"data": {"rows": [ {"id": 9007199254740993123, "rate": 1.10,  "name": "Zoë"}, {"id": 2} ]}}"#))
    #expect(run.lines == [#"{"id":9007199254740993123,"rate":1.10,"name":"Zoë"}"#, #"{"id":2}"#])
    #expect(run.result?.format == .jsonl)
    #expect(run.result?.counts.records == 2)
    #expect(run.requests.count == 1)
  }

  @Test func linksAreFollowedRelativeOnesToo() throws {
    let plan = try FetchPlan.of(secrets: ["token": "t0k"]) {
      $0.records = "items"
      $0.paging = .link(path: "paging.next")
      $0.headers = ["authorization": "Bearer {secret.token}"]
    }
    let run = Dialogue(
      plan, .json(#"{"items":[{"id":1}],"paging":{"next":"/leads?after=2"}}"#),
      .json(#"{"items":[{"id":2}],"paging":{"next":"https://api.example.com/leads?after=3"}}"#),
      .json(#"{"items":[{"id":3}],"paging":{"next":null}}"#))
    #expect(
      run.urls == [
        "https://api.example.com/leads", "https://api.example.com/leads?after=2",
        "https://api.example.com/leads?after=3",
      ])
    #expect(run.requests.allSatisfy { $0.headerLines == ["authorization: Bearer t0k"] })
    #expect(run.lines.count == 3)
  }

  @Test func linkHeaderIsFollowed() throws {
    let run = Dialogue(
      try .of { $0.paging = .linkHeader },
      .json(
        #"[{"id":1}]"#,
        headers: [
          "link":
            #"<https://api.example.com/leads?page=1>; rel="first", </leads?page=2>; title="a, b"; rel="next last""#
        ]),
      .json(#"[{"id":2}]"#, headers: ["link": #"<https://api.example.com/leads?page=1>; rel="prev""#]))
    #expect(run.urls.last == "https://api.example.com/leads?page=2")
    #expect(run.lines.count == 2)
  }

  @Test func tokensStandInTheNextRequestAndNotInTheFirst() throws {
    let run = Dialogue(
      try .of(url: "https://api.example.com/leads?limit=2&after={page}") {
        $0.records = "items"
        $0.paging = .token(path: "next")
      },
      .json(#"{"items":[{"id":1}],"next":"a b/c"}"#), .json(#"{"items":[{"id":2}],"next":""}"#))
    #expect(
      run.urls == [
        "https://api.example.com/leads?limit=2", "https://api.example.com/leads?limit=2&after=a%20b%2Fc",
      ])
  }

  @Test func pageNumbersCountUpToAnEmptyPage() throws {
    let run = Dialogue(
      try .of(url: "https://api.example.com/leads?page={page}") { $0.paging = .page(first: 1, size: nil) },
      .json(#"[{"id":1},{"id":2}]"#), .json(#"[{"id":3}]"#), .json("[]"))
    #expect(run.urls.map { $0.suffix(6) } == ["page=1", "page=2", "page=3"])
    #expect(run.lines.count == 3)
  }

  /// A server that gives fewer than it is asked for has more all the same: its short page is not the end.
  @Test func offsetsCountWhatCame() throws {
    let run = Dialogue(
      try .of(url: "https://api.example.com/leads?limit=500&offset={offset}") { $0.paging = .offset(size: 500) },
      .json(#"[{"id":1},{"id":2}]"#), .json(#"[{"id":3},{"id":4}]"#), .json("[]"))
    #expect(run.urls.map { $0.suffix(8) } == ["offset=0", "offset=2", "offset=4"])
    #expect(run.lines.count == 4)
  }

  @Test func bodiesAreAskedWithTheirSlotsEscaped() throws {
    let run = Dialogue(
      try .of {
        $0.method = "post"
        $0.records = "results"
        $0.values = ["list": #"a"b"#]
        $0.paging = .token(path: "next")
        $0.body = #"{"list": "{list}", "after": {page}, "filter": {"a": [{}]}}"#
      },
      .json(#"{"results":[{"id":1}],"next":"20"}"#), .json(#"{"results":[{"id":2}]}"#))
    #expect(
      run.requests.map { String(decoding: $0.body, as: UTF8.self) } == [
        #"{"list": "a\"b", "after": null, "filter": {"a": [{}]}}"#,
        #"{"list": "a\"b", "after": 20, "filter": {"a": [{}]}}"#,
      ])
    #expect(run.requests[0].method == .post)
    #expect(run.requests[0].headerLines == ["content-type: application/json"])
  }

  @Test func pagesOfATableAreJoinedWithoutTheirLaterHeaders() throws {
    let run = Dialogue(
      try .of(url: "https://api.example.com/leads.csv?page={page}") { $0.paging = .page(first: 1, size: nil) },
      .csv("\"Full\nname\",Email\r\nAnn,ann@example.com"), .csv("\"Full\nname\",Email\r\nBob,bob@example.com\r\n"),
      .csv("\"Full\nname\",Email\r\n"))
    #expect(
      String(decoding: run.written, as: UTF8.self)
        == "\"Full\nname\",Email\r\nAnn,ann@example.com\nBob,bob@example.com\r\n")
    #expect(run.result?.format == .csv)
    #expect(run.result?.counts.records == 2)
  }

  @Test func aTablesCursorIsInItsColumn() throws {
    let run = Dialogue(
      try .of(url: "https://api.example.com/leads.csv?since={since}") {
        $0.cursor = .init(path: "changed", kind: .time)
      },
      .csv("Email,Changed\nann@example.com,2026-01-31T10:00:00Z\nbob@example.com,2026-01-31T09:00:00Z\n"))
    #expect(run.result?.state.cursor == "2026-01-31T10:00:00Z")
  }

  @Test func aBrokenLineInTheMiddleIsKeptForTheDeadLetters() throws {
    let run = Dialogue(
      try .of { $0.format = .jsonl }, .json("{\"id\": 1}\n{\"id\": \n\n{\"id\": 3}\n"))
    #expect(run.lines == [#"{"id":1}"#, #"{"id": "#, #"{"id":3}"#])
    #expect(run.result?.counts.records == 3)
  }

  // MARK: Cursors

  private func timed(_ change: (inout FetchSettings) -> Void = { _ in }) throws -> FetchPlan {
    try .of(url: "https://api.example.com/leads?since={since}") {
      $0.cursor = .init(path: "at", kind: .time)
      $0.cursor?.overlap = .seconds(300)
      change(&$0)
    }
  }

  @Test func theGreatestTimeIsTheCursorAsWrittenAndTheNextRunAsksFromBeforeIt() throws {
    let plan = try timed()
    let first = Dialogue(
      plan,
      .json(#"[{"at":"2026-01-31T11:00:00+01:00"},{"at":"2026-01-31T10:30:00.5Z"},{"at":"2026-01-30T23:59:59Z"}]"#))
    #expect(first.urls == ["https://api.example.com/leads"])
    let state = try #require(first.result?.state)
    #expect(state.cursor == "2026-01-31T10:30:00.5Z")
    let second = Dialogue(plan, state: try FetchState(parsing: state.text), .json("[]"))
    #expect(second.urls == ["https://api.example.com/leads?since=2026-01-31T10%3A25%3A00.500Z"])
    #expect(second.result?.state.cursor == "2026-01-31T10:30:00.5Z")
    #expect(second.requests.count == 1)
  }

  @Test(arguments: [
    ("seconds", "2026-01-31T10:00:00Z", "1769853300"), ("milliseconds", "1769853600123", "1769853300123"),
    ("yyyy-MM-dd HH:mm:ss", "2026-01-31 10:00:00", "2026-01-31%2009%3A55%3A00"),
    ("yyyy-MM-dd'T'HH:mm:ssZ", "2026-01-31T10:00:00+0000", "2026-01-31T09%3A55%3A00%2B0000"),
    ("iso", "2026-01-31T10:00:00+0000", "2026-01-31T09%3A55%3A00.000Z"),
  ])
  func sinceIsWrittenInTheSourcesForm(_ format: String, _ written: String, _ since: String) throws {
    let plan = try timed { $0.cursor?.format = format }
    let first = Dialogue(plan, .json(#"[{"at":"\#(written)"}]"#))
    #expect(first.result?.state.cursor == written)
    let second = Dialogue(plan, state: first.result?.state, .json("[]"))
    #expect(second.urls == ["https://api.example.com/leads?since=\(since)"])
  }

  @Test func numbersAreComparedToTheLastDigit() throws {
    let plan = try FetchPlan.of(url: "https://api.example.com/leads?after={since}&seen={cursor}") {
      $0.cursor = .init(path: "id", kind: .number)
      $0.cursor?.overlapCount = 10
      $0.cursor?.start = "0"
    }
    let first = Dialogue(plan, .json(#"[{"id":9007199254740993},{"id":9007199254740992},{"id":"17"}]"#))
    #expect(first.urls == ["https://api.example.com/leads?after=0&seen=0"])
    #expect(first.result?.state.cursor == "9007199254740993")
    let second = Dialogue(plan, state: first.result?.state, .json("[]"))
    #expect(second.urls == ["https://api.example.com/leads?after=9007199254740983&seen=9007199254740993"])
  }

  /// What changes while a run goes may stand on a page that was read already; a date in the future is a slip of the pen.
  @Test func noTimeBehindTheRunsStartBecomesTheCursor() throws {
    let run = Dialogue(
      try timed(),
      .json(#"[{"at":"2026-01-31T11:59:00Z"},{"at":"2026-01-31T12:00:01Z"},{"at":"2099-01-01T00:00:00Z"}]"#))
    #expect(run.result?.state.cursor == "2026-01-31T11:59:00Z")
    // The server's clock is an hour behind: so is the start.
    let behind = Dialogue(
      try timed(),
      .json(
        #"[{"at":"2026-01-31T10:59:58Z"},{"at":"2026-01-31T11:00:01Z"}]"#,
        headers: ["date": "Sat, 31 Jan 2026 11:00:00 GMT"]))
    #expect(behind.result?.state.cursor == "2026-01-31T10:59:58Z")
  }

  @Test func backfillAsksFromItsTimeAndLeavesTheCursor() throws {
    let plan = try timed()
    let state = try #require(Dialogue(plan, .json(#"[{"at":"2026-01-31T11:00:00Z"}]"#)).result?.state)
    let run = Dialogue(plan, state: state, backfill: .seconds(6 * 3600), .json(#"[{"at":"2026-01-31T07:00:00Z"}]"#))
    #expect(run.urls == ["https://api.example.com/leads?since=2026-01-31T06%3A00%3A00.000Z"])
    #expect(run.result?.state == state)
    #expect(run.lines.count == 1)
  }

  @Test func recordsWithoutACursorAreCounted() throws {
    let run = Dialogue(try timed(), .json(#"[{"at":"2026-01-31T11:00:00Z"},{"at":"soon"},{"id":1}]"#))
    #expect(run.result?.counts.withoutCursor == 2)
    #expect(run.result?.warnings.map(\.code) == ["fetch.cursor.missing"])
    #expect(run.lines.count == 3)
  }

  /// 7 records, 2 a page; the first is changed after the first page was read, and all others move one place forward.
  @Test func pagesThatShiftJumpOverNothing() throws {
    let plan = try FetchPlan.of(url: "https://api.example.com/leads?since={since}&page={page}") {
      $0.cursor = .init(path: "at", kind: .time)
      $0.cursor?.order = .ascending
      $0.paging = .page(first: 1, size: nil)
    }
    var times = (0..<7).map { Int64($0 * 60) }
    var ids = Array(0..<7)
    let run = Dialogue(plan) { request, number in
      if number == 2 {
        times.append(3_000)
        ids.append(ids.removeFirst())
        times.removeFirst()
      }
      let start = Timestamp(parsing: "2026-01-31T10:00:00Z")?.millisecondsSince1970 ?? 0
      let query = Query(request.url)
      let since = query["since"].flatMap(Timestamp.init(parsing:))?.millisecondsSince1970 ?? 0
      let rows = zip(ids, times).map { ($0, start + $1 * 1000) }.filter { $0.1 > since }
      let page = rows.dropFirst(((Int(query["page"] ?? "1") ?? 1) - 1) * 2).prefix(2)
      let texts = page.map { #"{"id":\#($0.0),"at":"\#(Timestamp(millisecondsSince1970: $0.1))"}"# }
      return .json("[\(texts.joined(separator: ","))]")
    }
    #expect(Set(run.lines.compactMap { $0.firstMatch(of: /"id":(\d)/)?.1 }).count == 7)
  }

  @Test func whatIsListedNewestFirstIsReadUpToWhatIsKnown() throws {
    let plan = try FetchPlan.of(url: "https://api.example.com/leads?page={page}") {
      $0.cursor = .init(path: "at", kind: .time)
      $0.cursor?.order = .descending
      $0.paging = .page(first: 1, size: nil)
    }
    let pages = [
      #"[{"at":"2026-01-31T11:00:00Z"},{"at":"2026-01-31T10:00:00Z"}]"#,
      #"[{"at":"2026-01-31T09:00:00Z"},{"at":"2026-01-31T08:00:00Z"}]"#, "[]",
    ]
    let first = Dialogue(plan) { _, number in .json(pages[number - 1]) }
    #expect(first.requests.count == 3)
    let second = Dialogue(plan, state: first.result?.state) { _, number in .json(pages[number - 1]) }
    #expect(second.requests.count == 1)
    // Not in that order: everything is read.
    let mixed = [
      #"[{"at":"2026-01-31T10:00:00Z"},{"at":"2026-01-31T11:00:00Z"},{"at":"2026-01-31T09:00:00Z"}]"#, "[]",
    ]
    let third = Dialogue(plan, state: first.result?.state) { _, number in .json(mixed[number - 1]) }
    #expect(third.requests.count == 2)
    #expect(third.result != nil)
  }

  // MARK: Nothing new

  @Test func conditionalRequestThatChangedNothingIsOneRequest() throws {
    let plan = try FetchPlan.of()
    let first = Dialogue(
      plan, .json(#"[{"id":1}]"#, headers: ["etag": #""v1""#, "last-modified": "Sat, 31 Jan 2026 10:00:00 GMT"]))
    let state = try #require(first.result?.state)
    let second = Dialogue(plan, state: state, .status(304))
    #expect(
      second.requests[0].headerLines == [
        #"if-none-match: "v1""#, "if-modified-since: Sat, 31 Jan 2026 10:00:00 GMT",
      ])
    #expect(second.result?.isUnchanged == true)
    #expect(second.result?.state == state)
    #expect(second.requests.count == 1)
    #expect(second.written.isEmpty)
  }

  /// The first page of several may be as it was while another has changed.
  @Test func severalPagesAreNotAskedConditionally() throws {
    let plan = try FetchPlan.of { $0.paging = .linkHeader }
    let first = Dialogue(
      plan, .json(#"[{"id":1}]"#, headers: ["etag": #""v1""#, "link": "</leads?page=2>; rel=next"]),
      .json(#"[{"id":2}]"#, headers: ["etag": #""v2""#]))
    let second = Dialogue(plan, state: first.result?.state, .json("[]"))
    #expect(second.requests[0].headerLines.isEmpty)
  }

  @Test func quietSourceCostsOneRequestWhateverItsPaging() throws {
    let plan = try FetchPlan.of(url: "https://api.example.com/leads?since={since}&page={page}&limit=100") {
      $0.cursor = .init(path: "at", kind: .time)
      $0.paging = .page(first: 1, size: 100)
    }
    let row = #"[{"at":"2026-01-31T11:00:00Z"}]"#
    let first = Dialogue(plan) { request, _ in .json(Query(request.url)["page"] == "1" ? row : "[]") }
    let second = Dialogue(plan, state: first.result?.state, .json(row))
    #expect(second.requests.count == 1)
    #expect(second.result != nil)
  }
}

/// A URL's parameters, decoded.
struct Query {
  private var parameters: [String: String] = [:]

  init(_ url: String) {
    guard let mark = url.firstIndex(of: "?") else { return }
    for pair in url[url.index(after: mark)...].split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1)
      parameters[String(parts[0])] = parts.count > 1 ? String(parts[1]).removingPercentEncoding : ""
    }
  }

  subscript(name: String) -> String? { parameters[name] }
}
