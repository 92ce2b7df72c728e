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
    // A ready source's own keys stand beside a fetch's.
    #expect((object["additionalProperties"]?.boolean == false) == (place != .fetch))
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
    ("'alerts': [{'url': 'https://a.example', 'spoolShare': 1.5}]", false), ("'sources': [5]", false),
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
    ("'every': '15m', 'folder': '/srv/drop'", true),
    ("'cron': '@daily', 'timeZone': 'Europe/Rome', 'folder': 'a'", true),
    ("'every': '15m', 'cron': null, 'folder': 'a', 'fetch': null", true), ("'every': '15m'", false),
    ("'folder': 'a'", false), ("'every': '15m', 'cron': '@daily', 'folder': 'a'", false),
    ("'every': '15m', 'folder': 'a', 'fetch': {'url': 'https://a.example'}", false),
    ("'every': {'env': 'D'}, 'fetch': {'url': 'https://a.example'}", true),
    ("'every': '1s', 'folder': 'a', 'match': '*.csv', 'ready': 'renamed', 'then': 'leave'", true),
    ("'every': '1s', 'folder': 'a', 'match': ['*.csv', '*.gz'], 'ready': {'stable': '1m'}, 'then': null", true),
    ("'every': '1s', 'folder': 'a', 'match': []", false), ("'every': '1s', 'folder': 'a', 'match': 5", false),
    ("'every': '1s', 'folder': 'a', 'ready': {}", false), ("'every': '1s', 'folder': 'a', 'ready': 'done'", false),
    ("'every': '1s', 'folder': 'a', 'ready': {'stable': '1s', 'marker': '.ok'}", false),
    ("'every': '1s', 'folder': 'a', 'then': 'keep'", false),
    (
      "'every': '1s', 'fetch': {'from': 'typeform', 'form': 'u6nXL7', 'pageSize': 5, 'secrets': {'token': {'env': 'T'}}}",
      true
    ),
    ("'every': '1s', 'fetch': {'from': 'typeform', 'form': true}", false),
    ("'every': '1s', 'fetch': {'from': null, 'url': null}", false), ("'every': '1s', 'fetch': {'secrets': {}}", false),
    ("'every': '1s', 'fetch': {'url': 'https://a.example', 'headers': {'accept': {'env': 'A'}, 'x-a': 'b'}}", true),
    ("'every': '1s', 'fetch': {'url': 'https://a.example', 'headers': {'accept': 5}}", false),
    ("'every': '1s', 'fetch': {'url': 'https://a.example', 'secrets': {'token': 'x'}}", false),
    ("'every': '1s', 'fetch': {'url': 'https://a.example', 'next': {'header': 'link'}}", true),
    ("'every': '1s', 'fetch': {'url': 'https://a.example', 'next': {'header': 'x'}}", false),
    ("'every': '1s', 'fetch': {'url': 'https://a.example/{page}', 'next': {'page': {'first': 0}}}", true),
    ("'every': '1s', 'fetch': {'url': 'https://a.example/{page}', 'next': {'page': {'first': 2}}}", false),
    ("'every': '1s', 'fetch': {'url': 'https://a.example', 'next': {}}", false),
    ("'every': '1s', 'fetch': {'url': 'https://a.example', 'next': {'link': 'a', 'header': 'link'}}", false),
    (
      "'every': '1s', 'fetch': {'url': 'https://a.example', 'cursor': {'path': 'at', 'overlap': '5m', 'start': 'x'}}",
      true
    ),
    (
      "'every': '1s', 'fetch': {'url': 'https://a.example', 'cursor': {'path': 'id', 'kind': 'number', 'overlap': 5, 'start': 0}}",
      true
    ),
    ("'every': '1s', 'fetch': {'url': 'https://a.example', 'cursor': {'kind': 'number'}}", false),
    ("'every': '1s', 'fetch': {'url': 'https://a.example', 'cursor': {'path': null}}", false),
    ("'every': '1s', 'fetch': {'url': 'https://a.example', 'cursor': null}", true),
    ("'every': '1s', 'fetch': {'from': 'hubspot', 'cursor': {'overlap': '1h'}}", true),
    ("'every': '1s', 'fetch': {'url': 'https://a.example', 'maxPages': 0}", false),
    (
      "'every': '1s', 'fetch': {'url': 'https://a.example', 'conditional': false, 'maxBytes': '1GB', 'rate': '1/s'}",
      true
    ),
  ])
  func takesTheParsersSources(_ keys: String, _ isRight: Bool) throws {
    let text = WrittenConfiguration.text("'sources': [{'name': 'a', \(keys)}]")
    let codes = WrittenConfiguration.codes(text, environment: ["A": "b", "D": "5m"])
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
