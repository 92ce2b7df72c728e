import LeadModel
import TestSupport
import Testing

@testable import LeadJournal

/// Senders repeat themselves: what came with the same delivery key is one submission.
struct SpoolRepeatTests {
  private let samples: SpoolSamples

  init() throws { samples = try SpoolSamples() }

  @Test func aRepeatIsAnsweredWithTheFirstOnesID() async throws {
    let spool = try samples.open()
    #expect(try await spool.accept(SpoolSamples.arrival("a", key: "evt")) == .new)
    #expect(try await spool.accept(SpoolSamples.arrival("b", key: "evt")) == .repeated(of: "a"))
    #expect(try spool.waitingIDs() == ["a"])
    #expect(spool.status.rows == 1)
    #expect(try spool.submission(id: "b") == nil)
  }

  @Test func keysAreOfTheirRoute() async throws {
    let spool = try samples.open()
    #expect(try await spool.accept(SpoolSamples.arrival("a", key: "evt", route: "/one")) == .new)
    #expect(try await spool.accept(SpoolSamples.arrival("b", key: "evt", route: "/two")) == .new)
  }

  @Test func withoutAKeyNothingIsARepeat() async throws {
    let spool = try samples.open()
    #expect(try await spool.accept(SpoolSamples.arrival("a")) == .new)
    #expect(try await spool.accept(SpoolSamples.arrival("b")) == .new)
  }

  @Test func ofManyAtOnceOneIsNew() async throws {
    let spool = try samples.open()
    let accepted = try await withThrowingTaskGroup(of: (String, Accepted).self) { group in
      for number in 0..<100 {
        group.addTask {
          ("id-\(number)", try await spool.accept(SpoolSamples.arrival("id-\(number)", key: "evt-\(number % 4)")))
        }
      }
      return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
    }
    let new = accepted.filter { $0.value == .new }.map(\.key)
    #expect(new.count == 4)
    #expect(try spool.waitingIDs().sorted() == new.sorted())
    let repeated = accepted.values.compactMap { if case .repeated(let first) = $0 { first } else { nil } }
    #expect(Set(repeated) == Set(new) && repeated.count == 96)
  }

  @Test(arguments: [
    (Outcome.delivered, false), (.unchanged, false), (.skipped, false), (.rejected, true), (.dead, true),
  ])
  func theKeyIsFreedByWhatEndsAsADeadLetter(outcome: Outcome, isFreed: Bool) async throws {
    do {
      let spool = try samples.open()
      _ = try await spool.accept(SpoolSamples.arrival("a", key: "evt"))
      try spool.settle("a", outcome)
    }
    let spool = try samples.open()
    let again = try await spool.accept(SpoolSamples.arrival("b", key: "evt"))
    #expect(again == (isFreed ? .new : .repeated(of: "a")))
    #expect(try spool.submission(id: "a")?.outcomes.count(of: outcome) == 1)
  }

  @Test func theKeyIsHeldWhileRecordsWait() async throws {
    let spool = try samples.open()
    _ = try await spool.accept(SpoolSamples.arrival("a", key: "evt"))
    let number = try #require(try spool.waiting().posts.first?.number)
    try spool.settle([SpoolSettlement(number: number, records: 2, outcomes: [(1, RecordOutcome(.dead))])])
    #expect(try await spool.accept(SpoolSamples.arrival("b", key: "evt")) == .repeated(of: "a"))
    try spool.settle([SpoolSettlement(number: number, records: 2, outcomes: [(2, RecordOutcome(.delivered))])])
    #expect(try await spool.accept(SpoolSamples.arrival("c", key: "evt")) == .new)
  }

  @Test func theKeyIsForgottenWithItsSubmission() async throws {
    let spool = try samples.open()
    _ = try await spool.accept(SpoolSamples.arrival("a", key: "evt"))
    try spool.settle("a", .delivered)
    #expect(try spool.expire(before: SpoolSamples.time(2)) == nil)
    #expect(try await spool.accept(SpoolSamples.arrival("b", key: "evt")) == .new)
  }
}
