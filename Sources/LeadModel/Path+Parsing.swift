/// Why a text is no path.
package struct PathError: Error, Sendable, Hashable {
  /// One sentence without a full stop: the fact, with what was expected.
  package let message: String
  /// The byte of the text that it is about, from 0.
  package let offset: Int
}

extension Path {
  /// Reads a path.
  ///
  /// - Throws: The first mistake: an empty step, a quote or bracket that is not closed, a selector that is neither a
  ///   number, `*` nor a comparison.
  package init(parsing text: String) throws(PathError) {
    var reader = PathReader(text)
    let steps = try reader.steps()
    let trimmed = reader.trimmed
    let wholeKey: Key? =
      if !reader.hasQuotes {
        Key(trimmed)
      } else if steps.count == 1, case .key(let key) = steps[0] {
        key
      } else {
        nil
      }
    self.init(text: trimmed, steps: steps, wholeKey: wholeKey)
  }

  /// A path that is one key, whatever characters it holds.
  package init(key: String) {
    self.init(text: key, steps: [.key(Key(key))], wholeKey: Key(key))
  }
}

/// Reads a path's text from its start to its end, byte by byte: every character that has a meaning is ASCII.
private struct PathReader {
  private let bytes: [UInt8]
  private var position: Int
  private let end: Int
  /// Whether a key was in quotes.
  private(set) var hasQuotes = false

  init(_ text: String) {
    bytes = Array(text.utf8)
    let blanks: Set<UInt8> = [0x09, 0x0A, 0x0D, 0x20]
    position = bytes.firstIndex { !blanks.contains($0) } ?? bytes.count
    end = (bytes.lastIndex { !blanks.contains($0) } ?? -1) + 1
    start = position
  }

  private let start: Int

  /// The text without blanks at its ends.
  var trimmed: String { start < end ? String(decoding: bytes[start..<end], as: UTF8.self) : "" }

  private var next: UInt8? { position < end ? bytes[position] : nil }

  private func failure(_ message: String, at offset: Int) -> PathError { PathError(message: message, offset: offset) }

  mutating func steps() throws(PathError) -> [Path.Step] {
    guard start < end else {
      throw failure("a path is empty; a column's name or steps such as 'a.b[0]' are expected", at: 0)
    }
    var steps: [Path.Step] = []
    if next != UInt8(ascii: "[") { steps.append(.key(try key(until: [UInt8(ascii: "."), UInt8(ascii: "[")]))) }
    while let byte = next {
      switch byte {
      case UInt8(ascii: "."):
        position += 1
        steps.append(.key(try key(until: [UInt8(ascii: "."), UInt8(ascii: "[")])))
      case UInt8(ascii: "["):
        steps.append(try selector())
      default:
        throw failure("a '.' or a '[' is expected behind a quote or a bracket", at: position)
      }
    }
    return steps
  }

  /// A key in quotes, or up to one of `stops`.
  private mutating func key(until stops: [UInt8]) throws(PathError) -> Path.Key {
    if next == UInt8(ascii: "\"") { return Path.Key(try quoted()) }
    let from = position
    while let byte = next, !stops.contains(byte) {
      guard byte != UInt8(ascii: "\"") else {
        throw failure(
          "a quote stands in the middle of a name; a name that holds one is written in quotes", at: position)
      }
      position += 1
    }
    guard position > from else {
      throw failure("a step is empty; a name that holds a '.' or a '[' is written in quotes", at: from)
    }
    return Path.Key(String(decoding: bytes[from..<position], as: UTF8.self))
  }

  /// A text between quotes, in which `\"` and `\\` stand for themselves.
  private mutating func quoted() throws(PathError) -> String {
    let from = position
    hasQuotes = true
    position += 1
    var text: [UInt8] = []
    while let byte = next {
      position += 1
      if byte == UInt8(ascii: "\"") {
        guard !text.isEmpty else { throw failure("a name in quotes is empty", at: from) }
        return String(decoding: text, as: UTF8.self)
      }
      if byte == UInt8(ascii: "\\"), let escaped = next, escaped == UInt8(ascii: "\"") || escaped == UInt8(ascii: "\\")
      {
        text.append(escaped)
        position += 1
      } else {
        text.append(byte)
      }
    }
    throw failure("a quote is not closed", at: from)
  }

  /// What stands between brackets, with them.
  private mutating func selector() throws(PathError) -> Path.Step {
    let open = position
    position += 1
    let takesAll = next == UInt8(ascii: "*")
    if takesAll {
      position += 1
      if next == UInt8(ascii: "]") {
        position += 1
        return .all
      }
    } else if let number = number() {
      return .index(number)
    }
    var steps: [Path.Step] = []
    let stops = [UInt8(ascii: "."), UInt8(ascii: "["), UInt8(ascii: "="), UInt8(ascii: "]")]
    repeat {
      if next == UInt8(ascii: ".") { position += 1 }
      if next == UInt8(ascii: "]") || next == nil { break }
      steps.append(.key(try key(until: stops)))
      while next == UInt8(ascii: "[") { steps.append(try self.selector()) }
    } while next == UInt8(ascii: ".")
    guard next != nil else { throw failure("a bracket is not closed", at: open) }
    guard next == UInt8(ascii: "="), !steps.isEmpty else {
      throw failure(
        "what stands in brackets is none of a number, '*', 'name=value' and '*name=value';"
          + " a column's name that holds a bracket is written in quotes", at: open)
    }
    position += 1
    return .select(Path.Selector(steps: steps, value: try selectorValue(open: open), takesAll: takesAll))
  }

  /// An index and its closing bracket; takes nothing where there is none.
  private mutating func number() -> Int? {
    guard let close = bytes[position..<end].firstIndex(of: UInt8(ascii: "]")),
      let number = Int(String(decoding: bytes[position..<close], as: UTF8.self))
    else { return nil }
    position = close + 1
    return number
  }

  /// The text behind `=`, in quotes or not, and the closing bracket.
  private mutating func selectorValue(open: Int) throws(PathError) -> String {
    let text: String
    if next == UInt8(ascii: "\"") {
      let hadQuotes = hasQuotes
      text = try quoted()
      // Quotes around a value say nothing about the keys.
      hasQuotes = hadQuotes
    } else {
      let from = position
      while let byte = next, byte != UInt8(ascii: "]") { position += 1 }
      text = String(decoding: bytes[from..<position], as: UTF8.self)
    }
    guard next == UInt8(ascii: "]") else { throw failure("a bracket is not closed", at: open) }
    position += 1
    return text
  }
}
