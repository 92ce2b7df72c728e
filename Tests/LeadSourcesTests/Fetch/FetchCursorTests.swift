import LeadConfig
import LeadModel
import LeadTransport
import Testing

@testable import LeadSources

/// What is new: the cursor, what is asked for behind it, and lists that change while they are read.
struct FetchCursorTests {
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

  /// Five hours behind UTC: what clocks show there is not yet what it is here.
  @Test func timesWithoutAnOffsetAreOfTheirZone() throws {
    func plan(_ zone: String?) throws -> FetchPlan {
      try timed {
        $0.cursor?.format = "yyyy-MM-dd HH:mm:ss"
        $0.cursor?.timeZone = zone
      }
    }
    let zoned = try plan("America/New_York")
    let gaps = Dialogue(zoned, backfill: .seconds(3_600), .json("[]"))
    #expect(gaps.urls == ["https://api.example.com/leads?since=2026-01-31%2006%3A00%3A00"])
    // Two hours at least, as clocks that are put back show one twice; a time behind the run's start is one there too.
    let run = Dialogue(zoned, .json(#"[{"at":"2026-01-31 06:30:00"},{"at":"2026-01-31 07:00:01"}]"#))
    #expect(run.result?.state.cursor == "2026-01-31 06:30:00")
    let next = Dialogue(zoned, state: run.result?.state, .json("[]"))
    #expect(next.urls == ["https://api.example.com/leads?since=2026-01-31%2004%3A30%3A00"])
    let utc = Dialogue(try plan(nil), .json(#"[{"at":"2026-01-31 06:30:00"},{"at":"2026-01-31 07:00:01"}]"#))
    #expect(utc.result?.state.cursor == "2026-01-31 07:00:01")
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

  /// 30 records by name, 10 a page; one is renamed after the first page was read, and moves to the end.
  @Test func recordThatMovesInAListThatTheCursorDoesNotSortLosesNoOther() throws {
    let plan = try FetchPlan.of(url: "https://api.example.com/leads?since={since}&page={page}") {
      $0.cursor = .init(path: "at", kind: .time)
      $0.paging = .page(first: 1, size: nil)
    }
    let start = Timestamp(parsing: "2026-01-31T01:00:00Z")?.millisecondsSince1970 ?? 0
    // The second of them was changed last: what is behind the first page is older than the greatest on it.
    var list = (0..<30).map { (id: $0, at: start + Int64($0 == 1 ? 500 : $0) * 60_000) }
    func answer(_ request: HTTPRequest) -> Dialogue.Reply {
      let query = Query(request.url)
      let since = query["since"].flatMap(Timestamp.init(parsing:))?.millisecondsSince1970 ?? 0
      let page = list.filter { $0.at > since }.dropFirst(((Int(query["page"] ?? "") ?? 1) - 1) * 10).prefix(10)
      let texts = page.map { #"{"id":\#($0.id),"at":"\#(Timestamp(millisecondsSince1970: $0.at))"}"# }
      return .json("[\(texts.joined(separator: ","))]")
    }
    func ids(_ run: Dialogue) -> Set<Int> {
      Set(run.lines.compactMap { $0.firstMatch(of: /"id":(\d+)/).flatMap { Int($0.1) } })
    }
    let first = Dialogue(plan) { request, number in
      if number == 2 {
        list.append((id: list.remove(at: 3).id, at: Dialogue.noon.millisecondsSince1970 + 1_000))
      }
      return answer(request)
    }
    #expect(ids(first).count == 29)
    #expect(first.result?.state.cursor == nil)
    let second = Dialogue(plan, state: first.result?.state, now: .init(millisecondsSince1970: start + 86_400_000)) {
      request, _ in answer(request)
    }
    #expect(ids(first).union(ids(second)).count == 30)
    #expect(second.result?.state.cursor == "2026-01-31T12:00:01.000Z")
  }
}
