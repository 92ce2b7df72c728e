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
    for holder in Path.values(of: steps.dropLast(), in: root) {
      let holder = holder.entered
      let names = holder.kind == .object ? holder.members.map(\.key) : []
      holder.append(last, to: &found) { place, value in
        if case .key(let key) = last { return KeyedValue(key: key.text, value: value) }
        return KeyedValue(key: names.indices.contains(place) ? names[place] : "\(place)", value: value)
      }
    }
    return found
  }

  private static func values(of steps: ArraySlice<Step>, in root: JSONValue) -> [JSONValue] {
    var current = [root]
    for step in steps {
      var found: [JSONValue] = []
      for value in current { value.entered.append(step, to: &found) { _, value in value } }
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

  /// Adds what one step leads to, as `made` makes it of its place among ``parts`` and of itself.
  ///
  /// A member that is found by its key comes with place 0: who asks for a key knows it.
  @inline(__always)
  fileprivate func append<Found>(
    _ step: Path.Step, to found: inout [Found], _ made: (_ place: Int, _ value: JSONValue) -> Found
  ) {
    switch step {
    case .key(let key):
      if let value = member(key) { found.append(made(0, value)) }
    case .index(let index):
      let parts = parts
      let place = index < 0 ? parts.count + index : index
      if parts.indices.contains(place) { found.append(made(place, parts[place])) }
    case .all:
      for (place, part) in parts.enumerated() { found.append(made(place, part)) }
    case .select(let selector):
      for (place, part) in parts.enumerated() where Path.matches(selector, part) {
        found.append(made(place, part))
        if !selector.takesAll { break }
      }
    }
  }
}
