import Crypto
import Foundation
import LeadModel
import LeadSandbox
import LeadTransport
import Synchronization
import TestSupport

/// Meta as a daemon sees it: signed notifications of its webhook, and its Graph API.
final class MetaStage: Sendable {
  let serve: ServeStage
  let graph: FaultServer
  private let leads: Leads

  /// A route for the notifications, and one for a form of one's own.
  static let routes = """
    [{ "path": "/hooks/meta", "accept": "meta", "secret": { "env": "META_APP_SECRET" },
       "verifyToken": { "env": "META_VERIFY_TOKEN" }, "source": "form" },
     { "path": "/hooks/own", "accept": "form", "mapping": "html-form", "to": "main" }]
    """
  private static let secret = "app-secret"

  /// - Parameters:
  ///   - ids: Of the leads that Meta has.
  ///   - configure: The local inbox.
  /// - Throws: Where a server cannot be started.
  init(_ ids: [String], _ configure: (inout InboxOptions) -> Void = { _ in }) async throws {
    let leads = Leads(ids)
    self.leads = leads
    graph = try FaultServer { leads.answer($0.path) }
    let source = """
      "sources": [{ "name": "form", "every": "15m", "to": "main",
        "fetch": { "from": "meta", "form": "9", "base": "\(graph.url(""))",
          "secrets": { "token": { "env": "META_PAGE_TOKEN" } } } }],
      """
    serve = try await ServeStage(routes: Self.routes, more: source, configure)
  }

  /// The variables that the configuration names, the operator's among them.
  static let variables = ServeStage.variables.merging([
    "META_APP_SECRET": secret, "META_VERIFY_TOKEN": "verify", "META_PAGE_TOKEN": "page-token",
  ]) { $1 }

  func start() async throws { try await serve.start(variables: Self.variables) }

  /// Stops everything.
  func end() async {
    graph.stop()
    await serve.stage.server.stop()
  }

  /// Whether the API refuses the page's token.
  func refusesToken(_ isSo: Bool) { leads.refusesToken.withLock { $0 = isSo } }

  /// A notification of ids, and of other changes.
  static func notification(_ ids: [String], others: Int = 0) -> String {
    let leads = ids.map { #"{"field":"leadgen","value":{"leadgen_id":\#($0),"form_id":9}}"# }
    let changes = leads + Array(repeating: #"{"field":"feed","value":{"item":"status"}}"#, count: others)
    return #"{"object":"page","entry":[{"id":"1","time":1,"changes":[\#(changes.joined(separator: ","))]}]}"#
  }

  /// Posts a notification, signed as Meta signs.
  func announce(_ body: String) async throws -> HTTPResponse {
    let mac = HMAC<SHA256>.authenticationCode(for: Array(body.utf8), using: SymmetricKey(data: Array(Self.secret.utf8)))
    let hex = mac.map { String(format: "%02x", $0) }.joined()
    return try await serve.post(
      "/hooks/meta", body, headers: ["x-hub-signature-256: sha256=\(hex)", "prefer: return=representation"])
  }

  /// The ids that the API was asked for one by one.
  var asked: [String] { graph.requests.compactMap { Leads.id($0.path) }.filter { $0 != "leads" } }

  /// The API: each lead by its id; the listing of the form has none.
  private final class Leads: Sendable {
    let refusesToken = Mutex(false)
    private let ids: Set<String>

    init(_ ids: [String]) { self.ids = Set(ids) }

    static func id(_ path: String) -> String? {
      path.split(separator: "/").last.map { String($0.prefix { $0 != "?" }) }
    }

    func answer(_ path: String) -> FaultStep {
      guard let id = Self.id(path), !refusesToken.withLock({ $0 }) else {
        return .status(400, body: #"{"error":{"code":190}}"#)
      }
      if id == "leads" { return .body(#"{"data":[]}"#) }
      guard ids.contains(id) else { return .status(400, body: #"{"error":{"code":100,"error_subcode":33}}"#) }
      return .body(
        #"{"id":"\#(id)","created_time":"2026-01-31T10:00:00+0000","form_id":"9","platform":"fb","field_data":"#
          + #"[{"name":"full_name","values":["Person"]},{"name":"email","values":["p\#(id)@example.com"]}]}"#)
    }
  }
}
