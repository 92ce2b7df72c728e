package import LeadConfig
package import LeadModel
import LeadTransport

/// Asks a running daemon how it stands.
package enum StatusPage {
  /// The code of an address at which nothing answers.
  package static let unreachable = "status.unreachable"

  /// What the daemon's `/status` answers.
  ///
  /// - Parameters:
  ///   - base: Where its operator's pages are: `http://127.0.0.1:8080`.
  ///   - tokens: The operator's; the first is used.
  /// - Returns: The page's bytes, ``ServiceStatus`` as JSON.
  /// - Throws: `status.unreachable`, `status.refused` or `status.hidden` with what to do.
  package static func get(at base: String, tokens: [Secret]) async throws -> [UInt8] {
    let client = try HTTPClient(TransportOptions())
    defer { client.close() }
    let response: HTTPResponse
    do throws(TransportFailure) {
      response = try await client.send(
        HTTPRequest(
          id: 0, method: .get, url: base + "/status",
          headerLines: tokens.first.map { ["authorization: Bearer \($0.exposed)"] } ?? []))
    } catch {
      throw Diagnostic(
        Self.unreachable, "no daemon answers at \(base) (\(error.code))", hint: "start it with 'leadbridge serve'")
    }
    switch response.status {
    case 200: return response.body
    case 401:
      throw Diagnostic(
        "status.refused", "the daemon at \(base) does not take the operator's token",
        hint: "it was started with another one: restart it, or set the variable as it has it")
    default:
      throw Diagnostic(
        "status.hidden", "the daemon at \(base) shows its state to nobody (\(response.status))",
        hint: #"give it "operator": {"listen": "127.0.0.1:8081"}, or an operator's token"#)
    }
  }

  /// Where a daemon of this configuration serves its operator's pages, for programs on the same machine.
  package static func base(of configuration: Configuration) -> String {
    let serve = configuration.serve
    let own = serve.operator.listen
    let scheme = own == nil && serve.tls != nil ? "https" : "http"
    return "\(scheme)://\(reachable(own ?? serve.listen))"
  }

  /// Where it takes posts, for programs on the same machine.
  package static func doorBase(of configuration: Configuration) -> String {
    let serve = configuration.serve
    return "\(serve.tls == nil ? "http" : "https")://\(reachable(serve.listen))"
  }

  /// An address that listens everywhere is reached by this machine's own.
  private static func reachable(_ listen: String) -> String {
    for (all, own) in [("0.0.0.0:", "127.0.0.1:"), ("[::]:", "[::1]:")] where listen.hasPrefix(all) {
      return own + listen.dropFirst(all.count)
    }
    return listen
  }
}
