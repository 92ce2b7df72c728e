import LeadConfig
import LeadModel
import LeadTransport
import Testing

@testable import LeadSources

/// What is asked of each provider, and what its answers give, by conversations after the documented shapes.
struct ReadyConversationTests {
  private static func plan(
    _ name: String, _ values: [String: String], secret: String, _ change: (inout FetchSettings) -> Void = { _ in }
  ) throws -> FetchPlan {
    try FetchPlan.of(url: nil, secrets: [secret: "s3cr3t"]) {
      $0.from = name
      $0.values = values
      change(&$0)
    }
  }

  /// 2026-01-31T10:00:00Z less two hours.
  @Test func typeform() throws {
    let plan = try Self.plan("typeform", ["form": "u6nXL7"], secret: "token")
    func item(_ token: String, _ time: String) -> String {
      #"{"token":"\#(token)","submitted_at":"\#(time)","answers":[{"type":"email","field":{"id":"f2"},"email":"a@b.example"}]}"#
    }
    let form =
      #"{"id":"u6nXL7","title":"Contact us","fields":[{"id":"f2","title":"Email"}],"settings":{"language":"en"}}"#
    let run = Dialogue(
      plan, .json("{\"total_items\":2,\"page_count\":2,\"items\":[\(item("t2", "2026-01-31T10:00:00Z"))]}"),
      .json(form),
      .json("{\"items\":[\(item("t1", "2026-01-31T09:00:00Z"))]}"), .json(#"{"items":[]}"#))
    #expect(
      run.urls == [
        "https://api.typeform.com/forms/u6nXL7/responses?page_size=1000", "https://api.typeform.com/forms/u6nXL7",
        "https://api.typeform.com/forms/u6nXL7/responses?page_size=1000&before=t2",
        "https://api.typeform.com/forms/u6nXL7/responses?page_size=1000&before=t1",
      ])
    #expect(run.requests.allSatisfy { $0.headerLines == ["authorization: Bearer s3cr3t"] })
    #expect(
      run.lines.first?.hasSuffix(
        #""definition":{"id":"u6nXL7","title":"Contact us","fields":[{"id":"f2","title":"Email"}]}}"#) == true)
    #expect(run.lines.count == 2)
    let quiet = Dialogue(plan, state: run.result?.state, .json(#"{"items":[]}"#))
    #expect(
      quiet.urls == ["https://api.typeform.com/forms/u6nXL7/responses?page_size=1000&since=1769846400"])
  }

  /// Times are New York's: 5 hours behind in winter, and the overlap is two hours.
  @Test func jotform() throws {
    let plan = try Self.plan("jotform", ["form": "240000000000001"], secret: "key")
    let submission =
      #"{"id":"6084","form_id":"240000000000001","created_at":"2026-01-31 05:00:00","status":"ACTIVE","answers":{"4":{"name":"email","text":"Email","type":"control_email","answer":"a@b.example"}}}"#
    let run = Dialogue(
      plan, .json(#"{"responseCode":200,"content":[\#(submission)],"resultSet":{"offset":0,"limit":1000,"count":1}}"#),
      .json(#"{"responseCode":200,"content":{"id":"240000000000001","title":"Contact"}}"#),
      .json(#"{"responseCode":200,"content":[\#(submission)]}"#), .json(#"{"responseCode":200,"content":[]}"#))
    let base = "https://api.jotform.com/form/240000000000001/submissions?limit=1000&offset="
    let order = "&orderby=created_at&direction=ASC"
    #expect(run.urls[0] == "\(base)0\(order)")
    #expect(run.urls[1] == "https://api.jotform.com/form/240000000000001")
    // From the last second on, as submissions go up; then on behind what that second holds.
    #expect(run.urls[2] == "\(base)0\(order)&filter=%7B%22created_at:gt%22:%222026-01-31%2004%3A59%3A59%22%7D")
    #expect(run.urls[3] == "\(base)1\(order)&filter=%7B%22created_at:gt%22:%222026-01-31%2004%3A59%3A59%22%7D")
    #expect(run.requests[0].headerLines == ["APIKEY: s3cr3t"])
    #expect(run.lines.allSatisfy { $0.hasSuffix(#""form":{"content":{"id":"240000000000001","title":"Contact"}}}"#) })
    #expect(run.result?.state.cursor == "2026-01-31 05:00:00")
    let quiet = Dialogue(plan, state: run.result?.state, .json(#"{"content":[]}"#))
    #expect(quiet.urls == ["\(base)0\(order)&filter=%7B%22created_at:gt%22:%222026-01-31%2003%3A00%3A00%22%7D"])
    // Six hours back from noon UTC is one in the night in New York.
    let gaps = Dialogue(plan, backfill: .seconds(6 * 3_600), .json(#"{"content":[]}"#))
    #expect(gaps.urls[0].hasSuffix("2026-01-31%2001%3A00%3A00%22%7D"))
  }

  @Test func tally() throws {
    let plan = try Self.plan("tally", ["form": "mexJoq"], secret: "key")
    let submission = """
      {"id":"GG6z5L","formId":"mexJoq","respondentId":"jzQdR9","isCompleted":true,
       "submittedAt":"2026-01-31T09:02:01.000Z","responses":[{"id":"4r5","questionId":"EKOE2N","answer":"a@b.example"}]}
      """
    func page(_ submissions: String) -> String {
      """
      {"page":1,"limit":500,"hasMore":false,"questions":[{"id":"EKOE2N","type":"INPUT_EMAIL","title":"Email"}],
       "submissions":[\(submissions)]}
      """
    }
    let run = Dialogue(
      plan, .json(page("\(submission),\(submission)")), .json(#"{"id":"mexJoq","name":"Contact","blocks":[]}"#),
      .json(#"{"page":2,"hasMore":false,"questions":[],"submissions":[]}"#))
    let base = "https://api.tally.so/forms/mexJoq/submissions?page="
    #expect(run.urls[0] == "\(base)1&limit=500&filter=completed")
    #expect(run.urls[1] == "https://api.tally.so/forms/mexJoq")
    #expect(run.requests[0].headerLines == ["authorization: Bearer s3cr3t"])
    #expect(
      run.lines[0].hasSuffix(
        #""form_questions":[{"id":"EKOE2N","type":"INPUT_EMAIL","title":"Email"}],"form":{"id":"mexJoq","name":"Contact"}}"#
      ))
    // The overlap brings the last submission again: one page, and the form that belongs to it.
    let quiet = Dialogue(
      plan, state: run.result?.state, .json(page(submission)), .json(#"{"id":"mexJoq","name":"Contact"}"#))
    #expect(quiet.urls[0] == "\(base)1&limit=500&filter=completed&startDate=2026-01-31T08%3A02%3A01.000Z")
    #expect(quiet.requests.count == 2)
  }

  /// More contacts than a search gives: asked anew from the last change on, and never for a position beyond 10,000.
  @Test func hubspot() throws {
    let plan = try Self.plan("hubspot", [:], secret: "token")
    let start: Int64 = 1_769_000_000_000
    // 12,000 in steps of a tenth of a second, and 500 of one moment among them.
    let times = (0..<12_000).map { start + Int64($0) * 100 } + (0..<500).map { _ in start + 600_000 }
    let contacts = times.enumerated().map { (id: $0.offset, time: $0.element) }.sorted {
      ($0.time, $0.id) < ($1.time, $1.id)
    }
    var positions: [Int] = []
    let run = Dialogue(plan) { request, _ in
      let body = String(decoding: request.body, as: UTF8.self)
      let since = body.firstMatch(of: /"value": "(\d+)"/).flatMap { Int64($0.1) } ?? -1
      let after = body.firstMatch(of: /"after": "(\d+)"/).flatMap { Int($0.1) } ?? -1
      positions.append(after)
      guard after + 200 <= 10_000 else { return .status(400) }
      let found = contacts.filter { $0.time >= since }
      let rows = found.dropFirst(after).prefix(200).map {
        #"{"id":"\#($0.id)","properties":{"email":"a@b.example"},"updatedAt":"\#(Timestamp(millisecondsSince1970: $0.time))"}"#
      }
      let next = after + 200 < found.count ? #","paging":{"next":{"after":"\#(after + 200)"}}"# : ""
      return .json(#"{"total":\#(found.count),"results":[\#(rows.joined(separator: ","))]\#(next)}"#)
    }
    #expect(run.result != nil, "\(run.failure?.diagnostic.description ?? "")")
    #expect(Set(run.lines.compactMap { $0.firstMatch(of: /"id":"(\d+)"/)?.1 }).count == contacts.count)
    #expect((positions.max() ?? 0) <= 1_000)
    #expect(run.requests[0].url == "https://api.hubapi.com/crm/v3/objects/contacts/search")
    #expect(run.requests[0].method == .post)
    #expect(run.requests[0].headerLines == ["authorization: Bearer s3cr3t", "content-type: application/json"])
    #expect(run.result?.state.cursor == "\(Timestamp(millisecondsSince1970: start + 1_199_900))")
  }

  @Test func meta() throws {
    let plan = try Self.plan("meta", ["form": "900000000000001"], secret: "token")
    let lead =
      #"{"created_time":"2026-01-31T10:00:00+0000","id":"1200000000000001","field_data":[{"name":"email","values":["a@b.example"]}]}"#
    let run = Dialogue(
      plan, .json(#"{"data":[\#(lead),\#(lead)],"paging":{"cursors":{"before":"QV","after":"QW=="}}}"#),
      .json(#"{"data":[]}"#))
    let base = "https://graph.facebook.com/v24.0/900000000000001/leads?fields=id,created_time,"
    #expect(run.urls.allSatisfy { $0.hasPrefix(base) && !$0.contains("s3cr3t") })
    #expect(run.urls[0].hasSuffix("field_data&limit=500"))
    #expect(run.urls[1].hasSuffix("&limit=500&after=QW%3D%3D"))
    let quiet = Dialogue(
      plan, state: run.result?.state, .json(#"{"data":[\#(lead)],"paging":{"cursors":{"after":"QW"}}}"#))
    #expect(
      quiet.urls[0].hasSuffix(
        "&filtering=%5B%7B%22field%22:%22time_created%22,%22operator%22:%22GREATER_THAN%22,%22value%22:1769850000%7D%5D"
      ))
    #expect(quiet.requests.count == 1)
  }

  /// Most of what is wrong at Facebook is a 400 with a code inside.
  @Test(arguments: [(190, "fetch.token", 1), (4, "fetch.limited", 5), (100, "fetch.refused", 1)])
  func metaSaysInItsBodyWhatIsWrong(_ code: Int, _ expected: String, _ requests: Int) throws {
    let plan = try Self.plan("meta", ["form": "9"], secret: "token")
    let run = Dialogue(plan, .status(400, body: #"{"error":{"message":"…","type":"OAuthException","code":\#(code)}}"#))
    #expect(run.code == expected)
    #expect(run.requests.count == requests)
  }

  @Test func metaFetchesWhatItsWebhookAnnounced() throws {
    let plan = try #require(
      try Self.plan("meta", ["form": "9"], secret: "token").announced(["1200000000000001", "../me", "17", ""]))
    let run = Dialogue(
      plan, .json(#"{"id":"1200000000000001","created_time":"2026-01-31T10:00:00+0000","field_data":[]}"#),
      .status(400, body: #"{"error":{"code":100,"error_subcode":33}}"#))
    #expect(run.urls.count == 2)
    #expect(run.urls[0].hasPrefix("https://graph.facebook.com/v24.0/1200000000000001?fields=id,"))
    #expect(run.urls[1].hasPrefix("https://graph.facebook.com/v24.0/17?fields=id,"))
    #expect(run.lines == [#"{"id":"1200000000000001","created_time":"2026-01-31T10:00:00+0000","field_data":[]}"#])
    #expect(run.result?.missingIds == ["17"])
    let refused = Dialogue(plan, .status(400, body: #"{"error":{"code":190}}"#))
    #expect(refused.code == "fetch.token")
    #expect(
      Dialogue(try #require(try Self.plan("meta", ["form": "9"], secret: "token").announced([]))).requests.isEmpty)
  }

  // MARK: Sheets

  private static let sheet = "https://docs.google.com/spreadsheets/d/e/2PACX-x/pub?gid=0&single=true&output=csv"

  private static func sheetPlan() throws -> FetchPlan {
    try .of(url: sheet) { $0.from = "google-sheets" }
  }

  @Test func publishedSheetIsFollowedToWhereItsTextLies() throws {
    let place = "https://doc-0c-sheets.googleusercontent.com/pub/x?output=csv"
    let run = Dialogue(
      try Self.sheetPlan(), .status(307, headers: ["location": place]), .csv("Name,Email\nAnn,a@b.example\n"))
    #expect(run.urls == [Self.sheet, place])
    #expect(run.requests[1].headerLines.isEmpty)
    #expect(run.result?.format == .csv)
    #expect(run.result?.counts.records == 1)
  }

  @Test(arguments: [
    ("https://accounts.google.com/ServiceLogin", "fetch.redirect"),
    ("http://x.googleusercontent.com/", "fetch.redirect"),
    ("https://googleusercontent.com.example.net/", "fetch.redirect"), (nil, "fetch.html"),
  ])
  func sheetThatIsNotPublishedSaysSo(_ location: String?, _ code: String) throws {
    let run = Dialogue(
      try Self.sheetPlan(),
      location.map { .status(302, headers: ["location": $0]) } ?? .json("<!DOCTYPE html><html>Sign in</html>"))
    #expect(run.code == code)
    #expect(run.requests.count == 1)
    #expect(run.failure?.diagnostic.hint?.contains("Publish to web") == true)
  }

  // MARK: The inbox

  @Test func inboxIsReadToItsEmptyPageOrItsRepeat() throws {
    let plan = try Self.plan("inbox", ["bot": "63d9", "customer": "631a"], secret: "token")
    func page(_ id: Int) -> Dialogue.Reply { .json(#"{"success":true,"code":200,"data":[{"_id":"\#(id)"}]}"#) }
    let run = Dialogue(plan, page(1), page(2), .json(#"{"success":true,"code":200,"data":[]}"#))
    #expect(
      run.urls
        == (1...3).map {
          "https://api.v7.botpenguin.com/inbox/direct/chats?botId=63d9&customerId=631a&page=\($0)&type=lead"
        })
    #expect(run.requests[0].headerLines == ["x-bot-token: s3cr3t"])
    #expect(run.lines.count == 2)
    let repeated = Dialogue(plan, page(1), page(2), page(2))
    #expect(repeated.result?.counts.records == 2)
    let refused = Dialogue(plan, .json(#"{"success":false,"message":"no","code":401}"#))
    #expect(refused.code == "fetch.shape")
  }
}
