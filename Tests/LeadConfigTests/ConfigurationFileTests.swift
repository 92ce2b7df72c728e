import Foundation
import LeadConfig
import LeadModel
import TestSupport
import Testing

struct ConfigurationFileTests {
  private let folder: TemporaryFolder
  private let main = NewDestination(
    name: "main", brand: "botpenguin", botId: "b1", customerId: "c1", token: .environment("LEADBRIDGE_TOKEN"))
  private let white = NewDestination(
    name: "white", brand: "custom", baseURL: "https://api.example.com", botId: "b2", customerId: "c2",
    token: .file("white.token"))

  init() throws { folder = try TemporaryFolder() }

  @Test func aFileThatIsNotThereIsMade() throws {
    let file = ConfigurationFile(path: folder.path("conf/leadbridge.json"))
    try file.add(main)
    #expect(
      try folder.text(of: "conf/leadbridge.json") == """
        {
          "version": 1,
          "destinations": {
            "main": {
              "brand": "botpenguin",
              "botId": "b1",
              "customerId": "c1",
              "token": { "env": "LEADBRIDGE_TOKEN" }
            }
          }
        }

        """)
    let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    #expect(try Configuration(contentsOf: file.path, environment: [:]).destinations.map(\.name) == ["main"])
  }

  @Test func whatIsThereStaysAsItIs() throws {
    let before = """
      {
        "future": [1.10, {"a" :null}],   "version": 1,
        "destinations": {
          "main":  { "brand": "botpenguin", "botId": "b1", "customerId": "c1", "token": {"env": "T"}, "x": 1 }
        },
        "listen": "127.0.0.1:8080"
      }
      """
    #expect(
      try added(to: before, white)
        == before.replacing(
          "\"x\": 1 }\n",
          with: """
            "x": 1 },
                "white": {
                  "brand": "custom",
                  "baseUrl": "https://api.example.com",
                  "botId": "b2",
                  "customerId": "c2",
                  "token": { "file": "white.token" }
                }

            """))
  }

  @Test(arguments: ["", "  \n", "{}", "{\n}", #"{"version": 1}"#, #"{"destinations": {}}"#, #"{"destinations": null}"#])
  func anEmptyFileGetsItsFirstDestination(before: String) throws {
    let text = try added(to: before, main)
    let after = try added(to: text, white)
    let complete =
      after.contains("version") ? after : after.replacing("{", with: "{\"version\": 1, ", maxReplacements: 1)
    let configuration = try Configuration(parsing: Array(complete.utf8), file: "c.json", environment: [:])
    #expect(configuration.destinations.map(\.name) == ["main", "white"])
    #expect(configuration.destinations[1].baseURL == "https://api.example.com")
  }

  @Test func aNameThatIsTakenIsRefusedUnlessItIsToBeReplaced() throws {
    let before = try added(to: "", main)
    let error = #expect(throws: Diagnostics.self) { try added(to: before, main) }
    #expect(error?.all.map(\.code) == ["destination.exists"])
    #expect(error?.all.first?.position?.line == 4)
  }

  @Test func aReplacedDestinationKeepsItsOtherSettings() throws {
    let before = #"""
      {"version": 1, "destinations": {"a": {"rate": "5/s", "brand": "custom", "baseUrl": "https://x.example",
       "botId": "old", "customerId": "c", "token": {"env": "OLD"}}}}
      """#
    var new = main
    new.name = "a"
    let after = try added(to: before, new, replacing: true)
    #expect(
      after == #"""
        {"version": 1, "destinations": {"a": {"rate": "5/s", "brand": "botpenguin", "baseUrl": null,
         "botId": "b1", "customerId": "c1", "token": { "env": "LEADBRIDGE_TOKEN" }}}}
        """#)
    let settings = try Configuration(parsing: Array(after.utf8), file: "c.json", environment: [:]).destination(
      named: "a")
    #expect(settings.rate == Rate(perSecond: 5))
    new.baseURL = "https://y.example"
    new.brand = "custom"
    let again = try Configuration(
      parsing: Array(try added(to: after, new, replacing: true).utf8), file: "c.json", environment: [:])
    #expect(again.destinations[0].baseURL == "https://y.example")
  }

  @Test func replacingAnEmptyDestinationGivesItAllItsMembers() throws {
    let after = try added(to: #"{"version": 1, "destinations": {"main": {}}}"#, main, replacing: true)
    #expect(
      try Configuration(parsing: Array(after.utf8), file: "c.json", environment: [:]).destination(named: nil).botId
        == "b1")
  }

  @Test func theAuthoritysFileIsKept() throws {
    var walled = white
    walled.caFile = "/etc/ca.pem"
    let text = try added(to: "", walled)
    #expect(
      try Configuration(parsing: Array(text.utf8), file: "c.json", environment: [:]).destinations[0].caFile
        == "/etc/ca.pem")
  }

  @Test func aNameThatIsThereIsKnown() throws {
    let file = ConfigurationFile(path: folder.path("leadbridge.json"))
    #expect(try !file.holds("main"))
    try folder.write(" ", to: "leadbridge.json")
    #expect(try !file.holds("main"))
    try file.add(main)
    #expect(try file.holds("main"))
    #expect(try !file.holds("white"))
  }

  @Test(arguments: [
    ("main", "leadbridge-tokens/main.token"), ("a b", "leadbridge-tokens/a%20b.token"),
    ("a_b", "leadbridge-tokens/a_b.token"), ("../x", "leadbridge-tokens/%2e%2e%2fx.token"),
    ("ü", "leadbridge-tokens/%c3%bc.token"),
  ])
  func aTokensFileLiesBesideTheConfiguration(name: String, file: String) {
    #expect(ConfigurationFile(path: "leadbridge.json").tokenFile(of: name).path == file)
    #expect(ConfigurationFile(path: "/etc/l/leadbridge.json").tokenFile(of: name) == (file, "/etc/l/" + file))
  }

  @Test func namesAreEscaped() throws {
    var odd = main
    odd.name = #"my "main" \ ü"#
    let after = try added(to: "", odd)
    #expect(
      try Configuration(parsing: Array(after.utf8), file: "c.json", environment: [:]).destinations.map(\.name) == [
        odd.name
      ])
  }

  @Test(arguments: [("{,}", "json.syntax"), ("[]", "config.type"), (#"{"destinations": []}"#, "config.type")])
  func whatCannotBeAddedToIsLeftAlone(before: String, code: String) throws {
    let error = #expect(throws: Diagnostics.self) { try added(to: before, main) }
    #expect(error?.all.map(\.code) == [code])
    #expect(try folder.text(of: "leadbridge.json") == before)
  }

  @Test func aLinkStaysALinkAndNothingElseIsLeftBehind() throws {
    let target = try folder.write("{}", to: "real/conf.json")
    try FileManager.default.createSymbolicLink(atPath: folder.path("leadbridge.json"), withDestinationPath: target)
    try ConfigurationFile(path: folder.path("leadbridge.json")).add(main)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder.path("leadbridge.json")) == target)
    #expect(try folder.text(of: "real/conf.json").contains("\"main\""))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path("real")) == ["conf.json"])
  }

  @Test func aPathThatCannotBeWrittenSaysSo() throws {
    let plain = try folder.write("", to: "plain")
    let error = #expect(throws: Diagnostics.self) { try ConfigurationFile(path: plain + "/leadbridge.json").add(main) }
    #expect(error?.all.map(\.code) == ["config.unwritable"])
  }

  private func added(to text: String, _ destination: NewDestination, replacing: Bool = false) throws -> String {
    let path = try folder.write(text, to: "leadbridge.json")
    try ConfigurationFile(path: path).add(destination, replacing: replacing)
    return try folder.text(of: "leadbridge.json")
  }
}
