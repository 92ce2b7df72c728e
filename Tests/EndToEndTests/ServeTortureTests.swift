import Crypto
import Foundation
import LeadJSON
import LeadModel
import LeadSandbox
import LeadTransport
import Synchronization
import TestSupport
import Testing

/// A daemon under load on five routes, killed at random moments and started again until the load ends: what was answered
/// 2xx is in the inbox or in the dead letters, once for each delivery's key.
///
/// In the suite 10 rounds of 500 posts; `make torture` asks for 100 of 4,000.
@Suite(.timeLimit(.minutes(60)))
struct ServeTortureTests {
  private static func number(_ name: String, _ usual: Int) -> Int {
    ProcessInfo.processInfo.environment[name].flatMap(Int.init) ?? usual
  }
  static let rounds = number("SERVE_TORTURE_ROUNDS", 10)
  static let posts = number("SERVE_TORTURE_POSTS", 500)
  static let senders = 8

  /// Four that anyone may post to, and a sender that signs and names its deliveries.
  private static let routes = """
    [\((1...4).map { #"{ "path": "/hooks/\#($0)", "accept": "form", "mapping": "html-form" }"# }.joined(separator: ", ")),
     { "path": "/hooks/5", "accept": "tally", "secret": { "env": "TALLY_SECRET" }, "mapping": "tally-webhook" }]
    """

  @Test(arguments: 1...ServeTortureTests.rounds)
  func whatWasAnsweredIsKept(_ round: Int) async throws {
    let serve = try await ServeStage(routes: Self.routes) { options in
      options.faults.failRate = 0.02
      options.faults.failStatus = 503
      options.faults.latency = .milliseconds(1)
      options.faults.seed = UInt64(round)
    }
    try await serve.start()
    let random = SplitMix64(seed: UInt64(round))
    let load = Load()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<Self.senders {
        group.addTask {
          while true {
            let number = load.next.add(1, ordering: .relaxed).newValue
            guard number <= Self.posts else { return }
            try await Self.send(number, to: serve, load)
          }
        }
      }
      group.addTask {
        var rest = random
        while !load.isOver.load(ordering: .relaxed) {
          // Some kills a round, at any moment of a post's way.
          let goal = load.next.load(ordering: .relaxed) + Int(rest.next() % UInt64(Self.posts / 3))
          while load.next.load(ordering: .relaxed) < min(goal, Self.posts), !load.isOver.load(ordering: .relaxed) {
            await Task.yield()
          }
          if load.isOver.load(ordering: .relaxed) || load.next.load(ordering: .relaxed) >= Self.posts { return }
          try await serve.killNow()
          try await serve.start()
        }
      }
      for _ in 0..<Self.senders { try await group.next() }
      load.isOver.store(true, ordering: .relaxed)
      try await group.waitForAll()
    }
    try await serve.drained()

    let known = load.accepted.withLock { $0 }
    #expect(known.count == Self.posts)
    let there = Set(try await serve.stage.chats().compactMap(\.email))
    let path = serve.stage.folder.path("state/dead-letters.jsonl")
    let letters = try (FileManager.default.contents(atPath: path) ?? Data()).split(separator: 0x0A)
      .map { try JSONDocument(parsing: Array($0)).root }
    let dead = Set(letters.compactMap { $0["record"]?["email"]?.string })
    for email in known.keys { #expect(there.contains(email) || dead.contains(email), "\(email) is lost") }
    #expect(there.count + dead.count == Self.posts)
    for number in stride(from: 4, through: Self.posts, by: 5) where number % 10 != 0 {
      // What was sent by this key is known, whatever killed the daemon since.
      let email = Self.email(number)
      #expect(try await ServeStage.id(Self.post(number, to: serve)) == known[email])
    }
    _ = try await serve.stop()
    await serve.stage.server.stop()
  }

  /// What the senders of a round share.
  private final class Load: Sendable {
    /// Submissions' ids by the addresses that were posted.
    let accepted = Mutex<[String: String]>([:])
    /// The last post's number.
    let next = Atomic<Int>(0)
    let isOver = Atomic<Bool>(false)
  }

  /// Every tenth has none that can be one, but where it is signed.
  private static func email(_ number: Int) -> String {
    number % 10 == 0 ? "no address \(number)" : "p\(number)@example.com"
  }

  private static func post(_ number: Int, to serve: ServeStage) async throws -> HTTPResponse {
    guard number % 5 == 4 else {
      return try await serve.post(
        "/hooks/\(number % 5 + 1)", #"{"name":"Person \#(number)","email":"\#(email(number))","message":"note"}"#)
    }
    let body = """
      {"eventId":"e\(number)","eventType":"FORM_RESPONSE","data":{"responseId":"r\(number)","formId":"f","fields":[
      {"key":"q1","label":"Email","type":"INPUT_EMAIL","value":"\(email(number))"}]}}
      """
    let code = HMAC<SHA256>.authenticationCode(
      for: Data(body.utf8), using: SymmetricKey(data: Data("tally-secret".utf8)))
    return try await serve.post("/hooks/5", body, headers: ["tally-signature: \(Data(code).base64EncodedString())"])
  }

  /// Posts until it is answered 2xx, as a sender that does not give up.
  private static func send(_ number: Int, to serve: ServeStage, _ load: Load)
    async throws
  {
    while true {
      guard let response = try? await post(number, to: serve), response.status == 200 else {
        await Task.yield()
        continue
      }
      let id = try ServeStage.id(response)
      load.accepted.withLock { $0[email(number)] = id }
      return
    }
  }
}
