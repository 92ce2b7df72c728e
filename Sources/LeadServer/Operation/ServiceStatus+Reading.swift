import LeadJSON
package import LeadModel
import LeadSync

extension ServiceStatus {
  /// Reads what `/status` of a daemon has answered, for `leadbridge status`.
  ///
  /// Keys that it does not know are passed over, and counts that are not there are 0: the daemon may be of another version
  /// than the command. Bounded by the limits of `JSONDocument`.
  ///
  /// - Throws: `status.unreadable` where it is no JSON, or not a status.
  package init(reading bytes: [UInt8]) throws(Diagnostic) {
    guard let document = try? JSONDocument(parsing: bytes), let status = ServiceStatus(document.root) else {
      throw Diagnostic(
        "status.unreadable", "the answer is not a status of leadbridge",
        hint: "does the address belong to the daemon's operator port? ask it for /status")
    }
    self = status
  }

  private init?(_ json: JSONValue) {
    guard let version = json.text("version"), let at = json.time("at"), let startedAt = json.time("startedAt"),
      let config = json["config"], let loadedAt = config.time("loadedAt")
    else { return nil }
    self.init(version: version, at: at, startedAt: startedAt, setup: Setup(loadedAt: loadedAt))
    setup.refusedAt = config.time("refusedAt")
    setup.refusedReason = config.text("refusedReason")
    notReady = json.text("notReady")
    connections = json.count("connections")
    requests = json.count("requests")
    if let spool = json["spool"] { self.spool = Spool(spool) }
    routes = json.objects("routes").compactMap(Route.init)
    inboxes = json.objects("destinations").compactMap(Inbox.init)
    sources = json.objects("sources").compactMap(SourceStanding.init(reading:))
    routeless = json.objects("routeless").compactMap { posts in
      guard let path = posts.text("path"), let since = posts.time("since") else { return nil }
      return Routeless(path: path, posts: posts.count("posts"), oldestAt: posts.time("oldestAt"), since: since)
    }
    certificates = json.objects("certificates").compactMap { certificate in
      guard let name = certificate.text("name"), let end = certificate.time("expiresAt") else { return nil }
      return Certificate(name: name, expiresAt: end)
    }
    alarms = json.objects("alarms").compactMap(Alarm.init(reading:))
  }
}

extension ServiceStatus.Spool {
  fileprivate init(_ json: JSONValue) {
    rows = json.count("rows")
    bytes = json.count("bytes")
    maxBytes = json.count("maxBytes")
    oldestAt = json.time("oldestAt")
    freeBytes = json.count("freeBytes")
    minFreeBytes = json.count("minFreeBytes")
    growthPerSecond = json.decimal("growthPerSecond") ?? 0
  }
}

extension ServiceStatus.Route {
  fileprivate init?(_ json: JSONValue) {
    guard let path = json.text("path") else { return nil }
    self.init(path: path, sender: json.text("sender") ?? "", destination: json.text("destination") ?? "")
    isPaused = json["paused"]?.boolean ?? false
    isUnmapped = json["unmapped"]?.boolean ?? false
    accepted = json.count("accepted")
    refused = json.count("refused")
    lastAcceptedAt = json.time("lastAcceptedAt")
    // Milliseconds: as whole numbers they are the same again.
    expectEvery = json.decimal("expectEverySeconds").map { .milliseconds(Int64(($0 * 1000).rounded())) }
  }
}

extension ServiceStatus.Inbox {
  fileprivate init?(_ json: JSONValue) {
    guard let name = json.text("name") else { return nil }
    self.init(name: name)
    breaker = json.text("breaker").flatMap(BreakerCondition.init) ?? .closed
    downSince = json.time("downSince")
    holdReason = json.text("holdReason")
    heldSince = json.time("heldSince")
    heldUntil = json.time("heldUntil")
    waiting = json.count("waiting")
    oldestAt = json.time("oldestAt")
    inFlight = json.count("inFlight")
    limit = json.count("limit")
    pace = json.decimal("pacePerSecond")
    delivered = json.count("delivered")
    dead = json.count("dead")
    deadLetters = json.count("deadLetters")
  }
}

extension JSONValue {
  func text(_ key: String) -> String? { self[key]?.string }

  func time(_ key: String) -> Timestamp? { text(key).flatMap { Timestamp(parsing: $0) } }

  func count(_ key: String) -> Int { self[key]?.integer ?? 0 }

  /// Within 10¹⁵, beyond which no number of a status can be.
  func decimal(_ key: String) -> Double? {
    guard let text = self[key]?.number, let number = Double(text), abs(number) < 1e15 else { return nil }
    return number
  }

  fileprivate func objects(_ key: String) -> [JSONValue] {
    guard let list = self[key], list.kind == .array else { return [] }
    return list.elements.filter { $0.kind == .object }
  }
}
