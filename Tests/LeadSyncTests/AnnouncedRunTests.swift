import GRDB
import LeadModel
import LeadSources
import TestSupport
import Testing

@testable import LeadJournal
@testable import LeadSync

/// What posts announce is fetched, pushed and settled, in this order, wherever it is broken off.
@Suite(.timeLimit(.minutes(2)))
struct AnnouncedRunTests {
  @Test func whatIsAnnouncedIsDeliveredAndWhatIsGoneIsALetter() async throws {
    let stage = try AnnouncedStage()
    stage.change { $0.leads = ["1", "9007199254740993123"] }
    let id = try await stage.post(AnnouncedStage.notification(["1", "2", "9007199254740993123"]))
    let end = try await stage.run()
    #expect(end.isGood && !end.announcementsWait, "\(String(describing: end.problem))")
    #expect(end.record.counts.delivered == 2 && end.record.requests == 4)
    #expect(stage.asked == ["1", "2", "9007199254740993123"])
    #expect(stage.inbox.requests.count == 2)
    #expect(try stage.spool.waiting().isEmpty)
    #expect(try stage.letterCodes() == ["fetch.gone"])
    #expect(stage.reasons == ["announced", "announced", "fetch.gone"])
    let submission = try #require(try stage.spool.submission(id: id))
    #expect(submission.isSettled && submission.outcomes[2] == RecordOutcome(.dead, code: "fetch.gone"))
    // The same once more: asked for, and not sent again.
    try await stage.post(AnnouncedStage.notification(["1"]))
    let again = try await stage.run()
    #expect(again.record.counts.unchanged == 1 && stage.inbox.requests.count == 2)
    #expect(try stage.spool.waiting().isEmpty)
  }

  @Test(
    arguments: [
      (.status(401), "fetch.token"), (.status(400, body: #"{"error":{"code":190}}"#), "fetch.token"),
      (.body("<html>"), "fetch.html"), (.body("", contentType: "text/plain"), "fetch.shape"),
    ] as [(FaultStep, String)])
  func aSourceThatFailsSettlesNothing(_ step: FaultStep, _ code: String) async throws {
    let stage = try AnnouncedStage()
    stage.change {
      $0.leads = ["1"]
      $0.lead = step
    }
    try await stage.post(AnnouncedStage.notification(["1"]))
    let end = try await stage.run()
    #expect(end.problem?.code == code)
    #expect(try stage.spool.waiting().posts.count == 1 && stage.reasons.isEmpty)
    #expect(try stage.letterCodes().isEmpty && stage.inbox.requests.isEmpty)
    stage.change { $0.lead = nil }
    #expect(try await stage.run().isGood)
    #expect(try stage.spool.waiting().isEmpty && stage.inbox.requests.count == 1)
  }

  @Test func anInboxThatRefusesTheTokenKeepsThePosts() async throws {
    let stage = try AnnouncedStage()
    stage.change { $0.leads = ["1", "2"] }
    try await stage.post(AnnouncedStage.notification(["1", "2"]))
    stage.inboxRefuses(true)
    let end = try await stage.run()
    #expect(end.problem?.code == "token.refused")
    #expect(try stage.spool.waiting().posts.count == 1 && stage.reasons.isEmpty)
    stage.inboxRefuses(false)
    #expect(try await stage.run().record.counts.delivered == 2)
    #expect(try stage.spool.waiting().isEmpty)
  }

  /// A token that may not read leads makes each of them look gone.
  @Test func whatLooksGoneWaitsUntilTheSourceAnswersAnotherQuestion() async throws {
    let stage = try AnnouncedStage()
    stage.change {
      $0.leads = ["1"]
      $0.listing = .status(401)
    }
    try await stage.post(AnnouncedStage.notification(["1", "2"]))
    try await stage.post(AnnouncedStage.notification(["1"]))
    let end = try await stage.run()
    #expect(end.problem?.code == "fetch.token")
    // The one that was there has gone its way all the same.
    #expect(stage.inbox.requests.count == 1 && stage.reasons == ["announced", "announced"])
    #expect(try stage.spool.waiting().posts.map(\.id) == ["id-1"] && stage.letterCodes().isEmpty)
    stage.change {
      $0.listing = nil
      $0.leads.insert("2")
    }
    #expect(try await stage.run().isGood)
    #expect(stage.asked == ["1", "2", "2"] && stage.inbox.requests.count == 2)
    #expect(try stage.spool.waiting().isEmpty && stage.letterCodes().isEmpty)
  }

  /// What a source gave before it had enough is settled, and not asked for again.
  @Test func aRunThatIsBrokenOffGoesOnBehindWhatItSettled() async throws {
    let stage = try AnnouncedStage()
    let ids = (1...130).map { "\($0)" }
    stage.change {
      $0.leads = Set(ids)
      $0.refused = ["120"]
    }
    for start in stride(from: 0, to: 130, by: 13) {
      try await stage.post(AnnouncedStage.notification(Array(ids[start..<start + 13])))
    }
    #expect(try await stage.run().problem?.code == "fetch.token")
    #expect(stage.inbox.requests.count == 100 && stage.reasons.count == 100)
    stage.change { $0.refused = [] }
    let end = try await stage.run()
    #expect(end.isGood && end.record.counts.delivered == 30)
    #expect(stage.inbox.requests.count == 130 && stage.asked.count == 120 + 30)
    #expect(try stage.spool.waiting().isEmpty)
  }

  @Test func stepsKeepToTheSourcesLimits() async throws {
    let stage = try AnnouncedStage()
    stage.change { $0.leads = ["1", "2", "4", "5"] }
    try await stage.post(AnnouncedStage.notification(["1", "2", "3", "4", "5"]))
    let end = try await stage.run(fetch: #""maxPages": 2,"#)
    #expect(end.isGood && end.record.counts.delivered == 4, "\(String(describing: end.problem))")
    #expect(try stage.spool.waiting().isEmpty && stage.letterCodes() == ["fetch.gone"])
  }

  /// Killed between the push and the settlement, or between the letters and the settlement: the same posts are there
  /// once more, with all that the first run has left.
  @Test func whatAKilledProcessDidIsNotDoneTwice() async throws {
    let first = try AnnouncedStage()
    let bodies = [AnnouncedStage.notification(["1", "2"]), #"{"entry": [{"changes": [{"field": "leadgen"}]}]}"#]
    first.change { $0.leads = ["1"] }
    for body in bodies { try await first.post(body) }
    #expect(try await first.run().isGood)
    #expect(try first.letterCodes() == ["announced.id", "fetch.gone"])
    let second = try AnnouncedStage(after: first)
    second.change { $0.leads = ["1"] }
    for body in bodies { try await second.post(body) }
    let end = try await second.run()
    #expect(end.isGood && end.record.counts.unchanged == 1 && end.record.counts.delivered == 0)
    #expect(first.inbox.requests.count == 1)
    #expect(try second.letterCodes() == ["announced.id", "fetch.gone"])
    #expect(try second.spool.waiting().isEmpty)
  }

  @Test func aDamagedRowIsALetterAndThoseBesideItGoOn() async throws {
    let stage = try AnnouncedStage()
    stage.change { $0.leads = ["1"] }
    try await stage.post(AnnouncedStage.notification(["3"]))
    try stage.spool.write { db in try db.execute(sql: "UPDATE spool SET post = x'00'") }
    try await stage.post(AnnouncedStage.notification(["1"]))
    #expect(try await stage.run().isGood)
    #expect(stage.asked == ["1"] && stage.reasons == ["spool.row", "announced"])
    #expect(try stage.letterCodes() == ["spool.row"] && stage.spool.waiting().isEmpty)
  }

  /// What only announces something else costs no request beyond the usual one.
  @Test func nothingIsAskedForWhereNothingIsAnnounced() async throws {
    let stage = try AnnouncedStage()
    try await stage.post(#"{"entry": [{"changes": [{"field": "feed", "value": {"leadgen_id": 1}}]}]}"#)
    let end = try await stage.run()
    #expect(end.isGood && end.record.requests == 1 && stage.asked.isEmpty)
    #expect(try stage.spool.waiting().isEmpty && stage.reasons == ["announced.other"])
  }
}
