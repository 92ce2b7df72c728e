import Foundation
import LeadJSON
import LeadModel
import LeadSandbox
import TestSupport
import Testing

/// Exit codes, words and forms that scripts depend on.
@Suite(.timeLimit(.minutes(8)))
struct CommandLineTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func run(_ words: [String], token: String? = nil, input: String? = nil) async throws -> Program.Result {
    try await Program.run(words, in: folder.path, token: token, input: input)
  }

  static let target = ["--brand", "local", "--bot-id", "b", "--customer-id", "c"]

  /// Words, and the exit code that they give.
  struct Call: Sendable, CustomStringConvertible {
    var words: String
    var status: Int32
    /// Whether the words that name a destination follow.
    var hasTarget = false

    var description: String { words }
  }

  static let calls: [Call] = [
    Call(words: "--version", status: 0), Call(words: "--help", status: 0), Call(words: "push --help", status: 0),
    Call(words: "push --no-such-option", status: 64), Call(words: "push --quota 10/hour", status: 64),
    Call(words: "push --rejects x.csv --dry-run", status: 64), Call(words: "push --rejects -", status: 64),
    Call(words: "push --on-finish http://example.com/x", status: 64), Call(words: "replay --on-finish x", status: 64),
    Call(words: "push --report r.json --dry-run", status: 64), Call(words: "no-such-command", status: 64),
    Call(words: "push --rate fast", status: 64), Call(words: "push --concurrency 0", status: 64),
    Call(words: "push missing.csv --mapping generic-contacts", status: 2, hasTarget: true),
    Call(words: "push . --mapping generic-contacts", status: 2, hasTarget: true),
    Call(words: "push --mapping no-such-mapping", status: 2, hasTarget: true),
    Call(words: "push --mapping generic-contacts --to main", status: 2),
    Call(words: "mapping check no-such-file.json", status: 2), Call(words: "mapping test", status: 0),
    Call(words: "mapping list", status: 0), Call(words: "mapping show hubspot-contacts", status: 0),
    Call(words: "records missing.csv", status: 2),
  ]

  @Test(arguments: calls)
  func exitCodesAreTheDocumentedOnes(_ call: Call) async throws {
    let words = call.words.split(separator: " ").map(String.init)
    let result = try await run(words + (call.hasTarget ? Self.target : []), token: "t")
    #expect(result.status == call.status, "\(result.errors)")
  }

  @Test func everyMistakeOfAMappingIsSaidAtOnceWithItsPlace() async throws {
    let text = """
      {
        "version": 1,
        "name": "mine",
        "lead": {
          "nmae": "{Name}",
          "email": { "from": "Email", "transform": ["lowercas"] },
          "tags": ["{Tags"]
        }
      }
      """
    _ = try folder.write(text, to: "mine.json")
    let result = try await run(["mapping", "check", "mine.json"])
    #expect(result.status == 2)
    #expect(result.errors.contains("mine.json:5:5: error:"), "\(result.errors)")
    #expect(result.errors.contains("name"))
    #expect(result.errors.contains("mine.json:6:"))
    #expect(result.errors.contains("lowercase"))
    #expect(result.errors.contains("mine.json:7:"))
  }

  @Test(arguments: [
    ("page.csv", "<!DOCTYPE html><html><body>Sign in</body></html>", "HTML"),
    ("report.csv", "%PDF-1.7\n%âãÏÓ\n1 0 obj", "PDF"), ("book.csv", "PK\u{3}\u{4}\u{14}\0\u{6}\0", "ZIP"),
  ])
  func whatIsNoTableIsRefusedByName(_ name: String, _ text: String, _ kind: String) async throws {
    _ = try folder.write(text, to: name)
    let result = try await run(["push", name, "--mapping", "generic-contacts"] + Self.target, token: "t")
    #expect(result.status == 2)
    #expect(result.errors.contains(kind), "\(result.errors)")
  }

  @Test func previewJSONHasEveryKeyForEveryRecord() async throws {
    _ = try folder.write("Name,Email\nAnn,ann@example.com\nBob,bob@\n,\n", to: "a.csv")
    let result = try await run(["preview", "a.csv", "--mapping", "generic-contacts", "--json"])
    #expect(result.status == 1, "\(result.errors)")
    let lines = try result.outputLines.map { try JSONDocument(parsing: $0).root }
    #expect(lines.map { $0["outcome"]?.string } == ["lead", "rejected", "skipped"])
    #expect(lines.map { $0["reason"]?.string } == [nil, nil, "row.empty"])
    for line in lines {
      #expect(
        line.members.map(\.key) == [
          "input", "record", "line", "outcome", "identity", "lead", "reason", "errors", "warnings",
        ])
    }
    #expect(lines[0]["identity"]?.string == "email:ann@example.com")
    #expect(lines[0]["lead"]?["email"]?.string == "ann@example.com")
    #expect(lines[0]["lead"]?["uuid"] == nil)
    #expect(lines[1]["errors"]?[0]?["code"]?.string == "email.invalid")
  }

  @Test func previewWithADestinationShowsUUIDs() async throws {
    _ = try folder.write("Name,Email\nJane,jane@example.com\n", to: "a.csv")
    let target = [
      "--brand", "botpenguin", "--bot-id", "63d9ffa77a8d152facbe2f2f", "--customer-id", "631aa793bcfa100487d13d0d",
    ]
    let result = try await run(["preview", "a.csv", "--mapping", "generic-contacts", "--json"] + target)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("78c75d59-62ba-5f0a-b4b8-e7e64281dae6"))
  }

  @Test func previewFitsTheTerminal() async throws {
    _ = try folder.write(
      "Name,Email,Phone,Tags\n翼 愛川 with a long name behind it,\(String(repeating: "x", count: 90))@example.com,+4930231251,a;b\n",
      to: "a.csv")
    let result = try await run(["preview", "a.csv", "--mapping", "generic-contacts"])
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.outputLines.filter { $0.hasPrefix("  ") || $0.hasPrefix("line") }.allSatisfy { $0.count <= 80 })
  }

  @Test func recordsJSONShowsTheInputAsItIsRead() async throws {
    _ = try folder.write("Name;Email;Email\n\"A;\"\"b\"\"\";x@example.com\n", to: "a.csv")
    let result = try await run(["records", "a.csv", "--json"])
    #expect(result.status == 0, "\(result.errors)")
    let lines = try result.outputLines.map { try JSONDocument(parsing: $0).root }
    #expect(lines.count == 2)
    #expect(lines[0]["delimiter"]?.string == ";")
    #expect(lines[0]["headerLine"]?.integer == 1)
    #expect(lines[0]["header"]?.elements.map(\.string) == ["Name", "Email", "Email"])
    #expect(lines[1]["fields"]?[0]?[1]?.string == "A;\"b\"")
    #expect(lines[1]["fields"]?[2]?[0]?.string == "Email")
    #expect(lines[1]["warnings"]?[0]?["code"]?.string == "csv.ragged.short")
  }

  @Test func recordsCountCounts() async throws {
    _ = try folder.write("a,b\n1,2\n3,4\n", to: "a.csv")
    #expect(try await run(["records", "a.csv", "--count"]).output == "2\n")
  }

  @Test func aReaderThatGoesAwayIsSuccess() throws {
    let rows = (1...20_000).map { "Person \($0),p\($0)@example.com\n" }.joined()
    _ = try folder.write("Name,Email\n" + rows, to: "a.csv")
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/bin/bash")
    shell.arguments = [
      "-c", "'\(Program.path)' preview a.csv --mapping generic-contacts --json | head -1; echo ${PIPESTATUS[0]}",
    ]
    shell.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    shell.environment = Program.environment(home: folder.path)
    let pipe = Pipe()
    shell.standardOutput = pipe
    try shell.run()
    let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    shell.waitUntilExit()
    #expect(text.split(separator: "\n").last == "0")
  }

  @Test func aMissingTokenIsSaidBeforeAnythingIsRead() async throws {
    _ = try folder.write("Name,Email\nAnn,ann@example.com\n", to: "a.csv")
    let result = try await run(["push", "a.csv", "--mapping", "generic-contacts"] + Self.target)
    #expect(result.status == 2)
    #expect(result.errors.contains("LEADBRIDGE_TOKEN"), "\(result.errors)")
  }

  @Test func theSandboxPrintsOptionsThatReachIt() async throws {
    let sandbox = try Program.start(["sandbox", "--port", "0"], in: folder.path, token: nil)
    while !sandbox.outputSoFar.contains("--customer-id"), sandbox.process.isRunning { await Task.yield() }
    _ = try folder.write("Name,Email\nAnn,ann@example.com\n", to: "contacts.csv")
    // As it stands: pasted into a shell.
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/bin/bash")
    shell.arguments = ["-c", "leadbridge() { '\(Program.path)' \"$@\"; }\n\(sandbox.outputSoFar)"]
    shell.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    shell.environment = Program.environment(home: folder.path, token: nil)
    try shell.run()
    shell.waitUntilExit()
    #expect(shell.terminationStatus == 0)
    kill(sandbox.process.processIdentifier, SIGTERM)
    let ended = await sandbox.result()
    #expect(ended.status == 0, "\(ended.errors)")
  }

  @Test func aFullDiskForDeadLettersIsExitThree() async throws {
    let stage = try await Stage()
    _ = try stage.folder.write(Stage.table(600, invalidEvery: 2), to: "contacts.csv")
    let result = try await stage.run(
      ["push", "contacts.csv", "--mapping", "generic-contacts", "--dead-letters", "/dev/full"] + stage.destination)
    #expect(result.status == 3, "\(result.errors)")
    #expect(result.errors.contains("[disk.full]"))
    await stage.server.stop()
  }

  @Test func connectWritesADestinationThatWorks() async throws {
    let stage = try await Stage()
    let page = "https://page.example.com/\(stage.server.botId)/\(stage.server.customerId)/agent?x=1"
    let connected = try await stage.run(
      ["connect", page, "--base-url", "http://127.0.0.1:\(stage.port)", "--test-lead"], input: "")
    #expect(connected.status == 0, "\(connected.errors)")
    #expect(!(connected.errors + connected.output).contains("test-token"))
    _ = try stage.folder.write(Stage.table(5), to: "contacts.csv")
    let pushed = try await stage.run(["push", "contacts.csv", "--mapping", "generic-contacts", "--to", "main"])
    #expect(pushed.status == 0, "\(pushed.errors)")
    let listed = try await stage.run(["leads", "list", "--json"])
    #expect(listed.status == 0, "\(listed.errors)")
    #expect(listed.outputLines.count == 6)
    let refused = try await stage.run(
      ["connect", page, "--base-url", "http://127.0.0.1:\(stage.port)", "--name", "other"], token: "wrong", input: "")
    #expect(refused.status == 2, "\(refused.errors)")
    #expect(try !stage.folder.text(of: "leadbridge.json").contains("other"))
    await stage.server.stop()
  }
}
