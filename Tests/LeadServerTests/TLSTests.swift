import Foundation
import LeadModel
import TestSupport
import Testing

@testable import LeadServer

/// TLS by a certificate and a key in files, seen by curl.
@Suite(.timeLimit(.minutes(2)))
struct TLSTests {
  private static let curl = "/usr/bin/curl"
  static let isThere = FaultTLS.isThere && FileManager.default.isExecutableFile(atPath: curl)

  private static let listeners = [ServerSettings.Listener(.host("127.0.0.1", port: 0), isEncrypted: true)]

  @Test(.enabled(if: isThere, "needs the commands openssl and curl"))
  func aPostComesInEncrypted() async throws {
    let certificate = try FaultCertificate(names: "DNS:localhost,IP:127.0.0.1")
    try await Doorstep.open(
      listeners: Self.listeners, certificate: .init(chainFile: certificate.file, keyFile: certificate.key)
    ) { door in
      #expect(await Self.post(door.port, trusting: certificate.file) == "200")
      #expect(door.store.kept.map(\.post.body) == [Array("{}".utf8)])
      #expect(await Wire.ask(door.port, Wire.request(body: "{}")) == nil, "what is not encrypted is not read")
    }
  }

  @Test(.enabled(if: isThere, "needs the commands openssl and curl"))
  func anotherCertificateIsTakenWithoutARestart() async throws {
    let first = try FaultCertificate(names: "DNS:localhost,IP:127.0.0.1")
    let second = try FaultCertificate(names: "DNS:localhost,IP:127.0.0.1")
    let folder = try TemporaryFolder()
    func write(_ chain: FaultCertificate, _ key: FaultCertificate) throws -> ServerSettings.Certificate {
      let bytes = try [chain.file, key.key].map { Array(try Data(contentsOf: URL(filePath: $0))) }
      return .init(
        chainFile: try folder.write(bytes[0], to: "chain.pem"), keyFile: try folder.write(bytes[1], to: "key.pem"))
    }
    let files = try write(first, first)
    try await Doorstep.open(listeners: Self.listeners, certificate: files) { door in
      #expect(await Self.post(door.port, trusting: first.file) == "200")
      _ = try write(second, first)
      #expect(throws: Diagnostic.self) { try door.server.reloadCertificate() }
      #expect(await Self.post(door.port, trusting: first.file) == "200", "a pair that does not fit changes nothing")
      _ = try write(second, second)
      try door.server.reloadCertificate()
      #expect(await Self.post(door.port, trusting: second.file) == "200")
      #expect(await Self.post(door.port, trusting: first.file) == "000")
    }
  }

  @Test func aCertificateThatCannotBeReadStopsTheStart() {
    var settings = ServerSettings(listeners: Self.listeners)
    #expect(Self.code(settings) == "serve.certificate")
    settings.certificate = .init(chainFile: "/nowhere/chain.pem", keyFile: "/nowhere/key.pem")
    #expect(Self.code(settings) == "serve.certificate")
  }

  private static func code(_ settings: ServerSettings) -> String? {
    do throws(Diagnostic) {
      _ = try HookServer(settings, desk: Doorstep.desk([]))
      return nil
    } catch {
      return error.code
    }
  }

  /// The status that curl sees; `000`: none.
  private static func post(_ port: Int, trusting authority: String) async -> String? {
    await blocking {
      let process = Process()
      process.executableURL = URL(filePath: curl)
      process.arguments = [
        "--silent", "--max-time", "20", "--http1.1", "--cacert", authority, "--output", "/dev/null", "--write-out",
        "%{http_code}", "--header", "content-type: application/json", "--data", "{}",
        "https://localhost:\(port)/hooks/a", "--ipv4",
      ]
      let pipe = Pipe()
      process.standardOutput = pipe
      guard (try? process.run()) != nil else { return nil }
      let output = pipe.fileHandleForReading.readDataToEndOfFile()
      process.waitUntilExit()
      return String(decoding: output, as: UTF8.self)
    }
  }
}
