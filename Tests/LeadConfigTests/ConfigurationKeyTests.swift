import LeadJSON
import LeadModel
import Testing

@testable import LeadConfig

/// Each declaration is what the parser does.
struct ConfigurationKeyTests {
  /// A file in which a place has a key with a value, and all that it needs besides.
  private static func text(_ place: ConfigurationPlace, _ key: String, _ value: String) -> String {
    /// What a place needs; not the key itself.
    func members(_ needing: ConfigurationPlace) -> String {
      ConfigurationKey.keys(at: needing).filter { $0.isRequired && ($0.name != key || needing != place) }.map {
        "\"\($0.name)\": \($0.name == "accept" ? "\"form\"" : $0.example), "
      }.joined()
    }
    let member = "\"\(key)\": \(value)"
    func file(_ keys: String, routes: String = "[]", destination: String = "") -> String {
      let destinations =
        #"{"main": {\#(destination.isEmpty ? String(members(.destination).dropLast(2)) : destination)}}"#
      return
        #"{"version": 1, "destinations": \#(destinations), "routes": \#(routes)\#(keys.isEmpty ? "" : ", ")\#(keys)}"#
    }
    func route(_ keys: String) -> String {
      file("", routes: "[{\(members(.route))\(keys)}]")
    }
    func source(_ keys: String) -> String { file(#""sources": [{"name": "a", "every": "1h", \#(keys)}]"#) }
    switch place {
    case .configuration:
      let rest = [("version", "1"), ("destinations", "{}"), ("routes", "[]"), ("sources", "[]")].filter { $0.0 != key }
      return "{\(rest.map { "\"\($0.0)\": \($0.1), " }.joined())\(member)}"
    case .destination: return file("", destination: members(.destination) + member)
    case .secret: return file(#""operator": {"token": {\#(member)}}"#)
    case .route where key == "hmac" || value.contains("\"hmac\""):
      return file("", routes: #"[{"path": "/a", "accept": "hmac", "to": "main", \#(member)}]"#)
    case .route where key == "source":
      let source = #"{"name": \#(value), "every": "1h", "folder": "/srv/drop"}"#
      return file("\"sources\": [\(source)]", routes: "[{\(members(.route))\(member)}]")
    case .route: return file("", routes: "[{\(members(.route))\(member)}]")
    case .hmac:
      let placeholder = ["timestampHeader": "timestamp", "idHeader": "id"][key]
      let template = placeholder.map { #""template": "{\#($0)}{body}", "# } ?? ""
      let header = key == "template" && value.contains("{timestamp}") ? #""timestampHeader": "x-t", "# : ""
      let hmac = "{\(members(.hmac))\(template)\(header)\(member)}"
      return file("", routes: #"[{"path": "/a", "accept": "hmac", "to": "main", "hmac": \#(hmac)}]"#)
    case .spam:
      let other = ["minimumTime": #""timeField": "t", "#, "timeField": #""minimumTime": "3s", "#][key] ?? ""
      return route("\"spam\": {\(other)\(member)}")
    case .respond: return route("\"respond\": {\(member)}")
    case .routeLimits: return route("\"limits\": {\(member)}")
    case .alert: return file("\"alerts\": [{\(members(.alert))\(member)}]")
    case .source:
      let form = ["cron": "", "every": "", "timeZone": #""cron": "@daily", "#][key] ?? #""every": "15m", "#
      let fetch = #""fetch": {"url": "https://api.example.com/leads"}, "#
      let origin = ["fetch": "", "folder": "", "backfill": fetch][key] ?? #""folder": "/srv/drop", "#
      return file("\"sources\": [{\(members(.source))\(form)\(origin)\(member)}]")
    case .ready: return source(#""folder": "/srv/drop", "ready": {\#(member)}"#)
    case .fetch:
      // What an example's template names must be there.
      let cursor = key == "url" ? #", "cursor": {"path": "updated_at"}"# : ""
      let url = key == "url" ? "" : #""url": "https://api.example.com/leads", "#
      return source("\"fetch\": {\(url)\(member)\(cursor)}")
    case .next:
      let url = "\"url\": \"https://api.example.com/leads?\(["offset": "o={offset}"][key] ?? "p={page}")\""
      let isNamed = ["page", "offset", "token"].contains(key)
      let plain = #""url": "https://api.example.com/leads""#
      return source("\"fetch\": {\(isNamed ? url : plain), \"next\": {\(member)}}")
    case .page, .offset:
      let url = "https://api.example.com/leads?p={\(place.rawValue)}"
      return source("\"fetch\": {\"url\": \"\(url)\", \"next\": {\"\(place.rawValue)\": {\(member)}}}")
    case .cursor:
      // A count is for numbers, a format for times.
      let kind = Int(value) != nil ? #""kind": "number", "# : ""
      let keys = key == "kind" ? member : "\(kind)\(member)"
      let path = key == "path" ? "" : #""path": "updated_at", "#
      return source(#""fetch": {"url": "https://a.example", "cursor": {\#(path)\#(keys)}}"#)
    case .operator, .tls, .limits, .spool, .keep:
      return file("\"\(place.rawValue)\": {\(members(place))\(member)}")
    }
  }

  /// What the examples keep elsewhere.
  private static let environment = ["SLACK_HOOK": "https://hooks.example.com/a"]

  private static func read(_ text: String) throws(Diagnostics) -> Configuration {
    try Configuration(parsing: Array(text.utf8), file: "c.json", environment: environment)
  }

  @Test(arguments: ConfigurationKey.all) func anExampleIsTaken(_ key: ConfigurationKey) throws {
    let text = Self.text(key.place, key.name, key.example)
    #expect(throws: Never.self) { try Self.read(text) }
  }

  /// So each key that is declared is read.
  @Test(arguments: ConfigurationKey.all.filter { $0.kind != .anything })
  func whatIsOfTheWrongTypeIsSaidInItsWords(_ key: ConfigurationKey) throws {
    let wrong = if case .boolean = key.kind { "5" } else { "true" }
    let text = Self.text(key.place, key.name, wrong)
    let error = #expect(throws: Diagnostics.self, "\(text)") { try Self.read(text) }
    let said = error?.all.filter { $0.code == "config.type" && $0.message.hasPrefix("'\(key.name)' is a ") }
    #expect(said?.count == 1 && said?.first?.message.hasSuffix("expected \(key.kind.words)") == true, "\(text)")
  }

  @Test(arguments: ConfigurationKey.all.filter { $0.fallback != nil })
  func aDefaultIsWhatHoldsWhereNothingIsSaid(_ key: ConfigurationKey) throws {
    let fallback = try #require(key.fallback)
    func settings(_ value: String) throws -> [AnyHashable] {
      let configuration = try Self.read(Self.text(key.place, key.name, value))
      var serve = configuration.serve
      serve.places = ServeSettings.Places()
      let routes = configuration.routes.map { route in
        var route = route
        route.places = RouteSettings.Places(Position(file: "c.json"))
        // What is left to the sender is 200 for one that does not care.
        route.respond.status = route.respond.status ?? 200
        return route
      }
      // A file's place is in its references.
      let destinations = configuration.destinations.map { destination in
        [AnyHashable(destination.concurrency), destination.suppress, destination.matchInbox]
      }
      let sources = configuration.sources.map { source in
        var source = source
        source.places = SourceSettings.Places(Position(file: "c.json"))
        return source
      }
      return [AnyHashable(serve), AnyHashable(routes), AnyHashable(sources), AnyHashable(destinations)]
    }
    #expect(try settings(fallback) == settings("null"))
    #expect(try settings(key.example) != settings("null"), "an example says something else than the default")
  }

  @Test func everyPlaceHasKeysOfDifferentNames() {
    for place in ConfigurationPlace.allCases {
      let names = ConfigurationKey.keys(at: place).map(\.name)
      #expect(!names.isEmpty && Set(names).count == names.count)
    }
  }
}
