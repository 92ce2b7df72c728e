import LeadJSON
import LeadJournal
import LeadModel
import Testing

@testable import LeadServer

/// What a sender may learn about its submission.
struct SubmissionReportTests {
  /// A report of records with these outcomes, in their order; `nil`: it waits.
  private func report(_ fates: [RecordOutcome?]?) -> SubmissionReport {
    var outcomes = RecordOutcomes()
    for (index, fate) in (fates ?? []).enumerated() {
      if let fate { outcomes.insert(fate, at: index + 1) }
    }
    return SubmissionReport(
      id: "id-1", route: "/hooks/a", receivedAt: Timestamp(millisecondsSince1970: 0),
      settledAt: Timestamp(millisecondsSince1970: 84), records: fates?.count, outcomes: outcomes)
  }

  @Test(
    arguments: [
      (nil, "received"), ([], "skipped"), ([nil], "mapped"), ([.delivered, nil], "mapped"), ([.dead, nil], "mapped"),
      ([.delivered], "delivered"), ([.delivered, .dead], "partial"), ([.unchanged, .rejected], "partial"),
      ([.skipped, .rejected], "partial"), ([.rejected, .dead], "dead"), ([.rejected, .rejected], "rejected"),
      ([.unchanged, .delivered], "delivered"), ([.skipped, .unchanged], "unchanged"), ([.skipped], "skipped"),
    ] as [([Outcome?]?, String)])
  func theStateIsWhatBecameOfAll(outcomes: [Outcome?]?, state: String) {
    var report = report(outcomes?.map { $0.map { RecordOutcome($0) } })
    if state == "received" || state == "mapped" { report.settledAt = nil }
    #expect(report.state == state)
  }

  @Test func thousandsOfRecordsAreJudgedAllAndListedInPart() throws {
    var fates = [RecordOutcome?](repeating: RecordOutcome(.delivered, attempts: 1), count: 3_000)
    fates[2_999] = RecordOutcome(.rejected, code: "email.invalid")
    let report = report(fates)
    #expect(report.state == "partial")
    let page = try JSONDocument(parsing: report.answer.body).root
    #expect(page["records"]?.count == SubmissionReport.maxRecords)
    #expect(page["attempts"]?.integer == 2_999)
    #expect(page["outcomes"]?["delivered"]?.integer == 2_999)
    #expect(page["outcomes"]?["rejected"]?.integer == 1)
    #expect(page["reason"]?.string == "email.invalid")
  }

  @Test func thePageHoldsOutcomesAndTimes() {
    let report = report([
      RecordOutcome(.delivered, attempts: 1), RecordOutcome(.dead, attempts: 8, code: "attempts.exhausted"),
    ])
    #expect(
      String(decoding: report.answer.body, as: UTF8.self)
        == #"{"id":"id-1","route":"/hooks/a","state":"partial","receivedAt":"1970-01-01T00:00:00.000Z","#
        + #""settledAt":"1970-01-01T00:00:00.084Z","attempts":9,"reason":"attempts.exhausted","#
        + #""outcomes":{"delivered":1,"unchanged":0,"skipped":0,"rejected":0,"dead":1},"records":["#
        + #"{"outcome":"delivered","attempts":1,"reason":null},"#
        + #"{"outcome":"dead","attempts":8,"reason":"attempts.exhausted"}]}"#)
  }
}
