import LeadJSON
import LeadModel

/// References to secrets, and to other texts that are kept elsewhere.
extension ConfigurationCheck {
  /// A reference to a secret; a secret itself is an error that does not repeat it.
  mutating func secret(_ name: String, of object: DeclaredObject) -> SecretReference? {
    guard let value = object.value[name], !value.isNull else { return nil }
    return secret(value, key: name, in: object)
  }

  /// References by names of one's own.
  ///
  /// `isName` tells which names there may be; others are noted.
  mutating func namedSecrets(
    _ name: String, of object: DeclaredObject, isName: (String) -> Bool
  ) -> [String: SecretReference] {
    var found: [String: SecretReference] = [:]
    for member in members(name, of: object) {
      if !isName(member.key) {
        note(
          "name", "'\(name)' has a member whose name is none: letters, digits, '_' and '-' are expected",
          at: member.keyLocation)
      }
      let words = ConfigurationValueKind.secret.words
      if let reference = secret(member.value, key: member.key, expected: words) { found[member.key] = reference }
    }
    return found
  }

  /// One reference, or a list of them.
  mutating func secrets(_ name: String, of object: DeclaredObject) -> [SecretReference] {
    let kind = object.key(name).kind
    guard let value = object.value[name], !value.isNull, case .some(_, let most) = kind else { return [] }
    guard value.kind == .array else { return secret(value, key: name, in: object).map { [$0] } ?? [] }
    guard 1...most ~= value.count else {
      note("range", "'\(name)' has \(value.count) entries, expected \(kind.words)", at: value.location)
      return []
    }
    return value.elements.compactMap { secret($0, key: name, in: object) }
  }

  private mutating func secret(_ value: JSONValue, key: String, in object: DeclaredObject) -> SecretReference? {
    let variable = object.place == .destination ? DestinationSettings.tokenVariable : "NAME"
    return secret(value, key: key, expected: object.key(key).kind.words, variable: variable)
  }

  private mutating func secret(
    _ value: JSONValue, key: String, expected words: String, variable: String = "NAME"
  ) -> SecretReference? {
    if value.kind == .string {
      note(
        "secret.literal", "'\(key)' holds the secret itself, which does not belong into this file", at: value.location,
        hint: #"write {"env": "\#(variable)"} and set that variable, or {"file": "PATH"}"#)
      return nil
    }
    guard value.kind == .object else {
      mismatch(value, key: key, what: words)
      return nil
    }
    return reference(value, key: key)
  }

  /// Where a text is kept.
  private mutating func reference(_ value: JSONValue, key: String) -> SecretReference? {
    keys(of: value, known: ConfigurationKey.keys(at: .secret).map(\.name), in: "'\(key)'")
    // A place itself is never kept elsewhere.
    let name = literal("env", of: value)
    let path = literal("file", of: value)
    let position = position(of: value.location)
    switch (name, path) {
    case (let name?, nil): return SecretReference(.environment(name), position: position)
    case (nil, let path?): return SecretReference(.file(path), position: position)
    case (_?, _?): note("secret.both", "'\(key)' has 'env' and 'file', expected one", at: value.location)
    case (nil, nil) where value["env"] == nil && value["file"] == nil:
      note(
        "secret.none", "'\(key)' names no place, expected \(ConfigurationValueKind.secret.words)", at: value.location)
    case (nil, nil): break
    }
    return nil
  }

  private mutating func literal(_ name: String, of value: JSONValue) -> String? {
    let what = ConfigurationKey.named(name, at: .secret)?.kind.words ?? name
    guard let member = member(name, of: value, .string, what: what) else { return nil }
    return filled(member.string, key: name, what: what, at: member)
  }

  /// A text that is not empty: as it stands there, or from where it is kept.
  ///
  /// `nil` without a word where it is kept elsewhere, cannot be read, and need not be.
  mutating func string(_ value: JSONValue, key: String, what: String) -> String? {
    if value.kind == .string { return filled(value.string, key: key, what: what, at: value) }
    guard value.kind == .object, value["env"] != nil || value["file"] != nil else {
      mismatch(value, key: key, what: what)
      return nil
    }
    guard let reference = reference(value, key: key) else { return nil }
    do throws(Diagnostic) {
      return try reference.resolve(environment: environment, relativeTo: folder).secret.exposed
    } catch {
      if readsReferences { add(error) } else { leftOut = true }
      return nil
    }
  }

  private mutating func filled(_ text: String?, key: String, what: String, at value: JSONValue) -> String? {
    guard let text, text.contains(where: { !$0.isWhitespace }) else {
      note("value.empty", "'\(key)' is empty, expected \(what)", at: value.location)
      return nil
    }
    return text
  }
}
