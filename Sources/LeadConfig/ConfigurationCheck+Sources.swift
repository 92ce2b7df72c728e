import LeadJSON
import LeadModel

/// The keys of a source: when it is looked at, and what becomes of its records.
extension ConfigurationCheck {
  /// The sources that are right; two of one name are an error.
  ///
  /// `destinations` are the names of all destinations, right or not.
  mutating func sources(of document: DeclaredObject, destinations: [String]) -> [SourceSettings] {
    var lines: [String: Int] = [:]
    return objects("sources", of: document).compactMap { object in
      if let name = object.value["name"], let text = name.string {
        let line = name.location.line
        if let first = lines.updateValue(line, forKey: text) {
          note("name.twice", "another source has this name, on line \(first)", at: name.location)
        }
      }
      return source(object, destinations: destinations)
    }
  }

  private mutating func source(_ object: DeclaredObject, destinations: [String]) -> SourceSettings? {
    let name = text("name", of: object) { SourceName.isOne($0) ? $0 : nil }
    let timetable = timetable(of: object)
    let origin = origin(of: object)
    let destination = destination(of: object, among: destinations)
    let mapping = mapping(of: object)
    let isPaused = boolean("paused", of: object)
    let jitter = jitter(of: object, timetable: timetable)
    let backfill = backfill(of: object, timetable: timetable)
    if let value = given("backfill", of: object), given("fetch", of: object) == nil {
      note("source", "'backfill' is for 'fetch' alone", at: value.location)
    }
    let expectEvery = duration("expectEvery", of: object)
    // Only now, so that all that is wrong is said.
    guard let name, let timetable, let origin, let destination,
      mapping != nil || given("mapping", of: object) == nil
    else { return nil }
    var source = SourceSettings(
      name: name, timetable: timetable, origin: origin, to: destination, places: places(of: object))
    source.mapping = mapping
    source.isPaused = isPaused ?? source.isPaused
    source.jitter = jitter
    source.backfill = backfill
    source.expectEvery = expectEvery
    return source
  }

  private func places(of object: DeclaredObject) -> SourceSettings.Places {
    var places = SourceSettings.Places(position(of: object.value.location))
    func place(_ names: String..., in object: JSONValue) -> Position {
      names.lazy.compactMap { object[$0] }.first { !$0.isNull }.map { position(of: $0.location) } ?? places.source
    }
    places.timetable = place("every", "cron", in: object.value)
    places.timeZone = place("timeZone", in: object.value)
    places.origin = place("fetch", "folder", in: object.value)
    if let fetch = given("fetch", of: object) { places.from = place("from", in: fetch) }
    places.mapping = place("mapping", in: object.value)
    places.to = place("to", in: object.value)
    return places
  }

  // MARK: When

  private mutating func timetable(of object: DeclaredObject) -> SourceSettings.Timetable? {
    let every = duration("every", of: object)
    let cron = text("cron", of: object)
    let zone = text("timeZone", of: object)
    let zoneValue = given("timeZone", of: object)
    if let zoneValue, given("cron", of: object) == nil {
      note("source", "'timeZone' is for 'cron' alone", at: zoneValue.location)
    }
    guard isOne(of: ["every", "cron"], in: object, what: "how often, like \"15m\", or 'cron'") else { return nil }
    if let cron { return zone == nil && zoneValue != nil ? nil : .cron(cron, timeZone: zone) }
    return every.map { .every($0) }
  }

  private mutating func jitter(of object: DeclaredObject, timetable: SourceSettings.Timetable?) -> Duration? {
    guard let jitter = duration("jitter", of: object) else { return nil }
    if case .every(let period)? = timetable, jitter > period, let value = given("jitter", of: object) {
      note("source", "'jitter' is longer than 'every'", at: value.location)
    }
    return jitter
  }

  private mutating func backfill(of object: DeclaredObject, timetable: SourceSettings.Timetable?) -> Duration? {
    guard let backfill = duration("backfill", of: object) else { return nil }
    if case .every(let period)? = timetable, let value = given("backfill", of: object),
      backfill < period + SourceSettings.backfillReserve
    {
      let least = period + SourceSettings.backfillReserve
      note(
        "source", "'backfill' is \(backfill.written), and with this 'every' at least \(least.written)",
        at: value.location, hint: "what a webhook brought in the last five minutes is left to the next run")
    }
    return backfill
  }

  /// Whether just one of the keys is there; else it is noted.
  ///
  /// `what` says what the first of them would be.
  mutating func isOne(of keys: [String], in object: DeclaredObject, what: String) -> Bool {
    let there = keys.filter { given($0, of: object) != nil }
    switch there.count {
    case 1: return true
    case 0: missing(keys[0], of: object.value, what: what)
    default:
      let names = there.map { "'\($0)'" }.joined(separator: " and ")
      note("source", "\(object.place.noun) has \(names), expected one of them", at: object.value.location)
    }
    return false
  }

  // MARK: Where from

  private mutating func origin(of object: DeclaredObject) -> SourceSettings.Origin? {
    let fetch = fetch(of: object)
    let folder = folder(of: object)
    guard isOne(of: ["fetch", "folder"], in: object, what: "what is asked for over HTTP, or 'folder'") else {
      return nil
    }
    if let fetch { return .fetch(fetch) }
    return folder.map { .folder($0) }
  }

  private mutating func folder(of object: DeclaredObject) -> FolderSettings? {
    let path = path("folder", of: object)
    // Files are matched by their names: a pattern with a folder in it would match none.
    let match = texts("match", of: object) { $0.contains("/") ? nil : $0 }
    let readiness = readiness(of: object)
    let afterwards: FolderSettings.Afterwards? = word("then", of: object)
    guard given("folder", of: object) != nil else {
      for key in ["match", "ready", "then"] {
        guard let value = given(key, of: object) else { continue }
        note("source", "'\(key)' is for 'folder' alone", at: value.location)
      }
      return nil
    }
    guard let path else { return nil }
    var settings = FolderSettings(path: path)
    settings.match = match
    settings.readiness = readiness ?? settings.readiness
    settings.afterwards = afterwards ?? settings.afterwards
    return settings
  }

  private mutating func readiness(of object: DeclaredObject) -> FolderSettings.Readiness? {
    guard let value = given("ready", of: object) else { return nil }
    guard value.kind == .object, value["env"] == nil, value["file"] == nil else {
      let renamed = SourceSettings.renamedReadiness
      return text("ready", of: object) { $0 == renamed ? .renamed : nil }
    }
    let ready = self.object(value, at: .ready)
    let stable = duration("stable", of: ready)
    let marker = text("marker", of: ready) { $0.contains("/") ? nil : $0 }
    guard isOne(of: ["stable", "marker"], in: ready, what: "how long a file must rest, or 'marker'") else { return nil }
    if let stable { return .stable(stable) }
    return marker.map { .marker($0) }
  }
}
