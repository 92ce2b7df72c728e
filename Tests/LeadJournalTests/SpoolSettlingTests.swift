import GRDB
import LeadModel
import TestSupport
import Testing

@testable import LeadJournal

/// One post can hold many records, each with its own outcome; it goes with the last.
struct SpoolSettlingTests {
  private let samples: SpoolSamples

  init() throws { samples = try SpoolSamples() }

  @Test func partialOutcomesSurviveAReopening() async throws {
    do {
      let spool = try samples.open()
      _ = try await spool.accept(SpoolSamples.arrival("a"))
      let number = try #require(try spool.waiting().posts.first?.number)
      try spool.settle([
        SpoolSettlement(
          number: number, records: nil,
          outcomes: [
            (3, RecordOutcome(.dead, attempts: 8, code: "http.500")), (1, RecordOutcome(.delivered, attempts: 1)),
          ])
      ])
    }
    let spool = try samples.open()
    let waiting = try #require(try spool.waiting().posts.first)
    #expect(waiting.records == nil)
    #expect(waiting.outcomes[1] == RecordOutcome(.delivered, attempts: 1))
    #expect(waiting.outcomes[2] == nil)
    #expect(waiting.outcomes[3] == RecordOutcome(.dead, attempts: 8, code: "http.500"))
    // The count comes with the last record.
    try spool.settle([
      SpoolSettlement(number: waiting.number, records: 3, outcomes: [(2, RecordOutcome(.skipped))])
    ])
    #expect(try spool.waitingIDs().isEmpty)
    let submission = try #require(try spool.submission(id: "a"))
    #expect(submission.isSettled && submission.records == 3 && submission.outcomes.attempts == 9)
  }

  @Test func settlingTwiceChangesNothing() async throws {
    let spool = try samples.open()
    for id in ["a", "b"] { _ = try await spool.accept(SpoolSamples.arrival(id)) }
    let number = try #require(try spool.waiting().posts.first?.number)
    let settlement = SpoolSettlement(number: number, records: 1, outcomes: [(1, RecordOutcome(.delivered))])
    try spool.settle([settlement, settlement], now: SpoolSamples.time(1))
    let first = (try spool.submission(id: "a"), spool.status)
    try spool.settle([settlement], now: SpoolSamples.time(2))
    try spool.settle(
      [SpoolSettlement(number: number, records: 1, outcomes: [(1, RecordOutcome(.dead))])], now: SpoolSamples.time(2))
    #expect(try spool.submission(id: "a") == first.0)
    #expect(spool.status == first.1 && spool.status.rows == 1)
  }

  @Test func aPostWithoutRecordsIsSettledAsAWhole() async throws {
    let spool = try samples.open()
    _ = try await spool.accept(SpoolSamples.arrival("a"))
    let number = try #require(try spool.waiting().posts.first?.number)
    try spool.settle([SpoolSettlement(number: number, records: 0)])
    #expect(try spool.waitingIDs().isEmpty)
    #expect(try spool.submission(id: "a")?.isSettled == true)
    #expect(try spool.submission(id: "a")?.records == 0)
  }

  @Test func aCountWithoutAllOutcomesSettlesNothing() async throws {
    let spool = try samples.open()
    _ = try await spool.accept(SpoolSamples.arrival("a"))
    let number = try #require(try spool.waiting().posts.first?.number)
    try spool.settle([SpoolSettlement(number: number, records: 2, outcomes: [(2, RecordOutcome(.delivered))])])
    #expect(try spool.waiting().posts.first?.records == 2)
    try spool.settle([SpoolSettlement(number: number, records: nil, outcomes: [(1, RecordOutcome(.delivered))])])
    #expect(try spool.waitingIDs().isEmpty)
  }

  @Test func rowsThatAreGoneArePassedOver() async throws {
    let spool = try samples.open()
    _ = try await spool.accept(SpoolSamples.arrival("a"))
    try spool.settle([
      SpoolSettlement(number: 99, records: 1, outcomes: [(1, RecordOutcome(.delivered))]),
      SpoolSettlement(number: 1, records: 1, outcomes: [(1, RecordOutcome(.delivered))]),
    ])
    #expect(try spool.waitingIDs().isEmpty)
  }

  @Test func whatIsSettledExpiresAndWhatWaitsStays() async throws {
    let spool = try samples.open()
    for number in 1...6 { _ = try await spool.accept(SpoolSamples.arrival("id-\(number)", at: number)) }
    try spool.settle("id-1", .delivered, now: SpoolSamples.time(10))
    try spool.settle("id-2", .dead, now: SpoolSamples.time(90))
    try spool.settle("id-4", .delivered, now: SpoolSamples.time(10))
    #expect(try spool.expire(before: SpoolSamples.time(11)) == nil)
    let known = try (1...6).filter { try spool.submission(id: "id-\($0)") != nil }
    #expect(known == [2, 3, 5, 6])
    #expect(try spool.waitingIDs() == ["id-3", "id-5", "id-6"])
  }

  @Test func expiryGoesInSteps() async throws {
    let spool = try samples.open()
    let count = Submission.expiryStep + 10
    try spool.write { db in
      try db.execute(sql: "INSERT INTO route (id, path) VALUES (1, '/hooks')")
      try db.execute(
        sql: """
          WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
          INSERT INTO submission (number, id, route, receivedAt, settledAt, records) SELECT i, 'id-' || i, 1, i, i, 0 FROM n
          """, arguments: [count])
    }
    let end = Timestamp(millisecondsSince1970: Int64(count) + 1)
    let next = try spool.expire(before: end)
    #expect(next == Int64(Submission.expiryStep))
    #expect(try spool.submission(id: "id-\(count)") != nil)
    #expect(try spool.expire(before: end, after: next ?? 0) == nil)
    #expect(try spool.submission(id: "id-\(count)") == nil)
  }
}
