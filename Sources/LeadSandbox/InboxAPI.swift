import LeadJSON
import LeadModel

/// Both API calls without HTTP: what is asked in, the answer out.
///
/// Checked in this order: path (404), method (405), token (401), length (413), JSON and types (400), whether the token
/// is that customer's (401), the bot (400).
struct InboxAPI: Sendable {
  /// A call that the API has.
  enum Call: Sendable, Hashable {
    case putLead, listChats

    var method: String {
      switch self {
      case .putLead: "PUT"
      case .listChats: "GET"
      }
    }

    /// The header that holds the token: the two calls name it differently.
    var tokenHeader: String {
      switch self {
      case .putLead: "x-bp-token"
      case .listChats: "x-bot-token"
      }
    }
  }

  let inbox: Inbox
  /// The token of each account with its customer and bots.
  let accounts: Accounts
  let unknownUUIDs: InboxOptions.UnknownUUIDs
  let strict: Bool

  /// Which call a request is.
  func call(method: String, path: String) throws(InboxAnswer) -> Call {
    let call: Call
    switch path {
    case "/inbox/direct/lead": call = .putLead
    case "/inbox/direct/chats": call = .listChats
    default: throw InboxAnswer(404, "unknown path: expected /inbox/direct/lead or /inbox/direct/chats")
    }
    guard method == call.method else { throw .wrongMethod(allow: call.method) }
    return call
  }

  /// The customer of the token that came with a call.
  func customer(of token: String?, for call: Call) throws(InboxAnswer) -> Accounts.Customer {
    guard let token else { throw InboxAnswer(401, "\(call.tokenHeader): missing header") }
    guard let customer = accounts.customer(of: token) else {
      throw InboxAnswer(401, "\(call.tokenHeader): unknown token")
    }
    return customer
  }

  /// Answers `PUT /inbox/direct/lead` once it is committed.
  func putLead(_ bytes: [UInt8], customer: Accounts.Customer) async throws(InboxAnswer) -> InboxAnswer {
    let body = try leadBody(bytes)
    try check(botId: body.botId, customerId: body.customerId, of: customer, for: .putLead)
    do throws(Diagnostic) {
      try await inbox.put(
        body.lead, uuid: body.uuid, botId: body.botId, customerId: body.customerId,
        createsUnknown: unknownUUIDs == .create)
    } catch {
      throw InboxAnswer(500, error.message)
    }
    return .ok
  }

  /// Answers `GET /inbox/direct/chats`.
  ///
  /// - Parameters:
  ///   - query: Gives a parameter's decoded value.
  ///   - customer: The token's.
  /// - Returns: The page.
  /// - Throws: The refusal.
  func listChats(
    query: (String) -> String?, customer: Accounts.Customer
  ) async throws(InboxAnswer) -> InboxAnswer {
    var values: [String: String] = [:]
    for name in ["botId", "customerId", "page", "type"] {
      guard let value = query(name), !value.isEmpty else {
        throw InboxAnswer(400, "\(name): required, expected string")
      }
      values[name] = value
    }
    let botId = values["botId", default: ""]
    let customerId = values["customerId", default: ""]
    let number = values["page", default: ""]
    guard number.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }), let page = Int(number), page > 0
    else { throw InboxAnswer(400, "page: expected a number from 1") }
    guard let type = Inbox.ChatType(rawValue: values["type", default: ""]) else {
      throw InboxAnswer(400, "type: expected lead or non-lead")
    }
    try check(botId: botId, customerId: customerId, of: customer, for: .listChats)
    do throws(Diagnostic) {
      let chats = try await inbox.page(botId: botId, customerId: customerId, type: type, page: page)
      return InboxAnswer(status: 200, body: ChatPage(chats).body)
    } catch {
      throw InboxAnswer(500, error.message)
    }
  }

  private func leadBody(_ bytes: [UInt8]) throws(InboxAnswer) -> LeadBody {
    let document: JSONDocument
    do throws(JSONError) {
      document = try JSONDocument(parsing: bytes)
    } catch {
      throw InboxAnswer(400, "the body is not JSON: \(error.message) at \(error.location)")
    }
    do throws(LeadBody.Problem) {
      return try LeadBody(document.root, strict: strict)
    } catch {
      throw InboxAnswer(400, error.message)
    }
  }

  private func check(
    botId: String, customerId: String, of customer: Accounts.Customer, for call: Call
  ) throws(InboxAnswer) {
    guard customer.id == customerId else {
      throw InboxAnswer(401, "\(call.tokenHeader): the token is not that customer's")
    }
    guard customer.bots.contains(botId) else { throw InboxAnswer(400, "botId: the customer has no such bot") }
  }
}
