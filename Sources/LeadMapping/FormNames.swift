import LeadModel

/// Finding fields of a form by name, as it is or in the brackets that PHP and its relatives nest by.
///
/// Time is linear in the fields' names.
enum FormNames {
  /// The values of the fields that are so called: to the letter, else by their folded names, else `tags#2` the second.
  ///
  /// `tags[]` is called `tags` too: a list in which each value says so.
  static func values(of key: Path.Key, in fields: [FormField]) -> [String] {
    let exact = fields.filter { $0.name == key.text || $0.listName == key.text }
    if !exact.isEmpty { return exact.map(\.value) }
    let folded = named(key.folded, in: fields)
    if !folded.isEmpty { return folded.map(\.value) }
    guard let mark = key.text.lastIndex(of: "#"), let number = Int(key.text[key.text.index(after: mark)...]), number > 0
    else { return [] }
    let all = named(FoldedName(String(key.text[..<mark])), in: fields)
    return number <= all.count ? [all[number - 1].value] : []
  }

  /// The values of the fields whose names are these steps in brackets: `fields.email.value` finds
  /// `fields[email][value]`, `contact.tags[0]` finds `contact[tags][0]`.
  ///
  /// To the letter, else by their folded names. Empty brackets are no step: `contact[tags][]` is `contact.tags`.
  static func values(at path: [Path.Step], in fields: [FormField]) -> [String] {
    let keys = path.compactMap(key)
    guard keys.count > 1, keys.count == path.count else { return [] }
    let nested = fields.compactMap { field -> (steps: [String], value: String)? in
      let steps = steps(of: field.name)
      return steps.count == keys.count ? (steps, field.value) : nil
    }
    let exact = nested.filter { $0.steps == keys.map(\.text) }
    if !exact.isEmpty { return exact.map(\.value) }
    return nested.filter { $0.steps.map { FoldedName($0) } == keys.map(\.folded) }.map(\.value)
  }

  /// The steps that a name stands for: `contact[fields][1]` is `contact`, `fields`, `1`; a name whose brackets are none
  /// is one step.
  ///
  /// As PHP has it (manual, "Variables From External Sources"), but for text behind the last bracket: PHP drops it, here
  /// it makes the name one step.
  static func steps(of name: String) -> [String] {
    let (open, close) = (UInt8(ascii: "["), UInt8(ascii: "]"))
    let bytes = name.utf8
    guard bytes.last == close, let first = bytes.firstIndex(of: open), first > bytes.startIndex else { return [name] }
    var steps = [String(name[..<first])]
    var rest = bytes[first...]
    while let byte = rest.first {
      guard byte == open, let end = rest.firstIndex(of: close) else { return [name] }
      let step = rest[rest.index(after: rest.startIndex)..<end]
      if !step.isEmpty { steps.append(String(Substring(step))) }
      rest = rest[rest.index(after: end)...]
    }
    return steps
  }

  private static func named(_ name: FoldedName, in fields: [FormField]) -> [FormField] {
    fields.filter { field in
      FoldedName(field.name) == name || field.listName.map { FoldedName($0) == name } == true
    }
  }

  /// The key that a step is in a form: an element's place is a name like any other.
  private static func key(_ step: Path.Step) -> Path.Key? {
    switch step {
    case .key(let key): key
    case .index(let index): index < 0 ? nil : Path.Key("\(index)")
    case .all, .select: nil
    }
  }
}

extension FormField {
  /// The name without the `[]` that it ends with; `nil`: it ends with none.
  fileprivate var listName: String? {
    name.utf8.count > 2 && name.utf8.suffix(2).elementsEqual("[]".utf8) ? String(name.dropLast(2)) : nil
  }
}
