import Foundation
import LeadJournal
import LeadModel
import Synchronization
import TestSupport
import Testing

@testable import LeadPipeline

@Suite(.timeLimit(.minutes(1)))
struct RoutelessPostsTests {
  private static let old = Timestamp(millisecondsSince1970: 1_000_000)
  private static let limit = Timestamp(millisecondsSince1970: 2_000_000)

  @Test func oldPostsOfRoutesThatAreGoneAreDeadLettersAndNoOthers() async throws {
    let stage = try LiveStage()
    try await stage.post("/gone", body: #"[{"email": "a@example.com"}, {"email": "b@example.com"}]"#, at: Self.old)
    try await stage.post("/there", at: Self.old)
    try await stage.post("/gone", body: "no JSON", at: Self.old)
    try await stage.post("/gone", at: Self.limit)
    let said = Said()
    let posts = RoutelessPosts(
      spool: stage.spool, file: try DeadLetterFile(stage.deadLetters), events: { event in said.add(event) })
    #expect(try posts.bury([], receivedBefore: Self.limit) == 0)
    #expect(try posts.bury(["/gone"], receivedBefore: Self.limit) == 2)
    #expect(try stage.letterCodes() == ["route.gone", "route.gone", "route.gone"])
    #expect(said.ids == ["id-1", "id-1", "id-3"])
    #expect(try stage.spool.waiting().posts.map(\.id) == ["id-2", "id-4"])
    #expect(try stage.spool.submission(id: "id-1")?.outcomes.count(of: .dead) == 2)
    // Each record is there to be mapped.
    let text = try String(contentsOfFile: stage.deadLetters, encoding: .utf8)
    #expect(text.contains(#""record":{"email":"b@example.com"}"#))
    #expect(try posts.bury(["/gone"], receivedBefore: Self.limit) == 0)
  }

  @Test func whatAProcessWroteBeforeItDiedIsNotWrittenTwice() async throws {
    let stage = try LiveStage()
    for _ in 1...(RoutelessPosts.step + 3) { try await stage.post("/gone", at: Self.old) }
    let file = try DeadLetterFile(stage.deadLetters)
    #expect(
      try RoutelessPosts(spool: stage.spool, file: file, events: { _ in }).bury(["/gone"], receivedBefore: Self.limit)
        == RoutelessPosts.step + 3)
    // The same posts once more, as they are where the letters were written and nothing was settled.
    let other = try LiveStage()
    for _ in 1...(RoutelessPosts.step + 4) { try await other.post("/gone", at: Self.old) }
    #expect(
      try RoutelessPosts(spool: other.spool, file: file, events: { _ in }).bury(["/gone"], receivedBefore: Self.limit)
        == RoutelessPosts.step + 4)
    #expect(try stage.letterCodes().count == RoutelessPosts.step + 4)
  }

  /// What was said of settled records.
  private final class Said: Sendable {
    private let all = Mutex<[String]>([])
    var ids: [String] { all.withLock { $0 } }

    func add(_ event: LiveEvent) { all.withLock { $0 += event.settledID.map { [$0] } ?? [] } }
  }
}
