import LeadModel
import LeadSandbox

/// A local inbox on a free port, for one test.
struct TestInbox {
  let server: InboxServer
  let port: Int

  /// Runs `body` with an inbox and stops it, whatever came of it.
  static func run(
    _ change: (inout InboxOptions) -> Void = { _ in }, _ body: (TestInbox) async throws -> Void
  ) async throws {
    var options = InboxOptions()
    options.token = "token"
    options.botId = "bot"
    options.customerId = "customer"
    change(&options)
    let server = try InboxServer(options)
    let inbox = TestInbox(server: server, port: try await server.start())
    let result: Result<Void, any Error>
    do { result = .success(try await body(inbox)) } catch { result = .failure(error) }
    await server.stop()
    try result.get()
  }

  /// A PUT of a lead as the bridge writes it.
  func put(_ lead: Lead, uuid: String = "u", token: String? = nil) async -> RawClient.Answer {
    let body = lead.body(uuid: uuid, botId: server.botId, customerId: server.customerId)
    return await put(String(decoding: body, as: UTF8.self), token: token)
  }

  func put(_ body: String, token: String? = nil) async -> RawClient.Answer {
    let headers = ["x-bp-token: \(token ?? server.token)", "content-type: application/json"]
    return await RawClient.send("PUT", "/inbox/direct/lead", headers: headers, body: body, to: port)
  }

  func list(_ query: String, token: String? = nil) async -> RawClient.Answer {
    let header = "x-bot-token: \(token ?? server.token)"
    return await RawClient.send("GET", "/inbox/direct/chats?\(query)", headers: [header], to: port)
  }

  /// A page as the API gives it.
  func page(_ number: Int, type: String = "lead") async throws -> [Chat] {
    try ChatPage(await list("botId=bot&customerId=customer&page=\(number)&type=\(type)").body).chats
  }
}
