import LeadConfig
import LeadModel
import LeadTransport
import Testing

@testable import LeadSources

/// Gaps that a webhook left: how far back is asked, and what is left to the next run.
struct FetchBackfillTests {
  private func timed(_ change: (inout FetchSettings) -> Void = { _ in }) throws -> FetchPlan {
    try .of(url: "https://api.example.com/leads?since={since}") {
      $0.cursor = .init(path: "at", kind: .time)
      $0.cursor?.overlap = .seconds(300)
      change(&$0)
    }
  }

  @Test func backfillAsksFromItsTimeAndLeavesTheCursor() throws {
    let plan = try timed()
    let state = try #require(Dialogue(plan, .json(#"[{"at":"2026-01-31T11:00:00Z"}]"#)).result?.state)
    let run = Dialogue(plan, state: state, backfill: .seconds(6 * 3600), .json(#"[{"at":"2026-01-31T07:00:00Z"}]"#))
    #expect(run.urls == ["https://api.example.com/leads?since=2026-01-31T06%3A00%3A00.000Z"])
    #expect(run.result?.state == state)
    #expect(run.lines.count == 1)
  }

  /// Two days without a run: what came meanwhile lies further back than the backfill.
  @Test func backfillReachesBackToTheLastRunThatWasGood() throws {
    let plan = try timed()
    func asked(_ lastSuccess: Timestamp?) -> String? {
      Dialogue(plan, backfill: .seconds(6 * 3_600), lastSuccess: lastSuccess) { _, _ in .json("[]") }.urls.first
    }
    let noon = Dialogue.noon
    #expect(asked(noon - .seconds(2 * 86_400))?.hasSuffix("=2026-01-29T06%3A00%3A00.000Z") == true)
    #expect(asked(nil)?.hasSuffix("=2026-01-31T06%3A00%3A00.000Z") == true)
    // By a clock that was set back since.
    #expect(asked(noon - .seconds(-3_600))?.hasSuffix("=2026-01-31T06%3A00%3A00.000Z") == true)
  }

  /// What the webhook is about to bring is not missed.
  @Test(arguments: ["json", "jsonl", "csv"]) func backfillLeavesTheLastMinutesToTheNext(_ format: String) throws {
    let times =
      ["11:54:59", "11:55:01", "11:00:00", "12:00:30"].map { "2026-01-31T\($0)Z" } + ["2099-01-01T00:00:00Z", "?"]
    let objects = times.map { #"{"at":"\#($0)"}"# }
    let reply: Dialogue.Reply =
      switch format {
      case "json": .json("[\(objects.joined(separator: ","))]")
      case "jsonl":
        .status(200, headers: ["content-type": "application/x-ndjson"], body: objects.joined(separator: "\n"))
      default: .csv("at,\"a\nb\"\r\n" + times.map { "\($0),\"x\ny\"\r\n" }.joined(separator: "\r\n"))
      }
    let plan = try timed()
    let run = Dialogue(plan, backfill: .seconds(3_600)) { _, _ in reply }
    let written = String(decoding: run.written, as: UTF8.self)
    #expect(times.map(written.contains) == [true, false, true, false, true, true])
    #expect(run.result?.counts.records == 4)
    #expect(format != "csv" || written.hasPrefix("at,\"a\nb\"\r\n2026-01-31T11:54:59Z,\"x\ny\"\r\n"))
    let whole = Dialogue(plan) { _, _ in reply }
    #expect(whole.result?.counts.records == 6)
  }
}
