import LeadJSON
import LeadModel

/// The keys of a fetch: what is asked for, and how its pages and what is new are found.
extension ConfigurationCheck {
  mutating func fetch(of source: DeclaredObject) -> FetchSettings? {
    guard let object = object("fetch", of: source) else { return nil }
    var fetch = FetchSettings()
    fetch.from = text("from", of: object)
    let isReady = given("from", of: object) != nil
    if isReady { fetch.values = values(of: object) }
    fetch.secrets = namedSecrets("secrets", of: object) { SourceName.isPlaceholder($0) && !$0.contains(".") }
    fetch.url = address(of: object, isReady: isReady)
    fetch.method = text("method", of: object) { FetchSettings.methods.contains($0) ? $0 : nil }
    fetch.headers = headers(of: object)
    fetch.body = text("body", of: object)
    if let body = given("body", of: object), fetch.method == "GET" {
      note("fetch", "'body' goes with POST, and 'method' is GET", at: body.location)
    }
    fetch.format = word("format", of: object)
    fetch.records = field("records", of: object)
    if let next = self.object("next", of: object) { fetch.paging = paging(next) }
    if let cursor = self.object("cursor", of: object) { fetch.cursor = self.cursor(cursor, isReady: isReady) }
    limits(&fetch, object)
    templates(fetch, of: object)
    return fetch.from == nil && fetch.url == nil ? nil : fetch
  }

  /// What a ready source wants to know: which of it there is, and what is missing, the source says.
  private mutating func values(of object: DeclaredObject) -> [String: String] {
    let declared = Set(ConfigurationKey.keys(at: .fetch).map(\.name)).union([ConfigurationKey.comment])
    let others = object.value.members.filter { !declared.contains($0.key) && !$0.value.isNull }
    guard others.count <= FetchSettings.maxValues else {
      note(
        "range", "'fetch' has \(others.count) further keys, expected at most \(FetchSettings.maxValues)",
        at: object.value.location)
      return [:]
    }
    var values: [String: String] = [:]
    for member in others {
      if LiteralSecret.isName(member.key) {
        let hint = #"write "secrets": {"\#(member.key)": {"env": "NAME"}} and set that variable"#
        note(
          "secret.literal", "'\(member.key)' is a secret, which stands in 'secrets'", at: member.keyLocation, hint: hint
        )
      } else {
        let text = member.value.number ?? string(member.value, key: member.key, what: "a text or a number")
        values[member.key] = text
      }
    }
    return values
  }

  /// A template whose host is none, so that it is plain where secrets go.
  private mutating func address(of object: DeclaredObject, isReady: Bool) -> String? {
    guard let value = given("url", of: object) else {
      if !isReady { missing("url", of: object.value, what: "\(FetchSettings.addressExpected), or 'from'") }
      return nil
    }
    guard let text = text("url", of: object, as: { WebAddress($0) == nil || $0.contains("#") ? nil : $0 }) else {
      return nil
    }
    if LiteralSecret.isIn(address: text) {
      note(
        "secret.literal", "'url' holds a secret itself, which does not belong into this file", at: value.location,
        hint: Self.secretHint)
    }
    if let address = WebAddress(text), address.scheme == "http", !address.isLoopback {
      note(
        "fetch.plain", "secrets and leads would come and go unencrypted", at: value.location, hint: "use https")
    }
    return text
  }

  /// Names in lower case.
  private mutating func headers(of object: DeclaredObject) -> [String: String] {
    var headers: [String: String] = [:]
    for member in members("headers", of: object) {
      guard let name = WebTexts.headerName(member.key) else {
        note("header", "'headers' has a name that no header can have", at: member.keyLocation)
        continue
      }
      // libcurl writes these itself; a second one would say something else.
      if ["host", "content-length", "transfer-encoding", "connection"].contains(name) {
        note("header", "the header '\(name)' is written by the program itself", at: member.keyLocation)
      }
      guard let text = string(member.value, key: member.key, what: "a header's value") else { continue }
      if !text.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F }) {
        note("header", "the header '\(name)' holds line ends or control characters", at: member.value.location)
      }
      // What is kept elsewhere is no literal.
      if member.value.kind == .string, LiteralSecret.isIn(header: name, value: PlaceholderText(text)) {
        note(
          "secret.literal", "the header '\(name)' holds a secret itself, which does not belong into this file",
          at: member.value.location, hint: Self.secretHint)
      }
      if headers.updateValue(text, forKey: name) != nil {
        note("header", "another entry of 'headers' is '\(name)' too", at: member.keyLocation)
      }
    }
    return headers
  }

  private static let secretHint = #"write {secret.token} there, and "secrets": {"token": {"env": "NAME"}}"#

  // MARK: Pages, and what is new

  private mutating func paging(_ next: DeclaredObject) -> FetchSettings.Paging? {
    let link = field("link", of: next)
    let header = text("header", of: next) { $0 == FetchSettings.linkHeader ? $0 : nil }
    let token = field("token", of: next)
    let page = self.object("page", of: next).map { object in
      FetchSettings.Paging.page(first: count("first", of: object) ?? 1, size: count("size", of: object))
    }
    let offset = self.object("offset", of: next).map { FetchSettings.Paging.offset(size: count("size", of: $0)) }
    guard isOne(of: ["link", "header", "page", "offset", "token"], in: next, what: "how the next page is found") else {
      return nil
    }
    if let link { return .link(path: link) }
    if header != nil { return .linkHeader }
    if let token { return .token(path: token) }
    return page ?? offset
  }

  private mutating func cursor(_ object: DeclaredObject, isReady: Bool) -> FetchSettings.Cursor? {
    let path = field("path", of: object)
    if !isReady, given("path", of: object) == nil {
      missing("path", of: object.value, what: object.key("path").kind.words)
    }
    var cursor = FetchSettings.Cursor(path: path, kind: word("kind", of: object))
    let isNumber = cursor.kind == .number
    if let overlap = given("overlap", of: object) {
      let isCount = overlap.kind == .number
      let number = isCount ? count("overlap", of: object) : nil
      let time = isCount ? nil : duration("overlap", of: object)
      cursor.overlapCount = number
      cursor.overlap = time
      // Of which kind a ready source's cursor is, it says itself.
      if number != nil || time != nil, isCount != isNumber, !isReady || cursor.kind != nil {
        note(
          "fetch", "'overlap' is \(isCount ? "a number" : "a time") and 'kind' is \((cursor.kind ?? .time).rawValue)",
          at: overlap.location)
      }
    }
    cursor.start = scalar("start", of: object)
    if isNumber, let start = cursor.start, Double(start) == nil, let value = given("start", of: object) {
      note("fetch", "'start' is no number, and 'kind' is number", at: value.location)
    }
    cursor.format = timeFormat(of: object)
    cursor.timeZone = text("timeZone", of: object)
    cursor.order = word("order", of: object)
    for key in ["format", "timeZone"] where isNumber {
      guard let value = given(key, of: object) else { continue }
      note("fetch", "'\(key)' is for times, and 'kind' is number", at: value.location)
    }
    return path != nil || isReady ? cursor : nil
  }

  /// A word, or a pattern with a year, a month and a day.
  private mutating func timeFormat(of object: DeclaredObject) -> String? {
    guard let text = text("format", of: object), let value = given("format", of: object) else { return nil }
    if FetchSettings.timeFormats.contains(text) || ["yy", "M", "d"].allSatisfy(text.contains) { return text }
    let hint = value.kind == .string ? NearestName.of(text, among: FetchSettings.timeFormats) : nil
    note(
      "word", "'format' is none, expected \(object.key("format").kind.words)", at: value.location,
      hint: hint.map { "did you mean '\($0)'?" })
    return nil
  }

  private mutating func limits(_ fetch: inout FetchSettings, _ object: DeclaredObject) {
    fetch.isConditional = boolean("conditional", of: object)
    fetch.maxPages = count("maxPages", of: object)
    fetch.maxRecords = count("maxRecords", of: object)
    fetch.maxBytes = size("maxBytes", of: object)
    fetch.mayShrink = boolean("mayShrink", of: object)
    fetch.mayBeNull = boolean("mayBeNull", of: object)
    fetch.caFile = path("caFile", of: object)
    fetch.rate = rate("rate", of: object)
  }
}
