import LeadConfig
import LeadModel
import LeadTransport

/// Compiles a source's settings, and collects what is wrong with them.
struct FetchPlanCheck {
  let settings: FetchSettings
  let ready: ReadySource?
  let places: SourceSettings.Places
  private var problems: [Diagnostic] = []
  private(set) var warnings: [Diagnostic] = []

  private(set) var method = HTTPMethod.get
  private(set) var url = FetchURL(base: FetchTemplate(), parameters: [])
  private(set) var headers: [FetchPlan.HeaderTemplate] = []
  private(set) var body: FetchTemplate?
  private(set) var records: Path?
  private(set) var paging = FetchPlan.Paging.none
  var cursor: CursorRule?
  private(set) var companion: FetchURL?
  private(set) var announcedURL: FetchURL?
  private(set) var announcement: Announcement?

  var traits: FetchTraits { ready?.traits ?? FetchTraits() }

  init(_ own: FetchSettings, at places: SourceSettings.Places, secrets: [String: Secret]) throws(Diagnostics) {
    self.places = places
    if let from = own.from {
      guard let ready = ReadySource.named(from) else {
        throw Diagnostics([
          Diagnostic(
            FetchCode.source.rawValue, "there is no ready source '\(from)'", at: places.from,
            hint: NearestName.hint(for: from, among: ReadySource.all.map(\.name)))
        ])
      }
      self.ready = ready
      settings = ready.settings(with: own)
    } else {
      ready = nil
      settings = own
    }
    checkNeeds(secrets: secrets)
    compileTemplates(secrets: secrets)
    compilePaging()
    compileCursor()
    records = path(settings.records, "records")
    compileAnnouncement()
    if settings.format == .csv || settings.format == .jsonl, settings.records != nil {
      refuse(.format, "'records' is a path into JSON, and the format is \(settings.format?.rawValue ?? "")")
    }
    checkLimits()
    if problems.isEmpty { checkAddress() }
    if !problems.isEmpty { throw Diagnostics(problems + warnings) }
  }

  mutating func refuse(_ code: FetchCode, _ message: String, hint: String? = nil) {
    problems.append(Diagnostic(code.rawValue, message, at: places.origin, hint: hint ?? traits.hints[code]))
  }

  /// What a ready source wants to know.
  private mutating func checkNeeds(secrets: [String: Secret]) {
    guard let ready else { return }
    for value in ready.values where settings.values[value.name] == nil {
      refuse(.value, "\(ready.title) needs '\(value.name)'", hint: "\(value.name): \(value.what)")
    }
    for secret in ready.secrets where secrets[secret.name] == nil {
      refuse(
        .secret, "\(ready.title) needs the secret '\(secret.name)'",
        hint: "\(secret.what); \"secrets\": {\"\(secret.name)\": {\"env\": \"…\"}}")
    }
  }

  private mutating func compileTemplates(secrets: [String: Secret]) {
    // What a ready source needs and has not is said once, by its name.
    var values = settings.values
    for value in ready?.values ?? [] where values[value.name] == nil { values[value.name] = "" }
    var known = secrets
    for secret in ready?.secrets ?? [] where known[secret.name] == nil { known[secret.name] = Secret("") }
    var compiler = TemplateCompiler(values: values, secrets: known, position: places.origin)
    switch Self.method(of: settings) {
    case "GET": method = .get
    case "POST": method = .post
    case "PUT": method = .put
    default: refuse(.method, "the method is none that is known: expected GET, POST or PUT")
    }
    if let text = settings.url {
      url = compiler.url(text)
    } else {
      refuse(.url, "there is no address to ask", hint: "\"url\": \"https://…\"")
    }
    headers = settings.headers.sorted { $0.key < $1.key }.map { name, text in
      FetchPlan.HeaderTemplate(name: name, value: compiler.text(text, .line))
    }
    for (name, _) in settings.headers where !Self.isHeaderName(name) {
      refuse(.template, "'\(name)' is no name that a header can have")
    }
    let type = settings.headers.first { $0.key.lowercased() == "content-type" }?.value.lowercased()
    if let text = settings.body {
      if method == .get { refuse(.method, "a body is given, and a GET has none", hint: "\"method\": \"POST\"") }
      if type?.contains("x-www-form-urlencoded") == true {
        body = compiler.text(text, .percent)
      } else if type == nil || type?.contains("json") == true {
        body = compiler.json(text)
        if type == nil { headers.append(.init(name: "content-type", value: compiler.text("application/json", .line))) }
      } else {
        body = compiler.text(text, .plain)
      }
    }
    companion = traits.companion.map { compiler.url($0.url) }
    announcedURL = traits.announced.map { compiler.url($0.url) }
    problems += compiler.problems
    for name in settings.values.keys.sorted() where !compiler.used.contains(name) {
      let isReady = ready?.values.contains { $0.name == name } == true
      guard !isReady || settings.values[name] != ready?.values.first(where: { $0.name == name })?.standard else {
        continue
      }
      warn(.value, "the value '\(name)' is given, and stands in no template")
    }
    for name in secrets.keys.sorted() where !compiler.used.contains("secret.\(name)") {
      warn(.value, "the secret '\(name)' is given, and stands in no template")
    }
  }

  /// What is said, else POST with a body.
  static func method(of settings: FetchSettings) -> String {
    settings.method?.uppercased() ?? (settings.body == nil ? "GET" : "POST")
  }

  /// A token, as RFC 9110 (section 5.6.2) has it.
  private static func isHeaderName(_ name: String) -> Bool {
    !name.isEmpty
      && name.unicodeScalars.allSatisfy {
        $0.value > 0x20 && $0.value < 0x7F && !"\"(),/:;<=>?@[\\]{}".unicodeScalars.contains($0)
      }
  }

  mutating func warn(_ code: FetchCode, _ message: String, hint: String? = nil) {
    warnings.append(Diagnostic(.warning, code.rawValue, message, at: places.origin, hint: hint))
  }

  var slots: Set<FetchSlot> {
    headers.reduce(url.slots.union(body?.slots ?? [])) { $0.union($1.value.slots) }
  }

  private mutating func compilePaging() {
    func lacks(_ slot: FetchSlot) -> String {
      "pages are asked for by '{\(slot.rawValue)}', which stands in no template"
    }
    switch settings.paging {
    case nil: paging = .none
    case .linkHeader: paging = .linkHeader
    case .link(let text): if let path = path(text, "the next page's link") { paging = .link(path) }
    case .page(let first, let size):
      if !slots.contains(.page) { refuse(.paging, lacks(.page)) }
      if let size, size < 1 { refuse(.paging, "a page has at least one record") }
      paging = .page(first: first, size: size)
    case .offset(let size):
      if !slots.contains(.offset) { refuse(.paging, lacks(.offset)) }
      if let size, size < 1 { refuse(.paging, "a page has at least one record") }
      paging = .offset(size: size)
    case .token(let text):
      if !slots.contains(.page) { refuse(.paging, lacks(.page)) }
      if let path = path(text, "the next page's token") { paging = .token(path) }
    }
    if settings.format == .csv || settings.format == .jsonl {
      switch paging {
      case .link, .token: refuse(.format, "pages are told by a path into JSON, and the format is another")
      case .none, .linkHeader, .page, .offset, .ids: break
      }
    }
  }

  private mutating func compileAnnouncement() {
    guard let announced = traits.announced, let records = path(announced.records, "what is announced"),
      let kind = path(announced.kind, "an announcement's kind"), let id = path(announced.id, "an announced id")
    else { return }
    announcement = Announcement(records: records, kind: kind, kindValue: announced.kindValue, id: id)
  }

  mutating func path(_ text: String?, _ what: String) -> Path? {
    guard let text else { return nil }
    do throws(PathError) {
      return try Path(parsing: text)
    } catch {
      refuse(.path, "the path of \(what) cannot be read: \(error.message)")
      return nil
    }
  }

  private mutating func checkLimits() {
    for (name, given, bounds) in [
      ("maxPages", settings.maxPages, FetchSettings.pageRange),
      ("maxRecords", settings.maxRecords, FetchSettings.recordRange),
      ("maxBytes", settings.maxBytes, FetchSettings.byteRange),
    ] {
      guard let given, !bounds.contains(given) else { continue }
      refuse(.limits, "'\(name)' is \(given): expected \(bounds.lowerBound) to \(bounds.upperBound)")
    }
  }

  /// The first request's address, as it would be.
  private mutating func checkAddress() {
    for url in [url, companion, announcedURL].compactMap(\.self) {
      guard let address = HTTPAddress(url.text(FetchWords())) else {
        refuse(
          .url, "the address is no http or https address", hint: "expected https://HOST/PATH, without a user's name")
        return
      }
      guard address.isProtected else {
        refuse(.plain, "records and the token would travel unencrypted to \(address.host)", hint: "use https")
        return
      }
    }
  }
}
