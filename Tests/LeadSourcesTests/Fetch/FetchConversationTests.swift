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
        $0.records = "results"
        $0.values = ["list": #"a"b"#]
        $0.paging = .token(path: "next")
        $0.body = #"{"list": "{list}", "after": {page}, "filter": {"a": [{}]}}"#
      },
      .json(#"{"results":[{"id":1}],"next":"20"}"#), .json(#"{"results":[{"id":2}],"next":"00012"}"#),
      .json(#"{"results":[{"id":3}],"next":-0.5}"#), .json(#"{"results":[{"id":4}]}"#))
    #expect(
      run.requests.map { String(decoding: $0.body, as: UTF8.self) }
        == ["null", "20", #""00012""#, "-0.5"].map {
          #"{"list": "a\"b", "after": \#($0), "filter": {"a": [{}]}}"#
        })
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
