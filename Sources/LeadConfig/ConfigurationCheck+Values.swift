import LeadJSON
import LeadModel

/// An object whose keys are declared.
struct DeclaredObject {
  let value: JSONValue
  let place: ConfigurationPlace

  /// The declaration of a key.
  func key(_ name: String) -> ConfigurationKey {
    guard let key = ConfigurationKey.named(name, at: place) else {
      // A key that is read and not declared would be in no message, no schema and no documentation.
      preconditionFailure("\(place.noun) has no key '\(name)'")
    }
    return key
  }
}

/// Values of declared keys.
///
/// Each is `nil`, or empty, where it is left out, null or wrong; what is wrong is noted with the declaration's words.
extension ConfigurationCheck {
  /// An object at a place: its unknown keys and what it lacks are noted.
  mutating func object(_ value: JSONValue, at place: ConfigurationPlace) -> DeclaredObject {
    let declared = ConfigurationKey.keys(at: place)
    // What else a ready source wants to know, it names itself.
    let isOpen = place == .fetch && value["from"]?.isNull == false
    if !isOpen { keys(of: value, known: declared.map(\.name), in: place.noun) }
    let unknown = value.members.map(\.key).filter { name in !declared.contains { $0.name == name } }
    for key in declared where key.isRequired && value[key.name]?.isNull ?? true {
      let meant = NearestName.of(key.name, among: unknown)
      missing(key.name, of: value, what: key.kind.words, hint: meant.map { "is it meant by '\($0)'?" })
    }
    return DeclaredObject(value: value, place: place)
  }

  /// The object that a key holds.
  mutating func object(_ name: String, of parent: DeclaredObject) -> DeclaredObject? {
    let key = parent.key(name)
    guard case .object(let place) = key.kind,
      let value = member(name, of: parent.value, .object, what: key.kind.words)
    else { return nil }
    return object(value, at: place)
  }

  /// The objects that a key holds a list of.
  mutating func objects(_ name: String, of parent: DeclaredObject) -> [DeclaredObject] {
    let key = parent.key(name)
    guard case .list(.object(let place), _) = key.kind else { return [] }
    return entries(name, of: parent).compactMap { entry in
      guard entry.kind == .object else {
        mismatch(entry, key: name, what: place.noun)
        return nil
      }
      return object(entry, at: place)
    }
  }

  /// The entries of a list, if there are not too many.
  mutating func entries(_ name: String, of parent: DeclaredObject) -> [JSONValue] {
    let kind = parent.key(name).kind
    let most: Int
    switch kind {
    case .list(_, let count), .some(_, let count): most = count
    default: return []
    }
    guard let list = member(name, of: parent.value, .array, what: kind.words) else {
      return []
    }
    guard list.count <= most else {
      note("range", "'\(name)' has \(list.count) entries, expected \(kind.words)", at: list.location)
      return []
    }
    return Array(list.elements)
  }

  /// The members of an object of values by names of one's own, if there are not too many.
  mutating func members(_ name: String, of parent: DeclaredObject) -> [JSONMember] {
    let kind = parent.key(name).kind
    guard case .members(_, let most) = kind, let object = member(name, of: parent.value, .object, what: kind.words)
    else { return [] }
    guard object.count <= most else {
      note("range", "'\(name)' has \(object.count) members, expected \(kind.words)", at: object.location)
      return []
    }
    return object.members.filter { $0.key != ConfigurationKey.comment && !$0.value.isNull }
  }

  /// A value that is there.
  func given(_ name: String, of object: DeclaredObject) -> JSONValue? {
    object.value[name].flatMap { $0.isNull ? nil : $0 }
  }

  // MARK: Texts

  /// A text, wherever it is kept.
  mutating func text(_ name: String, of object: DeclaredObject) -> String? {
    text(name, of: object.value, what: object.key(name).kind.words)
  }

  /// A text that means something.
  ///
  /// `meaning` gives what it means; `nil`: nothing that is expected, which is noted.
  mutating func text<Meaning>(
    _ name: String, of object: DeclaredObject, as meaning: (String) -> Meaning?
  ) -> Meaning? {
    guard let text = text(name, of: object), let value = given(name, of: object) else { return nil }
    let found = meaning(text)
    if found == nil { noteUnfit(name, object.key(name).kind, text, at: value) }
    return found
  }

  /// The texts of a list that mean something.
  mutating func texts<Meaning>(
    _ name: String, of object: DeclaredObject, as meaning: (String) -> Meaning?
  ) -> [Meaning] {
    let declared = object.key(name).kind
    let kind: ConfigurationValueKind
    let found: [JSONValue]
    switch declared {
    case .list(let each, _):
      kind = each
      found = entries(name, of: object)
    case .some(let each, _) where given(name, of: object)?.kind == .array:
      kind = each
      found = entries(name, of: object)
      if found.isEmpty, let value = given(name, of: object), value.count == 0 {
        note("range", "'\(name)' has 0 entries, expected \(declared.words)", at: value.location)
      }
    case .some(let each, _):
      kind = each
      found = given(name, of: object).map { [$0] } ?? []
    default: return []
    }
    return found.compactMap { entry in
      guard let text = string(entry, key: name, what: declared.isSome ? declared.words : kind.words) else { return nil }
      let meant = meaning(text)
      if meant == nil { noteUnfit(name, kind, text, at: entry) }
      return meant
    }
  }

  private mutating func noteUnfit(_ name: String, _ kind: ConfigurationValueKind, _ text: String, at value: JSONValue) {
    // What is kept elsewhere may be no word for a message: only what stands in the file is compared.
    var hint: String?
    if let words = kind.choices, value.kind == .string { hint = NearestName.hint(for: text, among: words) }
    note(kind.code, "'\(name)' is none, expected \(kind.words)", at: value.location, hint: hint)
  }

  mutating func word<Word: RawRepresentable<String>>(_ name: String, of object: DeclaredObject) -> Word? {
    text(name, of: object) { Word(rawValue: $0) }
  }

  mutating func rate(_ name: String, of object: DeclaredObject) -> Rate? { text(name, of: object) { Rate($0) } }

  mutating func duration(_ name: String, of object: DeclaredObject) -> Duration? {
    guard let range = object.key(name).kind.durations else { return nil }
    return text(name, of: object) { text in Duration(written: text).flatMap { range.contains($0) ? $0 : nil } }
  }

  /// In bytes.
  mutating func size(_ name: String, of object: DeclaredObject) -> Int? {
    guard case .size(let range) = object.key(name).kind else { return nil }
    return text(name, of: object) { text in ByteCount(text).flatMap { range.contains($0.bytes) ? $0.bytes : nil } }
  }

  /// A path as seen from where the program runs.
  mutating func path(_ name: String, of object: DeclaredObject) -> String? {
    text(name, of: object).map { FilePath.joined(folder, $0) }
  }

  /// A text, or a number as it is written.
  mutating func scalar(_ name: String, of object: DeclaredObject) -> String? {
    given(name, of: object)?.number ?? text(name, of: object)
  }

  /// A path in a document.
  mutating func field(_ name: String, of object: DeclaredObject) -> String? {
    guard let text = text(name, of: object), let value = given(name, of: object) else { return nil }
    do throws(PathError) {
      return try Path(parsing: text).text
    } catch {
      note(
        "field", "'\(name)' is no path: \(error.message)", at: value.location, hint: "a path is like data.items[0].id")
      return nil
    }
  }

  // MARK: Numbers

  mutating func boolean(_ name: String, of object: DeclaredObject) -> Bool? {
    member(name, of: object.value, .boolean, what: object.key(name).kind.words)?.boolean
  }

  mutating func count(_ name: String, of object: DeclaredObject) -> Int? {
    let kind = object.key(name).kind
    guard let range = kind.counts, let value = member(name, of: object.value, .number, what: kind.words) else {
      return nil
    }
    if let number = value.integer, range.contains(number) { return number }
    note(kind.code, "'\(name)' is out of range, expected \(kind.words)", at: value.location)
    return nil
  }

  mutating func share(_ name: String, of object: DeclaredObject) -> Double? {
    let kind = object.key(name).kind
    guard let value = member(name, of: object.value, .number, what: kind.words) else { return nil }
    if let number = value.number.flatMap(Double.init), number > 0, number <= 1 { return number }
    note(kind.code, "'\(name)' is out of range, expected \(kind.words)", at: value.location)
    return nil
  }
}
