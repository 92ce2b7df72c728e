package import LeadModel
package import LeadTransport

/// Sends one request at a time, and tries again as the verdict table says: for listings and tests of a destination.
///
/// At most 5 attempts. A wait is the backoff's or the server's, whichever is longer; a server that asks for more than
/// 60 s is not waited for, as somebody sits before this. Transport and sleep are handed in, so tests need neither.
package struct PatientClient: Sendable {
  package typealias Send = @Sendable (HTTPRequest) async throws(TransportFailure) -> HTTPResponse
  package typealias Sleep = @Sendable (Duration) async throws -> Void

  /// Requests for one answer, before it is an error.
  package static let attempts = 5
  /// The longest wait between two of them.
  package static let longestWait = Duration.seconds(60)

  private let destination: Destination
  private let send: Send
  private let sleep: Sleep

  package init(
    _ destination: Destination, send: @escaping Send,
    sleep: @escaping Sleep = { wait in try await ContinuousClock().sleep(for: wait) }
  ) {
    self.destination = destination
    self.send = send
    self.sleep = sleep
  }

  /// The answer to a request, once there is one.
  ///
  /// - Parameters:
  ///   - request: Sent again as it is.
  ///   - what: What the request does, for messages: "list the chats".
  ///   - accept: Takes an answer apart; `nil` for one that the verdict table is to judge.
  /// - Returns: What `accept` made of it.
  /// - Throws: A diagnostic with a `StopReason`'s code, `destination.refuses` for a refusal; `inbox.unreadable` where
  ///   the answers are none of the inbox's; `destination.unreachable` where there is none.
  package func answer<Answer: Sendable>(
    to request: HTTPRequest, to what: String, accept: (HTTPResponse) -> Answer?
  ) async throws(Diagnostic) -> Answer {
    var jitter = SystemRandomNumberGenerator()
    var attempt = 1
    while true {
      let verdict: Verdict
      do throws(TransportFailure) {
        let response = try await send(request)
        if let answer = accept(response) { return answer }
        verdict = Verdict(response, now: .now())
      } catch {
        verdict = Verdict(error)
      }
      let wait = RetryTime.wait(after: verdict, attempts: attempt, using: &jitter)
      guard verdict.ruling == .retry, attempt < Self.attempts, wait <= Self.longestWait else {
        throw diagnostic(verdict, what: what)
      }
      do { try await sleep(wait) } catch { throw Stop(.interrupted).diagnostic(destination, giveUpAfter: nil) }
      attempt += 1
    }
  }

  private func diagnostic(_ verdict: Verdict, what: String) -> Diagnostic {
    let host = destination.shownHost
    switch verdict.ruling {
    case .stop(let reason): return Stop(reason, code: verdict.code, count: 1).diagnostic(destination, giveUpAfter: nil)
    case .blocked, .refused:
      return Diagnostic(
        StopReason.destinationRefuses.rawValue, "\(host) refuses to \(what) (\(verdict.code))",
        hint: "check bot id, customer id and base URL")
    case .retry, .delivered:
      if verdict.ruling == .retry, let wait = verdict.retryAfter, wait > Self.longestWait {
        return Diagnostic(
          StopReason.unreachable.rawValue, "\(host) asks to wait \(wait.shown) before it can \(what) (\(verdict.code))",
          hint: "try again then")
      }
      if verdict.ruling == .delivered || verdict.code == "inbox.unreadable" {
        return Diagnostic(
          "inbox.unreadable", "what answers at \(host) is not the inbox: expected its envelope, to \(what)",
          hint: "check the base URL")
      }
      return Diagnostic(
        StopReason.unreachable.rawValue, "\(host) could not \(what) in \(Self.attempts) attempts (\(verdict.code))",
        hint: "check the base URL and the network, or try again later")
    }
  }
}
