import LeadConfig
import LeadJSON
import LeadMapping
import LeadModel
import LeadSenders
import LeadSync
import LeadTransport

/// Tries a route of a running daemon out, as its sender would: a sample is signed, posted, and followed to the inbox.
package struct RouteTrial: Sendable {
  /// How far the sample came, step by step; the first that failed is the last.
  package struct Report: Sendable, Equatable {
    /// What was tried, in its order.
    package enum Step: String, Sendable {
      case signed, accepted, mapped, delivered
    }

    /// The steps that went well.
    package var done: [Step] = []
    /// Why the next one did not; a fixed code.
    package var failure: String?
    /// One sentence about it.
    package var message: String?
    /// The submission's; `nil` where none was made.
    package var submission: String?
    /// From the post to the last step.
    package var seconds = 0.0
    /// What became of the sample's first record; `nil` where it is not known.
    package var outcome: String?

    package init() {}

    /// Whether it came to where a sample should: into the inbox, or to where the mapping says.
    package var isGood: Bool { failure == nil }
  }

  private let plan: RoutePlan
  private let base: String
  private let token: String?
  private let sample: [UInt8]
  private let contentType: String

  /// How long a sample is followed.
  private static let patience = Duration.seconds(30)
  /// How long a daemon that was started a moment ago may take until it listens.
  private static let startTime = Duration.seconds(5)

  /// - Parameters:
  ///   - path: The route's.
  ///   - plan: The configuration with its secrets.
  ///   - base: Where the daemon is: `http://127.0.0.1:8080`.
  ///   - body: What to post; `nil`: a sample of the route's mapping, or of its sender's.
  /// - Throws: `route.unknown` with the nearest path; `route.sample` where there is no sample.
  package init(of path: String, in plan: DaemonPlan, at base: String, body: [UInt8]? = nil) throws {
    let paths = plan.routes.map(\.settings.path)
    guard let route = plan.routes.first(where: { $0.settings.path == path }) else {
      throw Diagnostic(
        "route.unknown", "there is no route '\(path)'",
        hint: NearestName.of(path, among: paths).map { "did you mean '\($0)'?" }
          ?? "there are: \(paths.joined(separator: ", "))")
    }
    self.plan = route
    self.base = base
    token = try Daemon.operatorTokens(plan, plan.environment).first ?? route.secrets.first
    if let body {
      sample = body
    } else {
      let samples = Mapping.readySamples
      let names = [route.mapping?.name, route.sender.sampleFolder].compactMap(\.self)
      guard let found = names.lazy.compactMap({ name in samples.first { $0.mapping == name } }).first else {
        throw Diagnostic(
          "route.sample", "there is no sample of what \(route.sender.title) posts to a mapping of your own",
          hint: "name a file that holds a post's body")
      }
      sample = Self.firstBody(of: found.bytes, fileName: found.fileName)
    }
    contentType = Self.contentType(of: sample)
  }

  /// Posts the sample, and follows it until it is settled.
  ///
  /// Waits up to 5 s for the daemon to listen, and up to 30 s for the sample's end. The answer is asked to say the
  /// submission's id, whatever the route answers its sender.
  package func run() async throws -> Report {
    var report = Report()
    let clock = ContinuousClock()
    let client = try HTTPClient(TransportOptions())
    defer { client.close() }
    var post = Post(
      target: plan.settings.path, headers: [Post.HeaderField(name: "content-type", value: contentType)], body: sample,
      receivedAt: .now())
    if let verifier = plan.verifier {
      post = verifier.sign(post, now: .now(), id: "route-test-\(UInt64.random(in: 0 ... .max))")
      report.done.append(.signed)
    }
    let headers = post.headers.map { "\($0.name): \($0.value)" } + ["prefer: return=representation"]
    let request = HTTPRequest(
      id: 0, method: .post, url: base + post.target, headerLines: headers, body: post.body)
    let (response, start): (HTTPResponse, ContinuousClock.Instant)
    do throws(TransportFailure) {
      (response, start) = try await Self.answer(to: request, client, clock)
    } catch {
      report.failure = error.code
      report.message = "the daemon cannot be reached at \(base); is 'leadbridge serve' running?"
      return report
    }
    guard 200...399 ~= response.status else {
      let answer = try? JSONDocument(parsing: response.body).root["error"]
      report.failure = answer?["code"]?.string ?? "http.\(response.status)"
      report.message = answer?["message"]?.string ?? "it was answered with status \(response.status)"
      return report
    }
    report.done.append(.accepted)
    report.submission = try? JSONDocument(parsing: response.body).root["id"]?.string
    guard let id = report.submission, let token else {
      report.seconds = (clock.now - start).seconds
      report.message =
        token == nil
        ? "what became of it can be asked with an operator's token (\"operator\": {\"token\": …})"
        : "the answer does not say its id: is a proxy in between? 'leadbridge status' counts it"
      return report
    }
    while clock.now - start < Self.patience {
      switch try await look(id, token: token, client) {
      case .refused:
        report.failure = "route.token"
        report.message =
          "the daemon was started with another token than the configuration names now, and does not tell what became of "
          + "it: restart it, or set the variable as it has it"
        return report
      case .unknown: break
      case .known(let state):
        report.seconds = (clock.now - start).seconds
        report.outcome = state.name
        if state.isSettled {
          return plan.settings.source.map { Self.asked(report, state, $0) } ?? Self.finished(report, state)
        }
      }
      try await Task.sleep(for: .milliseconds(20))
    }
    report.failure = "route.waiting"
    report.message =
      "it is accepted, and was not settled within 30 seconds: 'leadbridge status' says "
      + (plan.settings.source.map { "how its source '\($0)' stands" } ?? "what holds it up")
    return report
  }

  /// The answer, and when what it answers was sent: tried again while nothing listens yet.
  private static func answer(
    to request: HTTPRequest, _ client: HTTPClient, _ clock: ContinuousClock
  ) async throws(TransportFailure) -> (HTTPResponse, ContinuousClock.Instant) {
    let end = clock.now + startTime
    while true {
      let start = clock.now
      do throws(TransportFailure) {
        return (try await client.send(request), start)
      } catch {
        guard error.kind == .connect, clock.now < end, !Task.isCancelled else { throw error }
        try? await clock.sleep(for: .milliseconds(100))
      }
    }
  }

  /// What a look at the submission's page gives.
  private enum Look {
    case known(State)
    /// Not written yet.
    case unknown
    /// The token is another's.
    case refused
  }

  private struct State {
    let name: String
    let reason: String?
    let isSettled: Bool
  }

  private func look(_ id: String, token: String, _ client: HTTPClient) async throws -> Look {
    let response = try await client.send(
      HTTPRequest(
        id: 0, method: .get, url: "\(base)/submissions/\(id)", headerLines: ["authorization: Bearer \(token)"]))
    if response.status == 401 { return .refused }
    guard response.status == 200, let page = try? JSONDocument(parsing: response.body).root,
      let name = page["state"]?.string
    else { return .unknown }
    return .known(State(name: name, reason: page["reason"]?.string, isSettled: page["settledAt"]?.string != nil))
  }

  /// How the trial of a route ends whose posts only announce what a source fetches.
  private static func asked(_ report: Report, _ state: State, _ source: String) -> Report {
    var report = report
    switch (state.name, state.reason) {
    case ("skipped", _): report.message = "the source '\(source)' has fetched what it announces"
    case ("dead", AnnouncementCode.gone.rawValue), ("partial", AnnouncementCode.gone.rawValue):
      // A sample's ids are made up: that the source was asked for them is all that can be tried with it.
      report.message =
        "the source '\(source)' was asked for its ids and has none such, as a sample's are made up; "
        + "their dead letters (\(AnnouncementCode.gone.rawValue)) can be purged"
    default:
      report.failure = state.reason ?? state.name
      report.message = "it names no id that the source '\(source)' could fetch: 'leadbridge dead-letters list' shows it"
    }
    return report
  }

  private static func finished(_ report: Report, _ state: State) -> Report {
    var report = report
    switch state.name {
    case "delivered": report.done += [.mapped, .delivered]
    case "unchanged":
      report.done.append(.mapped)
      report.message = "not sent, as the inbox was sent the same before; post another body with --body,"
    case "skipped":
      report.done.append(.mapped)
      report.message = "the mapping skips it"
    case "dead", "partial":
      report.done.append(.mapped)
      report.failure = state.reason ?? state.name
      report.message =
        state.name == "dead"
        ? "the inbox refuses it: 'leadbridge dead-letters list' shows it"
        : "some of its records are dead letters: 'leadbridge dead-letters list' shows them"
    default:
      report.failure = state.reason ?? state.name
      report.message = "the mapping rejects it: 'leadbridge dead-letters list' shows it"
    }
    return report
  }

  /// The first body of a sample's file, which may hold one a line.
  private static func firstBody(of bytes: [UInt8], fileName: String) -> [UInt8] {
    guard fileName.hasSuffix(".jsonl") || fileName.hasSuffix(".urlencoded") || fileName.hasSuffix(".txt") else {
      return bytes
    }
    return Array(bytes.prefix { $0 != 0x0A && $0 != 0x0D })
  }

  private static func contentType(of body: [UInt8]) -> String {
    switch body.first {
    case UInt8(ascii: "{"), UInt8(ascii: "["): return "application/json"
    case UInt8(ascii: "-"):
      let line = String(decoding: body.dropFirst(2).prefix { $0 != 0x0D && $0 != 0x0A }, as: UTF8.self)
      return "multipart/form-data; boundary=\(line)"
    default: return "application/x-www-form-urlencoded"
    }
  }
}
