import Foundation
import Glibc
import LeadJSON
import LeadModel
import LeadTransport
import TestSupport
import Testing

/// The daemon's door as it is set up by the configuration: TLS, and very many connections.
@Suite(.timeLimit(.minutes(1)))
struct ServeConnectionsTests {
  private static let form = #"[{ "path": "/hooks/contact", "accept": "form", "mapping": "html-form", "to": "main" }]"#

  @Test(.enabled(if: FaultTLS.isThere, "needs the command openssl"))
  func aPostComesInEncrypted() async throws {
    let serve = try await ServeStage(routes: Self.form, certificate: try FaultCertificate(names: "IP:127.0.0.1"))
    try await serve.start()
    let response = try await serve.post("/hooks/contact", #"{"email":"jane@example.com"}"#)
    #expect(response.status == 200)
    #expect(try await serve.settled(try ServeStage.id(response))["state"]?.string == "delivered")
    #expect(try await serve.stage.chats().map(\.email) == ["jane@example.com"])
    // It is looked at within a second of the start; the suite's time limit ends a wait in vain.
    func isWatched() async throws -> Bool {
      String(decoding: try await serve.get("/metrics").body, as: UTF8.self)
        .contains("leadbridge_certificate_expiry_timestamp_seconds")
    }
    while try await !isWatched() { await Task.yield() }
    #expect(try await serve.stop().status == 0)
  }

  @Test(.enabled(if: Idlers.mayBe(10_000), "the hard limit of descriptors is too low"))
  func tenThousandIdleConnectionsHoldUpNobody() async throws {
    let serve = try await ServeStage(
      routes: Self.form, more: #""limits": { "connections": 12000, "headerTime": "1m" }, "#)
    try await serve.start()
    let process = try #require(serve.processIdentifier)
    let before = try Self.residentKilobytes(of: process)
    let idlers = try Idlers(10_000, port: serve.port)
    let load = ServeLoad()
    await load.run(200, to: serve)
    #expect(load.kept.count == 200)
    try await serve.drained()
    let status = String(decoding: try await serve.get("/metrics").body, as: UTF8.self)
    let open = status.split(separator: "\n").first { $0.hasPrefix("leadbridge_connections_open ") }
    #expect(open.flatMap { Int($0.split(separator: " ")[1]) } ?? 0 >= 10_000, "\(open ?? "")")
    // Measured: 5 KB each.
    #expect(try Self.residentKilobytes(of: process) - before < 10_000 * 16)
    idlers.end()
    #expect(try await serve.stop().status == 0)
  }

  private static func residentKilobytes(of process: Int32) throws -> Int {
    let text = try String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
    let line = try #require(text.split(separator: "\n").first { $0.hasPrefix("VmRSS:") })
    return try #require(Int(line.filter(\.isNumber)))
  }
}

/// Connections that say nothing.
private struct Idlers {
  private let sockets: [Int32]

  /// Descriptors that the test itself needs besides.
  private static let reserve = 500

  /// Raises this process' limit of descriptors as far as it must; whether so many connections may be.
  static func mayBe(_ count: Int) -> Bool {
    var limit = rlimit()
    let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    guard getrlimit(resource, &limit) == 0 else { return false }
    let wanted = rlim_t(count + reserve)
    if limit.rlim_cur < wanted, limit.rlim_max >= wanted {
      limit.rlim_cur = wanted
      _ = setrlimit(resource, &limit)
    }
    return limit.rlim_cur >= wanted
  }

  init(_ count: Int, port: Int) throws {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var sockets: [Int32] = []
    for _ in 0..<count {
      let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
      let result = withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
        }
      }
      try #require(descriptor >= 0 && result == 0)
      sockets.append(descriptor)
    }
    self.sockets = sockets
  }

  func end() { for descriptor in sockets { close(descriptor) } }
}
