import Foundation
import LeadModel
import LeadSandbox
import Synchronization
import TestSupport
import Testing

/// Whatever happens at the source between its pages, and wherever the process dies: the inbox comes to be what the source has.
@Suite(.timeLimit(.minutes(10)))
struct SyncTortureTests {
  /// `SYNC_TORTURE_SEEDS` of the environment (`make torture`), else so many.
  private static let seeds: Int =
    ProcessInfo.processInfo.environment["SYNC_TORTURE_SEEDS"].flatMap { Int($0) } ?? 4
  private static let rounds = 6

  @Test(arguments: 1...seeds)
  func theInboxComesToBeWhatTheSourceHas(_ seed: Int) async throws {
    var dice = SplitMix64(seed: UInt64(seed))
    let source = MovingSource(seed: UInt64(seed))
    let scene = try await SyncStage(answer: { source.answer($0) })
    try scene.write(sources: "[\(scene.api())]")
    for _ in 1...Self.rounds {
      let steps = scene.provider.requests.count + scene.stage.server.requests
      let last = steps + Int.random(in: 0...60, using: &dice)
      let running = try Program.start(["sync", "--once"], in: scene.stage.folder.path)
      while running.process.isRunning, scene.provider.requests.count + scene.stage.server.requests < last {
        await Task.yield()
      }
      kill(running.process.processIdentifier, SIGKILL)
      _ = await running.result()
    }
    source.rest()
    let end = try await scene.sync("--once")
    #expect(end.status == 0, "\(end.errors)")
    let chats = try await scene.stage.chats()
    let found = Dictionary(chats.map { ($0.email ?? "", $0.name ?? "") }) { _, name in "\(name), and once more" }
    #expect(found == source.names)
    let again = try await scene.sync("--once")
    #expect(try SyncStage.line(again)?["delivered"] == 0, "\(again.errors)")
    await scene.end()
  }
}

/// A provider whose records change while they are listed, and which is not always well.
private final class MovingSource: Sendable {
  private struct Person {
    var name: String
    var email: String
    var changed: Timestamp
  }

  private struct State {
    var dice: SplitMix64
    var people: [Person] = []
    var isAtRest = false
  }

  private let state: Mutex<State>

  init(seed: UInt64) {
    var first = State(dice: SplitMix64(seed: seed &+ 1_000))
    // In groups of one time, so that pages end in the middle of them.
    let start = Timestamp.now().millisecondsSince1970 - 3_600_000
    first.people = (0..<70).map { number in
      Person(
        name: "Person \(number)", email: "p\(number)@example.com",
        changed: Timestamp(millisecondsSince1970: start + Int64(number / 15) * 1000))
    }
    state = Mutex(first)
  }

  /// Nothing changes, and nothing fails, from here on.
  func rest() { state.withLock { $0.isAtRest = true } }

  /// What everybody is called, by their addresses.
  var names: [String: String] {
    state.withLock { Dictionary($0.people.map { ($0.email, $0.name) }) { $1 } }
  }

  func answer(_ request: FaultRequest) -> FaultStep {
    state.withLock { state in
      if !state.isAtRest {
        switch Int.random(in: 0..<12, using: &state.dice) {
        case 0: return .status(429, retryAfter: "1")
        case 1: return .status(401)
        case 2: return .status(503)
        default: Self.change(&state)
        }
      }
      return .body(Self.page(request.path, state.people))
    }
  }

  /// Somebody new, somebody with another name, or nothing.
  private static func change(_ state: inout State) {
    let number = state.people.count
    switch Int.random(in: 0..<3, using: &state.dice) {
    case 0:
      state.people.append(Person(name: "New \(number)", email: "p\(number)@example.com", changed: .now()))
    case 1:
      let index = Int.random(in: 0..<number, using: &state.dice)
      state.people[index].name = "Edited \(UInt32.random(in: 0...9_999, using: &state.dice))"
      state.people[index].changed = .now()
    default: break
    }
  }

  private static func page(_ path: String, _ people: [Person]) -> String {
    let query = URLComponents(string: path)?.queryItems ?? []
    let since = query.first { $0.name == "since" }?.value ?? ""
    let number = query.first { $0.name == "page" }?.value.flatMap { Int($0) } ?? 1
    let listed = people.filter { $0.changed.description >= since }
      .sorted { ($0.changed, $0.email) < ($1.changed, $1.email) }
    let items = listed.dropFirst((number - 1) * SyncStage.pageSize).prefix(SyncStage.pageSize).map { person in
      #"{"First Name":"\#(person.name)","Email":"\#(person.email)","changed":"\#(person.changed)"}"#
    }
    return #"{"people":[\#(items.joined(separator: ","))]}"#
  }
}
