import Foundation
import LeadJSON
import LeadModel
import LeadSandbox
import TestSupport
import Testing

/// `preview --explain`, `mapping check`, `test` and `diff`: words, forms and exit codes.
@Suite(.timeLimit(.minutes(8)))
struct MappingCommandTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func run(_ words: [String], input: String? = nil) async throws -> Program.Result {
    try await Program.run(words, in: folder.path, input: input)
  }

  private static let mapping = """
    {
      "version": 1,
      "name": "mine",
      "source": { "format": "csv" },
      "lead": {
        "name": "{First} {Last}",
        "email": { "from": ["Work", "Email"], "transform": "lowercase" },
        "attributes": { "*": { "except": ["Created"] } }
      },
      "tests": [{ "name": "one", "record": { "Email": "A@x.org" }, "lead": { "email": "a@x.org" } }]
    }
    """

  private static let table = """
    First,Last,Email,Work,City,Created
    Zoë,Groß,ZOE@x.org,,Köln,2026
    Ann,Lee,ann@,,,
    שלום,翼,,s@x.org,"a long city \u{202E}that turns",

    """

  private func write() throws {
    _ = try folder.write(Self.mapping, to: "mine.json")
    _ = try folder.write(Self.table, to: "a.csv")
  }

  @Test func explainShowsEveryStepInEightyColumns() async throws {
    try write()
    let result = try await run(["preview", "a.csv", "--mapping", "mine.json", "--explain", "1"])
    #expect(result.status == 0, "\(result.errors)")
    let lines = result.outputLines
    #expect(lines.prefix(2) == ["a.csv:2: record 1", "  a lead, by 'mine'"])
    for expected in [
      "    from       First = \"Zoë\"", "  template   \"{First} {Last}\" → \"Zoë Groß\"", "  from       Work: empty",
      "  from       Email = \"ZOE@x.org\"", "  transform  lowercase → \"zoe@x.org\"",
      "  check      an email address: \"zoe@x.org\"", "  passes     City = \"Köln\"",
      "  stays      Created: \"except\" has 'Created'",
    ] {
      #expect(lines.contains(expected), "\(expected) is not in \(result.output)")
    }
    let rejected = try await run(["preview", "a.csv", "--mapping", "mine.json", "--explain", "2"])
    #expect(rejected.status == 1)
    #expect(rejected.output.contains("rejected: the value is no email address [email.invalid]"))
    #expect(rejected.outputLines.allSatisfy { $0.count <= 80 })
    // A value that runs from right to left stands between isolates of its own.
    let hebrew = try await run(["preview", "a.csv", "--mapping", "mine.json", "--explain", "3"])
    #expect(hebrew.outputLines.contains("    from       First = \"\u{2068}שלום\u{2069}\""), "\(hebrew.output)")
    #expect(!hebrew.output.contains("\u{202E}"))
    let missing = try await run(["preview", "a.csv", "--mapping", "mine.json", "--explain", "9"])
    #expect(missing.status == 2)
    #expect(missing.errors.contains("[explain.missing]"))
    let wrong = try await run(["preview", "a.csv", "--mapping", "mine.json", "--explain", "1", "--limit", "2"])
    #expect(wrong.status == 64)
  }

  @Test func explainJSONHasThePartsBesideTheRecord() async throws {
    try write()
    let result = try await run(["preview", "a.csv", "--mapping", "mine.json", "--explain", "1", "--json"])
    #expect(result.status == 0, "\(result.errors)")
    let line = try JSONDocument(parsing: try #require(result.outputLines.first)).root
    #expect(
      line.members.map(\.key) == [
        "input", "record", "line", "outcome", "identity", "lead", "reason", "errors", "warnings", "mapping", "parts",
        "rest",
      ])
    let email = try #require(line["parts"]?.elements.first { $0["name"]?.string == "email" })
    #expect(email.members.map(\.key) == ["name", "verdict", "values", "code", "reason", "steps"])
    #expect(
      email["steps"]?.elements.map { $0["step"]?.string } == ["from", "from", "transform", "check"])
    #expect(email["steps"]?[1]?.members.map(\.key) == ["step", "depth", "what", "verdict", "values", "reason"])
  }

  @Test func previewTellsWhatAnInputLacksWithoutItsValues() async throws {
    try write()
    let words = ["preview", "a.csv", "--mapping", "mine.json"]
    let result = try await run(words)
    #expect(result.status == 1)
    #expect(
      result.output.contains(
        "1 × error: the value is no email address (field email, rule 'check', column\n    'Email') [email.invalid]\n    a.csv:3"
      ),
      "\(result.output)")
    #expect(!result.output.contains("ann@"))
    #expect(result.output.contains("opted out: unknown"))
    #expect(result.output.contains("left out by \"except\":\n    Created"))
    #expect(result.outputLines.contains { $0.hasPrefix("email") && $0.hasSuffix("100") })
    // Text that runs from right to left stands between isolates, and nothing of a value turns the line around.
    #expect(result.output.contains("\u{2068}שלום 翼\u{2069}"))
    #expect(!result.output.contains("\u{202E}"))
    let shown = try await run(words + ["--show-values"])
    #expect(shown.output.contains("a.csv:3 \"ann@\""), "\(shown.output)")
    let json = try await run(words + ["--json"])
    #expect(!json.output.contains("ann@"))
    let error = try JSONDocument(parsing: json.outputLines[1]).root["errors"]?[0]
    #expect(error?.members.map(\.key) == ["code", "field", "rule", "column", "message"])
    #expect(error?["column"]?.string == "Email")
  }

  @Test func deadLettersNameRuleAndColumn() async throws {
    let stage = try await Stage()
    _ = try stage.folder.write(Self.mapping, to: "mine.json")
    _ = try stage.folder.write(Self.table, to: "a.csv")
    let result = try await stage.run(
      ["push", "a.csv", "--mapping", "mine.json", "--dead-letters", "d.jsonl"] + stage.destination)
    #expect(result.status == 1, "\(result.errors)")
    #expect(!result.errors.contains("ann@"))
    let letter = try JSONDocument(parsing: try stage.folder.text(of: "d.jsonl")).root
    #expect(letter["errors"]?[0]?["rule"]?.string == "check")
    #expect(letter["errors"]?[0]?["column"]?.string == "Email")
    #expect(letter["errors"]?[0]?["value"] == nil)
    await stage.server.stop()
  }

  @Test func checkWarnsAndStrictFails() async throws {
    _ = try folder.write("{\n  \"version\": 1,\n  \"lead\": { \"phone\": \"{Tel}\" }\n}\n", to: "m.json")
    let result = try await run(["mapping", "check", "m.json"])
    #expect(result.status == 0)
    #expect(result.errors.contains("m.json:3:22: warning:"), "\(result.errors)")
    #expect(result.errors.contains("[mapping.region.unknown]"))
    #expect(result.errors.contains("hint:"))
    #expect(try await run(["mapping", "check", "--strict", "m.json"]).status == 1)
    #expect(try await run(["mapping", "check", "--strict", "hubspot-contacts"]).status == 0)
    let json = try await run(["mapping", "check", "--json", "m.json"])
    let line = try JSONDocument(parsing: json.output).root
    #expect(line["ok"]?.boolean == true)
    #expect(line["diagnostics"]?[0]?["code"]?.string == "mapping.region.unknown")
    #expect(line["diagnostics"]?[0]?["line"]?.integer == 3)
    #expect(line["diagnostics"]?[0]?["file"]?.string == "m.json")
    _ = try folder.write("{ \"extends\": \"m.json\", \"lead\": { \"email\": 7 } }", to: "n.json")
    _ = try folder.write("{ \"version\": 1, \"lead\": { \"phone\": 7 } }", to: "m.json")
    let two = try JSONDocument(parsing: try await run(["mapping", "check", "--json", "n.json"]).output).root
    #expect(two["diagnostics"]?.elements.map { $0["file"]?.string } == ["n.json", "m.json"])
  }

  @Test func whatTheInputIsNotGoesBeforeWhatItLacks() async throws {
    _ = try folder.write("Record ID,First Name,Last Name,Email\n1,Ann,Lee,ann@example.com\n", to: "h.csv")
    let misfit = try await run(["preview", "h.csv", "--mapping", "zoho-leads"])
    #expect(misfit.status == 2)
    #expect(misfit.errors.hasPrefix("h.csv:1: error: the columns are not those of 'zoho-leads'"), "\(misfit.errors)")
    #expect(misfit.errors.contains("hint: they are those of 'hubspot-contacts'"), "\(misfit.errors)")
    #expect(misfit.errors.contains("[mapping.optout.unknown]"))
    #expect(!misfit.errors.contains("--opt-out-unknown"))
    let lacking = try await run(["preview", "h.csv"])
    #expect(lacking.status == 2)
    #expect(lacking.errors.contains("h.csv:1: error: 'hubspot-contacts' needs a column"), "\(lacking.errors)")
    #expect(lacking.errors.contains("--opt-out-unknown"))
  }

  @Test func goldenFoldersAreRecordedAndCompared() async throws {
    try write()
    try FileManager.default.createDirectory(atPath: folder.path + "/mine", withIntermediateDirectories: true)
    _ = try folder.write(Self.table, to: "mine/input.csv")
    let failed = try await run(["mapping", "test", "mine.json"])
    #expect(failed.status == 1)
    #expect(failed.output.contains("ok     mine: one"))
    #expect(failed.output.contains("FAILED mine: mine/input.csv"), "\(failed.output)")
    let recorded = try await run(["mapping", "test", "mine.json", "--record"])
    #expect(recorded.status == 0, "what nobody has said yet cannot be wrong")
    #expect(recorded.output.contains("recorded mine/leads.jsonl"))
    let passed = try await run(["mapping", "test", "mine.json"])
    #expect(passed.status == 0, "\(passed.output)")
    _ = try folder.write(Self.mapping.replacing("{First} {Last}", with: "{Last}"), to: "mine.json")
    let changed = try await run(["mapping", "test", "mine.json"])
    #expect(changed.status == 1)
    #expect(changed.output.contains("leads.jsonl: line 1: name: expected Zoë Groß, got Groß"), "\(changed.output)")
    #expect(try await run(["mapping", "test", "mine.json", "--record"]).status == 1, "another result was right before")
    #expect(try await run(["mapping", "test", "mine.json", "--samples", "nowhere"]).status == 2)
  }

  @Test func oneMappingThatCannotBeReadStopsNoOther() async throws {
    try write()
    _ = try folder.write("{ \"version\": 1 }", to: "bad.json")
    let result = try await run(["mapping", "test", "bad.json", "mine.json"])
    #expect(result.status == 2)
    #expect(result.errors.contains("bad.json:1:1: error:"), "\(result.errors)")
    #expect(result.output.contains("ok     mine: one"))
    #expect(result.errors.contains("1 passed, 0 failed, 1 could not be run"))
  }

  @Test func standardInputIsAMappingToo() async throws {
    try write()
    let checked = try await run(["mapping", "check", "-"], input: Self.mapping)
    #expect(checked.status == 0, "\(checked.errors)")
    #expect(checked.output.hasPrefix("-: ok (mine, 1 tests"))
    let tested = try await run(["mapping", "test", "-"], input: Self.mapping)
    #expect(tested.errors.contains("1 passed, 0 failed"))
    let compared = try await run(["mapping", "diff", "-", "mine.json", "a.csv"], input: Self.mapping)
    #expect(compared.status == 0, "\(compared.errors)")
    let bad = try await run(["mapping", "check", "-"], input: "{ \"version\": 1,")
    #expect(bad.errors.contains("<stdin>:1:"), "\(bad.errors)")
    let records = try await run(["preview", "--mapping", "-"], input: Self.table)
    #expect(records.status == 2)
    #expect(records.errors.contains("standard input is for records"))
  }

  @Test func whatIsNoMappingIsSaidToBeNone() async throws {
    try write()
    let folder = try await run(["mapping", "check", "."])
    #expect(folder.status == 2)
    #expect(folder.errors.contains(".: error: this is a folder; a mapping file is expected [mapping.unreadable]"))
    let missing = try await run(["mapping", "check", "no.schema.json"])
    #expect(missing.status == 2)
    #expect(missing.errors.contains("[mapping.missing]"))
    _ = try self.folder.write("{}", to: "mapping.schema.json")
    let schema = try await run(["mapping", "check", "mapping.schema.json", "mine.json"])
    #expect(schema.status == 0)
    #expect(schema.errors.contains("mapping.schema.json: a schema, no mapping; passed over"))
  }

  @Test(arguments: [
    (["mapping", "chek", "x.json"], "no command 'leadbridge mapping chek'; did you mean 'check'?"),
    (["mapping", "frobnicate"], "no command 'leadbridge mapping frobnicate'; 'leadbridge mapping --help' lists them"),
    (["previw"], "no command 'leadbridge previw'; did you mean 'preview'?"),
  ])
  func aCommandThatIsNoneComesWithTheNearest(words: [String], said: String) async throws {
    let result = try await run(words)
    #expect(result.status == 64)
    #expect(result.errors.contains(said), "\(result.errors)")
  }

  /// A line that is wider than the help's would be broken once more, and leave a word on a line of its own.
  @Test(arguments: ["check", "test", "diff", "suggest"]) func helpIsNotBrokenTwice(command: String) async throws {
    let help = try await run(["mapping", command, "--help"])
    #expect(help.status == 0)
    let lines = help.output.split(separator: "\n", omittingEmptySubsequences: false).prefix { !$0.hasPrefix("USAGE") }
    #expect(lines.count > 5)
    for (line, next) in zip(lines, lines.dropFirst()) where !line.isEmpty && !next.isEmpty && !line.hasPrefix(" ") {
      #expect(line.count > 50, "\(help.output)")
    }
  }

  @Test func diffSaysWhichLeadsChangeAndHow() async throws {
    try write()
    _ = try folder.write(Self.mapping.replacing("\"Work\", \"Email\"", with: "\"Email\""), to: "other.json")
    let result = try await run(["mapping", "diff", "mine.json", "other.json", "a.csv"])
    #expect(result.status == 1, "\(result.errors)")
    #expect(
      result.output.contains("a.csv:4: record 3: a lead by mine.json alone; by other.json rejected"), "\(result.output)"
    )
    #expect(result.output.contains("3 records: 2 the same"))
    #expect(try await run(["mapping", "diff", "mine.json", "mine.json", "a.csv"]).status == 0)
    #expect(try await run(["mapping", "diff", "mine.json", "mine.json"], input: "").status == 64)
    let json = try await run(["mapping", "diff", "mine.json", "other.json", "a.csv", "--json"])
    let lines = try json.outputLines.map { try JSONDocument(parsing: $0).root }
    #expect(lines.last?["summary"]?["read"]?.integer == 3)
    #expect(lines.first?.members.map(\.key) == ["input", "record", "line", "change", "a", "b", "fields"])
  }
}
