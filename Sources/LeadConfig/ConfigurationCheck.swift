import LeadJSON
import LeadModel

/// Goes over a configuration's values and collects what is wrong with them, so that all of it is said at once.
struct ConfigurationCheck {
  let file: String
  /// The file's folder: relative paths are taken from it.
  let folder: String
  /// The process's variables.
  let environment: [String: String]
  /// Whether texts that are kept elsewhere must be there.
  var readsReferences = true
  /// Whether one was not there and need not be.
  var leftOut = false
  private var found: [Diagnostic] = []

  init(file: String, environment: [String: String]) {
    self.file = file
    self.environment = environment
    folder = FilePath.folder(of: file)
  }

  // MARK: What is found

  /// Notes an error or a warning at a place.
  mutating func note(
    _ code: String, _ message: String, at location: JSONLocation, hint: String? = nil,
    severity: Diagnostic.Severity = .error
  ) {
    add(Diagnostic(severity, "config.\(code)", message, at: position(of: location), hint: hint))
  }

  /// Adds what was noticed elsewhere.
  mutating func add(_ diagnostic: Diagnostic) { found.append(diagnostic) }

  func position(of location: JSONLocation) -> Position {
    Position(file: file, line: location.line, column: location.column)
  }

  mutating func noteWarnings(of document: JSONDocument) {
    for warning in document.warnings {
      let position = position(of: warning.location)
      found.append(Diagnostic(.warning, warning.kind.rawValue, warning.message, at: position))
    }
  }

  /// What was found, in the order of its places.
  ///
  /// - Returns: The warnings, if nothing else was found.
  /// - Throws: Everything, if there is an error among it.
  func finish() throws(Diagnostics) -> [Diagnostic] {
    let sorted = Self.ordered(found)
    if sorted.contains(where: { $0.severity == .error }) { throw Diagnostics(sorted) }
    return sorted
  }

  /// In the order of their places; those of one place as they were found.
  static func ordered(_ found: [Diagnostic]) -> [Diagnostic] {
    found.enumerated().sorted { one, other in
      let places = [one, other].map { ($0.element.position?.line ?? 0, $0.element.position?.column ?? 0, $0.offset) }
      return places[0] < places[1]
    }.map(\.element)
  }

  // MARK: Objects and their members

  /// Notes the keys that an object may not have, each with the nearest right one.
  ///
  /// `$comment` may stand anywhere.
  mutating func keys(of object: JSONValue, known: [String], in place: String) {
    for member in object.members where !known.contains(member.key) && member.key != "$comment" {
      note(
        "key.unknown", "\(place) has no key '\(member.key)'", at: member.keyLocation,
        hint: NearestName.hint(for: member.key, among: known))
    }
  }

  /// A member's value if it is of a kind; a member that is absent or null is `nil` without a word.
  mutating func member(_ key: String, of object: JSONValue, _ kind: JSONValue.Kind, what: String) -> JSONValue? {
    guard let value = object[key], !value.isNull else { return nil }
    guard value.kind == kind else {
      mismatch(value, key: key, what: what)
      return nil
    }
    return value
  }

  /// A member's text, if it is one that is not empty; one that is absent or null is `nil` without a word.
  mutating func text(_ key: String, of object: JSONValue, what: String) -> String? {
    guard let value = object[key], !value.isNull else { return nil }
    return string(value, key: key, what: what)
  }

  mutating func missing(_ key: String, of object: JSONValue, what: String, hint: String? = nil) {
    note("key.missing", "'\(key)' is missing: \(what)", at: object.location, hint: hint)
  }

  mutating func mismatch(_ value: JSONValue, key: String, what: String) {
    let kind = value.kind
    let article = kind == .array || kind == .object ? "an" : "a"
    note(
      "type", "'\(key)' is \(kind == .null ? "null" : "\(article) \(kind.rawValue)"), expected \(what)",
      at: value.location)
  }
}
