import LeadModel
import Testing

@testable import LeadServer

/// What a sender may learn about its submission.
struct SubmissionReportTests {
  private typealias Record = SubmissionReport.Record

  @Test(
    arguments: [
      (nil, "received"),
      ([], "skipped"),
      ([.init(outcome: nil)], "mapped"),
      ([.init(outcome: .delivered), .init(outcome: nil)], "mapped"),
      ([.init(outcome: .delivered)], "delivered"),
      ([.init(outcome: .delivered), .init(outcome: .dead)], "dead"),
      ([.init(outcome: .unchanged), .init(outcome: .rejected)], "rejected"),
      ([.init(outcome: .unchanged), .init(outcome: .skipped)], "unchanged"),
      ([.init(outcome: .skipped)], "skipped"),
    ] as [([SubmissionReport.Record]?, String)])
  func theStateIsTheOutcomeThatMostNeedsALook(records: [SubmissionReport.Record]?, state: String) {
    let report = SubmissionReport(
      id: "a", route: "/h", receivedAt: Timestamp(millisecondsSince1970: 0), records: records)
    #expect(report.state == state)
  }

  @Test func thePageHoldsOutcomesAndTimes() {
    let report = SubmissionReport(
      id: "id-1", route: "/hooks/a", receivedAt: Timestamp(millisecondsSince1970: 0),
      settledAt: Timestamp(millisecondsSince1970: 84),
      records: [
        Record(outcome: .delivered, attempts: 1), Record(outcome: .dead, attempts: 8, code: "attempts.exhausted"),
      ])
    #expect(
      String(decoding: report.answer.body, as: UTF8.self)
        == #"{"id":"id-1","route":"/hooks/a","state":"dead","receivedAt":"1970-01-01T00:00:00.000Z","#
        + #""settledAt":"1970-01-01T00:00:00.084Z","attempts":9,"reason":"attempts.exhausted","records":["#
        + #"{"outcome":"delivered","attempts":1,"reason":null},"#
        + #"{"outcome":"dead","attempts":8,"reason":"attempts.exhausted"}]}"#)
  }
}
