import Foundation
import LeadJSON
import LeadModel
import LeadTransport
import TestSupport
import Testing

/// What `serve`, `status` and `route` say to people and to programs.
@Suite(.timeLimit(.minutes(3)))
struct ServeWordsTests {
  private static let form =
    #"[{ "path": "/hooks/contact", "accept": "form", "mapping": "html-form", "to": "main" }]"#

  private func run(_ words: [String], _ serve: ServeStage, variables: [String: String] = [:]) async throws
    -> Program.Result
  {
    try await Program.start(
      words, in: serve.stage.folder.path, variables: ServeStage.variables.merging(variables) { $1 }
    ).result()
  }

  // MARK: The log

  @Test func aLogForProgramsIsJSONFromTheFirstLineToTheLast() async throws {
    let serve = try await ServeStage(routes: Self.form, more: #""logs": "json","#)
    try await serve.start()
    // Read again with an error, and then with what takes a restart.
    _ = try serve.stage.folder.write(#"{ "version": 1, "logs": "json", "ruotes": [] }"#, to: "leadbridge.json")
    try serve.signal(SIGHUP)
    while !serve.errorsSoFar.contains("config.key.unknown") { try await Task.sleep(for: .milliseconds(10)) }
    try serve.write(routes: Self.form, more: #""logs": "json", "drain": "1s", "limits": { "inFlight": 7 },"#)
    try serve.signal(SIGHUP)
    while !serve.errorsSoFar.contains("config.reload.restart") { try await Task.sleep(for: .milliseconds(10)) }
    let end = try await serve.stop()
    #expect(end.status == 0)
    let lines = try end.errors.split(separator: "\n").map { try JSONDocument(parsing: String($0)).root }
    let codes = lines.compactMap { $0["code"]?.string }
    #expect(codes.count == lines.count && codes.contains("route.open"), "\(end.errors)")
    let unknown = try #require(lines.first { $0["code"]?.string == "config.key.unknown" })
    #expect(unknown["line"]?.integer == 1 && unknown["level"]?.string == "error")
    let restart = try #require(lines.first { $0["code"]?.string == "config.reload.restart" })
    #expect(restart["keys"]?.string == "limits" && restart["level"]?.string == "warning")
  }

  @Test(
    arguments: [
      (#"{ "version": 1, "logs": "json", "ruotes": [] }"#, [], true),
      (#"{ "version": 1, "ruotes": [] }"#, ["--log-format", "json"], true),
      ("{ broken", ["--log-format", "json"], true), ("{ broken", [], false),
      (#"{ "version": 1, "logs": "json", "ruotes": [] }"#, ["--log-format", "text"], false),
    ] as [(String, [String], Bool)])
  func aConfigurationThatIsWrongIsSaidInTheLogsForm(_ text: String, _ words: [String], _ isJSON: Bool) async throws {
    let folder = try TemporaryFolder()
    try folder.write(text, to: "leadbridge.json")
    let result = try await Program.run(["serve"] + words, in: folder.path)
    #expect(result.status == 2)
    let lines = result.errors.split(separator: "\n")
    #expect(!lines.isEmpty)
    for line in lines { #expect(((try? JSONDocument(parsing: String(line))) != nil) == isJSON, "\(line)") }
  }

  // MARK: Status

  @Test func statusTellsByItsExitCodeHowItStands() async throws {
    let serve = try await ServeStage(
      routes: #"[{ "path": "/hooks/a", "accept": "form", "to": "main" }]"#)
    try await serve.start()
    let well = try await run(["status"], serve)
    #expect(well.status == 0, "\(well.output)\(well.errors)")
    #expect(well.output.contains("unmapped") && !well.output.contains("paused"), "\(well.output)")
    let post = try await serve.post("/hooks/a", "{}")
    #expect(post.status == 503 && String(decoding: post.body, as: UTF8.self).contains("route.unmapped"))
    let stranger = try await run(["status"], serve, variables: ["OPERATOR_TOKEN": "another"])
    #expect(stranger.status == 2 && stranger.errors.contains("[status.refused]"), "\(stranger.errors)")
    _ = try await serve.stop()
    let gone = try await run(["status"], serve)
    #expect(gone.status == 3 && gone.errors.contains("[status.unreachable]"), "\(gone.errors)")
  }

  @Test func statusAsksTheAddressThatIsGivenWhateverTheFileIsLike() async throws {
    let serve = try await ServeStage(routes: Self.form)
    let port = try ServeStage.freePort()
    try serve.write(routes: Self.form, operator: #"{ "listen": "127.0.0.1:\#(port)" }"#)
    try await serve.start()
    _ = try serve.stage.folder.write("{ broken", to: "leadbridge.json")
    let asked = try await run(["status", "--url", "http://127.0.0.1:\(port)"], serve)
    #expect(asked.status == 0, "\(asked.errors)")
    #expect(asked.errors.contains("warning: no operator's token is shown"), "\(asked.errors)")
    let unasked = try await run(["status"], serve)
    #expect(unasked.status == 2 && unasked.errors.contains("error:"), "\(unasked.errors)")
    _ = try await serve.stop()
  }

  // MARK: Routes

  @Test func routesAreListedForPrograms() async throws {
    let serve = try await ServeStage(routes: Self.form)
    let result = try await run(["route", "list", "--json"], serve)
    #expect(result.status == 0)
    #expect(
      result.output
        == #"{"path":"/hooks/contact","sender":"form","mapping":"html-form","source":null,"destination":"main","paused":false}"#
        + "\n")
  }

  /// A route whose answer has no id is followed all the same, and a test that comes before the daemon waits for it.
  @Test(
    arguments: [
      (
        "/hooks/ads",
        #"[{ "path": "/hooks/ads", "accept": "google-ads", "secret": { "env": "TALLY_SECRET" }, "mapping": "google-ads-webhook" }]"#
      ),
      (
        "/hooks/page",
        #"[{ "path": "/hooks/page", "accept": "form", "mapping": "html-form", "respond": { "redirect": "/thanks" } }]"#
      ),
    ])
  func aSampleIsFollowedWhateverTheRouteAnswers(_ path: String, _ routes: String) async throws {
    let serve = try await ServeStage(routes: routes)
    async let trial = run(["route", "test", path], serve)
    try await serve.start()
    let result = try await trial
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("accepted, mapped, in the inbox after "), "\(result.output)")
    // Its sender is answered as ever.
    let plain = try await serve.post(
      path, "name=Jane&email=jane%40example.com", type: "application/x-www-form-urlencoded")
    #expect(
      [303, 401].contains(plain.status) && plain.body.contains { $0 == UInt8(ascii: "{") } == (plain.status == 401))
    _ = try await serve.stop()
  }

  @Test func aWrongOperatorsTokenStopsTheTrialWithAWord() async throws {
    let serve = try await ServeStage(routes: Self.form)
    try await serve.start()
    let result = try await run(["route", "test", "/hooks/contact"], serve, variables: ["OPERATOR_TOKEN": "another"])
    #expect(result.status == 1)
    #expect(result.output == "accepted\n" && result.errors.contains("[route.token]"), "\(result.errors)")
    _ = try await serve.stop()
  }
}
