import LeadJSON

/// Changes to a JSON text that leave everything else in it as it is.
struct JSONEdits {
  private let text: [UInt8]
  /// What replaces which bytes; those at one place in their order.
  private var replacements: [(range: Range<Int>, text: String)] = []
  /// Objects without members into which something was put, by where they begin: the next member gets a comma.
  private var filled: [Int: [(key: String, value: String, level: Int)]] = [:]

  init(_ text: [UInt8]) { self.text = text }

  /// Gives a member of an object a value: in its place if it is there, else behind the last member.
  ///
  /// - Parameters:
  ///   - key: The member's key.
  ///   - object: An object of the text.
  ///   - value: JSON.
  ///   - level: How deep the member lies: new ones are indented by two spaces a level.
  mutating func set(_ key: String, in object: JSONValue, to value: String, level: Int) {
    if let old = object[key] {
      replacements.append((old.bytes.startIndex..<old.bytes.endIndex, value))
      return
    }
    var last: JSONValue?
    for member in object.members { last = member.value }
    let indent = String(repeating: "  ", count: level)
    if let end = last?.bytes.endIndex {
      replacements.append((end..<end, ",\n\(indent)\(Self.quoted(key)): \(value)"))
    } else {
      let start = object.bytes.startIndex
      filled[start, default: []].append((key, value, level))
      let lines = filled[start, default: []].map { "\n\(indent)\(Self.quoted($0.key)): \($0.value)" }
      let inside = start + 1..<object.bytes.endIndex - 1
      replacements.removeAll { $0.range == inside }
      replacements.append((inside, lines.joined(separator: ",") + "\n" + indent.dropLast(2)))
    }
  }

  /// The text with all changes.
  var result: [UInt8] {
    var result: [UInt8] = []
    var done = 0
    let sorted = replacements.enumerated().sorted {
      ($0.element.range.lowerBound, $0.offset) < ($1.element.range.lowerBound, $1.offset)
    }
    for (_, replacement) in sorted {
      result += text[done..<replacement.range.lowerBound]
      result += replacement.text.utf8
      done = replacement.range.upperBound
    }
    return result + text[done...]
  }

  /// A text as JSON.
  static func quoted(_ text: String) -> String {
    var writer = JSONWriter()
    writer.string(text)
    return writer.text
  }
}
