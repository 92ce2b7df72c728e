import LeadModel
import TestSupport
import Testing

@testable import LeadConfig

/// A source's keys: what is read, and what is said of the rest.
struct SourceSettingsTests {
  private static func source(_ text: String, environment: [String: String] = [:]) throws -> SourceSettings {
    try #require(try WrittenConfiguration.read(text, environment: environment).sources.first)
  }

  @Test func everyKeyIsRead() throws {
    let source = try Self.source(
      WrittenConfiguration.text(
        """
        'sources': [{'name': 'Nightly_1.a', 'cron': '0 6 * * mon-fri', 'timeZone': 'Europe/Rome', 'folder': 'drop',
          'match': ['*.csv', 'leads-*.xlsx'], 'ready': {'marker': '.done'}, 'then': 'leave', 'mapping': 'maps/a.json',
          'to': 'main', 'paused': true, 'jitter': '30s', 'expectEvery': '2d'}]
        """))
    #expect(source.name == "Nightly_1.a" && source.to == "main" && source.isPaused)
    #expect(source.timetable == .cron("0 6 * * mon-fri", timeZone: "Europe/Rome"))
    #expect(source.mapping == "/etc/leads/maps/a.json")
    #expect(source.jitter == .seconds(30) && source.expectEvery == .seconds(172_800) && source.backfill == nil)
    guard case .folder(let folder) = source.origin else {
      Issue.record("no folder")
      return
    }
    #expect(folder.path == "/etc/leads/drop" && folder.match == ["*.csv", "leads-*.xlsx"])
    #expect(folder.readiness == .marker(".done") && folder.afterwards == .leave)
    #expect(source.secrets.isEmpty)
  }

  @Test func aSourceNeedsLittle() throws {
    let source = try Self.source(WrittenConfiguration.source("'folder': '/srv/drop'"))
    let settings = FolderSettings(path: "/srv/drop")
    #expect(
      source
        == SourceSettings(
          name: "a", timetable: .every(.seconds(900)), origin: .folder(settings), to: "main", places: source.places))
    #expect(settings.match.isEmpty && settings.readiness == .stable(.seconds(5)) && settings.afterwards == .move)
  }

  @Test(
    arguments: [
      ("'match': '*.csv'", ["*.csv"], FolderSettings.Readiness.stable(.seconds(5))),
      ("'ready': 'renamed'", [], .renamed), ("'ready': {'stable': '2m'}", [], .stable(.seconds(120))),
      ("'ready': {'stable': null, 'marker': '.ok'}", [], .marker(".ok")),
    ] as [(String, [String], FolderSettings.Readiness)])
  func aFolderSaysWhichFilesAreWhole(_ keys: String, _ match: [String], _ readiness: FolderSettings.Readiness) throws {
    let source = try Self.source(WrittenConfiguration.source("'folder': '/srv/drop', \(keys)"))
    guard case .folder(let folder) = source.origin else {
      Issue.record("no folder")
      return
    }
    #expect(folder.match == match && folder.readiness == readiness)
  }

  @Test func whatOthersMayComplainOfHasItsPlace() throws {
    let text = WrittenConfiguration.text(
      """
      'sources': [{'name': 'a',
        'cron': '@daily', 'timeZone': 'Europe/Rome',
        'fetch': {
          'from': 'typeform'},
        'mapping': 'm'}]
      """)
    let places = try Self.source(text).places
    func place(_ line: Int, _ column: Int) -> Position {
      Position(file: "/etc/leads/leadbridge.json", line: line, column: column)
    }
    #expect(places.source.line == 1 && places.to == places.source)
    #expect(places.timetable == place(2, 11) && places.timeZone == place(2, 33))
    #expect(places.origin == place(3, 12) && places.from == place(4, 13) && places.mapping == place(5, 14))
  }

  @Test(arguments: [
    ("a", true), ("A-b_c.9", true), ("9", true), (String(repeating: "a", count: 64), true),
    (String(repeating: "a", count: 65), false), ("-a", false), (".a", false), ("..", false), ("a/b", false),
    ("a b", false),
    ("é", false), ("_a", false),
  ])
  func aNameCanBeAFoldersName(_ name: String, _ isRight: Bool) {
    let text = WrittenConfiguration.text("'sources': [{'name': '\(name)', 'every': '1h', 'folder': 'a'}]")
    #expect(WrittenConfiguration.codes(text) == (isRight ? [] : ["config.name"]))
  }

  @Test func twoSourcesOfOneNameNameEachOther() {
    let source = "{'name': 'a', 'every': '1h', 'folder': '/a'}"
    let text = WrittenConfiguration.text("'sources': [\(source),\n\(source)]")
    let error = #expect(throws: Diagnostics.self) { try WrittenConfiguration.read(text) }
    #expect(error?.all.map(\.code) == ["config.name.twice"])
    #expect(error?.all[0].message == "another source has this name, on line 1" && error?.all[0].position?.line == 2)
  }

  @Test(arguments: [
    (
      "'every': '1h', 'cron': '@daily', 'folder': '/a'", "config.source",
      "a source has 'every' and 'cron', expected one of them"
    ),
    ("'folder': '/a'", "config.key.missing", "'every' is missing: how often, like \"15m\", or 'cron'"),
    ("'every': '1h'", "config.key.missing", "'fetch' is missing: what is asked for over HTTP, or 'folder'"),
    (
      "'every': '1h', 'folder': '/a', 'fetch': {'from': 'x'}", "config.source",
      "a source has 'fetch' and 'folder', expected one of them"
    ),
    ("'every': '1h', 'folder': '/a', 'timeZone': 'UTC'", "config.source", "'timeZone' is for 'cron' alone"),
    ("'every': '1h', 'folder': '/a', 'backfill': '6h'", "config.source", "'backfill' is for 'fetch' alone"),
    (
      "'every': '6h', 'fetch': {'from': 'x'}, 'backfill': '369m'", "config.source",
      "'backfill' is 369m, and with this 'every' at least 370m"
    ),
    ("'every': '1h', 'fetch': {'from': 'x'}, 'match': '*'", "config.source", "'match' is for 'folder' alone"),
    ("'every': '1h', 'fetch': {'from': 'x'}, 'then': 'move'", "config.source", "'then' is for 'folder' alone"),
    ("'every': '1h', 'folder': '/a', 'jitter': '2h'", "config.source", "'jitter' is longer than 'every'"),
    (
      "'every': '1h', 'folder': '/a', 'ready': {}", "config.key.missing",
      "'stable' is missing: how long a file must rest, or 'marker'"
    ),
    (
      "'every': '1h', 'folder': '/a', 'ready': {'stable': '1s', 'marker': 'x'}", "config.source",
      "'ready' has 'stable' and 'marker', expected one of them"
    ),
    (
      "'every': '1h', 'folder': '/a', 'ready': 'renamd'", "config.word",
      "'ready' is none, expected \"renamed\", or an object"
    ),
    (
      "'every': '1h', 'folder': '/a', 'match': 'a/*.csv'", "config.value",
      "'match' is none, expected a pattern of file names, like \"*.csv\""
    ),
    (
      "'every': '1h', 'folder': '/a', 'match': []", "config.range",
      "'match' has 0 entries, expected a pattern of file names, like \"*.csv\", or a list of at most 50"
    ),
    (
      "'every': '0s', 'folder': '/a'", "config.duration",
      "'every' is none, expected a time, like \"500ms\", \"30s\" or \"15m\", from 1s to 365d"
    ),
    ("'every': '1h', 'folder': '/a', 'foldr': 1", "config.key.unknown", "a source has no key 'foldr'"),
    ("'every': '1h', 'folder': '/a', 'to': 'mian'", "config.to", "'to' names no destination"),
    (
      "'every': '1h', 'folder': '/a', 'mapping': '-'", "config.value",
      "'mapping' is none, expected a ready mapping's name or a path"
    ),
    ("'every': '1h', 'folder': {}", "config.type", "'folder' is an object, expected a folder"),
  ])
  func aSourceThatIsWrongSaysHow(_ keys: String, _ code: String, _ message: String) {
    let text = WrittenConfiguration.text("'sources': [{'name': 'a', \(keys)}]")
    let error = #expect(throws: Diagnostics.self) { try WrittenConfiguration.read(text) }
    #expect(error?.all.map(\.code) == [code] && error?.all[0].message == message, "\(String(describing: error))")
    #expect(error?.all[0].position?.column != nil)
  }

  @Test func allThatIsWrongIsSaidAtOnce() {
    let text = WrittenConfiguration.text(
      "'sources': [{'name': '-', 'every': 5, 'folder': '/a', 'then': 'x'}, 5, {'name': 'b', 'paused': 'no'}]")
    #expect(
      WrittenConfiguration.codes(text) == [
        "config.name", "config.type", "config.word", "config.type", "config.key.missing", "config.key.missing",
        "config.type",
      ])
  }

  @Test func moreSourcesThanAThousandAreRefused() {
    let sources = (0...1_000).map { "{'name': 's\($0)', 'every': '1h', 'folder': '/\($0)'}" }
    func codes(_ count: Int) -> [String] {
      WrittenConfiguration.codes(
        WrittenConfiguration.text("'sources': [\(sources.prefix(count).joined(separator: ", "))]"))
    }
    #expect(codes(1_000).isEmpty && codes(1_001) == ["config.range"])
  }

  // MARK: What is kept elsewhere, and doubts

  @Test(
    arguments: [
      (Configuration.References.needed, true), (.ofSources, true), (.ofDestinations, false), (.optional, false),
    ] as [(Configuration.References, Bool)])
  func textsOfSourcesAreNeededWhereSourcesAre(_ references: Configuration.References, _ isNeeded: Bool) {
    let text = WrittenConfiguration.source("'folder': {'env': 'DROP'}")
    do throws(Diagnostics) {
      let configuration = try WrittenConfiguration.read(text, references: references)
      #expect(!isNeeded && configuration.isPartial && configuration.sources.isEmpty)
    } catch {
      #expect(isNeeded && error.all.map(\.code) == ["secret.unset"])
    }
  }

  /// `sync` needs nothing of the daemon's.
  @Test func textsOfRoutesAreNotNeededForSources() throws {
    let text = WrittenConfiguration.text(
      "'routes': [{'path': {'env': 'P'}, 'accept': 'form'}], 'sources': [{'name': 'a', 'every': '1h', 'folder': '/a'}]")
    #expect(try WrittenConfiguration.read(text, references: .ofSources).sources.count == 1)
  }

  @Test func aSourcesSecretsAreCheckedWithTheOthers() throws {
    let text = WrittenConfiguration.source(
      "'fetch': {'from': 'x', 'secrets': {'b': {'env': 'B'}, 'a': {'env': 'A'}}}")
    let found = try WrittenConfiguration.read(text).checkSecrets(environment: ["T": "t", "A": "a"])
    #expect(found.map(\.code) == ["secret.unset"] && found[0].message.contains("variable B"))
  }

  @Test func whatSurprisesIsADoubt() throws {
    let text = WrittenConfiguration.text(
      "'sources': [{'name': 'a', 'every': '1h', 'folder': '/a', 'paused': true},\n"
        + "{'name': 'b', 'every': '1h', 'folder': '/b', 'expectEvery': '1d'}]")
    let doubts = try WrittenConfiguration.read(text).doubts.filter { $0.code != "config.operator.open" }
    #expect(doubts.map(\.code) == ["config.source.paused", "config.alerts.none"])
    #expect(doubts.map { $0.position?.line } == [1, 2])
  }

  /// Two sources of folders, and whether they take files from each other.
  struct Pair: Sendable, CustomTestStringConvertible {
    var one: String
    var other: String
    var isShared = false
    var testDescription: String { "\(one) and \(other)" }
  }

  @Test(arguments: [
    Pair(one: "'folder': '/in'", other: "'folder': '/in'", isShared: true),
    Pair(one: "'folder': '/in/'", other: "'folder': '/./in'", isShared: true),
    Pair(one: "'folder': '/in'", other: "'folder': '/other'"),
    Pair(one: "'folder': '/in', 'match': 'crm-*'", other: "'folder': '/in', 'match': '*.csv'", isShared: true),
    Pair(one: "'folder': '/in', 'match': 'crm-*.csv'", other: "'folder': '/in', 'match': 'web-*.csv'"),
    Pair(
      one: "'folder': '/in', 'match': ['*.json', 'A?.csv']", other: "'folder': '/in', 'match': '[a-c]*.CSV'",
      isShared: true),
    Pair(one: "'folder': '/in', 'then': 'leave'", other: "'folder': '/in'", isShared: true),
    Pair(one: "'folder': '/in', 'then': 'leave'", other: "'folder': '/in', 'then': 'leave'"),
    Pair(one: "'folder': '/in', 'paused': true", other: "'folder': '/in'"),
  ])
  func twoSourcesThatTakeFilesFromEachOtherAreADoubt(_ pair: Pair) throws {
    let text = WrittenConfiguration.text(
      "'sources': [{'name': 'a', 'every': '1h', \(pair.one)},\n{'name': 'b', 'every': '1h', \(pair.other)}]")
    let found = try WrittenConfiguration.read(text).doubts.filter { $0.code == "config.source.folder.shared" }
    #expect(found.map { $0.position?.line } == (pair.isShared ? [2] : []))
    #expect(found.allSatisfy { $0.severity == .warning && $0.message.contains("'a'") })
  }

  @Test func aFolderThatIsNotThereIsSaid() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("x", to: "file")
    let sources = [folder.path, folder.path("missing"), file].enumerated().map { number, path in
      "{'name': '\(number)', 'every': '1h', 'folder': '\(path)'}"
    }
    let configuration = try WrittenConfiguration.read(
      WrittenConfiguration.text("'sources': [\(sources.joined(separator: ",\n"))]"))
    #expect(configuration.missingFolders.map(\.code) == Array(repeating: "config.source.folder.missing", count: 2))
    #expect(configuration.missingFolders.map { $0.position?.line } == [2, 3])
  }

  // MARK: By name

  @Test func sourcesAreFoundByTheirNames() throws {
    let sources = ["a", "b", "c"].map { "{'name': '\($0)', 'every': '1h', 'folder': '/\($0)'}" }
    let configuration = try WrittenConfiguration.read(
      WrittenConfiguration.text("'sources': [\(sources.joined(separator: ", "))]"))
    #expect(try configuration.sources(named: ["c", "a", "c"]).map(\.name) == ["a", "c"])
    #expect(try configuration.sources(named: []).map(\.name) == ["a", "b", "c"])
    let error = #expect(throws: Diagnostics.self) { try configuration.sources(named: ["a", "typeform", "x"]) }
    #expect(error?.all.map(\.code) == ["source.unknown", "source.unknown"])
    #expect(error?.all[0].hint == "known are a, b, c")
    let none = try WrittenConfiguration.read(WrittenConfiguration.text())
    let empty = #expect(throws: Diagnostics.self) { try none.sources(named: []) }
    #expect(empty?.all.map(\.code) == ["source.none"])
  }

  @Test func pausedSourcesAreThoseOfTheirNamesAlone() throws {
    let sources = ["{'name': 'a', 'every': '1h', 'folder': '/a', 'paused': true}"]
    let more = ["{'name': 'b', 'every': '1h', 'folder': '/b'}"]
    let configuration = try WrittenConfiguration.read(
      WrittenConfiguration.text("'sources': [\((sources + more).joined(separator: ", "))]"))
    #expect(try configuration.sources(named: []).map(\.name) == ["b"])
    #expect(try configuration.sources(named: ["a"]).map(\.name) == ["a"])
    let paused = try WrittenConfiguration.read(WrittenConfiguration.text("'sources': [\(sources[0])]"))
    let none = #expect(throws: Diagnostics.self) { try paused.sources(named: []) }
    #expect(none?.all.first?.message == "all sources are paused")
  }
}
