/// A template as it is written, cut into its literals and placeholders.
struct TemplateText: Sendable {
  enum Part: Sendable, Hashable {
    case literal(String)
    /// Without its braces.
    case placeholder(String)
  }

  let parts: [Part]

  init(_ text: some StringProtocol) {
    var parts: [Part] = []
    var literal = ""
    var rest = Substring(text)
    while let brace = rest.firstIndex(of: "{") {
      literal += rest[..<brace]
      rest = rest[brace...]
      let name = rest.dropFirst().prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "_-.".contains($0)) }
      guard !name.isEmpty, name.endIndex < rest.endIndex, rest[name.endIndex] == "}" else {
        literal.append("{")
        rest = rest.dropFirst()
        continue
      }
      if !literal.isEmpty { parts.append(.literal(literal)) }
      literal = ""
      parts.append(.placeholder(String(name)))
      rest = rest[rest.index(after: name.endIndex)...]
    }
    literal += rest
    if !literal.isEmpty { parts.append(.literal(literal)) }
    self.parts = parts
  }

  /// Cut at a character of its literals: a URL at `?`, its query at `&`.
  func split(at separator: Character, maxSplits: Int = .max) -> [TemplateText] {
    var pieces: [[Part]] = [[]]
    for part in parts {
      guard case .literal(let text) = part else {
        pieces[pieces.count - 1].append(part)
        continue
      }
      let left = maxSplits - (pieces.count - 1)
      for (number, piece) in text.split(separator: separator, maxSplits: left, omittingEmptySubsequences: false)
        .enumerated()
      {
        if number > 0 { pieces.append([]) }
        if !piece.isEmpty { pieces[pieces.count - 1].append(.literal(String(piece))) }
      }
    }
    return pieces.map(TemplateText.init(parts:))
  }

  private init(parts: [Part]) { self.parts = parts }
}
