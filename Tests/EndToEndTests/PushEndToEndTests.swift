import Foundation
import LeadJSON
import LeadModel
import LeadSandbox
import TestSupport
import Testing

/// `push` as a user runs it.
@Suite(.timeLimit(.minutes(8)))
struct PushEndToEndTests {
  @Test func aTableArrives() async throws {
    let stage = try await Stage()
    _ = try stage.folder.write(Stage.table(250, invalidEvery: 50), to: "contacts.csv")
    let result = try await stage.run(
      ["push", "contacts.csv", "--mapping", "generic-contacts", "--json"] + stage.destination)
    #expect(result.status == 1, "\(result.errors)")
    let summary = try PrintedSummary(result)
    #expect(summary.addsUp)
    #expect(summary["delivered"] == 245)
    #expect(summary["rejected"] == 5)
    #expect(summary["pending"] == 0)
    #expect(try await stage.chats().count == 245)
    #expect(try stage.deadLetters().count == 5)
    #expect(!result.errors.contains("p1@example.com"))
    await stage.server.stop()
  }

  @Test func standardInputArrives() async throws {
    let stage = try await Stage()
    let lines = (1...40).map { "{\"name\":\"P\($0)\",\"email\":\"p\($0)@example.com\"}\n" }.joined()
    let result = try await stage.run(["push", "--mapping", "generic-contacts"] + stage.destination, input: lines)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.isEmpty)
    #expect(try await stage.chats().count == 40)
    await stage.server.stop()
  }

  @Test func anEmptyInputIsSaidAndIsSuccess() async throws {
    let stage = try await Stage()
    _ = try stage.folder.write("", to: "empty.csv")
    let result = try await stage.run(["push", "empty.csv", "--mapping", "generic-contacts"] + stage.destination)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.errors.contains("holds no records"))
    await stage.server.stop()
  }

  @Test func aMappingIsRecognisedByTheHeader() async throws {
    let stage = try await Stage()
    _ = try stage.folder.write(
      "Record ID,First Name,Last Name,Email,Unsubscribed from all email\n1,Ann,Lee,ann@example.com,false\n",
      to: "hubspot.csv")
    let result = try await stage.run(["push", "hubspot.csv"] + stage.destination)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.errors.contains("hubspot-contacts"))
    await stage.server.stop()
  }

  /// The main promise under faults: a rate limit, failures, cut connections; then the inbox holds what the rows of each
  /// person give, one after the other.
  @Test func tenThousandRowsThroughFaultsEndWhereTheSummarySays() async throws {
    let stage = try await Stage { options in
      options.faults.failRate = 0.1
      options.faults.failStatus = 503
      options.faults.resetRate = 0.02
      options.faults.rateLimit = .init("2000/s")
      options.faults.seed = 7
    }
    _ = try stage.folder.write(Stage.table(10_000, invalidEvery: 500, repeatEvery: 9), to: "contacts.csv")
    let result = try await stage.run(
      ["push", "contacts.csv", "--mapping", "generic-contacts", "--json"] + stage.destination)
    #expect([0, 1].contains(result.status), "\(result.errors)")
    let summary = try PrintedSummary(result)
    #expect(summary.addsUp)
    #expect(summary["read"] == 10_000)
    #expect(summary["pending"] == 0)
    let letters = try stage.deadLetters()
    #expect(letters.count == summary["rejected"] + summary["dead"])
    let unsent = Set(
      letters.filter { $0["stage"]?.string == "deliver" }.compactMap { $0["source"]?["record"]?.integer })
    try expect(
      try await stage.chats(), holdTheRowsOf: Stage.table(10_000, invalidEvery: 500, repeatEvery: 9), but: unsent)
    await stage.server.stop()
  }

  @Test(arguments: [
    (["--token-file", "wrong"], "token.refused"),
    (["--base-url", "http://127.0.0.1:PORT/wrong"], "destination.refuses"),
    (["--customer-id", "0123456789abcdef01234567"], "token.refused"),
  ])
  func aWrongDestinationIsExitThreeAndKillsNoLead(_ words: [String], _ code: String) async throws {
    let stage = try await Stage()
    _ = try stage.folder.write("another-token\n", to: "wrong")
    _ = try stage.folder.write(Stage.table(60), to: "contacts.csv")
    // Of an option that is given twice the last counts.
    let more = words.map { $0.replacingOccurrences(of: "PORT", with: "\(stage.port)") }
    let result = try await stage.run(
      ["push", "contacts.csv", "--mapping", "generic-contacts", "--json"] + stage.destination + more)
    #expect(result.status == 3, "\(result.errors)")
    #expect(result.errors.contains("[\(code)]"), "\(result.errors)")
    let summary = try PrintedSummary(result)
    #expect(summary.addsUp && summary["dead"] == 0 && summary["delivered"] == 0)
    #expect(try stage.deadLetters().isEmpty)
    await stage.server.stop()
  }

  @Test func anUnreachableHostIsExitThreeAfterItsPatience() async throws {
    let stage = try await Stage()
    _ = try stage.folder.write(Stage.table(3), to: "contacts.csv")
    await stage.server.stop()
    let result = try await stage.run(
      ["push", "contacts.csv", "--mapping", "generic-contacts", "--give-up-after", "500ms"] + stage.destination)
    #expect(result.status == 3, "\(result.errors)")
    #expect(result.errors.contains("[destination.unreachable]"))
  }

  @Test func replaySendsAgainWhatWasMended() async throws {
    let stage = try await Stage()
    _ = try stage.folder.write("Name,Email,Message\nAnn,ann at example.com,hi\nBob,bob@example.com,\n", to: "a.csv")
    let pushed = try await stage.run(["push", "a.csv", "--mapping", "generic-contacts"] + stage.destination)
    #expect(pushed.status == 1, "\(pushed.errors)")
    // Mended by hand, in the file.
    let path = "state/leadbridge/dead-letters.jsonl"
    let text = try stage.folder.text(of: path).replacingOccurrences(of: "ann at example.com", with: "ann@example.com")
    _ = try stage.folder.write(text, to: path)
    let replayed = try await stage.run(["replay", "--json"] + stage.destination)
    #expect(replayed.status == 0, "\(replayed.errors)")
    #expect(try PrintedSummary(replayed)["delivered"] == 1)
    #expect(try stage.deadLetters().isEmpty)
    #expect(Set(try await stage.chats().compactMap(\.email)) == ["ann@example.com", "bob@example.com"])
    await stage.server.stop()
  }
}
