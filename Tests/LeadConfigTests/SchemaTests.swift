import LeadConfig
import LeadJSON
import LeadModel
import TestSupport
import Testing

/// `docs/leadbridge.schema.json` says what the parser takes.
struct SchemaTests {
  private let schema: JSONValue

  init() throws { schema = try JSONDocument(parsing: ConfigurationSchema.text).root }

  /// With `RECORD=1` in the environment the file is written anew, and the test fails.
  @Test func theFileIsOfTheDeclarations() throws {
    try RecordedFile("docs/leadbridge.schema.json").compare(ConfigurationSchema.text)
  }

  @Test(arguments: ConfigurationPlace.allCases) func hasTheParsersKeys(_ place: ConfigurationPlace) throws {
    let object = try #require(place == .configuration ? schema : schema["$defs"]?[place.rawValue])
    let keys = ConfigurationKey.keys(at: place)
    #expect(object["properties"]?.members.map(\.key) == [ConfigurationKey.comment] + keys.map(\.name))
    #expect(object["required"]?.elements.compactMap(\.string) ?? [] == keys.filter(\.isRequired).map(\.name))
    #expect(object["additionalProperties"]?.boolean == false)
  }

  /// What the schema and the parser must agree on.
  @Test(arguments: [
    ("", true), ("'listen': null, 'limits': null", true), ("'listen': {'env': 'A'}", true),
    ("'listen': '[::1]:80'", true), ("'listen': 80", false), ("'listen': '80'", false),
    ("'listen': {'evn': 'A'}", false),
    ("'routes': [{'path': '/a', 'accept': 'form'}]", true), ("'routes': [{'path': 'a', 'accept': 'form'}]", false),
    ("'routes': [{'path': '/a'}]", false), ("'routes': [{'path': '/a', 'accept': 'form', 'x': 1}]", false),
    ("'routes': [{'$comment': 'x', 'path': '/a', 'accept': 'form', 'secret': [{'env': 'A'}, {'file': 'b'}]}]", true),
    ("'routes': [{'path': '/a', 'accept': 'form', 'secret': []}]", false),
    ("'routes': [{'path': '/a', 'accept': 'form', 'secret': 'x'}]", false),
    ("'routes': [{'path': '/a', 'accept': 'form', 'secret': {'env': 'A', 'file': 'b'}}]", false),
    ("'routes': [{'path': '/a', 'accept': 'form', 'secret': {'env': 'A', 'file': null}}]", true),
    ("'routes': [{'path': '/a', 'accept': 'hmac'}]", false),
    ("'routes': [{'path': '/a', 'accept': 'hmac', 'hmac': {'header': 'x'}}]", true),
    ("'routes': [{'path': '/a', 'accept': 'form', 'respond': {'json': [1], 'status': 201}}]", true),
    ("'routes': [{'path': '/a', 'accept': 'form', 'respond': {'status': 404}}]", false),
    ("'routes': [{'path': '/a', 'accept': 'form', 'cors': ['*'], 'allow': ['10.0.0.0/8'], 'once': []}]", true),
    ("'routes': [{'path': '/a', 'accept': 'form', 'cors': ['a.example']}]", false),
    ("'routes': [{'path': '/a', 'accept': 'form', 'once': ['x']}]", false),
    ("'routes': [{'path': '/a', 'accept': 'form', 'limits': {'bodySize': '64kb', 'ratePerAddress': '1.5/m'}}]", true),
    ("'limits': {'bodySize': 5}", false), ("'limits': {'inFlight': 0}", false), ("'limits': {'inFlight': 5}", true),
    ("'drain': '1.5m'", true), ("'drain': '1w'", false), ("'logs': 'xml'", false), ("'tls': {'key': 'k'}", false),
    ("'alerts': [{'url': {'env': 'HOOK'}, 'spoolShare': 0.5}]", true), ("'alerts': [{}]", false),
    ("'alerts': [{'url': 'https://a.example', 'spoolShare': 0}]", false),
    ("'alerts': [{'url': 'https://a.example', 'spoolShare': 1.5}]", false), ("'sources': [5]", true),
    ("'$comment': {'any': 1}", true), ("'lisden': 'x'", false),
  ])
  func takesWhatTheParserTakes(_ keys: String, _ isRight: Bool) throws {
    let text = WrittenConfiguration.text(keys)
    let codes = WrittenConfiguration.codes(text, environment: ["A": "127.0.0.1:1", "HOOK": "https://a.example"])
    #expect(codes.isEmpty == isRight, "\(codes)")
    let mistakes = try mistakes(text)
    #expect(mistakes.isEmpty == isRight, "\(mistakes)")
  }

  @Test(arguments: [
    ("'brand': 'local'", true), ("'brand': 'custom'", false), ("'brand': 'lokal'", false),
    ("'brand': 'custom', 'baseUrl': 'https://api.example.com'", true),
    ("'brand': 'local', 'concurrency': 201", false), ("'brand': 'local', 'concurrency': 'auto'", true),
    ("'brand': 'local', 'matchInbox': ['email']", true), ("'brand': 'local', 'matchInbox': ['name']", false),
    ("'brand': 'local', 'quota': '10000/day', 'rate': '5/s', 'suppress': ['a.csv'], 'caFile': null", true),
    ("'brand': 'local', 'quota': '5/h'", false),
  ])
  func takesTheParsersDestinations(_ keys: String, _ isRight: Bool) throws {
    let destination = "{'a': {\(keys), 'botId': 'b', 'customerId': 'c', 'token': {'env': 'T'}}}"
    let text = WrittenConfiguration.text(destinations: destination)
    #expect(WrittenConfiguration.codes(text).isEmpty == isRight)
    #expect(try mistakes(text).isEmpty == isRight)
  }

  private func mistakes(_ text: String) throws -> [String] {
    let value = try JSONDocument(parsing: WrittenConfiguration.quoted(text)).root
    return try SchemaCheck(schema: schema).mistakes(in: value)
  }
}
