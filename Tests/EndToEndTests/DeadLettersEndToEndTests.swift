import Foundation
import LeadJSON
import LeadModel
import LeadSandbox
import TestSupport
import Testing

/// `dead-letters` and the choices of `replay`, as a user runs them.
@Suite(.timeLimit(.minutes(8)))
struct DeadLettersEndToEndTests {
  /// Three rejected rows, of which one has a value that a spreadsheet would run.
  private static let table = """
    Name,Phone,Email,Email
    Ann Lee,+44 20 7946 0902,ann@,second
    Bob,=1+1,bob@,
    "Cid, Jr.",,cid at example.com,
    Dee,,dee@example.com,

    """

  private static func stage() async throws -> Stage {
    let stage = try await Stage()
    _ = try stage.folder.write(
      """
      {"version": 1, "name": "mine", "lead": {"name": "{Name}", "email": "{Email}", "phone": "{Phone}"}}
      """, to: "mine.json")
    _ = try stage.folder.write(table, to: "contacts.csv")
    let pushed = try await stage.run(["push", "contacts.csv", "--mapping", "mine.json"] + stage.destination)
    try #require(pushed.status == 1, "\(pushed.errors)")
    try #require(try stage.deadLetters().count == 3)
    return stage
  }

  @Test func listCountsByCodeAndByMapping() async throws {
    let stage = try await Self.stage()
    let shown = try await stage.run(["dead-letters"])
    #expect(shown.status == 0, "\(shown.errors)")
    #expect(shown.output.contains("3 dead letters in"))
    #expect(shown.output.contains("email.invalid"))
    #expect(shown.output.contains("mine"))
    #expect(shown.outputLines.dropFirst().allSatisfy { $0.count <= 80 })
    let json = try JSONDocument(parsing: try await stage.run(["dead-letters", "list", "--json"]).output).root
    #expect(
      json.members.map(\.key) == ["file", "letters", "unreadable", "oldest", "newest", "codes", "mappings"])
    #expect(json["letters"]?.integer == 3)
    #expect(
      json["codes"]?.elements.contains { $0["code"]?.string == "email.invalid" && $0["count"]?.integer == 3 } == true)
    #expect(json["mappings"]?[0]?["mapping"]?.string == "mine")
    await stage.server.stop()
  }

  @Test func listAllAndShowHoldNoValueUnlessAsked() async throws {
    let stage = try await Self.stage()
    let all = try await stage.run(["dead-letters", "list", "--all"])
    #expect(all.outputLines.count == 5)
    #expect(all.outputLines.allSatisfy { $0.count <= 80 })
    let lines = try await stage.run(["dead-letters", "list", "--all", "--json", "--where", "source=*.csv"])
    let ids = try lines.outputLines.map { try JSONDocument(parsing: $0).root["id"]?.string ?? "" }
    #expect(ids.count == 3)
    let masked = try await stage.run(["dead-letters", "show", String(ids[0].prefix(12))])
    #expect(masked.status == 0, "\(masked.errors)")
    #expect(masked.output.contains("Name: Xxx Xxx"))
    #expect(masked.output.contains("Phone: +99 99 9999 9999"))
    #expect(masked.outputLines.allSatisfy { $0.count <= 80 })
    for result in [all, lines, masked] {
      #expect(!(result.output + result.errors).contains("Ann"))
      #expect(!(result.output + result.errors).contains("7946"))
    }
    let whole = try await stage.run(["dead-letters", "show", ids[0], "--show-values"])
    #expect(whole.output.contains("Name: Ann Lee"))
    let json = try await stage.run(["dead-letters", "show", ids[0], "--json"])
    #expect(try JSONDocument(parsing: json.output).root["record"]?["Name"]?.string == "Xxx Xxx")
    await stage.server.stop()
  }

  @Test(arguments: [
    ("show zzzz", 2, "[deadletters.unknown]"), ("list --where nonsense", 64, "--where: 'nonsense' is no condition"),
    ("show", 64, "<id>"), ("export", 64, "--csv"), ("purge", 2, "[purge.unconfirmed]"),
    ("list --dead-letters missing.jsonl", 2, "[file.open]"),
    ("list --dead-letters contacts.csv", 2, "[deadletters.foreign]"),
  ])
  func whatCannotBeDoneSaysWhy(_ words: String, _ status: Int32, _ said: String) async throws {
    let stage = try await Self.stage()
    let result = try await stage.run(["dead-letters"] + words.split(separator: " ").map(String.init))
    #expect(result.status == status, "\(result.errors)")
    #expect((result.errors + result.output).contains(said), "\(result.errors)")
    #expect(try stage.deadLetters().count == 3)
    await stage.server.stop()
  }

  @Test func aBeginningThatTwoHaveIsAmbiguous() async throws {
    let stage = try await Self.stage()
    let path = "state/leadbridge/dead-letters.jsonl"
    let text = try stage.folder.text(of: path)
    let ids = try stage.deadLetters().compactMap { $0["id"]?.string }
    _ = try stage.folder.write(
      text.replacingOccurrences(of: ids[0], with: "aaaa1").replacingOccurrences(of: ids[1], with: "aaaa2"), to: path)
    let result = try await stage.run(["dead-letters", "show", "aaaa"])
    #expect(result.status == 2)
    #expect(result.errors.contains("[deadletters.ambiguous]"), "\(result.errors)")
    await stage.server.stop()
  }

  @Test func whereNothingDiedThereIsNothing() async throws {
    let folder = try TemporaryFolder()
    for words in [["list"], ["list", "--all"], ["export", "--csv"], ["purge", "--yes"]] {
      let result = try await Program.run(["dead-letters"] + words, in: folder.path)
      #expect(result.status == 0, "\(words): \(result.errors)")
      #expect(result.output.isEmpty)
    }
    let json = try await Program.run(["dead-letters", "--json"], in: folder.path)
    #expect(try JSONDocument(parsing: json.output).root["letters"]?.integer == 0)
  }

  @Test func theExportHasTheOriginalColumnsAndNoFormulas() async throws {
    let stage = try await Self.stage()
    let result = try await stage.run(["dead-letters", "export", "--csv"])
    #expect(result.status == 0, "\(result.errors)")
    let lines = result.outputLines
    #expect(lines.count == 4)
    #expect(lines[0] == "Name,Phone,Email,Email,_id,_errors")
    let ids = try stage.deadLetters().compactMap { $0["id"]?.string }
    #expect(lines[1].hasPrefix("Ann Lee,'+44 20 7946 0902,ann@,second,\(ids[0]),"))
    #expect(lines[2].hasPrefix("Bob,'=1+1,bob@,,\(ids[1]),"))
    #expect(lines[3].hasPrefix("\"Cid, Jr.\",,cid at example.com,,\(ids[2]),"))
    #expect(lines[3].contains("email: email.invalid"))
    #expect(try await stage.run(["dead-letters", "export", "--csv", "--where", "stage=deliver"]).output.isEmpty)
    await stage.server.stop()
  }

  @Test func purgeTakesOutWhatIsMeant() async throws {
    let stage = try await Self.stage()
    let id = try #require(try stage.deadLetters().first?["id"]?.string)
    let one = try await stage.run(["dead-letters", "purge", "--yes", "--json", "--where", "id=\(id)"])
    #expect(one.status == 0, "\(one.errors)")
    #expect(one.output == "{\"purged\":1,\"kept\":2}\n")
    #expect(try stage.deadLetters().count == 2)
    let rest = try await stage.run(["dead-letters", "purge", "--yes"])
    #expect(rest.errors.contains("2 purged, 0 left"))
    #expect(try stage.deadLetters().isEmpty)
    await stage.server.stop()
  }

  @Test func replayTakesConditionsAndShowsWhatItWouldDo() async throws {
    let stage = try await Self.stage()
    let path = "state/leadbridge/dead-letters.jsonl"
    let mended = try stage.folder.text(of: path).replacingOccurrences(of: "cid at example.com", with: "cid@example.com")
    _ = try stage.folder.write(mended, to: path)
    let words = ["replay", "--mapping", "mine.json", "--json"] + stage.destination
    let dry = try await stage.run(words + ["--dry-run"], token: nil)
    #expect(dry.status == 1, "\(dry.errors)")
    #expect(try PrintedSummary(dry)["delivered"] == 1)
    #expect(try stage.folder.text(of: path) == mended)
    let none = try await stage.run(words + ["--where", "code=http.422"])
    #expect(none.status == 0, "\(none.errors)")
    #expect(try PrintedSummary(none)["read"] == 0)
    let sent = try await stage.run(words)
    #expect(try PrintedSummary(sent)["delivered"] == 1)
    #expect(try stage.deadLetters().count == 2)
    for wrong in [["--as-sent"], ["--where", "nonsense"]] {
      #expect(try await stage.run(words + wrong).status == 64)
    }
    await stage.server.stop()
  }
}
