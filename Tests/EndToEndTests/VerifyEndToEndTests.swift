import Foundation
import LeadJSON
import LeadJournal
import LeadModel
import LeadSandbox
import TestSupport
import Testing

/// `leads verify`, and whether leads arrive at all, as a user sees them.
@Suite(.timeLimit(.minutes(8)))
struct VerifyEndToEndTests {
  private static let table = "Name,Email\nAnn,ann@example.com\nBob,bob@example.com\n"

  private func report(_ result: Program.Result) throws -> JSONValue { try JSONDocument(parsing: result.output).root }

  @Test func exitCodesTellWhetherAllIsThere() async throws {
    let stage = try await Stage()
    _ = try stage.folder.write(Self.table, to: "contacts.csv")
    let input = ["contacts.csv", "--mapping", "generic-contacts"]
    let missing = try await stage.run(["leads", "verify", "--json"] + input + stage.destination)
    #expect(missing.status == 1, "\(missing.errors)")
    #expect(try report(missing)["missing"]?.integer == 2)
    #expect(try report(missing)["proven"]?.isNull == true)
    let repaired = try await stage.run(["leads", "verify", "--json", "--repair"] + input + stage.destination)
    #expect(repaired.status == 0, "\(repaired.errors)")
    #expect(try report(repaired)["repaired"]?.integer == 2)
    let well = try await stage.run(["leads", "verify"] + input + stage.destination)
    #expect(well.status == 0, "\(well.errors)")
    #expect(well.output.hasPrefix("2 expected: 2 there, 0 missing, 0 different\n"), "\(well.output)")
    let ledger = try await stage.run(["leads", "verify"] + stage.destination)
    #expect(ledger.status == 0, "\(ledger.errors)")
    #expect(ledger.output.hasPrefix("2 expected: 2 there, 0 missing\n"), "\(ledger.output)")
    let refused = try await stage.run(["leads", "verify"] + input + stage.destination, token: "wrong")
    #expect(refused.status == 3, "\(refused.errors)")
    #expect(refused.errors.contains("[token.refused]") && refused.output.isEmpty)
    await stage.server.stop()
  }

  @Test func valuesAreShownWhereTheyAreAskedForAlone() async throws {
    let stage = try await Stage()
    _ = try stage.folder.write(Self.table, to: "contacts.csv")
    let input = ["contacts.csv", "--mapping", "generic-contacts"]
    #expect(try await stage.run(["push"] + input + stage.destination).status == 0)
    let bob = try #require(try await stage.chats().first { $0.name == "Bob" }?.uuid)
    try await stage.server.inbox.put(
      Lead(name: "Bobby"), uuid: bob, botId: stage.server.botId, customerId: stage.server.customerId)
    let hidden = try await stage.run(["leads", "verify"] + input + stage.destination)
    #expect(hidden.status == 1, "\(hidden.errors)")
    #expect(hidden.output.contains("  contacts.csv:3\n    name\n"), "\(hidden.output)")
    #expect(!(hidden.output + hidden.errors).contains("Bob"))
    let shown = try await stage.run(["leads", "verify", "--show-values"] + input + stage.destination)
    #expect(shown.output.contains("expected: Bob\n") && shown.output.contains("listed:   Bobby\n"), "\(shown.output)")
    #expect(shown.outputLines.allSatisfy { $0.count <= 80 })
    await stage.server.stop()
  }

  @Test(arguments: [["--repair"], ["--test-lead", "contacts.csv"], ["--test-lead", "--repair"]])
  func whatExcludesEachOtherIsUsage(_ words: [String]) async throws {
    let folder = try TemporaryFolder()
    let result = try await Program.run(["leads", "verify"] + words + CommandLineTests.target, in: folder.path)
    #expect(result.status == 64, "\(result.errors)")
  }

  /// The plan and the summary of a destination in which no lead was ever seen say so, with what shows it.
  @Test func anUnprovenDestinationIsCalledThat() async throws {
    let folder = try TemporaryFolder()
    _ = try folder.write(Self.table, to: "contacts.csv")
    let words = [
      "contacts.csv", "--mapping", "generic-contacts", "--brand", "botpenguin", "--bot-id", "b", "--customer-id", "c",
    ]
    func proven() async throws -> JSONValue? {
      let result = try await Program.run(["push", "--dry-run", "--json"] + words, in: folder.path)
      #expect(result.status == 0, "\(result.errors)")
      return try JSONDocument(parsing: result.output).root["proven"]
    }
    #expect(try await proven()?.boolean == false)
    let line =
      "  not proven yet that leads arrive there: leadbridge leads verify --test-lead --brand botpenguin "
      + "--bot-id b --customer-id c\n"
    for command in [["push", "--dry-run"], ["preview"]] {
      let result = try await Program.run(command + words, in: folder.path)
      #expect(result.errors.contains(line), "\(result.errors)")
    }
    let journal = try Journal(folder: folder.path("state/leadbridge"))
    try journal.prove(["https://api.v7.botpenguin.com", "b", "c"].joined(separator: "\u{1F}"))
    #expect(try await proven()?.boolean == true)
    let preview = try await Program.run(["preview"] + words, in: folder.path)
    #expect(!preview.errors.contains("not proven"), "\(preview.errors)")
  }

  @Test func aTestLeadThatTurnsUpIsRemembered() async throws {
    let stage = try await Stage()
    let key = ["http://127.0.0.1:\(stage.port)", stage.server.botId, stage.server.customerId].joined(
      separator: "\u{1F}")
    func provenAt() throws -> Timestamp? { try Journal(folder: stage.folder.path("state/leadbridge")).provenAt(key) }
    let connected = try await stage.run(
      [
        "connect", "--brand", "local", "--base-url", "http://127.0.0.1:\(stage.port)", "--bot-id", stage.server.botId,
        "--customer-id", stage.server.customerId,
      ], input: "")
    #expect(connected.status == 0, "\(connected.errors)")
    #expect(try provenAt() == nil)
    let proved = try await stage.run(["leads", "verify", "--test-lead"])
    #expect(proved.status == 0, "\(proved.errors)")
    let first = try #require(try provenAt())
    let again = try await stage.run(
      [
        "connect", "--brand", "local", "--base-url", "http://127.0.0.1:\(stage.port)", "--bot-id", stage.server.botId,
        "--customer-id", stage.server.customerId, "--name", "other", "--test-lead",
      ], input: "")
    #expect(again.status == 0, "\(again.errors)")
    #expect(try #require(try provenAt()) > first)
    await stage.server.stop()
  }

  @Test func anInboxThatKeepsNothingIsFoundOut() async throws {
    let stage = try await Stage { $0.unknownUUIDs = .ignore }
    let result = try await stage.run(["leads", "verify", "--test-lead"] + stage.destination)
    #expect(result.status == 1, "\(result.errors)")
    #expect(result.errors.contains("[destination.keepsNothing]"))
    await stage.server.stop()
  }

  @Test func suppressedPeopleAreSkippedAndAMissingListStopsBeforeAnythingIsSent() async throws {
    let stage = try await Stage()
    _ = try stage.folder.write(Self.table, to: "contacts.csv")
    _ = try stage.folder.write(
      """
      {"version": 1, "destinations": {"main": {
        "brand": "local", "baseUrl": "http://127.0.0.1:\(stage.port)", "botId": "\(stage.server.botId)",
        "customerId": "\(stage.server.customerId)", "token": {"env": "LEADBRIDGE_TOKEN"},
        "suppress": ["lists/do-not-contact.csv"]}}}
      """, to: "leadbridge.json")
    let push = ["push", "contacts.csv", "--mapping", "generic-contacts"]
    for command in [push, ["preview", "contacts.csv", "--mapping", "generic-contacts", "--to", "main"]] {
      let missing = try await stage.run(command)
      #expect(missing.status == 2, "\(missing.errors)")
      #expect(missing.errors.contains("lists/do-not-contact.csv: error: there is no such file [suppress.missing]"))
    }
    #expect(try await stage.chats().isEmpty)
    _ = try stage.folder.write("Email\nann@example.com\n", to: "lists/do-not-contact.csv")
    let pushed = try await stage.run(push)
    #expect(pushed.status == 0, "\(pushed.errors)")
    #expect(pushed.errors.contains("skipped: 1 suppressed"), "\(pushed.errors)")
    #expect(try await stage.chats().map(\.name) == ["Bob"])
    let preview = try await stage.run(
      ["preview", "contacts.csv", "--mapping", "generic-contacts", "--to", "main", "--json"])
    #expect(preview.outputLines.first?.contains(#""reason":"suppressed""#) == true, "\(preview.output)")
    await stage.server.stop()
  }

  @Test func peopleWhoChatAlreadyAreMetOnTheirChat() async throws {
    let stage = try await Stage()
    _ = try stage.folder.write(Self.table, to: "contacts.csv")
    let visitor = "7e88d192-9b20-4035-9b68-d4ac3d58a34f"
    try await stage.server.inbox.put(
      Lead(email: "ann@example.com"), uuid: visitor, botId: stage.server.botId, customerId: stage.server.customerId)
    let words = ["contacts.csv", "--mapping", "generic-contacts", "--match-inbox"] + stage.destination
    let pushed = try await stage.run(["push"] + words)
    #expect(pushed.status == 0, "\(pushed.errors)")
    let chats = try await stage.chats()
    #expect(chats.count == 2 && chats.first { $0.uuid == visitor }?.name == "Ann")
    _ = try stage.folder.write(Self.table + "Bobby,bob@example.com\nNew,new@example.com\n", to: "contacts.csv")
    let preview = try await stage.run(["preview"] + words)
    #expect(preview.status == 0, "\(preview.errors)")
    #expect(
      preview.output.contains("against the inbox, as far as is known: 1 new, 1 known, 2 unchanged\n"),
      "\(preview.output)")
    #expect(preview.output.contains("twice in this input: 1\n"))
    await stage.server.stop()
  }
}
