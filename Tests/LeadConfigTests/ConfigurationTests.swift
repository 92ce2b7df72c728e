import LeadConfig
import LeadJSON
import LeadModel
import Testing

struct ConfigurationTests {
  /// The example of the documentation.
  private static let example = """
    {
      "$schema": "leadbridge.schema.json",
      "version": 1,
      "listen": "127.0.0.1:8080",
      "state": "/var/lib/leadbridge",
      "destinations": {
        "main": { "brand": "botpenguin", "botId": "63d9ffa77a8d152facbe2f2f", "customerId": "631aa793bcfa100487d13d0d",
                  "token": { "env": "LEADBRIDGE_TOKEN" }, "listToken": null,
                  "rate": "20/s", "concurrency": "auto", "caFile": null },
        "white": { "brand": "custom", "baseUrl": "https://api.example.com/", "botId": "b-1", "customerId": "c_1",
                   "token": { "file": "secrets/inbox" }, "concurrency": 8, "caFile": "ca.pem" }
      },
      "routes": [{ "path": "/hooks/contact", "accept": "typeform", "secret": { "env": "TYPEFORM_SECRET" },
                   "mapping": "typeform-webhook", "to": "main" }],
      "sources": [{ "name": "nightly", "every": "15m", "folder": "/srv/drop", "match": "*.csv", "mapping": "m", "to": "main" }]
    }
    """

  @Test func theDocumentedExampleIsRead() throws {
    let configuration = try Configuration(
      parsing: Array(Self.example.utf8), file: "/etc/leads/leadbridge.json", environment: [:])
    #expect(configuration.warnings.isEmpty)
    #expect(configuration.serve.listen == "127.0.0.1:8080")
    #expect(configuration.state == "/var/lib/leadbridge")
    #expect(configuration.routes.map(\.path) == ["/hooks/contact"])
    #expect(configuration.destinations.map(\.name) == ["main", "white"])
    let main = configuration.destinations[0]
    #expect(main.baseURL == "https://api.v7.botpenguin.com")
    #expect(main.botId == "63d9ffa77a8d152facbe2f2f")
    #expect(main.customerId == "631aa793bcfa100487d13d0d")
    #expect(main.token.place == .environment("LEADBRIDGE_TOKEN"))
    #expect(main.listToken == nil)
    #expect(main.rate == Rate(perSecond: 20))
    #expect(main.concurrency == nil)
    #expect(main.caFile == nil)
    let white = configuration.destinations[1]
    #expect(white.baseURL == "https://api.example.com")
    #expect(white.token.place == .file("secrets/inbox"))
    #expect(white.concurrency == 8)
    #expect(white.caFile == "/etc/leads/ca.pem")
  }

  private static func configuration(_ more: String) throws -> Configuration {
    let text = """
      {"version": 1, "destinations": {"main": {
        "brand": "botpenguin", "botId": "b", "customerId": "c", "token": {"env": "T"}, \(more)}}}
      """
    return try Configuration(parsing: Array(text.utf8), file: "/etc/leads/leadbridge.json", environment: [:])
  }

  @Test(arguments: [
    (#""suppress": ["do-not-contact.csv", "/srv/list.csv"]"#, ["/etc/leads/do-not-contact.csv", "/srv/list.csv"]),
    (#""suppress": null"#, []), (#""suppress": []"#, []),
  ])
  func suppressedPeoplesTablesLieBesideTheFile(_ text: String, _ paths: [String]) throws {
    let settings = try Self.configuration(text).destinations[0]
    #expect(settings.suppress == paths)
    #expect(settings.withoutToken.suppress == paths)
  }

  @Test func leadsAreMetByWhatIsNamed() throws {
    let settings = try Self.configuration(#""matchInbox": ["phone", "email", "phone"]"#).destinations[0]
    #expect(settings.matchInbox == [.phone, .email] && settings.withoutToken.matchInbox == [.phone, .email])
    #expect(try Self.configuration(#""matchInbox": null"#).destinations[0].matchInbox.isEmpty)
    let error = #expect(throws: Diagnostics.self) { try Self.configuration(#""matchInbox": ["emial"]"#) }
    #expect(error?.all.map(\.code) == ["config.word"] && error?.all[0].hint?.contains("email") == true)
  }

  @Test(arguments: [
    (#""suppress": "a.csv""#, "config.type"), (#""suppress": [5]"#, "config.type"),
    (#""suppress": [" "]"#, "config.value.empty"),
  ])
  func whatIsNoListOfTablesIsAnError(_ text: String, _ code: String) {
    let error = #expect(throws: Diagnostics.self) { try Self.configuration(text) }
    #expect(error?.all.map(\.code) == [code])
  }

  @Test func allErrorsComeAtOnceInTheirOrder() {
    let text = """
      {
        "verison": 1,
        "state": 5,
        "destinations": {
          "main": { "brand": "botpengiun", "botId": "", "token": "s3cr3t-value", "rate": "fast" },
          "other": { "brand": "custom", "botID": "b", "customerId": "c d", "token": {"file": "a", "env": "B"}, "concurrency": 0 }
        },
        "routes": {}
      }
      """
    #expect(
      errors(text) == [
        "c.json:1:1: error: 'version' is missing: the number 1 [config.key.missing]",
        "  hint: is it meant by 'verison'?",
        "c.json:2:3: error: the configuration has no key 'verison' [config.key.unknown]",
        "  hint: did you mean 'version'?",
        "c.json:3:12: error: 'state' is a number, expected a folder [config.type]",
        "c.json:5:13: error: 'customerId' is missing: the customer's id, the second in its page's address [config.key.missing]",
        "c.json:5:24: error: the brand is not known, expected one of botpenguin, omnihubs, flowmatix, custom, local [config.brand.unknown]",
        "  hint: did you mean 'botpenguin'?",
        "c.json:5:47: error: 'botId' is empty, expected the bot's id, the first in its page's address [config.value.empty]",
        "c.json:5:60: error: 'token' holds the secret itself, which does not belong into this file [config.secret.literal]",
        #"  hint: write {"env": "LEADBRIDGE_TOKEN"} and set that variable, or {"file": "PATH"}"#,
        "c.json:5:84: error: 'rate' is none, expected a rate, like \"20/s\" or \"600/m\" [config.rate]",
        "c.json:6:14: error: 'botId' is missing: the bot's id, the first in its page's address [config.key.missing]",
        "  hint: is it meant by 'botID'?",
        "c.json:6:14: error: 'baseUrl' is missing: the API's address, like https://api.example.com, with brand 'custom' [config.key.missing]",
        "c.json:6:35: error: a destination has no key 'botID' [config.key.unknown]",
        "  hint: did you mean 'botId'?",
        "c.json:6:63: error: 'customerId' is no id: letters, digits, '-' and '_' are expected [config.id]",
        "c.json:6:79: error: 'token' has 'env' and 'file', expected one [config.secret.both]",
        "c.json:6:121: error: 'concurrency' is out of range, expected \"auto\" or a number from 1 to 200 [config.concurrency]",
        "c.json:8:13: error: 'routes' is an object, expected a list of routes, at most 1000 [config.type]",
      ])
  }

  @Test(arguments: [
    ("", "json.empty"), ("{\"version\": 1,}", "json.syntax"), ("[]", "config.type"),
    ("{\"version\": \"1\"}", "config.type"),
    ("{\"version\": 2}", "config.version"), ("{\"version\": 1, \"destinations\": []}", "config.type"),
    ("{\"version\": 1, \"destinations\": {\"a\": 1}}", "config.type"),
    ("{\"version\": 1, \"listen\": \"8080\"}", "config.listen"),
    ("{\"version\": 1, \"listen\": \"localhost:70000\"}", "config.listen"),
    ("{\"version\": 1, \"listen\": \"::1:8080\"}", "config.listen"),
    ("{\"version\": 1, \"sources\": \"x\"}", "config.type"), ("{\"version\": 1, \"$schema\": 1}", "config.type"),
  ])
  func aFileThatIsWrongSaysHow(text: String, code: String) {
    let error = #expect(throws: Diagnostics.self) {
      try Configuration(parsing: Array(text.utf8), file: "c.json", environment: [:])
    }
    #expect(error?.all.contains { $0.code == code } == true)
    #expect(error?.all.allSatisfy { $0.position?.line != nil } == true)
  }

  @Test(arguments: [
    (#""brand": "custom", "baseUrl": "https://api.example.com/#top""#, "config.address"),
    (#""brand": "custom", "baseUrl": "api.example.com""#, "config.address"),
    (#""brand": "custom", "baseUrl": "ftp://api.example.com""#, "config.address"),
    (#""brand": "custom", "baseUrl": "https://user@api.example.com""#, "config.address"),
    (#""brand": "custom", "baseUrl": "https://api.example.com?a=b""#, "config.address"),
    (#""brand": "custom", "baseUrl": 5"#, "config.type"), (#""brand": "custom""#, "config.key.missing"),
    (#""brand": "local", "concurrency": "many""#, "config.concurrency"),
    (#""brand": "local", "concurrency": 201"#, "config.concurrency"),
    (#""brand": "local", "concurrency": true"#, "config.type"), (#""brand": "local", "rate": 20"#, "config.type"),
    (#""brand": "local", "rate": "0/s""#, "config.rate"),
    (#""brand": "local", "listToken": "x""#, "config.secret.literal"),
    (#""brand": "local", "listToken": {}"#, "config.secret.none"),
    (#""brand": "local", "listToken": {"env": 1}"#, "config.type"),
    (#""brand": "local", "listToken": {"evn": "A"}"#, "config.key.unknown"),
    (#""brand": "local", "listToken": ["A"]"#, "config.type"), (#""brand": 1"#, "config.type"),
  ])
  func aDestinationThatIsWrongSaysHow(members: String, code: String) {
    let text = destination(members)
    let error = #expect(throws: Diagnostics.self) {
      try Configuration(parsing: Array(text.utf8), file: "c.json", environment: [:])
    }
    #expect(error?.all.map(\.code).contains(code) == true)
  }

  @Test(arguments: [
    (#""brand": "local""#, "http://127.0.0.1:8787"), (#""brand": "local", "baseUrl": null"#, "http://127.0.0.1:8787"),
    (#""brand": "local", "baseUrl": "http://localhost:9000/""#, "http://localhost:9000"),
    (#""brand": "local", "baseUrl": "http://[::1]:9000""#, "http://[::1]:9000"),
    (#""brand": "custom", "baseUrl": "HTTPS://API.Example.com/v7/""#, "https://api.example.com/v7"),
    (#""brand": "flowmatix""#, "https://api.v7.flowmatix.ai"),
    (#""brand": "flowmatix", "baseUrl": "https://api.v8.flowmatix.ai""#, "https://api.v8.flowmatix.ai"),
    (#""brand": "omnihubs""#, "https://api.v7.botpenguin.com"),
  ])
  func theAddressIsTheBrandsOrTheGivenOne(members: String, address: String) throws {
    let configuration = try Configuration(parsing: Array(destination(members).utf8), file: "c.json", environment: [:])
    #expect(configuration.destinations.map(\.baseURL) == [address])
    #expect(configuration.warnings.isEmpty)
  }

  @Test func oddThingsAreWarnings() throws {
    let text = destination(
      #""brand": "custom", "baseUrl": "http://api.example.com", "baseUrl": "http://api.example.org""#)
    let configuration = try Configuration(parsing: Array(text.utf8), file: "c.json", environment: [:])
    #expect(configuration.warnings.map(\.code) == ["json.duplicateKey", "destination.plain"])
    #expect(configuration.warnings.allSatisfy { $0.severity == .warning })
    #expect(configuration.destinations[0].baseURL == "http://api.example.org")
  }

  @Test func pathsAreTakenFromTheFilesFolder() throws {
    func state(_ state: String, _ file: String) throws -> String? {
      try Configuration(parsing: Array("{\"version\": 1, \"state\": \"\(state)\"}".utf8), file: file, environment: [:])
        .state
    }
    #expect(try state("state", "leadbridge.json") == "state")
    #expect(try state("state", "/etc/leadbridge.json") == "/etc/state")
    #expect(try state("/state", "/etc/leadbridge.json") == "/state")
    #expect(try state("../state", "conf/leadbridge.json") == "conf/../state")
  }

  // MARK: Destinations by name

  @Test func theOnlyDestinationNeedsNoName() throws {
    let configuration = try Configuration(
      parsing: Array(destination(#""brand": "local""#).utf8), file: "c.json", environment: [:])
    #expect(try configuration.destination(named: nil).name == "main")
    #expect(try configuration.destination(named: "main").name == "main")
  }

  @Test(
    arguments: [
      ("mian", "destination.unknown", "did you mean 'main'?"), ("x", "destination.unknown", "there are: main, white"),
      (nil, "destination.unnamed", "say which with --to"),
    ] as [(String?, String, String)])
  func aNameThatMeansNoneSaysWhatThereIs(name: String?, code: String, hint: String) throws {
    let configuration = try Configuration(parsing: Array(Self.example.utf8), file: "c.json", environment: [:])
    let error = #expect(throws: Diagnostics.self) { try configuration.destination(named: name) }
    #expect(error?.all.map(\.code) == [code])
    #expect(error?.all.first?.hint == hint)
  }

  @Test(arguments: [(nil, "destination.none"), ("main", "destination.unknown")] as [(String?, String)])
  func withoutDestinationsConnectIsNamed(name: String?, code: String) throws {
    let configuration = try Configuration(parsing: Array("{\"version\": 1}".utf8), file: "c.json", environment: [:])
    let error = #expect(throws: Diagnostics.self) { try configuration.destination(named: name) }
    #expect(error?.all.map(\.code) == [code])
    #expect(error?.all.first?.hint == "'leadbridge connect' makes one")
  }

  // MARK: -

  private func destination(_ members: String) -> String {
    #"{"version": 1, "destinations": {"main": {\#(members), "botId": "b", "customerId": "c", "token": {"env": "T"}}}}"#
  }

  private func errors(_ text: String) -> [String] {
    do throws(Diagnostics) {
      _ = try Configuration(parsing: Array(text.utf8), file: "c.json", environment: [:])
      return []
    } catch {
      return error.description.split(separator: "\n").map(String.init)
    }
  }
}
