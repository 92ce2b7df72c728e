import Foundation
import LeadModel
import TestSupport
import Testing

@testable import LeadJournal

/// What lies in the spool's columns reads back as it was, and nothing else is taken for it.
struct SpoolCodingTests {
  @Test(arguments: [
    Post(target: "", body: [], receivedAt: SpoolSamples.time(0)),
    SpoolSamples.post(),
    Post(
      method: "PUT", target: "/a?b=%20", query: [FormField(name: "b", value: " "), FormField(name: "b", value: "")],
      headers: [Post.HeaderField(name: "x", value: "é"), Post.HeaderField(name: "x", value: "")],
      body: Array(repeating: 0xFF, count: 70_000), address: "2001:db8::1", receivedAt: SpoolSamples.time(9)),
  ])
  func postsComeBack(post: Post) { #expect(Post(spooled: post.spooled, receivedAt: post.receivedAt) == post) }

  @Test func aPostThatIsCutOrContinuedIsNone() {
    let bytes = SpoolSamples.post().spooled
    for count in 0..<bytes.count { #expect(Post(spooled: Array(bytes[..<count]), receivedAt: .now()) == nil) }
    #expect(Post(spooled: bytes + [0], receivedAt: .now()) == nil)
    #expect(Post(spooled: [2] + bytes.dropFirst(), receivedAt: .now()) == nil)
  }

  @Test func aDamagedPostIsReadOrNoneButNeverACrash() {
    let bytes = SpoolSamples.post().spooled
    var generator = SplitMix64(seed: 7)
    for _ in 0..<5000 {
      var damaged = bytes
      for _ in 0..<3 {
        damaged[Int.random(in: damaged.indices, using: &generator)] = .random(in: 0...255, using: &generator)
      }
      if let post = Post(spooled: damaged, receivedAt: SpoolSamples.time(0)) {
        #expect(post.body.count <= damaged.count)
      }
    }
  }

  @Test func outcomesInARowTakeOneEntry() {
    var outcomes = RecordOutcomes()
    let areNew = [2, 1, 4, 3, 7].map { outcomes.insert(RecordOutcome(.delivered, attempts: 1), at: $0) }
    #expect(areNew == Array(repeating: true, count: 5))
    outcomes.insert(RecordOutcome(.dead, attempts: 1), at: 5)
    #expect(outcomes.runs.map(\.ordinals) == [1...4, 5...5, 7...7])
    #expect(outcomes.count == 6 && outcomes.attempts == 6)
    #expect(outcomes[6] == nil && outcomes[5]?.outcome == .dead)
  }

  @Test func theFirstOutcomeStays() {
    var outcomes = RecordOutcomes()
    outcomes.insert(RecordOutcome(.delivered), at: 1)
    let isNew = outcomes.insert(RecordOutcome(.dead), at: 1)
    #expect(!isNew && outcomes[1]?.outcome == .delivered && outcomes.count == 1)
  }

  @Test func outcomesInAnyOrderComeBackAsASlowListHasThem() throws {
    var generator = SplitMix64(seed: 3)
    let codes = [nil, "http.400", "email.invalid"]
    for _ in 0..<200 {
      var expected: [Int: RecordOutcome] = [:]
      var outcomes = RecordOutcomes()
      for _ in 0..<Int.random(in: 0..<60, using: &generator) {
        let ordinal = Int.random(in: 1...40, using: &generator)
        let fate = RecordOutcome(
          Outcome.allCases.randomElement(using: &generator) ?? .dead, attempts: .random(in: 0...2, using: &generator),
          code: codes.randomElement(using: &generator) ?? nil)
        outcomes.insert(fate, at: ordinal)
        if expected[ordinal] == nil { expected[ordinal] = fate }
      }
      let read = try #require(RecordOutcomes(encoded: outcomes.encoded))
      #expect(read == outcomes)
      for ordinal in 1...41 { #expect(read[ordinal] == expected[ordinal]) }
      for outcome in Outcome.allCases {
        #expect(read.count(of: outcome) == expected.values.count { $0.outcome == outcome })
      }
    }
  }

  @Test func oneRecordTakesFewBytes() {
    var outcomes = RecordOutcomes()
    outcomes.insert(RecordOutcome(.delivered, attempts: 1), at: 1)
    #expect(outcomes.encoded == [1, 0, 0, 0, 8, 0])
  }

  @Test(
    arguments: [
      [], [2, 0], [1], [1, 1], [1, 0, 0], [1, 0, 0, 0, 5, 0], [1, 0, 0, 0, 0, 1],
      [1, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F, 0, 0, 0],
    ] as [[UInt8]])
  func otherBytesAreNoOutcomes(bytes: [UInt8]) { #expect(RecordOutcomes(encoded: bytes) == nil) }
}
