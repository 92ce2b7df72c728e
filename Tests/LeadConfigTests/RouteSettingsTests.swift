import LeadConfig
import LeadModel
import Testing

struct RouteSettingsTests {
  @Test func aRouteIsReadWhole() throws {
    let text = """
      {"version": 1,
       "destinations": {"main": {"brand": "local", "botId": "b", "customerId": "c", "token": {"env": "T"}},
                        "white": {"brand": "local", "botId": "d", "customerId": "c", "token": {"env": "T"}}},
       "routes": [
         {"path": "/hooks/contact", "accept": "form", "secret": [{"env": "NEW"}, {"file": "old"}],
          "verifyToken": {"env": "V"}, "publicUrl": "https://leads.example.com/hooks/contact", "mapping": "maps/a.json",
          "to": "white", "paused": true, "lane": "bulk",
          "respond": {"redirect": "https://www.example.com/thanks", "validate": true},
          "errorRedirect": "/sorry", "cors": ["HTTPS://WWW.example.com", "http://localhost:3000"],
          "spam": {"honeypot": "website", "minimumTime": "3s", "timeField": "shown"},
          "allow": ["203.0.113.7", "2001:db8::/32"],
          "limits": {"bodySize": "64KB", "ratePerAddress": "10/m", "jsonDepth": 8, "formFields": 20},
          "expectEvery": "2d", "once": ["name"]}]}
      """
    let route = try #require(try WrittenConfiguration.read(text).routes.first)
    #expect(route.path == "/hooks/contact" && route.accept == "form" && route.to == "white")
    #expect(route.secrets.map(\.place) == [.environment("NEW"), .file("old")])
    #expect(route.verifyToken?.place == .environment("V"))
    #expect(route.publicURL == "https://leads.example.com/hooks/contact")
    #expect(route.mapping == "/etc/leads/maps/a.json")
    #expect(route.isPaused && route.lane == .bulk)
    #expect(route.respond.body == .redirect("https://www.example.com/thanks"))
    #expect(route.respond.validates && route.respond.status == nil)
    #expect(route.errorRedirect == "/sorry")
    #expect(route.cors == ["https://www.example.com", "http://localhost:3000"])
    #expect(route.spam.honeypot == "website" && route.spam.timeField == "shown")
    #expect(route.spam.minimumTime == .seconds(3))
    #expect(route.allow == ["203.0.113.7", "2001:db8::/32"])
    #expect(route.limits.bodyBytes == 64_000 && route.limits.ratePerAddress == Rate("10/m"))
    #expect(route.limits.jsonDepth == 8 && route.limits.formFields == 20)
    #expect(route.expectEvery == .seconds(2 * 86_400))
    #expect(route.once == ["name"] && route.hmac == nil)
  }

  @Test func whatOthersMayComplainOfHasItsPlace() throws {
    let text = """
      {"version": 1, "destinations": {"main": {"brand": "local", "botId": "b", "customerId": "c", "token": {"env": "T"}}},
       "routes": [{"path": "/a",
         "accept": "typeform",
         "mapping": "m", "secret": {"env": "S"}}]}
      """
    let places = try #require(try WrittenConfiguration.read(text).routes.first).places
    func place(_ line: Int, _ column: Int) -> Position {
      Position(file: "/etc/leads/leadbridge.json", line: line, column: column)
    }
    #expect(places.route == place(2, 13) && places.accept == place(3, 14))
    #expect(places.mapping == place(4, 15) && places.secret == place(4, 30))
    // What is left out is complained of at the route.
    #expect(places.to == place(2, 13))
  }

  @Test func aRouteNeedsLittle() throws {
    let text = WrittenConfiguration.text("'routes': [{'path': '/a', 'accept': 'tally'}]")
    let route = try #require(try WrittenConfiguration.read(text).routes.first)
    #expect(route == RouteSettings(path: "/a", accept: "tally", to: "main", places: route.places))
    #expect(route.respond.body == .senders && route.lane == .live && route.mapping == nil && route.once == nil)
  }

  @Test(arguments: [
    ("typeform-webhook", "typeform-webhook"), ("typeform-webhook@2", "typeform-webhook@2"),
    ("a.json", "/etc/leads/a.json"), ("maps/a", "/etc/leads/maps/a"), ("/srv/a.json", "/srv/a.json"),
  ])
  func aMappingIsANameOrAPathFromTheFile(_ written: String, _ read: String) throws {
    let text = WrittenConfiguration.text("'routes': [{'path': '/a', 'accept': 'form', 'mapping': '\(written)'}]")
    #expect(try WrittenConfiguration.read(text).routes.map(\.mapping) == [read])
  }

  @Test(arguments: [
    ("/", true), ("/a", true), ("/a/", true), ("/a-b_c.d~e/f:1@x", true), ("a", false), ("", false), ("/a//b", false),
    ("//", false), ("/a/../b", false), ("/./a", false), ("/a?b", false), ("/a#b", false), ("/a%20b", false),
    ("/a b", false), ("/é", false), ("/a\\\\b", false), ("/" + String(repeating: "a", count: 199), true),
    ("/" + String(repeating: "a", count: 200), false),
  ])
  func aPathIsOneThatCanBeAskedFor(_ path: String, _ isRight: Bool) {
    let codes = WrittenConfiguration.codes(
      WrittenConfiguration.text("'routes': [{'path': '\(path)', 'accept': 'form'}]"))
    #expect(codes == (isRight ? [] : [path.isEmpty ? "config.value.empty" : "config.path"]))
  }

  @Test(arguments: [
    ("/livez", false), ("/readyz", false), ("/status", false), ("/metrics", false), ("/submissions", false),
    ("/submissions/a", false), ("/status/a", false), ("/statuses", true), ("/hooks/status", true),
  ])
  func theDaemonsOwnPathsStayItsOwn(_ path: String, _ isRight: Bool) {
    let text = WrittenConfiguration.text("'routes': [{'path': '\(path)', 'accept': 'form'}]")
    #expect(WrittenConfiguration.codes(text) == (isRight ? [] : ["config.path.own"]))
  }

  @Test(arguments: [("/a", "/a"), ("/a", "/a/"), ("/a/", "/a")])
  func twoRoutesOfOnePathNameEachOther(_ one: String, _ other: String) throws {
    let text = WrittenConfiguration.text(
      "'routes': [{'path': '\(one)', 'accept': 'form'},\n{'path': '/b', 'accept': 'form'},\n"
        + "{'path': '\(other)', 'accept': 'form'}]")
    let error = #expect(throws: Diagnostics.self) { try WrittenConfiguration.read(text) }
    #expect(error?.all.map(\.code) == ["config.path.twice"])
    #expect(error?.all[0].message == "another route has this path, on line 1" && error?.all[0].position?.line == 3)
  }

  @Test(arguments: [("'pth': '/a'", "is it meant by 'pth'?"), ("'address': '/a'", nil)] as [(String, String?)])
  func aMissingKeyNamesTheOneThatMayMeanIt(_ key: String, _ hint: String?) throws {
    let text = WrittenConfiguration.text("'routes': [{\(key), 'accept': 'form'}]")
    let error = #expect(throws: Diagnostics.self) { try WrittenConfiguration.read(text) }
    let missing = try #require(error?.all.first { $0.code == "config.key.missing" })
    #expect(missing.hint == hint)
    #expect(error?.all.contains { $0.code == "config.key.unknown" } == true)
  }

  @Test(
    arguments: [
      (["main"], nil, nil, nil), (["main", "white"], "white", nil, nil),
      (["main"], "mian", "config.to", "did you mean 'main'?"), (["main", "white"], nil, "config.to", nil),
      ([], nil, "config.to", "'leadbridge connect' makes one"),
      ([], "main", "config.to", "'leadbridge connect' makes one"),
    ] as [([String], String?, String?, String?)])
  func leadsGoToADestinationThatIsThere(_ names: [String], _ to: String?, _ code: String?, _ hint: String?) {
    let text = WrittenConfiguration.text(
      "'routes': [{'path': '/a', 'accept': 'form'\(to.map { ", 'to': '\($0)'" } ?? "")}]",
      destinations: WrittenConfiguration.destinations(names))
    do throws(Diagnostics) {
      #expect(try WrittenConfiguration.read(text).routes.map(\.to) == [to ?? "main"])
      #expect(code == nil)
    } catch {
      #expect(error.all.map(\.code) == [code] && error.all.map(\.hint) == [hint])
    }
  }

  /// A destination that is wrong is complained of once, not again by every route that leads there.
  @Test func aWrongDestinationIsSaidOnce() {
    let text = WrittenConfiguration.text(
      "'routes': [{'path': '/a', 'accept': 'form', 'to': 'main'}]",
      destinations: "{'main': {'brand': 'local', 'botId': 'b', 'token': {'env': 'T'}}}")
    #expect(WrittenConfiguration.codes(text) == ["config.key.missing"])
  }

  @Test(arguments: [
    ("'respond': {'json': {'a': [1.10, null]}}", RouteAnswerSettings.Body.json("{\"a\":[1.10,null]}")),
    ("'respond': {'json': 'ok', 'status': 202}", .json("\"ok\"")), ("'respond': {'json': null}", .senders),
    ("'respond': {'empty': true}", .empty), ("'respond': {'empty': false}", .senders),
    ("'respond': {'redirect': '/thanks?a=b'}", .redirect("/thanks?a=b")), ("'respond': null", .senders),
  ])
  func anAnswerHasOneBody(_ keys: String, _ body: RouteAnswerSettings.Body) throws {
    #expect(try WrittenConfiguration.read(WrittenConfiguration.route(keys)).routes.map(\.respond.body) == [body])
  }

  @Test(arguments: [
    ("'respond': {'empty': true, 'json': 1}", "config.respond"),
    ("'respond': {'redirect': '/a', 'empty': true}", "config.respond"),
    ("'respond': {'redirect': '/a', 'status': 200}", "config.respond"), ("'respond': {'status': 404}", "config.range"),
    ("'respond': {'redirect': '//evil.example.com'}", "config.address"),
    ("'respond': {'redirect': 'javascript:x'}", "config.address"),
    ("'respond': {'rediret': '/a'}", "config.key.unknown"),
    ("'errorRedirect': 'https://a b'", "config.address"), ("'cors': ['https://a.example.com/']", "config.origin"),
    ("'cors': ['example.com']", "config.origin"), ("'cors': ['*', 'https://a.example.com']", "config.origin"),
    ("'cors': '*'", "config.type"), ("'allow': ['10.0.0.0/33']", "config.network"),
    ("'allow': ['localhost']", "config.network"), ("'allow': [10]", "config.type"),
    ("'spam': {'minimumTime': '3s'}", "config.key.missing"), ("'spam': {'timeField': 't'}", "config.key.missing"),
    ("'spam': {'minimumTime': '1ms', 'timeField': 't'}", "config.duration"), ("'spam': 'website'", "config.type"),
    ("'limits': {'bodySize': '1TB'}", "config.size"), ("'limits': {'bodySize': 100}", "config.type"),
    ("'limits': {'formFields': 0}", "config.range"), ("'limits': {'jsonDepth': 1.5}", "config.range"),
    ("'lane': 'fast'", "config.word"), ("'expectEvery': '5s'", "config.duration"), ("'once': ['nmae']", "config.word"),
    ("'publicUrl': 'leads.example.com'", "config.address"), ("'paused': 'yes'", "config.type"),
    ("'secret': 'hunter2'", "config.secret.literal"), ("'secret': []", "config.range"),
    ("'secret': ['hunter2']", "config.secret.literal"), ("'secret': {}", "config.secret.none"),
    ("'verifyToken': 5", "config.type"), ("'tags': ['x']", "config.key.unknown"),
    ("'hmac': {'header': 'x-s'}", "config.hmac"), ("'to': 5", "config.type"), ("'mapping': ' '", "config.value.empty"),
    ("'mapping': '-'", "config.value"),
  ])
  func aRouteThatIsWrongSaysHow(_ keys: String, _ code: String) throws {
    let text = WrittenConfiguration.route(keys)
    let error = #expect(throws: Diagnostics.self) { try WrittenConfiguration.read(text) }
    // 'mapping' twice is a warning of the JSON's.
    #expect(error?.all.filter { $0.severity == .error }.map(\.code) == [code])
    #expect(error?.all.allSatisfy { $0.position?.column != nil && !$0.description.contains("hunter2") } == true)
  }

  @Test func aSenderIsNotSentElsewhere() {
    let redirect = "'respond': {'redirect': '/a'}"
    #expect(WrittenConfiguration.codes(WrittenConfiguration.route(redirect, accept: "typeform")) == ["config.respond"])
    #expect(WrittenConfiguration.codes(WrittenConfiguration.route(redirect)).isEmpty)
  }

  // MARK: A signature by settings

  @Test func aSignatureIsDescribed() throws {
    let text = WrittenConfiguration.route(
      """
      'hmac': {'header': 'X-Signature', 'algorithm': 'sha512', 'encoding': 'base64url', 'keyEncoding': 'base64',
        'prefix': 'v1=', 'template': '{id}.{timestamp}.{body}', 'timestampHeader': 'X-Time', 'timestampUnit': 'ms',
        'tolerance': '90s', 'idHeader': 'X-Id'}
      """, accept: "hmac")
    let hmac = try #require(try WrittenConfiguration.read(text).routes.first?.hmac)
    #expect(hmac.header == "x-signature" && hmac.timestampHeader == "x-time" && hmac.idHeader == "x-id")
    #expect(hmac.algorithm == .sha512 && hmac.encoding == .base64url && hmac.keyEncoding == .base64)
    #expect(hmac.prefix == "v1=" && hmac.template == "{id}.{timestamp}.{body}")
    #expect(hmac.timestampUnit == .milliseconds && hmac.tolerance == .seconds(90))
  }

  @Test(arguments: [
    ("", ["config.key.missing"]), ("'hmac': {}", ["config.key.missing"]),
    ("'hmac': {'header': 'a b'}", ["config.value"]),
    ("'hmac': {'header': 'x', 'template': '{timestamp}'}", ["config.key.missing", "config.template"]),
    ("'hmac': {'header': 'x', 'template': '{bdy}{body}'}", ["config.template"]),
    ("'hmac': {'header': 'x', 'template': '{body'}", ["config.template", "config.template"]),
    ("'hmac': {'header': 'x', 'timestampHeader': 'y'}", ["config.template"]),
    ("'hmac': {'header': 'x', 'template': '{id}{body}'}", ["config.key.missing"]),
    ("'hmac': {'header': 'x', 'algorithm': 'md5'}", ["config.word"]),
  ])
  func aSignatureThatProvesNothingIsAnError(_ keys: String, _ codes: [String]) {
    #expect(WrittenConfiguration.codes(WrittenConfiguration.route(keys, accept: "hmac")) == codes)
  }

  @Test func moreRoutesThanAThousandAreRefused() {
    let routes = (0...1_000).map { "{'path': '/\($0)', 'accept': 'form'}" }
    func codes(_ count: Int) -> [String] {
      WrittenConfiguration.codes(
        WrittenConfiguration.text("'routes': [\(routes.prefix(count).joined(separator: ", "))]"))
    }
    #expect(codes(1_000).isEmpty && codes(1_001) == ["config.range"])
  }
}
