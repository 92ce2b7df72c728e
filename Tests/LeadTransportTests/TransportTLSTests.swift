import LeadTransport
import TestSupport
import Testing

/// Whom the transport trusts.
@Suite(.enabled(if: FaultTLS.isThere, "no OpenSSL"), .timeLimit(.minutes(5)))
struct TransportTLSTests {
  func server(_ certificate: FaultCertificate, offersHTTP2: Bool = false) throws -> FaultServer {
    try FaultServer(tls: FaultTLS(certificate, offersHTTP2: offersHTTP2))
  }

  @Test func certificateOfNoKnownAuthorityIsNotTrusted() async throws {
    let certificate = try FaultCertificate(names: "DNS:localhost,IP:127.0.0.1")
    let server = try server(certificate)
    defer { server.stop() }
    let failure = try #require(try await failure(of: .get("https://127.0.0.1:\(server.port)/")))
    #expect(failure.kind == .certificate)
    #expect(failure.code == "transport.certificate")
    #expect(!failure.requestSent)
  }

  @Test func authorityOfTheFileIsTrustedForItsNames() async throws {
    let certificate = try FaultCertificate(names: "DNS:localhost,IP:127.0.0.1")
    let server = try server(certificate)
    defer { server.stop() }
    var options = TransportOptions()
    options.caFile = certificate.file
    for host in ["127.0.0.1", "localhost"] {
      #expect(try await send(.get("https://\(host):\(server.port)/"), options).status == 200)
    }
  }

  @Test func certificateOfAnotherHostIsNotTrusted() async throws {
    let certificate = try FaultCertificate(names: "DNS:inbox.example")
    let server = try server(certificate)
    defer { server.stop() }
    var options = TransportOptions()
    options.caFile = certificate.file
    let failure = try #require(try await failure(of: .get("https://127.0.0.1:\(server.port)/"), options))
    #expect(failure.kind == .certificate)
    #expect(!failure.requestSent)
  }

  @Test func fileWithoutCertificatesTrustsNobody() async throws {
    let certificate = try FaultCertificate(names: "IP:127.0.0.1")
    let server = try server(certificate)
    defer { server.stop() }
    var options = TransportOptions()
    options.caFile = "/dev/null"
    let failure = try #require(try await failure(of: .get("https://127.0.0.1:\(server.port)/"), options))
    #expect(failure.kind == .certificate)
    #expect(!failure.requestSent)
  }

  @Test func certificateThatHasExpiredIsNotTrusted() async throws {
    let certificate = try FaultCertificate(isExpired: true)
    let server = try server(certificate)
    defer { server.stop() }
    var options = TransportOptions()
    options.caFile = certificate.file
    let failure = try #require(try await failure(of: .get(server.url()), options))
    #expect(failure.kind == .certificate)
    #expect(!failure.requestSent)
    #expect(server.requests.isEmpty)
  }

  @Test(arguments: [TransportOptions.HTTPVersion.automatic, .http1])
  func http2IsSpokenWhereItIsOfferedAndWanted(_ version: TransportOptions.HTTPVersion) async throws {
    let certificate = try FaultCertificate()
    let server = try server(certificate, offersHTTP2: true)
    defer { server.stop() }
    var options = TransportOptions()
    options.caFile = certificate.file
    options.httpVersion = version
    let response = try await send(.put(server.url("/lead"), headers: ["x-bp-token: t0k=en/+ü"]), options)
    #expect(response.status == 200 && response.body == FaultStep.ok.body)
    let request = try #require(server.requests.first)
    #expect((request.stream > 0) == (version == .automatic))
    #expect(request.method == "PUT" && request.path == "/lead" && request.text == #"{"uuid":"1"}"#)
    #expect(request.header("x-bp-token") == "t0k=en/+ü" && request.header("user-agent") == "leadbridge")
  }

  /// Headers of later requests refer to those of earlier ones, until the table that they are kept in is full.
  @Test func headersOfManyHTTP2RequestsAreUnderstood() async throws {
    let certificate = try FaultCertificate()
    let server = try server(certificate, offersHTTP2: true)
    defer { server.stop() }
    var options = TransportOptions()
    options.caFile = certificate.file
    let client = try HTTPClient(options)
    let values = (0..<40).map { number in String(repeating: "\(number)~ \u{7F}Q", count: 1 + number * 7) + "." }
    for (number, value) in values.enumerated() {
      _ = try await client.send(.put(server.url("/\(number)"), headers: ["x-value: \(value)"]))
    }
    #expect(server.requests.map { $0.header("x-value") } == values)
    #expect(server.requests.map(\.path) == values.indices.map { "/\($0)" })
    #expect(server.connections == 1)
  }
}
