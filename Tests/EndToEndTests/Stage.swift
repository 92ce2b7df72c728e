import Foundation
import LeadJSON
import LeadModel
import LeadSandbox
import TestSupport

/// A folder to run in, and a local inbox inside the tests to push into.
struct Stage {
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

  /// The options that reach the inbox.
  var destination: [String] {
    [
      "--brand", "local", "--base-url", "http://127.0.0.1:\(port)", "--bot-id", server.botId, "--customer-id",
      server.customerId,
    ]
  }

  /// Runs the program to its end.
  func run(_ arguments: [String], token: String? = "test-token", input: String? = nil) async throws -> Program.Result {
    try await Program.run(arguments, in: folder.path, token: token, input: input)
  }

  /// All chats of the inbox.
  func chats() async throws -> [Chat] {
    try await server.inbox.chats(botId: server.botId, customerId: server.customerId)
  }

  /// The dead letters of the default state folder.
  func deadLetters() throws -> [JSONValue] {
    let path = folder.path("state/leadbridge/dead-letters.jsonl")
    guard let data = FileManager.default.contents(atPath: path) else { return [] }
    return try data.split(separator: 0x0A).map { try JSONDocument(parsing: Array($0)).root }
  }

  /// A table with so many people; every `invalidEvery`th has no address.
  static func table(_ count: Int, invalidEvery: Int = 0, repeatEvery: Int = 0) -> String {
    var text = "Name,Email,Message\n"
    for number in 1...count {
      if invalidEvery > 0, number % invalidEvery == 0 {
        text += "Person \(number),not an address,\n"
      } else if repeatEvery > 0, number % repeatEvery == 0 {
        text += "Again \(number),p\(number - 1)@example.com,note \(number)\n"
      } else {
        text += "Person \(number),p\(number)@example.com,note \(number)\n"
      }
    }
    return text
  }
}

/// A summary as `--json` prints it.
struct PrintedSummary {
  let value: JSONValue

  init(_ value: JSONValue) { self.value = value }

  init(_ result: Program.Result) throws { self.init(try JSONDocument(parsing: result.output).root) }

  subscript(key: String) -> Int { value[key]?.integer ?? -1 }

  /// Whether every record read has one outcome.
  var addsUp: Bool {
    self["read"]
      == ["delivered", "unchanged", "skipped", "rejected", "dead", "pending"].reduce(0) { $0 + self[$1] }
  }
}
