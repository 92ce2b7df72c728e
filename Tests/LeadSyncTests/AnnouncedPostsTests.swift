import LeadJournal
import LeadModel
import LeadPipeline
import TestSupport
import Testing

@testable import LeadSync

/// Which ids posts announce, and what becomes of each announcement.
struct AnnouncedPostsTests {
  /// What becomes of the records of one post where the ids are fetched but for those that are gone.
  private static func outcomes(_ body: String, gone: Set<String> = []) async throws -> [Int: RecordOutcome] {
    let stage = try AnnouncedStage()
    try await stage.post(body)
    let posts = try stage.posts()
    var outcomes: [Int: RecordOutcome] = [:]
    let endings = [posts.clear, posts.fetched(posts.ids.filter { !gone.contains($0) }), posts.gone(gone)]
    for (ordinal, fate) in endings.flatMap(\.settlements).flatMap(\.outcomes) {
      #expect(outcomes.updateValue(fate, forKey: ordinal) == nil)
    }
    // One letter for each that is lost, and one word of each.
    #expect(
      endings.flatMap(\.letters).count == outcomes.values.count { $0.outcome == .dead || $0.outcome == .rejected })
    #expect(endings.flatMap(\.records).count == outcomes.count)
    return outcomes
  }

  @Test(
    arguments: [
      (AnnouncedStage.notification(["1", "2"]), [], ["announced", "announced"]),
      (AnnouncedStage.notification(["1", "2"]), ["2"], ["announced", "fetch.gone"]),
      (
        #"{"entry": [{"changes": [{"field": "feed", "value": {}}, {"field": "leadgen", "value": {"leadgen_id": 7}}]}]}"#,
        [], ["announced.other", "announced"]
      ),
      (#"{"entry": [{"changes": [{"field": "leadgen", "value": {}}]}]}"#, [], ["announced.id"]),
      ("{broken", [], ["json.syntax"]),
    ] as [(String, Set<String>, [String])])
  func eachAnnouncementHasItsReason(_ body: String, _ gone: Set<String>, _ codes: [String]) async throws {
    let outcomes = try await Self.outcomes(body, gone: gone)
    #expect(outcomes.sorted { $0.key < $1.key }.map(\.value.code) == codes)
    for fate in outcomes.values {
      let expected: Outcome =
        switch fate.code {
        case "announced", "announced.other": .skipped
        case "fetch.gone": .dead
        default: .rejected
        }
      #expect(fate.outcome == expected)
    }
  }

  @Test func anIdIsFetchedOnceHoweverOftenItIsAnnounced() async throws {
    let stage = try AnnouncedStage()
    try await stage.post(AnnouncedStage.notification(["1", "2", "1"]))
    try await stage.post(AnnouncedStage.notification(["2", "3"]))
    let posts = try stage.posts()
    #expect(posts.ids == ["1", "2", "3"])
    #expect(posts.fetched(["1", "2"]).settlements.map(\.outcomes.count) == [3, 1])
  }

  @Test func whatIsMoreThanARunTakesWaits() async throws {
    let stage = try AnnouncedStage()
    try await stage.post(AnnouncedStage.notification(["1", "2", "3"]))
    try await stage.post(AnnouncedStage.notification(["1", "4"]))
    let posts = try stage.posts(maxIds: 2)
    #expect(posts.ids == ["1", "2"] && posts.isPartial)
    try stage.spool.settle(posts.clear.settlements)
    try stage.spool.settle(posts.fetched(posts.ids).settlements)
    let rest = try stage.posts(maxIds: 2)
    #expect(rest.ids == ["3", "4"] && !rest.isPartial)
    try stage.spool.settle(rest.fetched(rest.ids).settlements)
    #expect(try stage.spool.waiting().isEmpty)
  }

  /// A route that had a mapping settled some of a post's records: they are numbered alike.
  @Test func whatIsSettledAlreadyIsPassedOver() async throws {
    let stage = try AnnouncedStage()
    try await stage.post(AnnouncedStage.notification(["1", "2", "3"]))
    let number = try #require(try stage.spool.waiting().posts.first?.number)
    try stage.spool.settle(
      [SpoolSettlement(number: number, records: 3, outcomes: [(2, RecordOutcome(.rejected, code: "mapping.rejected"))])]
    )
    #expect(try stage.posts().ids == ["1", "3"])
  }

  @Test func aPostThatAnnouncesNothingIsDone() async throws {
    let stage = try AnnouncedStage()
    try await stage.post(#"{"entry": []}"#)
    try await stage.post("[]")
    let posts = try stage.posts()
    #expect(posts.ids.isEmpty && posts.clear.records.isEmpty)
    try stage.spool.settle(posts.clear.settlements)
    #expect(try stage.spool.waiting().isEmpty)
  }
}
