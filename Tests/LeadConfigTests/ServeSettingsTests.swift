import LeadConfig
import LeadModel
import Testing

struct ServeSettingsTests {
  @Test func theDaemonsSettingsAreReadWhole() throws {
    let text = WrittenConfiguration.text(
      """
      'listen': '[::]:8443', 'operator': {'listen': '127.0.0.1:9090', 'token': [{'env': 'A'}, {'file': 'b'}]},
      'tls': {'certificate': 'chain.pem', 'key': '/srv/key.pem'}, 'trustedProxies': ['10.0.0.0/8'],
      'limits': {'bodySize': '2MB', 'headerTime': '5s', 'bodyTime': '15s', 'idleTime': '20s', 'connections': 50,
        'inFlight': 10, 'ratePerAddress': '20/s', 'jsonDepth': 16, 'formFields': 30},
      'spool': {'maxSize': '10GB', 'minFree': '1GB'}, 'keep': {'submissions': '90d'}, 'drain': '1m', 'logs': 'json',
      'alerts': [{'url': 'https://hooks.example.com/a?k=1', 'format': 'slack', 'deadLetters': 5, 'breakerOpen': '5m',
        'spoolShare': 0.5, 'certificate': '30d', 'repeatEvery': '1d'}]
      """)
    let serve = try WrittenConfiguration.read(text).serve
    #expect(serve.listen == "[::]:8443" && serve.operator.listen == "127.0.0.1:9090")
    #expect(serve.operator.tokens.map(\.place) == [.environment("A"), .file("b")])
    #expect(serve.tls == TLSSettings(certificate: "/etc/leads/chain.pem", key: "/srv/key.pem"))
    #expect(serve.trustedProxies == ["10.0.0.0/8"])
    #expect(serve.limits.bodyBytes == 2_000_000 && serve.limits.headerTime == .seconds(5))
    #expect(serve.limits.bodyTime == .seconds(15) && serve.limits.idleTime == .seconds(20))
    #expect(serve.limits.connections == 50 && serve.limits.inFlight == 10)
    #expect(serve.limits.ratePerAddress == Rate("20/s"))
    #expect(serve.limits.jsonDepth == 16 && serve.limits.formFields == 30)
    #expect(serve.spool.maxBytes == 10_000_000_000 && serve.spool.minFreeBytes == 1_000_000_000)
    #expect(serve.keep.submissions == .seconds(90 * 86_400) && serve.drain == .seconds(60) && serve.logs == .json)
    let alert = try #require(serve.alerts.first)
    #expect(alert.address.text == "https://hooks.example.com/a?k=1" && alert.form == .slack && alert.deadLetters == 5)
    #expect(alert.breakerOpen == .seconds(300) && alert.spoolShare == 0.5 && alert.certificate == .seconds(30 * 86_400))
    #expect(alert.repeatEvery == .seconds(86_400))
  }

  @Test func nothingIsNeeded() throws {
    let serve = try WrittenConfiguration.read("{'version': 1}").serve
    #expect(serve == ServeSettings() && serve.listen == "127.0.0.1:8080")
  }

  @Test(arguments: [
    ("'listen': '8080'", "config.listen"), ("'listen': 'localhost:70000'", "config.listen"),
    ("'listen': '::1:8080'", "config.listen"), ("'listen': '[localhost]:1'", "config.listen"),
    ("'operator': {'listen': '127.0.0.1:8080'}", "config.listen"), ("'operator': '127.0.0.1:1'", "config.type"),
    ("'operator': {'token': 'hunter2'}", "config.secret.literal"), ("'tls': {'key': 'k'}", "config.key.missing"),
    ("'tls': true", "config.type"), ("'trustedProxies': ['proxy']", "config.network"),
    ("'limits': {'bodySize': '1B'}", "config.size"), ("'limits': {'headerTime': 5}", "config.type"),
    ("'limits': {'headerTime': '1h'}", "config.duration"), ("'limits': {'inFlight': 0}", "config.range"),
    ("'limits': {'ratePerAddress': 'fast'}", "config.rate"), ("'limits': {'conections': 5}", "config.key.unknown"),
    ("'spool': {'maxSize': '64KB'}", "config.size"), ("'keep': {'submissions': 'forever'}", "config.duration"),
    ("'keep': {'submission': '1d'}", "config.key.unknown"), ("'drain': '2h'", "config.duration"),
    ("'alerts': [{}]", "config.key.missing"), ("'alerts': {'url': 'https://a.example'}", "config.type"),
    ("'alerts': ['https://a.example']", "config.type"), ("'alerts': [{'url': 'http://a.example'}]", "config.address"),
    ("'alerts': [{'url': 'https://a.example', 'spoolShare': 80}]", "config.range"),
    ("'alerts': [{'url': 'https://a.example', 'format': 'teams'}]", "config.word"), ("'logs': 'xml'", "config.word"),
    ("'sources': {}", "config.type"), ("'listn': '127.0.0.1:1'", "config.key.unknown"),
  ])
  func whatIsWrongSaysHow(_ keys: String, _ code: String) throws {
    let error = #expect(throws: Diagnostics.self) { try WrittenConfiguration.read(WrittenConfiguration.text(keys)) }
    #expect(error?.all.map(\.code) == [code])
    #expect(error?.all.allSatisfy { $0.position?.column != nil && !$0.description.contains("hunter2") } == true)
  }

  @Test(arguments: [
    ("127.0.0.1:8080", "127.0.0.1", 8080), ("[::1]:0", "::1", 0), ("leads.internal:65535", "leads.internal", 65_535),
  ])
  func aListeningAddressIsTakenApart(_ text: String, _ host: String, _ port: Int) throws {
    let parts = try #require(ServeSettings.hostAndPort(text))
    #expect(parts == (host, port))
  }

  @Test(arguments: ["", "8080", ":8080", "a:", "a:65536", "a:-1", "::1:80", "[::1]", "[a]:80", "a b:80", "http://a:80"])
  func whatIsNoListeningAddressIsNone(_ text: String) { #expect(ServeSettings.hostAndPort(text) == nil) }

  // MARK: What surprises

  @Test(arguments: [
    ("", []), ("'routes': [{'path': '/a', 'accept': 'form'}]", ["config.route.unmapped"]),
    ("'routes': [{'path': '/a', 'accept': 'form', 'mapping': 'm', 'paused': true}]", ["config.route.paused"]),
    ("'routes': [{'path': '/a', 'accept': 'tally', 'mapping': 'm', 'cors': ['*']}]", ["config.route.browser"]),
    ("'routes': [{'path': '/a', 'accept': 'tally', 'mapping': 'm', 'errorRedirect': '/e'}]", ["config.route.browser"]),
    ("'routes': [{'path': '/a', 'accept': 'form', 'mapping': 'm', 'expectEvery': '1d'}]", ["config.alerts.none"]),
    (
      "'routes': [{'path': '/a', 'accept': 'form', 'mapping': 'm', 'expectEvery': '1d'}], 'alerts': [{'url': 'https://a.example'}]",
      []
    ),
    ("'listen': '0.0.0.0:80'", ["config.listen.plain"]),
    ("'listen': '0.0.0.0:80', 'operator': {'token': {'env': 'O'}}", ["config.listen.plain"]),
    ("'listen': '0.0.0.0:80', 'operator': {'listen': '[::1]:90'}, 'trustedProxies': ['::1']", []),
    ("'operator': {'listen': '0.0.0.0:90'}", ["config.operator.open"]),
    ("'listen': '0.0.0.0:443', 'tls': {'certificate': 'c', 'key': 'k'}, 'operator': {'token': {'env': 'O'}}", []),
  ])
  func whatSurprisesIsADoubtAndNoWarningOfTheFile(_ keys: String, _ codes: [String]) throws {
    let configuration = try WrittenConfiguration.read(WrittenConfiguration.text(keys))
    #expect(configuration.doubts.map(\.code) == codes && configuration.warnings.isEmpty)
    #expect(configuration.doubts.allSatisfy { $0.severity == .warning && $0.position?.line != nil })
  }
}
