import LeadTransport
import Testing

/// Whom the transport trusts.
@Suite(.enabled(if: TLSServer.isThere, "openssl is not there"), .timeLimit(.minutes(5)))
struct TransportTLSTests {
  @Test func certificateOfNoKnownAuthorityIsNotTrusted() async throws {
    let server = try TLSServer(names: "DNS:localhost,IP:127.0.0.1")
    let failure = try #require(try await failure(of: .get("https://127.0.0.1:\(server.port)/")))
    #expect(failure.kind == .certificate)
    #expect(failure.code == "transport.certificate")
    #expect(!failure.requestSent)
  }

  @Test func authorityOfTheFileIsTrustedForItsNames() async throws {
    let server = try TLSServer(names: "DNS:localhost,IP:127.0.0.1")
    var options = TransportOptions()
    options.caFile = server.certificate
    for host in ["127.0.0.1", "localhost"] {
      #expect(try await send(.get("https://\(host):\(server.port)/"), options).status == 200)
    }
  }

  @Test func certificateOfAnotherHostIsNotTrusted() async throws {
    let server = try TLSServer(names: "DNS:inbox.example")
    var options = TransportOptions()
    options.caFile = server.certificate
    let failure = try #require(try await failure(of: .get("https://127.0.0.1:\(server.port)/"), options))
    #expect(failure.kind == .certificate)
    #expect(!failure.requestSent)
  }

  @Test func fileWithoutCertificatesTrustsNobody() async throws {
    let server = try TLSServer(names: "IP:127.0.0.1")
    var options = TransportOptions()
    options.caFile = "/dev/null"
    let failure = try #require(try await failure(of: .get("https://127.0.0.1:\(server.port)/"), options))
    #expect(failure.kind == .certificate)
    #expect(!failure.requestSent)
  }
}
