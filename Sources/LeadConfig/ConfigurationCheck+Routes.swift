import LeadJSON
import LeadModel

/// The keys of a route.
extension ConfigurationCheck {
  /// The sender whose signature is described in the file.
  private static let described = "hmac"
  /// The sender behind which there are browsers.
  private static let form = "form"

  /// The routes that are right; two of one path are an error.
  ///
  /// `destinations` are the names of all destinations, right or not; `sources` are those that are right.
  mutating func routes(
    of document: DeclaredObject, destinations: [String], sources: [SourceSettings]
  ) -> [RouteSettings] {
    var lines: [String: Int] = [:]
    let known = KnownSources(right: sources, in: document)
    return objects("routes", of: document).compactMap { object in
      if let path = object.value["path"], let text = path.string {
        let line = path.location.line
        // A request's last slash is taken off, so with it and without it is one path.
        if let first = lines.updateValue(line, forKey: RoutePath.withoutEnd(text)) {
          note("path.twice", "another route has this path, on line \(first)", at: path.location)
        }
      }
      return route(object, destinations: destinations, sources: known)
    }
  }

  private mutating func route(
    _ object: DeclaredObject, destinations: [String], sources: KnownSources
  ) -> RouteSettings? {
    let path = path(of: object)
    let accept = text("accept", of: object)
    let announced = given("source", of: object) == nil ? nil : self.announced(of: object, among: sources)
    let destination =
      given("source", of: object) == nil ? destination(of: object, among: destinations) : announced?.to
    var route = RouteSettings(
      path: path ?? "", accept: accept ?? "", to: destination ?? "", places: places(of: object))
    route.secrets = secrets("secret", of: object)
    route.verifyToken = secret("verifyToken", of: object)
    route.publicURL = text("publicUrl", of: object) { WebAddress($0) == nil ? nil : $0 }
    let mapping = mapping(of: object)
    route.mapping = mapping
    route.source = announced?.name
    route.isPaused = boolean("paused", of: object) ?? route.isPaused
    route.lane = word("lane", of: object) ?? route.lane
    if let respond = self.object("respond", of: object) { route.respond = answer(respond, accept: accept) }
    route.errorRedirect = text("errorRedirect", of: object) { WebTexts.page($0) }
    route.cors = origins(of: object)
    if let spam = self.object("spam", of: object) { route.spam = self.spam(spam) }
    route.allow = texts("allow", of: object) { WebTexts.network($0) }
    if let limits = self.object("limits", of: object) { route.limits = self.limits(limits) }
    route.expectEvery = duration("expectEvery", of: object)
    if let once = object.value["once"], !once.isNull {
      route.once = texts("once", of: object) { RouteSettings.onceFields.contains($0) ? $0 : nil }
    }
    route.hmac = hmac(of: object, accept: accept)
    guard path != nil, accept != nil, destination != nil,
      mapping != nil || object.value["mapping"]?.isNull ?? true
    else { return nil }
    return route
  }

  /// A ready mapping's name, or a path as seen from where the program runs; a path is told from a name as `--mapping` does.
  mutating func mapping(of object: DeclaredObject) -> String? {
    // Standard input, as `--mapping -` has it, is nothing for a daemon.
    let mapping = text("mapping", of: object) { $0 == "-" ? nil : $0 }
    return mapping.map { $0.contains("/") || $0.hasSuffix(".json") ? FilePath.joined(folder, $0) : $0 }
  }

  private func places(of object: DeclaredObject) -> RouteSettings.Places {
    var places = RouteSettings.Places(position(of: object.value.location))
    func place(_ name: String) -> Position { object.value[name].map { position(of: $0.location) } ?? places.route }
    places.accept = place("accept")
    places.secret = place("secret")
    places.mapping = place("mapping")
    places.to = place("to")
    places.announced = place("source")
    return places
  }

  private mutating func path(of object: DeclaredObject) -> String? {
    guard let path = text("path", of: object, as: { RoutePath.isOne($0) ? $0 : nil }),
      let value = object.value["path"]
    else { return nil }
    guard let own = RoutePath.hidden(by: path) else { return path }
    note("path.own", "the daemon answers \(own) itself", at: value.location, hint: "put another step before it")
    return nil
  }

  /// The destination that is named, or the only one.
  mutating func destination(of object: DeclaredObject, among names: [String]) -> String? {
    guard let value = object.value["to"], !value.isNull else {
      if names.count == 1 { return names[0] }
      let there = names.joined(separator: ", ")
      note(
        "to", names.isEmpty ? "there is no destination for it" : "'to' is missing: one of \(there)",
        at: object.value.location, hint: names.isEmpty ? "'leadbridge connect' makes one" : nil)
      return nil
    }
    guard let name = text("to", of: object) else { return nil }
    if names.contains(name) { return name }
    let hint = names.isEmpty ? "'leadbridge connect' makes one" : NearestName.hint(for: name, among: names)
    note("to", "'to' names no destination", at: value.location, hint: hint)
    return nil
  }

  private mutating func answer(_ object: DeclaredObject, accept: String?) -> RouteAnswerSettings {
    var answer = RouteAnswerSettings()
    answer.status = count("status", of: object)
    answer.validates = boolean("validate", of: object) ?? answer.validates
    let redirect = text("redirect", of: object) { WebTexts.page($0) }
    let isEmpty = boolean("empty", of: object) ?? false
    let json = object.value["json"].flatMap { $0.isNull ? nil : $0.compactText }
    if [json != nil, redirect != nil, isEmpty].count(where: { $0 }) > 1 {
      note("respond", "'respond' has several bodies, expected one of json, redirect, empty", at: object.value.location)
    }
    if let redirect {
      answer.body = .redirect(redirect)
      if answer.status != nil {
        note("respond", "a redirect's status is 303", at: object.value.location, hint: "leave 'status' out")
      }
      if let accept, accept != Self.form {
        note(
          "respond", "a redirect is for browsers, and a sender would take it for a failure",
          at: object.value.location, hint: "leave it out, or accept \"form\"")
      }
    } else if let json {
      answer.body = .json(json)
    } else if isEmpty {
      answer.body = .empty
    }
    return answer
  }

  private mutating func origins(of object: DeclaredObject) -> [String] {
    let origins = texts("cors", of: object) { WebTexts.origin($0) }
    if origins.contains("*"), origins.count > 1, let value = object.value["cors"] {
      note("origin", "'cors' has \"*\" and others, expected it alone", at: value.location)
    }
    return origins
  }

  private mutating func spam(_ object: DeclaredObject) -> SpamSettings {
    var spam = SpamSettings()
    spam.honeypot = text("honeypot", of: object)
    spam.minimumTime = duration("minimumTime", of: object)
    spam.timeField = text("timeField", of: object)
    for (one, other) in [("minimumTime", "timeField"), ("timeField", "minimumTime")] {
      guard object.value[one]?.isNull == false, object.value[other]?.isNull ?? true else { continue }
      missing(other, of: object.value, what: "'\(one)' needs it")
    }
    return spam
  }

  private mutating func limits(_ object: DeclaredObject) -> RouteLimitSettings {
    var limits = RouteLimitSettings()
    limits.bodyBytes = size("bodySize", of: object)
    limits.ratePerAddress = rate("ratePerAddress", of: object)
    limits.jsonDepth = count("jsonDepth", of: object)
    limits.formFields = count("formFields", of: object)
    return limits
  }

  // MARK: A signature by settings

  private mutating func hmac(of object: DeclaredObject, accept: String?) -> HMACRouteSettings? {
    guard let hmac = self.object("hmac", of: object) else {
      if accept == Self.described, object.value["hmac"]?.isNull ?? true {
        missing("hmac", of: object.value, what: "the signature's form, which \"accept\": \"hmac\" needs")
      }
      return nil
    }
    if let accept, accept != Self.described {
      note("hmac", "'hmac' is for \"accept\": \"hmac\" alone", at: hmac.value.location)
    }
    guard let header = text("header", of: hmac, as: { WebTexts.headerName($0) }) else { return nil }
    var settings = HMACRouteSettings(header: header)
    settings.algorithm = word("algorithm", of: hmac) ?? settings.algorithm
    settings.encoding = word("encoding", of: hmac) ?? settings.encoding
    settings.keyEncoding = word("keyEncoding", of: hmac) ?? settings.keyEncoding
    settings.prefix = text("prefix", of: hmac) ?? settings.prefix
    settings.template = text("template", of: hmac) ?? settings.template
    settings.timestampHeader = text("timestampHeader", of: hmac) { WebTexts.headerName($0) }
    settings.timestampUnit = word("timestampUnit", of: hmac) ?? settings.timestampUnit
    settings.tolerance = duration("tolerance", of: hmac) ?? settings.tolerance
    settings.idHeader = text("idHeader", of: hmac) { WebTexts.headerName($0) }
    template(settings, of: hmac)
    return settings
  }

  /// What a template names must be there, and what is there must be signed: else it proves nothing.
  private mutating func template(_ settings: HMACRouteSettings, of object: DeclaredObject) {
    let value = object.value["template"] ?? object.value
    var named: Set<String> = []
    for part in settings.template.split(separator: "{", omittingEmptySubsequences: false).dropFirst() {
      let name = String(part.prefix { $0 != "}" })
      guard name.count < part.count, HMACRouteSettings.placeholders.contains(name) else {
        note(
          "template", "'template' has a placeholder that is none", at: value.location,
          hint: NearestName.hint(for: name, among: HMACRouteSettings.placeholders))
        continue
      }
      named.insert(name)
    }
    if !named.contains("body") {
      note(
        "template", "'template' does not sign the body, expected \(object.key("template").kind.words)",
        at: value.location)
    }
    for (name, key) in [("timestamp", "timestampHeader"), ("id", "idHeader")] {
      let isGiven = object.value[key]?.isNull == false
      if named.contains(name), !isGiven {
        missing(key, of: object.value, what: "'template' has {\(name)}")
      } else if isGiven, !named.contains(name) {
        note(
          "template", "'\(key)' is not in 'template', so it is not signed", at: value.location, hint: "add {\(name)}")
      }
    }
  }
}
