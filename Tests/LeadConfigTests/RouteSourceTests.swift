import LeadConfig
import LeadModel
import Testing

/// A route whose posts announce what a source fetches.
struct RouteSourceTests {
  /// A file with two destinations, the source `leads` to the second, and a route with these keys.
  private static func text(_ keys: String, source: String = "'to': 'white'") -> String {
    WrittenConfiguration.text(
      """
      'sources': [{'name': 'leads', 'every': '15m', 'fetch': {'url': 'https://a.example/leads'}, \(source)}],
      'routes': [{'path': '/hooks/meta', 'accept': 'meta',
      \(keys)}]
      """, destinations: WrittenConfiguration.destinations(["main", "white"]))
  }

  @Test func itsDestinationIsTheSources() throws {
    let route = try #require(try WrittenConfiguration.read(Self.text("'source': 'leads'")).routes.first)
    #expect(route.source == "leads" && route.to == "white" && route.mapping == nil)
    #expect(route.places.announced.line == 3)
    #expect(try WrittenConfiguration.read(Self.text("'source': 'leads', 'to': 'white'")).routes.map(\.to) == ["white"])
  }

  @Test(
    arguments: [
      ("'source': 'laeds'", ["config.route.source.unknown"], "did you mean 'leads'?"),
      ("'source': 'leads', 'to': 'main'", ["config.route.source.to"], "leave it out, or say \"white\""),
      (
        "'source': 'leads', 'mapping': 'meta-lead'", ["config.route.source.key"],
        "leave it out; the source has a mapping"
      ),
      ("'source': 'leads', 'lane': 'bulk'", ["config.route.source.key"], "leave it out"),
      ("'source': 'leads', 'once': []", ["config.route.source.key"], "leave it out"),
      ("'source': 'leads', 'respond': {'validate': true}", ["config.route.source.key"], "leave it out"),
      ("'source': 'leads', 'respond': {'validate': false, 'empty': true}", [], nil),
      ("'source': null, 'to': 'main'", [], nil),
      ("'source': ''", ["config.value.empty"], nil),
    ] as [(String, [String], String?)])
  func whatTheSourceHasASayInIsNotTheRoutes(_ keys: String, _ codes: [String], _ hint: String?) {
    do throws(Diagnostics) {
      _ = try WrittenConfiguration.read(Self.text(keys))
      #expect(codes.isEmpty)
    } catch {
      #expect(error.all.map(\.code) == codes && error.all.first?.position?.line == 3)
      if let hint { #expect(error.all.first?.hint == hint) }
    }
  }

  @Test func withoutAnySourceTheHintSaysWhere() {
    let text = WrittenConfiguration.text("'routes': [{'path': '/a', 'accept': 'meta', 'source': 'leads'}]")
    let error = #expect(throws: Diagnostics.self) { try WrittenConfiguration.read(text) }
    #expect(error?.all.map(\.code) == ["config.route.source.unknown"])
    #expect(error?.all.first?.hint?.contains("docs/sources.md") == true)
  }

  /// What is wrong with the source is said once, and not that there is none.
  @Test func aSourceThatIsWrongIsThere() {
    #expect(WrittenConfiguration.codes(Self.text("'source': 'leads'", source: "'to': 'mian'")) == ["config.to"])
  }

  @Test(
    arguments: [
      ("'source': 'leads'", "'to': 'main'", []),
      (
        "'source': 'leads'", "'to': 'main', 'paused': true", ["config.source.paused", "config.route.source.paused"]
      ),
      ("'to': 'main'", "'to': 'main'", ["config.route.unmapped"]),
    ])
  func whatWillSurpriseIsSaid(_ keys: String, _ source: String, _ codes: [String]) throws {
    let doubts = try WrittenConfiguration.read(Self.text(keys, source: source)).doubts
    #expect(doubts.map(\.code) == codes)
  }
}
