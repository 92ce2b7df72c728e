import Foundation
import LeadJSON
import LeadModel
import LeadSandbox
import Synchronization
import TestSupport

/// A provider with an API, a drop folder, and a local inbox: what `sync` stands between.
final class SyncStage: Sendable {
  let stage: Stage
  let provider: FaultServer
  private let listing: Listing

  /// A record of the provider's.
  struct Person: Sendable {
    var name: String
    var email: String
    /// Seconds since 2026-01-01.
    var changed: Int
  }

  /// Records on a page of the API.
  static let pageSize = 20

  /// - Parameters:
  ///   - people: What the API lists, by their times.
  ///   - answer: Answers in place of the API; `nil` where it answers itself.
  ///   - configure: Sets up the local inbox.
  /// - Throws: Where a server cannot be started.
  init(
    _ people: [Person] = [], answer: @escaping @Sendable (FaultRequest) -> FaultStep? = { _ in nil },
    inbox configure: (inout InboxOptions) -> Void = { _ in }
  ) async throws {
    stage = try await Stage(configure)
    let list = Listing(people)
    listing = list
    provider = try FaultServer { request in answer(request) ?? .body(list.page(request.path)) }
  }

  /// Adds records to what the API lists.
  func add(_ people: [Person]) { listing.people.withLock { $0 += people } }

  /// Stops both servers.
  func end() async {
    provider.stop()
    await stage.server.stop()
  }

  /// Writes the configuration; every source goes to `main`.
  func write(sources: String) throws {
    _ = try stage.folder.write(
      """
      { "version": 1,
        "destinations": { "main": { "brand": "local", "baseUrl": "http://127.0.0.1:\(stage.port)",
          "botId": "\(stage.server.botId)", "customerId": "\(stage.server.customerId)",
          "token": { "env": "LEADBRIDGE_TOKEN" } } },
        "sources": \(sources) }
      """, to: "leadbridge.json")
  }

  /// A source that asks the API for what is new.
  func api(_ name: String = "api", more: String = "") -> String {
    """
    { "name": "\(name)", "every": "15m", "mapping": "generic-contacts", "to": "main", \(more)
      "fetch": { "url": "\(provider.url("/people?since={since}&page={page}"))", "records": "people",
        "next": { "page": { "first": 1, "size": \(Self.pageSize) } },
        "cursor": { "path": "changed", "kind": "time", "overlap": "1m" } } }
    """
  }

  /// A source that reads whatever lies at a path of the API's server.
  func table(_ name: String, path: String) -> String {
    """
    { "name": "\(name)", "every": "15m", "mapping": "generic-contacts", "to": "main",
      "fetch": { "url": "\(provider.url(path))", "format": "csv" } }
    """
  }

  /// A drop folder.
  static func drop(_ name: String = "drop", folder: String = "in", more: String = "") -> String {
    """
    { "name": "\(name)", "every": "1m", "folder": "\(folder)", "ready": "renamed", "mapping": "generic-contacts",
      \(more) "to": "main" }
    """
  }

  /// Runs `sync` to its end.
  func sync(_ words: String..., token: String? = "test-token") async throws -> Program.Result {
    try await stage.run(["sync", "--json"] + words, token: token)
  }

  /// The line of a source in what `sync --json` prints.
  static func line(_ result: Program.Result, _ source: String = "api") throws -> PrintedSummary? {
    for line in result.outputLines {
      let value = try JSONDocument(parsing: Array(line.utf8)).root
      if value["source"]?.string == source { return PrintedSummary(value) }
    }
    return nil
  }

  /// So many people, a minute apart.
  static func people(_ numbers: ClosedRange<Int>) -> [Person] {
    numbers.map { Person(name: "Person \($0)", email: "p\($0)@example.com", changed: $0 * 60) }
  }

  /// The API: lists who has changed since a time, by time, in pages.
  private final class Listing: Sendable {
    let people: Mutex<[Person]>

    init(_ people: [Person]) { self.people = Mutex(people) }

    func page(_ path: String) -> String {
      let query = URLComponents(string: path)?.queryItems ?? []
      let since = query.first { $0.name == "since" }?.value ?? ""
      let number = query.first { $0.name == "page" }?.value.flatMap { Int($0) } ?? 1
      let all = people.withLock { $0 }.map { ($0, Self.time($0.changed)) }.filter { $0.1 >= since }
        .sorted { $0.1 < $1.1 }
      let items = all.dropFirst((number - 1) * SyncStage.pageSize).prefix(SyncStage.pageSize).map { person, time in
        #"{"First Name":"\#(person.name)","Email":"\#(person.email)","changed":"\#(time)"}"#
      }
      return #"{"people":[\#(items.joined(separator: ","))]}"#
    }

    static func time(_ seconds: Int) -> String {
      Timestamp(millisecondsSince1970: 1_767_225_600_000 + Int64(seconds) * 1000).description
    }
  }
}
