import Foundation
import LeadDelivery
import LeadJournal
import LeadMapping
import LeadModel
import LeadPipeline
import Synchronization
import TestSupport

/// A spool, and what delivers from it, without a daemon around them.
final class LiveStage: Sendable {
  let folder: TemporaryFolder
  let spool: Spool
  private let live: Live
  private let running = Mutex<Task<Void, any Error>?>(nil)
  private let numbers = Atomic(0)
  private let heard = Mutex<[LiveEvent]>([])
  private let events: AsyncStream<LiveEvent>
  private let told: AsyncStream<LiveEvent>.Continuation

  init() throws {
    folder = try TemporaryFolder()
    let live = Live()
    self.live = live
    spool = try Spool(folder: folder.path("state"), onArrivals: { live.run.withLock { $0 }?.arrived() })
    (events, told) = AsyncStream.makeStream()
  }

  /// What runs: the spool has to know it before it is there.
  private final class Live: Sendable {
    let run = Mutex<LiveRun?>(nil)
  }

  var deadLetters: String { folder.path("state/dead-letters.jsonl") }

  static func mapping() throws -> Mapping {
    try Mapping(
      parsing: Array(#"{"version": 1, "name": "test", "lead": {"name": "{name}", "email": "{email}"}}"#.utf8),
      file: "test.json")
  }

  static func target(_ name: String, _ server: FaultServer, token: String = "token") -> LivePlan.Target {
    LivePlan.Target(
      destination: Destination(
        name: name, brand: "local", baseURL: server.url(""), botId: "bot", customerId: "customer",
        token: Secret(token)), delivery: DeliveryOptions())
  }

  /// Routes by their paths, with their destinations' names.
  func plan(_ routes: [(path: String, to: String)], _ targets: [LivePlan.Target]) throws -> LivePlan {
    let mapping = try Self.mapping()
    return LivePlan(
      routes: routes.map { LiveRoute(path: $0.path, mapping: mapping, destination: $0.to, once: []) },
      targets: targets, stateFolder: folder.path("state"), deadLetters: deadLetters)
  }

  func start(_ plan: LivePlan, holdTime: Duration = .seconds(60)) -> LiveRun {
    let run = LiveRun(plan, spool: spool, holdTime: holdTime) { [self] event in
      heard.withLock { $0.append(event) }
      told.yield(event)
    }
    live.run.withLock { $0 = run }
    running.withLock { $0 = Task { try await run.run() } }
    return run
  }

  func stop() async throws {
    live.run.withLock { $0 }?.stop()
    try await running.withLock { $0 }?.value
  }

  /// Posts a lead, on the disk when this returns.
  @discardableResult
  func post(_ path: String, email: String? = nil, body: String? = nil, at: Timestamp = .now()) async throws -> String {
    let number = numbers.add(1, ordering: .relaxed).newValue
    let text = body ?? #"{"name": "Person", "email": "\#(email ?? "p\(number)@example.com")"}"#
    let post = Post(
      target: path, query: [], headers: [Post.HeaderField(name: "content-type", value: "application/json")],
      body: Array(text.utf8), address: "192.0.2.1", receivedAt: at)
    let arrival = Arrival(id: "id-\(number)", route: path, deliveryKey: nil, post: post)
    _ = try await withCheckedContinuation { continuation in
      spool.accept(arrival) { continuation.resume(returning: $0) }
    }.get()
    return arrival.id
  }

  /// All that was said until so many events were as wanted; call it once.
  func heard(_ count: Int, _ isWanted: @Sendable (LiveEvent) -> Bool) async -> [LiveEvent] {
    var found = 0
    for await event in events where isWanted(event) {
      found += 1
      if found == count { break }
    }
    return heard.withLock { $0 }
  }

  /// The letters' codes, in their order.
  func letterCodes() throws -> [String] {
    let file = try DeadLetterFile(deadLetters)
    var reader = try file.reader()
    var codes: [String] = []
    while let entry = try reader.next() {
      if case .letter(let letter, _) = entry { codes += letter.errors.map(\.code) }
    }
    return codes
  }
}

extension LiveEvent {
  /// The id of the submission of which a record was settled.
  var settledID: String? {
    if case .settled(let record) = self { record.submission } else { nil }
  }

  var isHeld: Bool { if case .held = self { true } else { false } }
  var isResumed: Bool { if case .resumed = self { true } else { false } }
}
