import LeadJSON
import LeadMapping
import LeadModel
import LeadReaders
import LeadSandbox
import LeadTransport
import TestSupport
import Testing

/// The request bodies of `../shared/data/webhooks` posted to a daemon: each gives the lead that is expected of it in the
/// local inbox, and what is no lead gives none.
///
/// Skipped where the data is absent. Each goes to a route of its own, with the ready mapping that knows it by its shape.
@Suite(.timeLimit(.minutes(1)), .enabled(if: SharedData.isThere, "the shared data is absent"))
struct SharedPayloadsEndToEndTests {
  private static let customer = "631aa793bcfa100487d13d0d"

  /// One a body: several are of the same people.
  private static func bot(_ index: Int) -> String {
    let digits = String(index, radix: 16)
    return String(repeating: "0", count: 24 - digits.count) + digits
  }

  @Test func everyBodyGivesItsLeadInTheInbox() async throws {
    let known = try SharedPayload.all.filter { try Self.mapping(of: $0) != nil }
    #expect(known.count > 30)
    let serve = try await ServeStage(routes: "[]") { options in
      options.customerId = Self.customer
      options.otherAccounts = known.indices.map { index in
        InboxAccount(token: "test-token", botId: Self.bot(index), customerId: Self.customer)
      }
    }
    try Self.write(known, to: serve)
    try await serve.start()
    for (index, payload) in known.enumerated() {
      let response = try await serve.post("/hooks/\(index)", try payload.body(), type: payload.contentType)
      guard response.status == 200 else {
        #expect(!payload.isLead, "\(payload.file): \(response.status)")
        continue
      }
      let page = try await serve.settled(try ServeStage.id(response))
      let chats = try await serve.stage.server.inbox.chats(botId: Self.bot(index), customerId: Self.customer)
      guard payload.isLead else {
        #expect(chats.count == (SharedPayload.taken.contains(payload.file) ? 1 : 0), "\(payload.file)")
        continue
      }
      // Beside its leads a body may hold an empty record, which is a dead letter.
      let delivered = page["outcomes"]?["delivered"]?.integer
      #expect(delivered == payload.leads.count, "\(payload.file): \(page["reason"]?.string ?? "")")
      #expect(chats.count == payload.leads.count, "\(payload.file)")
      for expected in payload.leads {
        #expect(chats.contains { Self.is($0.lead, as: expected, payload.file) }, "\(payload.file)")
      }
    }
    #expect(try await serve.stop().status == 0)
  }

  /// Whether a lead has all that is expected of it, but for what ours has otherwise.
  private static func `is`(_ lead: Lead, as expected: JSONValue, _ file: String) -> Bool {
    let differences = Set(SharedPayload.differences[file]?.map(\.field) ?? [])
    return ExpectedLead(expected).fields(of: lead).allSatisfy { field in
      field.map { $0.isRight || differences.contains($0.name) } ?? false
    }
  }

  /// A configuration with a route and a destination a body.
  private static func write(_ payloads: [SharedPayload], to serve: ServeStage) throws {
    let destinations = payloads.indices.map { index in
      """
      "to-\(index)": { "brand": "local", "baseUrl": "http://127.0.0.1:\(serve.stage.port)", "botId": "\(bot(index))",
        "customerId": "\(customer)", "token": { "env": "LEADBRIDGE_TOKEN" } }
      """
    }
    let routes = try payloads.enumerated().map { index, payload in
      """
      { "path": "/hooks/\(index)", "accept": "form", "mapping": "\(try mapping(of: payload) ?? "")", "to": "to-\(index)" }
      """
    }
    _ = try serve.stage.folder.write(
      """
      { "version": 1, "listen": "127.0.0.1:\(serve.port)", "state": "state",
        "operator": { "token": { "env": "OPERATOR_TOKEN" } },
        "destinations": { \(destinations.joined(separator: ",\n")) },
        "routes": [\(routes.joined(separator: ",\n"))] }
      """, to: "leadbridge.json")
  }

  /// The ready mapping that recognises a body; `nil`: none does.
  private static func mapping(of payload: SharedPayload) throws -> String? {
    guard let record = try payload.firstRecord(), case .one(let mapping) = try Mapping.recognised(for: record) else {
      return nil
    }
    return mapping.name
  }
}

extension SharedPayload {
  /// The first record in the body, whatever its content type says of it.
  fileprivate func firstRecord() throws -> Record? {
    let body = try body()
    switch BodyFormat.of(contentType: contentType, body: body).format {
    case .form: return URLEncoded.record(of: body, contentType: contentType)
    case .multipart: return MultipartReader.record(of: body[...], contentType: contentType)
    case .json:
      var records: [Record] = []
      var reader = RecordReader(ReaderOptions(format: .json, sourceName: file))
      try reader.read(body[...], into: &records)
      try reader.finish(into: &records)
      return records.first
    case nil: return nil
    }
  }
}
