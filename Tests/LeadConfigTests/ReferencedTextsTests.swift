import LeadConfig
import LeadModel
import TestSupport
import Testing

/// Any text may be kept elsewhere, as a secret must be.
struct ReferencedTextsTests {
  private static let text = """
    {'version': 1, 'state': {'env': 'STATE'}, 'listen': {'env': 'LISTEN'}, 'drain': {'env': 'DRAIN'},
     'destinations': {'main': {'brand': {'env': 'BRAND'}, 'botId': {'env': 'BOT'}, 'customerId': 'c', 'rate': {'env': 'RATE'},
        'token': {'env': 'T'}, 'matchInbox': [{'env': 'MATCH'}]}},
     'routes': [{'path': {'env': 'PATH'}, 'accept': 'form', 'mapping': {'env': 'MAPPING'}, 'cors': [{'env': 'ORIGIN'}]}],
     'alerts': [{'url': {'env': 'HOOK'}}]}
    """
  private static let environment = [
    "STATE": "st", "LISTEN": "0.0.0.0:1", "DRAIN": "5s", "BRAND": "local", "BOT": "bot", "RATE": "5/s",
    "MATCH": "email",
    "PATH": "/a", "MAPPING": "m.json", "ORIGIN": "https://a.example", "HOOK": "https://hooks.example.com/key",
  ]

  @Test func aTextIsReadFromWhereItIsKept() throws {
    let configuration = try WrittenConfiguration.read(Self.text, environment: Self.environment)
    #expect(configuration.state == "/etc/leads/st" && configuration.serve.listen == "0.0.0.0:1")
    #expect(configuration.serve.drain == .seconds(5))
    let destination = configuration.destinations[0]
    #expect(destination.brand == "local" && destination.botId == "bot" && destination.rate == Rate("5/s"))
    #expect(destination.matchInbox == [.email])
    let route = configuration.routes[0]
    #expect(route.path == "/a" && route.mapping == "/etc/leads/m.json" && route.cors == ["https://a.example"])
    #expect(configuration.serve.alerts.map(\.address.host) == ["hooks.example.com"])
  }

  @Test(arguments: environment.keys.sorted())
  func oneThatIsNotThereIsSaidWhereItIsNeeded(_ variable: String) {
    var environment = Self.environment
    environment[variable] = nil
    #expect(WrittenConfiguration.codes(Self.text, environment: environment) == ["secret.unset"])
    // A run needs nothing of the daemon's.
    let isOfRuns = ["STATE", "BRAND", "BOT", "RATE", "MATCH"].contains(variable)
    let run = try? WrittenConfiguration.read(Self.text, environment: environment, references: .ofDestinations)
    #expect((run == nil) == isOfRuns)
    #expect((try? WrittenConfiguration.read(Self.text, environment: environment, references: .optional)) != nil)
  }

  @Test(arguments: ["LISTEN", "DRAIN", "RATE", "MATCH", "PATH", "ORIGIN", "HOOK", "BOT", "BRAND"])
  func oneThatIsWrongIsNotRepeated(_ variable: String) {
    var environment = Self.environment
    environment[variable] = "hunter 2"
    let error = #expect(throws: Diagnostics.self) {
      try WrittenConfiguration.read(Self.text, environment: environment)
    }
    #expect(error?.all.count == 1 && error?.description.contains("hunter") == false)
  }

  @Test func whatNeedsOneThatIsNotThereIsLeftOut() throws {
    let configuration = try WrittenConfiguration.read(Self.text, references: .optional)
    #expect(configuration.destinations.isEmpty && configuration.routes.isEmpty && configuration.serve.alerts.isEmpty)
    #expect(configuration.isPartial)
    #expect(try !WrittenConfiguration.read(Self.text, environment: Self.environment).isPartial)
    // That nobody is told, or that nothing is encrypted, cannot be known then.
    let text = WrittenConfiguration.text(
      "'routes': [{'path': '/a', 'accept': 'form', 'mapping': 'm', 'expectEvery': '1d'}], 'alerts': [{'url': {'env': 'HOOK'}}]"
    )
    #expect(try WrittenConfiguration.read(text, references: .optional).doubts.isEmpty)
    // What is wrong is said all the same.
    let codes = WrittenConfiguration.codes(
      Self.text.replacing("'accept'", with: "'acept'"), environment: Self.environment)
    #expect(codes == ["config.key.missing", "config.key.unknown"])
  }

  @Test func aTextIsReadFromAFileBesideTheConfiguration() throws {
    let folder = try TemporaryFolder()
    try folder.write("bot-1\n", to: "bot")
    let text = WrittenConfiguration.quoted(
      "{'version': 1, 'destinations': {'a': {'brand': 'local', 'botId': {'file': 'bot'}, 'customerId': 'c', 'token': {'env': 'T'}}}}"
    )
    let configuration = try Configuration(
      parsing: Array(text.utf8), file: folder.path("leadbridge.json"), environment: [:])
    #expect(configuration.destinations.map(\.botId) == ["bot-1"])
  }

  @Test(arguments: [
    ("'listen': {}", "config.type"), ("'listen': {'value': 'x'}", "config.type"),
    ("'listen': {'env': 'A', 'file': 'b'}", "config.secret.both"), ("'listen': {'env': {'env': 'A'}}", "config.type"),
    ("'listen': {'env': 'A', 'fiel': 'b'}", "config.key.unknown"), ("'listen': {'env': ''}", "config.value.empty"),
  ])
  func aPlaceThatIsNoneSaysHow(_ keys: String, _ code: String) {
    let codes = WrittenConfiguration.codes(WrittenConfiguration.text(keys), environment: ["A": "127.0.0.1:1"])
    #expect(codes == [code])
  }
}
