package import LeadJSON

/// Following a path through a JSON value.
extension Path {
  /// The values that the path leads to, in order; empty: it leads nowhere.
  ///
  /// Nulls are values. A text that is itself JSON is stepped into. Keys are compared to the letter, then as
  /// ``FoldedName``. Time grows with the members and elements on the way.
  package func values(in root: JSONValue) -> [JSONValue] {
    if let wholeKey {
      if let value = root.entered.member(wholeKey) { return [value] }
      if steps.count == 1, case .key = steps[0] { return [] }
    }
    return values(in: root, from: 0)
  }

  /// The values that the steps from number `first` on lead to, beginning at `root`.
  package func values(in root: JSONValue, from first: Int) -> [JSONValue] {
    Path.values(of: steps[first...], in: root)
  }

  /// A value, and its key in the object, or its place in the list, that it is in.
  package struct KeyedValue: Sendable {
    package let key: String
    package let value: JSONValue

    package init(key: String, value: JSONValue) {
      self.key = key
      self.value = value
    }
  }

  /// As ``values(in:)``, each with its key or its place from 0.
  package func keyedValues(in root: JSONValue) -> [KeyedValue] {
    if let wholeKey, let value = root.entered.member(wholeKey) { return [KeyedValue(key: wholeKey.text, value: value)] }
    guard let last = steps.last else { return [] }
    var found: [KeyedValue] = []
    for holder in Path.values(of: steps.dropLast(), in: root) { holder.entered.append(last, to: &found) }
    return found
  }

  private static func values(of steps: ArraySlice<Step>, in root: JSONValue) -> [JSONValue] {
    var current = [root]
    for step in steps {
      var found: [JSONValue] = []
      for value in current { value.entered.append(step, to: &found) }
      if found.isEmpty { return [] }
      current = found
    }
    return current
  }

  /// Whether one of the values that a selector's steps lead to is equal to its text.
  fileprivate static func matches(_ selector: Selector, _ element: JSONValue) -> Bool {
    values(of: selector.steps[...], in: element).contains { $0.scalarText == selector.value }
  }
}

extension JSONValue {
  /// The member that is so called, to the letter, else by its folded name.
  package func member(_ key: Path.Key) -> JSONValue? {
    guard kind == .object else { return nil }
    if let value = self[key.text] { return value }
    return members.first { FoldedName($0.key) == key.folded }?.value
  }

  /// What is in a text that is itself an object or a list in JSON; the value itself for all others.
  package var entered: JSONValue {
    guard kind == .string, let text = string else { return self }
    guard let first = text.utf8.first(where: { $0 > 0x20 }), first == UInt8(ascii: "{") || first == UInt8(ascii: "["),
      let inner = try? JSONDocument(parsing: text)
    else { return self }
    return inner.root
  }

  /// The elements of a list, or the values of an object's members.
  private var parts: [JSONValue] { kind == .object ? members.map(\.value) : Array(elements) }

  /// As ``parts``, with their keys or places.
  private var keyedParts: [Path.KeyedValue] {
    if kind == .object { return members.map { Path.KeyedValue(key: $0.key, value: $0.value) } }
    return elements.enumerated().map { Path.KeyedValue(key: "\($0.offset)", value: $0.element) }
  }

  /// Adds what one step leads to, with its keys.
  fileprivate func append(_ step: Path.Step, to found: inout [Path.KeyedValue]) {
    switch step {
    case .key(let key):
      if let value = member(key) { found.append(Path.KeyedValue(key: key.text, value: value)) }
    case .index(let index):
      let parts = keyedParts
      let place = index < 0 ? parts.count + index : index
      if parts.indices.contains(place) { found.append(parts[place]) }
    case .all:
      found.append(contentsOf: keyedParts)
    case .select(let selector):
      for part in keyedParts where Path.matches(selector, part.value) {
        found.append(part)
        if !selector.takesAll { break }
      }
    }
  }

  /// Adds what one step leads to.
  fileprivate func append(_ step: Path.Step, to found: inout [JSONValue]) {
    switch step {
    case .key(let key):
      if let value = member(key) { found.append(value) }
    case .index(let index):
      let parts = parts
      let place = index < 0 ? parts.count + index : index
      if parts.indices.contains(place) { found.append(parts[place]) }
    case .all:
      found.append(contentsOf: parts)
    case .select(let selector):
      for part in parts where Path.matches(selector, part) {
        found.append(part)
        if !selector.takesAll { break }
      }
    }
  }
}
