/// A text of a fetch with placeholders in it: `https://api.example.com/leads?since={since}`.
///
/// A placeholder is a name in braces, of letters, digits, `_`, `-` and `.`. Any other brace is itself, unlike in a mapping,
/// so that the text of a body is JSON as it is: `{"filter": {"after": "{since}"}}` has one placeholder.
package struct PlaceholderText: Sendable, Hashable {
  /// A piece of it.
  package enum Part: Sendable, Hashable {
    case literal(String)
    /// By its name: `since`, `secret.token`.
    case placeholder(String)
  }

  /// In order; neighbouring literals are one.
  package let parts: [Part]

  /// What every fetch knows.
  static let known = ["cursor", "since", "page", "offset"]
  /// What stands before the name of a secret.
  package static let secretPrefix = "secret."

  /// Cuts a text at its placeholders; time is linear in it.
  package init(_ text: some StringProtocol) {
    var parts: [Part] = []
    var literal = ""
    var rest = Substring(text)
    while let open = rest.firstIndex(of: "{") {
      literal += rest[..<open]
      let inside = rest[rest.index(after: open)...]
      let name = inside.prefix { $0 != "{" && $0 != "}" }
      guard SourceName.isPlaceholder(name), name.endIndex < inside.endIndex, inside[name.endIndex] == "}" else {
        literal.append("{")
        rest = inside
        continue
      }
      if !literal.isEmpty { parts.append(.literal(literal)) }
      literal = ""
      parts.append(.placeholder(String(name)))
      rest = inside[inside.index(after: name.endIndex)...]
    }
    literal += rest
    if !literal.isEmpty { parts.append(.literal(literal)) }
    self.parts = parts
  }

  private init(parts: [Part]) { self.parts = parts }

  /// Cut at a character of its literals: a URL at `?`, its query at `&`.
  package func split(at separator: Character, maxSplits: Int = .max) -> [PlaceholderText] {
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
    return pieces.map(PlaceholderText.init(parts:))
  }

  /// The names of its placeholders, in order.
  var names: [String] {
    parts.compactMap { if case .placeholder(let name) = $0 { name } else { nil } }
  }

  /// Whether a brace in it belongs to no placeholder: right in JSON, a mistake in an address.
  var hasLooseBraces: Bool {
    parts.contains { part in
      if case .literal(let text) = part { text.contains { $0 == "{" || $0 == "}" } } else { false }
    }
  }
}
