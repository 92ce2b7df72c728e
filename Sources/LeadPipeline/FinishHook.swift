import Foundation
package import LeadConfig
package import LeadModel
package import LeadTransport

/// Tells somebody's address how a run ended: one POST, and one more where it did not arrive.
///
/// Bounded: a run that has ended is not held up for longer than two timeouts and a pause, 11 seconds. No redirect is
/// followed, no proxy is asked for this machine, and the address is never printed but its host: it may be a secret.
package struct FinishHook: Sendable {
  package typealias Send = @Sendable (HTTPRequest) async throws(TransportFailure) -> HTTPResponse
  package typealias Sleep = @Sendable (Duration) async throws -> Void

  /// For one request.
  package static let timeout = Duration.seconds(5)
  /// Between the two.
  package static let pause = Duration.seconds(1)
  package static let attempts = 2

  private let address: HookAddress
  private let send: Send
  private let sleep: Sleep

  package init(
    _ address: HookAddress, send: @escaping Send,
    sleep: @escaping Sleep = { wait in try await ContinuousClock().sleep(for: wait) }
  ) {
    self.address = address
    self.send = send
    self.sleep = sleep
  }

  /// With a transport of its own.
  ///
  /// - Throws: As `HTTPClient`.
  package init(_ address: HookAddress) throws(Diagnostic) {
    var options = TransportOptions()
    options.timeout = Self.timeout
    options.connectTimeout = Self.timeout
    options.maxConnections = 1
    let client = try HTTPClient(options)
    self.init(address, send: { request async throws(TransportFailure) in try await client.send(request) })
  }

  /// Posts JSON.
  ///
  /// What cannot be reached, and what answers 408, 429 or 5xx, gets it once more; any other answer is the last word.
  ///
  /// - Parameter body: The report's object.
  /// - Returns: A warning where it did not arrive; the run has ended as it has all the same.
  package func post(_ body: [UInt8]) async -> Diagnostic? {
    let request = HTTPRequest(
      id: 0, method: .post, url: address.text, headerLines: ["content-type: application/json"], body: body)
    var seen = ""
    for attempt in 1...Self.attempts {
      do throws(TransportFailure) {
        let status = try await send(request).status
        if 200...299 ~= status { return nil }
        seen = "http.\(status)"
        guard status == 408 || status == 429 || status >= 500 else { break }
      } catch {
        seen = error.code
      }
      if attempt < Self.attempts { try? await sleep(Self.pause) }
    }
    return Diagnostic(
      .warning, "finish.undelivered", "\(address.host) did not take the report of this run (\(seen))",
      hint: "--report FILE.json keeps it in a file too")
  }
}
