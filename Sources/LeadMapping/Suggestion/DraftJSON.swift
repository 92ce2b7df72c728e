import LeadJSON

/// JSON that is put together for people: written as the ready mappings are.
indirect enum DraftJSON: Sendable, Hashable {
  case text(String)
  case number(Int)
  case boolean(Bool)
  case null
  case list([DraftJSON])
  case object([Member])

  /// A key with its value.
  struct Member: Sendable, Hashable {
    var key: String
    var value: DraftJSON

    init(_ key: String, _ value: DraftJSON) { (self.key, self.value) = (key, value) }
  }

  /// An object of those members that have a value.
  static func members(_ members: KeyValuePairs<String, DraftJSON?>) -> DraftJSON {
    .object(members.compactMap { member in member.value.map { Member(member.key, $0) } })
  }

  static func texts(_ texts: [String]) -> DraftJSON { .list(texts.map { .text($0) }) }

  /// One text, or a list of several: as the language takes alternatives.
  static func alternatives(_ texts: [String]) -> DraftJSON { texts.count == 1 ? .text(texts[0]) : .texts(texts) }

  /// The text: two blanks a level, and what fits into a line in one.
  var formatted: String {
    guard case .object(let members) = self else { return inline + "\n" }
    // The outermost object is a line a key, however short.
    return "{\n"
      + members.map { "  \(Self.quoted($0.key)): \($0.value.text(indent: 2, column: $0.key.count + 6))" }
      .joined(separator: ",\n") + "\n}\n"
  }

  private static let width = 110

  /// The text in lines.
  ///
  /// Recurses as deep as mappings are nested.
  private func text(indent: Int, column: Int) -> String {
    let line = inline
    if column + line.count <= Self.width { return line }
    let blanks = String(repeating: " ", count: indent + 2)
    let end = "\n" + String(repeating: " ", count: indent)
    switch self {
    case .list(let entries) where !entries.isEmpty && entries.allSatisfy(\.isScalar):
      return "[\n" + Self.filled(entries.map(\.inline), indent: blanks) + end + "]"
    case .list(let entries) where !entries.isEmpty:
      return "[\n"
        + entries.map { blanks + $0.text(indent: indent + 2, column: indent + 2) }.joined(separator: ",\n") + end + "]"
    case .object(let members) where !members.isEmpty:
      let lines = members.map { member in
        let key = Self.quoted(member.key)
        return "\(blanks)\(key): \(member.value.text(indent: indent + 2, column: indent + key.count + 4))"
      }
      return "{\n" + lines.joined(separator: ",\n") + end + "}"
    default: return line
    }
  }

  private var isScalar: Bool {
    switch self {
    case .list, .object: false
    default: true
    }
  }

  /// Entries with commas, as many in a line as fit.
  private static func filled(_ entries: [String], indent: String) -> String {
    var lines: [String] = []
    var line = ""
    for (index, entry) in entries.enumerated() {
      let word = index + 1 < entries.count ? "\(entry)," : entry
      if !line.isEmpty, indent.count + line.count + 1 + word.count > width {
        lines.append(indent + line)
        line = ""
      }
      line += line.isEmpty ? word : " \(word)"
    }
    return (lines + [indent + line]).joined(separator: "\n")
  }

  private var inline: String {
    switch self {
    case .text(let text): Self.quoted(text)
    case .number(let number): String(number)
    case .boolean(let boolean): boolean ? "true" : "false"
    case .null: "null"
    case .list(let entries): "[" + entries.map(\.inline).joined(separator: ", ") + "]"
    case .object(let members):
      members.isEmpty
        ? "{}" : "{ " + members.map { "\(Self.quoted($0.key)): \($0.value.inline)" }.joined(separator: ", ") + " }"
    }
  }

  private static func quoted(_ text: String) -> String {
    var writer = JSONWriter()
    writer.string(text)
    return writer.text
  }
}
