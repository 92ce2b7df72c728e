import Foundation
import LeadConfig
import LeadDelivery
import LeadJournal
import LeadMapping
import LeadModel
import LeadPipeline
import LeadSources
import Synchronization
import TestSupport
import Testing

@testable import LeadSync

/// A spool with Meta's notifications, its Graph API and an inbox: what a source's run stands between.
final class AnnouncedStage: Sendable {
  static let route = "/hooks/meta"

  /// What the API does.
  struct API: Sendable {
    /// The ids of its leads.
    var leads: Set<String> = []
    /// Leads for which the token is refused.
    var refused: Set<String> = []
    /// Answers in place of a lead's, and of the listing's.
    var lead: FaultStep?
    var listing: FaultStep?
  }

  let folder: TemporaryFolder
  let spool: Spool
  let api: FaultServer
  let inbox: FaultServer
  private let state: SharedAPI
  private let said = Mutex<[SourceEvent]>([])
  private let numbers = Atomic(0)
  /// Of the inbox; changed where it is to refuse everything.
  private let refuses: SharedFlag

  /// - Parameter other: Whose folder and inbox it has, with a spool of its own; `nil`: all is new.
  /// - Throws: Where a server or the spool cannot be made.
  init(after other: AnnouncedStage? = nil) throws {
    folder = try other?.folder ?? TemporaryFolder()
    spool = try Spool(folder: folder.path(other == nil ? "state" : "another"))
    let state = SharedAPI()
    self.state = state
    api = try FaultServer { request in state.answer(request.path) }
    let refuses = SharedFlag()
    self.refuses = refuses
    inbox = try other?.inbox ?? FaultServer { _ in refuses.value.withLock { $0 } ? .status(401) : .ok }
  }

  private final class SharedFlag: Sendable { let value = Mutex(false) }

  private final class SharedAPI: Sendable {
    let api = Mutex(API())

    func answer(_ path: String) -> FaultStep {
      let api = api.withLock { $0 }
      let id = path.split(separator: "/").last.map { String($0.prefix { $0 != "?" }) } ?? ""
      if id == "leads" { return api.listing ?? .body(#"{"data":[]}"#) }
      if let step = api.lead { return step }
      if api.refused.contains(id) { return .status(401) }
      guard api.leads.contains(id) else {
        return .status(400, body: #"{"error":{"code":100,"error_subcode":33}}"#)
      }
      return .body(AnnouncedStage.lead(id))
    }
  }

  func change(_ change: (inout API) -> Void) { state.api.withLock { change(&$0) } }

  func inboxRefuses(_ isSo: Bool) { refuses.value.withLock { $0 = isSo } }

  /// What the API says of a lead.
  static func lead(_ id: String) -> String {
    #"{"id":"\#(id)","created_time":"2026-01-31T10:00:00+0000","form_id":"9","platform":"fb","#
      + #""field_data":[{"name":"full_name","values":["Person \#(id)"]},{"name":"email","values":["p\#(id)@example.com"]}]}"#
  }

  static func notification(_ ids: [String]) -> String {
    let changes = ids.map { #"{"field": "leadgen", "value": {"leadgen_id": \#($0), "form_id": 9}}"# }
    return #"{"object": "page", "entry": [{"id": "1", "changes": [\#(changes.joined(separator: ", "))]}]}"#
  }

  /// Posts a notification, on the disk when this returns.
  @discardableResult
  func post(_ body: String) async throws -> String {
    let number = numbers.add(1, ordering: .relaxed).newValue
    let post = Post(
      target: Self.route, query: [], headers: [Post.HeaderField(name: "content-type", value: "application/json")],
      body: Array(body.utf8), address: "192.0.2.1", receivedAt: .now())
    let arrival = Arrival(id: "id-\(number)", route: Self.route, deliveryKey: nil, post: post)
    _ = try await withCheckedContinuation { continuation in
      spool.accept(arrival) { continuation.resume(returning: $0) }
    }.get()
    return arrival.id
  }

  /// What waits, read.
  func posts(maxIds: Int = 1_000) throws -> AnnouncedPosts {
    let source = try plan().sources[0]
    guard case .fetch(let fetch) = source.origin else { preconditionFailure("a source that fetches") }
    return AnnouncedPosts(
      try spool.waiting(), try #require(fetch.announcement), maxIds: maxIds, to: source.target.destination)
  }

  /// The source as a configuration has it.
  func plan(fetch more: String = "") throws -> SyncPlan {
    let text = """
      { "version": 1,
        "destinations": { "main": { "brand": "local", "baseUrl": "\(inbox.url(""))", "botId": "bot",
          "customerId": "customer", "token": { "env": "TOKEN" } } },
        "sources": [{ "name": "form", "every": "15m", "fetch": { "from": "meta", "form": "9", "base": "\(api.url(""))",
          \(more) "secrets": { "token": { "env": "TOKEN" } } } }],
        "routes": [{ "path": "\(Self.route)", "accept": "meta", "secret": { "env": "TOKEN" }, "source": "form" }] }
      """
    let environment = ["TOKEN": "token"]
    let configuration = try Configuration(
      parsing: Array(text.utf8), file: folder.path("leadbridge.json"), environment: environment)
    let surroundings = Surroundings(environment: environment) { name throws(Diagnostics) in
      guard let mapping = try Mapping.ready(named: name) else {
        throw Diagnostics([Diagnostic("mapping.missing", "there is no such mapping")])
      }
      return mapping
    }
    return try SyncPlan(
      configuration.sources, of: configuration, surroundings, stateFolder: folder.path("state"),
      deadLetters: folder.path("state/dead-letters.jsonl"))
  }

  /// Runs the source once, as a schedule would.
  func run(fetch more: String = "") async throws -> SourceRun.End {
    let plan = try plan(fetch: more)
    let run = SourceRun(
      plan.sources[0], of: plan, journal: try Journal(folder: plan.stateFolder),
      events: { [self] event in said.withLock { $0.append(event) } })
    guard case .fetch(let fetch) = plan.sources[0].origin else { preconditionFailure("a source that fetches") }
    return await run.fetch(fetch, announcedIn: spool)
  }

  /// The codes of announcements that have their outcomes, as they were told.
  var reasons: [String] {
    said.withLock { $0 }.compactMap { if case .announced(_, let record) = $0 { record.code } else { nil } }
  }

  /// The ids that the API was asked for.
  var asked: [String] {
    api.requests.map { String($0.path.split(separator: "/").last?.prefix { $0 != "?" } ?? "") }.filter { $0 != "leads" }
  }

  /// The letters' codes, in their order.
  func letterCodes() throws -> [String] {
    var reader = try DeadLetterFile(folder.path("state/dead-letters.jsonl")).reader()
    var codes: [String] = []
    while let entry = try reader.next() {
      if case .letter(let letter, _) = entry { codes += letter.errors.map(\.code) }
    }
    return codes
  }
}
