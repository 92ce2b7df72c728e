import Foundation
import Glibc
import LeadJSON
import LeadModel
import LeadSandbox
import LeadTransport
import Synchronization
import TestSupport
import Testing

/// A daemon as its operator starts it, with a local inbox behind it.
final class ServeStage: Sendable {
  let stage: Stage
  let port: Int
  private let process = Mutex<Program.Running?>(nil)
  private let client: HTTPClient
  private let base: String
  private let more: String
  /// Its files are gone with it.
  private let certificate: FaultCertificate?

  /// Writes the configuration and starts the inbox; not the daemon.
  ///
  /// - Parameters:
  ///   - routes: The configuration's routes, JSON; each goes to `main`.
  ///   - more: Further members of the configuration, each with a comma behind it.
  ///   - certificate: What the daemon shows itself with; `nil`: it speaks no TLS.
  ///   - configure: The local inbox.
  /// - Throws: Where the inbox cannot be started.
  init(
    routes: String, more: String = "", certificate: FaultCertificate? = nil,
    _ configure: (inout InboxOptions) -> Void = { _ in }
  ) async throws {
    stage = try await Stage(configure)
    port = try Self.freePort()
    self.certificate = certificate
    var options = TransportOptions()
    options.caFile = certificate?.file
    client = try HTTPClient(options)
    base = "\(certificate == nil ? "http" : "https")://127.0.0.1:\(port)"
    let tls = certificate.map { #""tls": { "certificate": "\#($0.file)", "key": "\#($0.key)" }, "# }
    self.more = more + (tls ?? "")
    try write(routes: routes)
  }

  /// Writes the configuration.
  ///
  /// - Parameters:
  ///   - routes: JSON.
  ///   - more: Further members, each with a comma behind it; `nil`: those of the start.
  ///   - operator: The operator's settings, JSON.
  /// - Throws: Where it cannot be written.
  func write(
    routes: String, more: String? = nil, operator: String = #"{ "token": { "env": "OPERATOR_TOKEN" } }"#
  ) throws {
    let text = """
      {
        "version": 1, "listen": "127.0.0.1:\(port)", "state": "state", \(more ?? self.more)
        "operator": \(`operator`),
        "destinations": {
          "main": { "brand": "local", "baseUrl": "http://127.0.0.1:\(stage.port)", "botId": "\(stage.server.botId)",
            "customerId": "\(stage.server.customerId)", "token": { "env": "LEADBRIDGE_TOKEN" } }
        },
        "routes": \(routes)
      }
      """
    _ = try stage.folder.write(text, to: "leadbridge.json")
  }

  /// The process that runs, or ran last.
  var processIdentifier: Int32? { running?.process.processIdentifier }

  private var running: Program.Running? { process.withLock { $0 } }

  /// What the daemon has logged.
  var errorsSoFar: String { running?.errorsSoFar ?? "" }

  /// Variables that the configurations here name.
  static let variables = [
    "OPERATOR_TOKEN": "operator-token", "TYPEFORM_SECRET": "typeform-secret", "TALLY_SECRET": "tally-secret",
  ]

  /// Starts the daemon, and waits until it takes posts.
  func start(variables: [String: String] = [:]) async throws {
    let running = try Program.start(
      ["serve"], in: stage.folder.path, variables: Self.variables.merging(variables) { $1 })
    process.withLock { $0 = running }
    while running.process.isRunning {
      if let response = try? await get("/readyz"), response.status == 200 { return }
      try await Task.sleep(for: .milliseconds(5))
    }
    Issue.record("the daemon did not start: \(running.errorsSoFar)")
  }

  /// Ends it as systemd would.
  func stop() async throws -> Program.Result {
    let running = try #require(running)
    kill(running.process.processIdentifier, SIGTERM)
    return await running.result()
  }

  /// Kills it.
  func killNow() async throws {
    let running = try #require(running)
    kill(running.process.processIdentifier, SIGKILL)
    _ = await running.result()
  }

  /// Sends a signal to it.
  func signal(_ number: Int32) throws { kill(try #require(running).process.processIdentifier, number) }

  func get(_ path: String, token: String? = "operator-token") async throws -> HTTPResponse {
    try await client.send(
      HTTPRequest(
        id: 0, method: .get, url: base + path,
        headerLines: token.map { ["authorization: Bearer \($0)"] } ?? []))
  }

  func post(
    _ path: String, _ body: String, type: String = "application/json", headers: [String] = []
  ) async throws -> HTTPResponse {
    try await post(path, Array(body.utf8), type: type, headers: headers)
  }

  func post(
    _ path: String, _ body: [UInt8], type: String = "application/json", headers: [String] = []
  ) async throws -> HTTPResponse {
    try await client.send(
      HTTPRequest(
        id: 0, method: .post, url: base + path, headerLines: ["content-type: \(type)"] + headers,
        body: body))
  }

  /// The submission's id that an answer gives.
  static func id(_ response: HTTPResponse) throws -> String {
    try #require(try JSONDocument(parsing: response.body).root["id"]?.string)
  }

  /// Waits until a submission is settled, and gives its page.
  func settled(_ id: String) async throws -> JSONValue {
    while true {
      let page = try JSONDocument(parsing: try await get("/submissions/\(id)").body).root
      if page["settledAt"]?.string != nil { return page }
      try await Task.sleep(for: .milliseconds(5))
    }
  }

  /// Waits until nothing waits in the spool.
  func drained() async throws {
    while true {
      let page = try JSONDocument(parsing: try await get("/status").body).root
      if page["spool"]?["rows"]?.integer == 0 { return }
      try await Task.sleep(for: .milliseconds(10))
    }
  }

  /// The addresses of all that has ended: chats of the inbox, and records of dead letters.
  func endedEmails() async throws -> Set<String> {
    let there = try await stage.chats().compactMap(\.email)
    let path = stage.folder.path("state/dead-letters.jsonl")
    let letters = try (FileManager.default.contents(atPath: path) ?? Data()).split(separator: 0x0A)
      .map { try JSONDocument(parsing: Array($0)).root }
    return Set(there + letters.compactMap { $0["record"]?["email"]?.string })
  }

  static func freePort() throws -> Int {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    return try withUnsafeMutablePointer(to: &address) { pointer in
      try pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        try #require(bind(descriptor, address, length) == 0)
        try #require(getsockname(descriptor, address, &length) == 0)
      }
      return Int(UInt16(bigEndian: pointer.pointee.sin_port))
    }
  }
}
