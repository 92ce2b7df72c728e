/// A pattern over file names: `*` is any text, `?` one character, `[a-z]` one of a set, `[!a-z]` one of the others.
///
/// All else is itself; a `[` without its `]` too. Upper and lower case are one, as `CONTACTS.CSV` is a table too, and so
/// are the composed and the decomposed form of a letter. Time is at most the product of both lengths.
package struct FileGlob: Sendable {
  enum Part {
    case any
    case one
    case literal(Character)
    case set([ClosedRange<Character>], isNegated: Bool)
  }

  let parts: [Part]

  package init(_ pattern: String) {
    var parts: [Part] = []
    var rest = pattern.lowercased()[...]
    while let character = rest.popFirst() {
      switch character {
      case "*": parts.append(.any)
      case "?": parts.append(.one)
      case "[":
        if let (set, end) = Self.set(in: rest) {
          parts.append(set)
          rest = rest[end...]
        } else {
          parts.append(.literal("["))
        }
      default: parts.append(.literal(character))
      }
    }
    self.parts = parts
  }

  /// Whether the whole of a name is meant.
  package func matches(_ name: String) -> Bool {
    let name = Array(name.lowercased())
    var part = 0
    var place = 0
    // The last `*`, and up to where it reaches: only it is ever tried again, as those before it have all they need.
    var star: (part: Int, place: Int)?
    while place < name.count {
      if part < parts.count, case .any = parts[part] {
        star = (part, place)
        part += 1
      } else if part < parts.count, Self.fits(parts[part], name[place]) {
        part += 1
        place += 1
      } else if let last = star {
        star = (last.part, last.place + 1)
        part = last.part + 1
        place = last.place + 1
      } else {
        return false
      }
    }
    return parts[part...].allSatisfy { if case .any = $0 { true } else { false } }
  }

  private static func fits(_ part: Part, _ character: Character) -> Bool {
    switch part {
    case .any, .one: true
    case .literal(let wanted): wanted == character
    case .set(let ranges, let isNegated): ranges.contains { $0.contains(character) } != isNegated
    }
  }

  /// Reads what stands behind a `[`, and where the pattern goes on; a `]` right at its start is one of the set.
  private static func set(in text: Substring) -> (Part, Substring.Index)? {
    var rest = text
    let isNegated = rest.first == "!" || rest.first == "^"
    if isNegated { rest.removeFirst() }
    var ranges: [ClosedRange<Character>] = []
    while let low = rest.popFirst() {
      if low == "]", !ranges.isEmpty { return (.set(ranges, isNegated: isNegated), rest.startIndex) }
      let behind = rest.dropFirst()
      if rest.first == "-", let high = behind.first, high != "]" {
        rest = behind.dropFirst()
        ranges.append(min(low, high)...max(low, high))
      } else {
        ranges.append(low...low)
      }
    }
    return nil
  }
}
