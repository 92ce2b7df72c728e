import Foundation
import LeadDelivery
import LeadMapping
import LeadModel
import LeadPipeline
import LeadReaders
import LeadSandbox
import TestSupport

/// A local inbox, a folder for inputs and state, and runs between them.
struct PushTestbed {
  let folder: TemporaryFolder
  let server: InboxServer
  let port: Int

  init(_ configure: (inout InboxOptions) -> Void = { _ in }) async throws {
    folder = try TemporaryFolder()
    var options = InboxOptions()
    options.token = "test-token"
    configure(&options)
    server = try InboxServer(options)
    port = try await server.start()
  }

  /// The local inbox as a destination.
  var destination: Destination {
    Destination(
      name: "test", brand: "local", baseURL: "http://127.0.0.1:\(port)", botId: server.botId,
      customerId: server.customerId, token: Secret(server.token))
  }

  var deadLetters: String { folder.path + "/state/dead-letters.jsonl" }

  /// A push of files, by the generated rows' mapping unless another is given.
  func plan(_ paths: [String], mapping: String = GeneratedLeads.mapping) throws -> PushPlan {
    let destination = destination
    return PushPlan(
      inputs: paths.map { .file(path: $0) }, reading: ReaderOptions(),
      mapping: try Mapping(parsing: Array(mapping.utf8), file: "test.json"),
      run: MappingRun(botId: destination.botId, customerId: destination.customerId, now: "2026-01-31T10:00:00.000Z"),
      destination: destination, delivery: DeliveryOptions(), deadLetters: deadLetters,
      stateFolder: folder.path + "/state")
  }

  /// The dead letters' lines.
  func deadLetterLines() throws -> [String] {
    guard let data = FileManager.default.contents(atPath: deadLetters) else { return [] }
    return String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  /// All chats of the inbox.
  func chats() async throws -> [Chat] {
    try await server.inbox.chats(botId: server.botId, customerId: server.customerId)
  }
}
