import LeadModel
import Testing

@testable import LeadConfig

/// A fetch's keys: what is read, and what is said of the rest.
struct FetchSettingsTests {
  private static func fetch(_ text: String, environment: [String: String] = [:]) throws -> FetchSettings {
    let source = try #require(try WrittenConfiguration.read(text, environment: environment).sources.first)
    guard case .fetch(let fetch) = source.origin else { throw Missing() }
    return fetch
  }

  private struct Missing: Error {}

  @Test func everyKeyIsRead() throws {
    let text = WrittenConfiguration.source(
      """
      'backfill': '6h', 'fetch': {'url': 'https://a.example/leads?since={since}&page={page}', 'method': 'POST',
        'headers': {'Authorization': 'Bearer {secret.token}', 'x-a': 'b'}, 'body': '{"limit": 100}',
        'secrets': {'token': {'env': 'CRM'}}, 'format': 'jsonl', 'records': 'data.items', 'next': {'page': {'size': 100}},
        'cursor': {'path': 'updated_at', 'overlap': '5m', 'start': '2026-01-01T00:00:00Z', 'format': 'seconds',
          'timeZone': 'Europe/Rome'},
        'conditional': false, 'maxPages': 5, 'maxRecords': 500, 'maxBytes': '1MB', 'mayShrink': true, 'mayBeNull': true,
        'caFile': 'ca.pem', 'rate': '2/s'}
      """.replacing("'{\"limit\": 100}'", with: #"'{\"limit\": 100}'"#))
    let fetch = try Self.fetch(text)
    #expect(fetch.from == nil && fetch.values.isEmpty)
    #expect(fetch.url == "https://a.example/leads?since={since}&page={page}" && fetch.method == "POST")
    #expect(fetch.headers == ["authorization": "Bearer {secret.token}", "x-a": "b"])
    #expect(fetch.body == #"{"limit": 100}"# && fetch.secrets["token"]?.place == .environment("CRM"))
    #expect(fetch.format == .jsonl && fetch.records == "data.items" && fetch.paging == .page(first: 1, size: 100))
    var cursor = FetchSettings.Cursor(path: "updated_at")
    cursor.overlap = .seconds(300)
    cursor.timeZone = "Europe/Rome"
    cursor.start = "2026-01-01T00:00:00Z"
    cursor.format = "seconds"
    #expect(fetch.cursor == cursor)
    #expect(
      fetch.isConditional == false && fetch.mayShrink == true && fetch.mayBeNull == true
        && fetch.caFile == "/etc/leads/ca.pem")
    #expect(fetch.maxPages == 5 && fetch.maxRecords == 500 && fetch.maxBytes == 1_000_000 && fetch.rate == Rate("2/s"))
    #expect(try WrittenConfiguration.read(text).sources[0].backfill == .seconds(21_600))
  }

  @Test func anAddressIsEnough() throws {
    var expected = FetchSettings()
    expected.url = "https://a.example/leads"
    #expect(try Self.fetch(WrittenConfiguration.fetch("")) == expected)
  }

  /// Which of its keys a ready source knows, it says itself.
  @Test func aReadySourceGetsWhatItWantsToKnow() throws {
    let text = WrittenConfiguration.source(
      """
      'fetch': {'from': 'typeform', 'form': 'u6nXL7', 'size': 1.50, 'account': {'env': 'ACCOUNT'}, 'gone': null,
        '$comment': 'x', 'secrets': {'token': {'file': 't'}}, 'maxPages': 5}
      """)
    let fetch = try Self.fetch(text, environment: ["ACCOUNT": "acme"])
    #expect(fetch.from == "typeform" && fetch.url == nil && fetch.maxPages == 5)
    #expect(fetch.values == ["form": "u6nXL7", "size": "1.50", "account": "acme"])
  }

  @Test(
    arguments: [
      ("'link': 'paging.next'", FetchSettings.Paging.link(path: "paging.next"), ""),
      ("'header': 'link'", .linkHeader, ""), ("'page': {}", .page(first: 1, size: nil), "{page}"),
      ("'page': {'first': 0, 'size': 50}", .page(first: 0, size: 50), "{page}"),
      ("'offset': {}", .offset(size: nil), "{offset}"),
      ("'offset': {'size': 20}", .offset(size: 20), "{offset}"),
      ("'token': 'meta.after'", .token(path: "meta.after"), "{page}"),
      ("'token': 'a', 'link': null", .token(path: "a"), "{page}"),
    ] as [(String, FetchSettings.Paging, String)])
  func thereAreFiveWaysToTheNextPage(_ next: String, _ paging: FetchSettings.Paging, _ name: String) throws {
    let text = WrittenConfiguration.fetch("'next': {\(next)}", url: "https://a.example/?a=\(name)")
    #expect(try Self.fetch(text).paging == paging)
  }

  @Test func aCursorMayBeANumber() throws {
    let text = WrittenConfiguration.fetch(
      "'cursor': {'path': 'id', 'kind': 'number', 'overlap': 10, 'start': 9007199254740993}")
    let cursor = try #require(try Self.fetch(text).cursor)
    #expect(cursor.kind == .number && cursor.overlapCount == 10 && cursor.overlap == nil)
    #expect(cursor.start == "9007199254740993", "as it is written")
  }

  @Test func besideAReadySourceACursorSaysOnlyWhatIsOther() throws {
    let text = WrittenConfiguration.source("'fetch': {'from': 'hubspot', 'cursor': {'start': 5, 'overlap': '1h'}}")
    var cursor = FetchSettings.Cursor()
    cursor.start = "5"
    cursor.overlap = .seconds(3_600)
    #expect(try Self.fetch(text).cursor == cursor)
  }

  @Test(arguments: ["iso", "seconds", "milliseconds", "yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ss", "d.M.yy"])
  func timesAreWrittenInManyForms(_ format: String) throws {
    // Apostrophes stand for quotes here.
    let text = WrittenConfiguration.fetch("'cursor': {'path': 'at', 'format': {'env': 'F'}}")
    let fetch = try Self.fetch(text, environment: ["F": format])
    #expect(fetch.cursor?.format == format)
  }

  @Test(
    arguments: [
      ("https://a.example/leads", nil), ("https://a.example:8443/a?b={since}", nil), ("http://127.0.0.1:8080/a", nil),
      ("http://localhost/a", nil), ("http://[::1]/a", nil), ("http://a.example/leads", "config.fetch.plain"),
      ("ftp://a.example/", "config.address"), ("a.example", "config.address"),
      ("https://u:p@a.example/", "config.address"),
      ("https://{page}.example/", "config.address"), ("https://a.example/#a", "config.address"),
      ("https://a.example/a b", "config.address"),
    ] as [(String, String?)])
  func anAddressIsEncryptedOrOfThisMachine(_ url: String, _ code: String?) {
    let text = WrittenConfiguration.fetch("'cursor': {'path': 'at'}", url: url)
    #expect(WrittenConfiguration.codes(text) == (code.map { [$0] } ?? []))
  }

  @Test(arguments: [
    ("'headers': {'Authorization': 'Bearer hunter2'}", 1), ("'headers': {'authorization': 'hunter2'}", 1),
    ("'headers': {'APIKEY': 'hunter2'}", 1), ("'headers': {'X-Api-Key': 'hunter2'}", 1),
    ("'headers': {'x-a': 'Basic hunter2'}", 1),
    ("'headers': {'x-a': 'bearer hunter2{page}'}, 'next': {'page': {}}", 1), ("'headers': {'cookie': 'a=hunter2'}", 1),
    ("'secrets': {'token': 'hunter2'}", 1), ("'headers': {'authorization': 'hunter2', 'apikey': 'hunter2'}", 2),
    ("'headers': {'x-a': 'Bearer'}", 0), ("'headers': {'accept': 'application/json'}", 0),
    ("'headers': {'authorization': 'Bearer {secret.t}'}, 'secrets': {'t': {'env': 'A'}}", 0),
    ("'headers': {'authorization': {'env': 'A'}}", 0),
  ])
  func aSecretDoesNotStandInTheFile(_ keys: String, _ count: Int) {
    let text = WrittenConfiguration.fetch(keys)
    do throws(Diagnostics) {
      _ = try WrittenConfiguration.read(text, environment: ["A": "a"])
      #expect(count == 0)
    } catch {
      #expect(error.all.map(\.code) == Array(repeating: "config.secret.literal", count: count), "\(error)")
      #expect(error.all.allSatisfy { $0.hint?.contains("\"env\"") == true } && !"\(error)".contains("hunter2"))
    }
  }

  @Test(arguments: [
    ("https://a.example/?access_token=hunter2", true), ("https://a.example/?a=b&api_key=hunter2", true),
    ("https://a.example/?token={secret.t}", false), ("https://a.example/?token=", false),
    ("https://a.example/?tokens=5", false),
    ("https://a.example/token=5", false),
  ])
  func aSecretDoesNotStandInAnAddress(_ url: String, _ isSecret: Bool) {
    let text = WrittenConfiguration.fetch("'secrets': {'t': {'env': 'A'}}", url: url)
    #expect(WrittenConfiguration.codes(text) == (isSecret ? ["config.secret.literal"] : []))
  }

  @Test(arguments: ["'token': 'hunter2'", "'apiKey': 'hunter2'", "'access_token': {'env': 'A'}"])
  func aSecretIsNoValueOfAReadySource(_ key: String) {
    let text = WrittenConfiguration.source("'fetch': {'from': 'typeform', \(key)}")
    let error = #expect(throws: Diagnostics.self) { try WrittenConfiguration.read(text, environment: ["A": "a"]) }
    #expect(error?.all.map(\.code) == ["config.secret.literal"] && error?.description.contains("hunter2") == false)
    #expect(error?.all[0].hint?.hasPrefix("write \"secrets\": {\"") == true)
  }

  @Test(
    arguments: [
      ("https://a.example/?s={sinze}", "", "'url' has a placeholder that is none: {sinze}", "did you mean 'since'?"),
      (
        "https://a.example/?t={secret.tokn}", "'secrets': {'token': {'env': 'A'}}",
        "'url' has a placeholder that is none: {secret.tokn}", "did you mean 'secret.token'?"
      ),
      (
        "https://a.example/", "'headers': {'x-a': '{pag}'}", "'x-a' has a placeholder that is none: {pag}",
        "did you mean 'page'?"
      ),
      (
        "https://a.example/", "'body': '{form}'", "'body' has a placeholder that is none: {form}",
        "known are cursor, since, page, offset"
      ),
      ("https://a.example/?s={since", "", "'url' has a brace that belongs to no placeholder", nil),
      ("https://a.example/?s={since}", "", "{since} is empty without 'cursor'", nil),
      ("https://a.example/?s={cursor}", "", "{cursor} is empty without 'cursor'", nil),
      ("https://a.example/?s={page}", "", "{page} is empty without 'page' or 'token' in 'next'", nil),
      (
        "https://a.example/?s={page}", "'next': {'offset': {}}, 'body': '{offset}'",
        "{page} is empty without 'page' or 'token' in 'next'", nil
      ),
      ("https://a.example/", "'next': {'page': {}}", "no template has {page}, so each page would be the first", nil),
      ("https://a.example/", "'next': {'token': 'a'}", "no template has {page}, so each page would be the first", nil),
      (
        "https://a.example/", "'next': {'offset': {}}", "no template has {offset}, so each page would be the first", nil
      ),
    ] as [(String, String, String, String?)])
  func whatATemplateNamesIsThere(_ url: String, _ keys: String, _ message: String, _ hint: String?) {
    let error = #expect(throws: Diagnostics.self) {
      try WrittenConfiguration.read(WrittenConfiguration.fetch(keys, url: url))
    }
    #expect(
      error?.all.map(\.code) == ["config.template"] && error?.all[0].message == message, "\(String(describing: error))")
    #expect(error?.all[0].hint == hint)
  }

  /// What else a ready source's templates know is not known here.
  @Test func besideAReadySourceOnlySecretsAreLookedAt() {
    func codes(_ url: String) -> [String] {
      WrittenConfiguration.codes(
        WrittenConfiguration.source(
          "'fetch': {'from': 'typeform', 'url': '\(url)', 'secrets': {'token': {'env': 'A'}}}"))
    }
    #expect(codes("https://a.example/{form}?p={page}&s={since}").isEmpty)
    #expect(codes("https://a.example/{secret.tokn}") == ["config.template"])
    #expect(codes("https://a.example/{form") == ["config.template"])
  }

  @Test(arguments: [
    ("'form': 'x'", "config.key.unknown", "'fetch' has no key 'form'"),
    ("'curser': {'path': 'a'}", "config.key.unknown", "'fetch' has no key 'curser'"),
    ("'method': 'DELETE'", "config.word", "'method' is none, expected one of GET, POST"),
    ("'method': 'GET', 'body': 'a'", "config.fetch", "'body' goes with POST, and 'method' is GET"),
    ("'headers': {'a b': 'c'}", "config.header", "'headers' has a name that no header can have"),
    ("'headers': {'Host': 'c'}", "config.header", "the header 'host' is written by the program itself"),
    ("'headers': {'x-a': 'b\\n'}", "config.header", "the header 'x-a' holds line ends or control characters"),
    ("'headers': {'x-a': 'b', 'X-A': 'c'}", "config.header", "another entry of 'headers' is 'x-a' too"),
    ("'headers': {'x-a': ' '}", "config.value.empty", "'x-a' is empty, expected a header's value"),
    (
      "'secrets': {'a.b': {'env': 'A'}}", "config.name",
      "'secrets' has a member whose name is none: letters, digits, '_' and '-' are expected"
    ),
    ("'secrets': {'a': {'env': 'A', 'x': 1}}", "config.key.unknown", "'a' has no key 'x'"),
    ("'records': 'a[b'", "config.field", "'records' is no path"),
    ("'format': 'xml'", "config.word", "'format' is none, expected one of json, jsonl, csv"),
    ("'next': {'header': 'x'}", "config.word", "'header' is none, expected \"link\""),
    ("'next': {}", "config.key.missing", "'link' is missing: how the next page is found"),
    (
      "'next': {'link': 'a', 'header': 'link'}", "config.source", "'next' has 'link' and 'header', expected one of them"
    ),
    ("'cursor': {}", "config.key.missing", "'path' is missing: a path, like \"updated_at\""),
    ("'cursor': {'path': 'a', 'kind': 'tme'}", "config.word", "'kind' is none, expected one of time, number"),
    ("'cursor': {'path': 'a', 'overlap': 5}", "config.fetch", "'overlap' is a number and 'kind' is time"),
    (
      "'cursor': {'path': 'a', 'kind': 'number', 'overlap': '5m'}", "config.fetch",
      "'overlap' is a time and 'kind' is number"
    ),
    (
      "'cursor': {'path': 'a', 'kind': 'number', 'format': 'iso'}", "config.fetch",
      "'format' is for times, and 'kind' is number"
    ),
    (
      "'cursor': {'path': 'a', 'kind': 'number', 'timeZone': 'Europe/Rome'}", "config.fetch",
      "'timeZone' is for times, and 'kind' is number"
    ),
    (
      "'cursor': {'path': 'a', 'kind': 'number', 'start': 'b'}", "config.fetch",
      "'start' is no number, and 'kind' is number"
    ),
    (
      "'cursor': {'path': 'a', 'format': 'second'}", "config.word",
      "'format' is none, expected one of iso, seconds, milliseconds, or a pattern like \"yyyy-MM-dd\""
    ),
    ("'cursor': {'path': 'a', 'overlap': '31d'}", "config.duration", "'overlap' is none, expected a time"),
    ("'cursor': {'path': 'a', 'overlap': 1.5}", "config.duration", "'overlap' is out of range, expected a time"),
    ("'maxPages': 100001", "config.range", "'maxPages' is out of range"),
    ("'maxBytes': '1B'", "config.size", "'maxBytes' is none"),
    ("'rate': '5'", "config.rate", "'rate' is none"),
  ])
  func aFetchThatIsWrongSaysHow(_ keys: String, _ code: String, _ message: String) {
    let error = #expect(throws: Diagnostics.self) { try WrittenConfiguration.read(WrittenConfiguration.fetch(keys)) }
    #expect(error?.all.map(\.code) == [code], "\(String(describing: error))")
    #expect(error?.all[0].message.hasPrefix(message) == true, "\(String(describing: error))")
    #expect(error?.all[0].position?.column != nil)
  }

  @Test(arguments: [
    ("'url': null", "config.key.missing"), ("'from': null, 'secrets': {}", "config.key.missing"),
    ("'from': ' '", "config.value.empty"),
    ("'from': 'x', 'form': true", "config.type"), ("'from': 'x', 'form': ''", "config.value.empty"),
  ])
  func aFetchNeedsAnAddressOrAReadySource(_ keys: String, _ code: String) {
    #expect(WrittenConfiguration.codes(WrittenConfiguration.source("'fetch': {\(keys)}")) == [code])
  }

  @Test func whatIsTooMuchIsRefused() {
    func codes(_ name: String, _ count: Int, _ value: (Int) -> String) -> [String] {
      let members = (0..<count).map { "'a\($0)': \(value($0))" }.joined(separator: ", ")
      let keys = name.isEmpty ? members : "'\(name)': {\(members)}"
      return WrittenConfiguration.codes(WrittenConfiguration.source("'fetch': {'from': 'x', \(keys)}"))
    }
    #expect(codes("headers", FetchSettings.maxHeaders) { "'\($0)'" }.isEmpty)
    #expect(codes("headers", FetchSettings.maxHeaders + 1) { "'\($0)'" } == ["config.range"])
    #expect(codes("secrets", FetchSettings.maxSecrets) { "{'env': 'A\($0)'}" }.isEmpty)
    #expect(codes("secrets", FetchSettings.maxSecrets + 1) { "{'env': 'A\($0)'}" } == ["config.range"])
    #expect(codes("", FetchSettings.maxValues) { "\($0)" }.isEmpty)
    #expect(codes("", FetchSettings.maxValues + 1) { "\($0)" } == ["config.range"])
  }
}
