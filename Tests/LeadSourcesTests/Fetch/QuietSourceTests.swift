import LeadConfig
import LeadModel
import LeadTransport
import Testing

@testable import LeadSources

/// Runs over a source in which nothing is new: as few requests as may be, and nothing hidden by that.
struct QuietSourceTests {
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

  /// What the mapping made of the records is not in the answer.
  @Test func mendedMappingIsGivenTheRecordsAgain() throws {
    let page = Dialogue.Reply.json(#"[{"id":1}]"#, headers: ["etag": #""v1""#])
    var plan = try FetchPlan.of()
    plan.mappingDigest = "a"
    let state = Dialogue(plan, page).result?.state
    #expect(Dialogue(plan, state: state, .status(304)).result?.isUnchanged == true)
    plan.mappingDigest = "b"
    let mended = Dialogue(plan, state: state, page)
    #expect(mended.requests[0].headerLines.isEmpty)
    #expect(mended.lines.count == 1)
    let state2 = try FetchState(parsing: #require(mended.result?.state).text)
    #expect(Dialogue(plan, state: state2, .status(304)).result?.isUnchanged == true)
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

  /// A source with a page behind each, of which it says so in its header alone: an `ETag` of the body stays as it is.
  @Test func pagesByTheHeaderAreNotAskedConditionally() throws {
    let plan = try FetchPlan.of { $0.paging = .linkHeader }
    let page = Dialogue.Reply.json(#"[{"id":1}]"#, headers: ["etag": #""v1""#])
    let first = Dialogue(plan, page)
    #expect(first.requests.count == 1)
    let second = Dialogue(plan, state: first.result?.state, page)
    #expect(second.requests[0].headerLines.isEmpty)
  }

  /// Where the next page's token stands in the answer, the answer changes when there is a next page.
  @Test func onePageWithoutATokenIsAskedConditionally() throws {
    func plan(_ path: String) throws -> FetchPlan {
      try .of(url: "https://api.example.com/leads?after={page}") {
        $0.records = "items"
        $0.paging = .token(path: path)
      }
    }
    let page = Dialogue.Reply.json(#"{"items":[{"id":1}],"next":null}"#, headers: ["etag": #""v1""#])
    let state = Dialogue(try plan("next"), page).result?.state
    #expect(Dialogue(try plan("next"), state: state, .status(304)).result?.isUnchanged == true)
  }

  /// What pages by number ask of a source: page 1, and on while there is something.
  private func numbered() throws -> FetchPlan {
    try FetchPlan.of(url: "https://api.example.com/leads?since={since}&page={page}&limit=100") {
      $0.cursor = .init(path: "at", kind: .time)
      $0.paging = .page(first: 1, size: 100)
    }
  }

  /// So many records of one time.
  private func rows(_ ids: Range<Int>) -> Dialogue.Reply {
    .json("[\(ids.map { #"{"id":\#($0),"at":"2026-01-31T11:00:00Z"}"# }.joined(separator: ","))]")
  }

  @Test func quietSourceCostsOneRequestWhateverItsPaging() throws {
    let plan = try numbered()
    let first = Dialogue(plan) { request, _ in Query(request.url)["page"] == "1" ? rows(0..<2) : .json("[]") }
    var state = first.result?.state
    var requests: [Int] = []
    for _ in 0..<12 {
      let run = Dialogue(plan, state: state) { request, _ in
        Query(request.url)["page"] == "1" ? rows(0..<1) : .json("[]")
      }
      requests.append(run.requests.count)
      state = try #require(run.result?.state)
    }
    #expect(requests == [1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 1, 1])
  }

  /// A server may give 50 at most where 100 are asked for: its pages are all short, and none of them is the last.
  @Test func serversOwnLimitHidesNothing() throws {
    let plan = try numbered()
    var count = 120
    func answer(_ request: HTTPRequest, _: Int) -> Dialogue.Reply {
      let start = ((Int(Query(request.url)["page"] ?? "") ?? 1) - 1) * 50
      return rows(min(start, count)..<min(start + 50, count))
    }
    let first = Dialogue(plan, answer: answer)
    #expect(first.lines.count == 120)
    count = 121
    let second = Dialogue(plan, state: first.result?.state, answer: answer)
    #expect(second.lines.last?.contains(#""id":120,"#) == true)
  }
}
