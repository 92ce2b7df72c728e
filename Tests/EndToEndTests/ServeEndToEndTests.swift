import Crypto
import Foundation
import LeadJSON
import LeadModel
import LeadSandbox
import LeadTransport
import TestSupport
import Testing

/// The daemon as it is used: started, posted to, looked at, stopped.
@Suite(.timeLimit(.minutes(2)))
struct ServeEndToEndTests {
  private static let form =
    #"[{ "path": "/hooks/contact", "accept": "form", "mapping": "html-form", "to": "main" }]"#

  private func signature(_ body: String, secret: String) -> String {
    let code = HMAC<SHA256>.authenticationCode(for: Data(body.utf8), using: SymmetricKey(data: Data(secret.utf8)))
    return "sha256=" + Data(code).base64EncodedString()
  }

  @Test func aFormPostIsALeadInTheInbox() async throws {
    let serve = try await ServeStage(routes: Self.form)
    try await serve.start()
    let response = try await serve.post(
      "/hooks/contact", "name=Jane+Doe&email=jane%40example.com&message=Call+me",
      type: "application/x-www-form-urlencoded")
    #expect(response.status == 200)
    let page = try await serve.settled(try ServeStage.id(response))
    #expect(page["state"]?.string == "delivered")
    #expect(page["attempts"]?.integer == 1)
    let chats = try await serve.stage.chats()
    #expect(chats.map(\.email) == ["jane@example.com"])
    #expect(chats.first?.name == "Jane Doe")
    let end = try await serve.stop()
    #expect(end.status == 0, "\(end.errors)")
    // Nothing of the lead is said.
    #expect(!end.errors.contains("jane") && !end.errors.contains("Jane"))
  }

  @Test func aSignedPostIsTakenOnceAndAForgedOneIsNot() async throws {
    let serve = try await ServeStage(
      routes: """
        [{ "path": "/hooks/typeform", "accept": "typeform", "secret": { "env": "TYPEFORM_SECRET" },
           "mapping": "typeform-webhook" }]
        """)
    try await serve.start()
    let body = """
      {"event_id":"e1","event_type":"form_response","form_response":{"form_id":"f","token":"t1",
      "definition":{"id":"f","title":"T","fields":[{"id":"1","title":"Your email","type":"email","ref":"email"}]},
      "answers":[{"type":"email","email":"ann@example.com","field":{"id":"1","type":"email","ref":"email"}}]}}
      """
    let signed = ["typeform-signature: " + signature(body, secret: "typeform-secret")]
    let first = try await serve.post("/hooks/typeform", body, headers: signed)
    #expect(first.status == 200)
    let id = try ServeStage.id(first)
    let again = try await serve.post("/hooks/typeform", body, headers: signed)
    #expect(again.status == 200)
    #expect(try ServeStage.id(again) == id)
    #expect(try await serve.settled(id)["state"]?.string == "delivered")
    let forged = try await serve.post(
      "/hooks/typeform", body, headers: ["typeform-signature: " + signature(body, secret: "another")])
    #expect(forged.status == 401)
    #expect(try await serve.post("/hooks/typeform", body).status == 401)
    #expect(serve.stage.server.requests == 1)
    let metrics = String(decoding: try await serve.get("/metrics").body, as: UTF8.self)
    #expect(metrics.contains(#"leadbridge_posts_accepted_total{route="/hooks/typeform"} 1"#), "\(metrics)")
    _ = try await serve.stop()
  }

  @Test func whatCannotBeMappedIsADeadLetterAndReplayedBesideTheDaemon() async throws {
    let serve = try await ServeStage(routes: Self.form)
    try await serve.start()
    let response = try await serve.post(
      "/hooks/contact", "name=Jane&email=not+an+address", type: "application/x-www-form-urlencoded")
    #expect(response.status == 200)
    let page = try await serve.settled(try ServeStage.id(response))
    #expect(page["state"]?.string == "rejected")
    #expect(page["reason"]?.string == "identity.missing")
    let letter = serve.stage.folder.path("state/dead-letters.jsonl")
    let text = try String(contentsOfFile: letter, encoding: .utf8)
    #expect(text.contains("\"identity.missing\""))
    try text.replacingOccurrences(of: "not an address", with: "jane@example.com")
      .write(toFile: letter, atomically: false, encoding: .utf8)
    let replay = try await serve.stage.run(["replay", "--to", "main"])
    #expect(replay.status == 0, "\(replay.errors)")
    #expect(try await serve.stage.chats().map(\.email) == ["jane@example.com"])
    _ = try await serve.stop()
  }

  @Test func anInboxThatIsDownHoldsUpNoSender() async throws {
    let serve = try await ServeStage(routes: Self.form) { options in
      options.faults.downAfter = 0
      options.faults.downFor = .seconds(2)
    }
    try await serve.start()
    for number in 1...20 {
      let response = try await serve.post(
        "/hooks/contact", "name=P&email=p\(number)%40example.com", type: "application/x-www-form-urlencoded")
      #expect(response.status == 200)
    }
    // What waits is counted where it is looked at, once every ten seconds and at the start.
    func waiting() async throws -> Int? {
      try JSONDocument(parsing: try await serve.get("/status").body).root["spool"]?["rows"]?.integer
    }
    #expect(try await waiting() == 20)
    #expect(!(serve.errorsSoFar.contains("journal.database")), "\(serve.errorsSoFar)")
    // Stopped and started: what waits is delivered by the next one.
    let end = try await serve.stop()
    #expect(end.status == 0, "\(end.errors)")
    try await serve.start()
    try await serve.drained()
    #expect(try await serve.stage.chats().count == 20)
    _ = try await serve.stop()
  }

  @Test func anotherConfigurationIsTakenUpAndABrokenOneIsNot() async throws {
    let serve = try await ServeStage(routes: Self.form)
    try await serve.start()
    #expect(try await serve.post("/hooks/other", "{}").status == 404)
    try serve.write(
      routes: #"[{ "path": "/hooks/other", "accept": "form", "mapping": "html-form", "to": "main" }]"#)
    try serve.signal(SIGHUP)
    while try await serve.post("/hooks/other", #"{"email":"a@example.com"}"#).status != 200 {}
    // It was a route once: a sender must not switch itself off for it.
    let closed = try await serve.post("/hooks/contact", #"{"email":"a@example.com"}"#)
    #expect(closed.status == 503)
    _ = try serve.stage.folder.write("{ broken", to: "leadbridge.json")
    try serve.signal(SIGHUP)
    func refusal() async throws -> String? {
      try JSONDocument(parsing: try await serve.get("/status").body).root["config"]?["refusedReason"]?.string
    }
    while try await refusal() == nil {}
    #expect(try await serve.post("/hooks/other", #"{"email":"b@example.com"}"#).status == 200)
    _ = try await serve.stop()
  }

  @Test func aSecretIsChangedWhileItRuns() async throws {
    let serve = try await ServeStage(
      routes: """
        [{ "path": "/hooks/key", "accept": "form", "secret": { "file": "key" }, "mapping": "html-form" }]
        """)
    _ = try serve.stage.folder.write("first-key", to: "key")
    try await serve.start()
    #expect(try await serve.post("/hooks/key?key=first-key", #"{"email":"a@example.com"}"#).status == 200)
    #expect(try await serve.post("/hooks/key?key=second-key", #"{"email":"b@example.com"}"#).status == 401)
    _ = try serve.stage.folder.write("second-key", to: "key")
    while try await serve.post("/hooks/key?key=second-key", #"{"email":"b@example.com"}"#).status != 200 {
      try await Task.sleep(for: .milliseconds(20))
    }
    #expect(try await serve.post("/hooks/key?key=first-key", #"{"email":"c@example.com"}"#).status == 401)
    _ = try await serve.stop()
  }

  @Test func statusAndRouteTestSayHowItStands() async throws {
    let serve = try await ServeStage(
      routes: """
        [{ "path": "/hooks/tally", "accept": "tally", "secret": { "env": "TALLY_SECRET" }, "mapping": "tally-webhook" }]
        """)
    try await serve.start()
    let trial = try await Program.start(
      ["route", "test", "/hooks/tally"], in: serve.stage.folder.path, variables: ServeStage.variables
    ).result()
    #expect(trial.status == 0, "\(trial.errors)")
    #expect(trial.output.hasPrefix("signed, accepted, mapped, in the inbox after "), "\(trial.output)")
    let status = try await Program.start(
      ["status"], in: serve.stage.folder.path, variables: ServeStage.variables
    ).result()
    #expect(status.status == 0, "\(status.errors)")
    #expect(status.output.contains("/hooks/tally"))
    #expect(status.outputLines.allSatisfy { $0.count <= 80 })
    let stranger = try await serve.get("/status", token: "wrong")
    #expect(stranger.status == 401)
    _ = try await serve.stop()
    let gone = try await Program.start(
      ["status"], in: serve.stage.folder.path, variables: ServeStage.variables
    ).result()
    #expect(gone.status == 3)
    #expect(gone.errors.contains("[status.unreachable]"))
  }

  @Test func aSecondDaemonOnOneStateIsRefused() async throws {
    let serve = try await ServeStage(routes: Self.form)
    try await serve.start()
    let second = try await Program.start(
      ["serve"], in: serve.stage.folder.path, variables: ServeStage.variables
    ).result()
    #expect(second.status == 2)
    #expect(second.errors.contains("[spool.held]"), "\(second.errors)")
    _ = try await serve.stop()
  }
}
