import Foundation
import LeadJSON
import LeadModel
import TestSupport
import Testing

/// `config check`: words, forms and exit codes.
@Suite(.timeLimit(.minutes(4)))
struct ConfigCommandTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func run(_ words: String...) async throws -> Program.Result {
    try await Program.run(["config", "check"] + words, in: folder.path, input: nil)
  }

  private static func text(secret: String, mapping: String = "typeform-webhook") -> String {
    """
    {
      "version": 1,
      "destinations": {
        "main": { "brand": "local", "botId": "b", "customerId": "c", "token": { "env": "LEADBRIDGE_TOKEN" } }
      },
      "routes": [{ "path": "/hooks/a", "accept": "typeform", "secret": \(secret), "mapping": "\(mapping)" }]
    }
    """
  }

  @Test func aRightFileIsSaidToBe() async throws {
    try folder.write(Self.text(secret: #"{ "env": "LEADBRIDGE_TOKEN" }"#), to: "leadbridge.json")
    let result = try await run()
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.outputLines == ["leadbridge.json: ok (1 destination, 1 route)"])
  }

  @Test func secretsThatAreNotThereAreErrorsUnlessTheyAreNotAskedFor() async throws {
    try folder.write(Self.text(secret: #"{ "file": "none" }"#), to: "leadbridge.json")
    let result = try await run()
    #expect(result.status == 2 && result.errors.contains("leadbridge.json:6:68: error:"), "\(result.errors)")
    #expect(try await run("--no-secrets").status == 0)
  }

  @Test func aMappingThatIsNotThereIsSaidWhereItIsNamed() async throws {
    let text = Self.text(secret: #"{ "env": "LEADBRIDGE_TOKEN" }"#, mapping: "typeform-webhok")
    try folder.write(text, to: "other.json")
    let result = try await run("other.json", "--json")
    #expect(result.status == 2)
    let report = try JSONDocument(parsing: result.output).root
    #expect(report.members.map(\.key) == ["file", "ok", "destinations", "routes", "sources", "diagnostics"])
    #expect(report["ok"]?.boolean == false && report["file"]?.string == "other.json")
    let diagnostic = report["diagnostics"]?[0]
    #expect(diagnostic?["code"]?.string == "mapping.missing" && diagnostic?["line"]?.integer == 6)
    #expect(diagnostic?["hint"]?.string == "did you mean 'typeform-webhook'?")
  }

  /// The page's file is whole, and taken as it is.
  @Test func theFileOfMetasPageIsRight() async throws {
    let page = try RecordedFile("docs/connect/meta-lead-ads.md").text
    let block = try #require(page.components(separatedBy: "```json").dropFirst().first)
    try folder.write(try #require(block.components(separatedBy: "```").first), to: "leadbridge.json")
    let result = try await run("--no-secrets")
    #expect(result.status == 0 && result.errors.isEmpty, "\(result.errors)")
    #expect(result.outputLines == ["leadbridge.json: ok (1 destination, 1 route, 1 source)"])
  }

  @Test(
    arguments: [
      (#""fetch": { "from": "tally", "form": "a", "secrets": { "key": { "env": "KEY" } } }"#, "route.source.kind"),
      (#""fetch": { "url": "https://crm.example.com/leads" }"#, "route.source.kind"),
      (#""folder": "in""#, "route.source.kind"),
      (#""fetch": { "from": "meta", "form": "9", "secrets": { "token": { "env": "KEY" } } }"#, nil),
    ] as [(String, String?)])
  func onlyASourceThatFetchesByIdsTakesAnnouncements(_ origin: String, _ code: String?) async throws {
    try folder.write(
      """
      { "version": 1,
        "destinations": {
          "main": { "brand": "local", "botId": "b", "customerId": "c", "token": { "env": "LEADBRIDGE_TOKEN" } } },
        "sources": [{ "name": "s", "every": "1h", \(origin) }],
        "routes": [{ "path": "/hooks/a", "accept": "meta", "secret": { "env": "S" }, "verifyToken": { "env": "V" },
          "source": "s" }] }
      """, to: "leadbridge.json")
    let result = try await run("--no-secrets")
    #expect(result.status == (code == nil ? 0 : 2), "\(result.errors)")
    if let code {
      #expect(result.errors.contains("leadbridge.json:6:15: error:") && result.errors.contains("[\(code)]"))
    }
  }

  @Test func aSecretInTheFileIsNotRepeated() async throws {
    try folder.write(Self.text(secret: #""hunter2""#), to: "leadbridge.json")
    let result = try await run()
    #expect(result.status == 2 && result.errors.contains("[config.secret.literal]"))
    #expect(!(result.errors + result.output).contains("hunter2"))
  }

  @Test func noFileAtAllNamesConnect() async throws {
    let result = try await run()
    #expect(result.status == 2 && result.errors.contains("'leadbridge connect' makes one"))
  }
}
