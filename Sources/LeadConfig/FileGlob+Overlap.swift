extension FileGlob {
  /// Whether there is a name that both match.
  ///
  /// Time is the product of both lengths. Two sets count as having a character in common without a look, so that the answer
  /// may be yes where it is no: `[a]*` and `[b]*`.
  func overlaps(_ other: FileGlob) -> Bool {
    // Whether what follows a place in one and a place in the other can be the same text, from the ends on.
    var below = (0...other.parts.count).map { Self.isEmptied(other.parts[$0...]) }
    for part in parts.reversed() {
      var row = below
      for place in stride(from: other.parts.count, through: 0, by: -1) {
        let next = place < other.parts.count ? other.parts[place] : nil
        row[place] =
          switch (part, next) {
          // A star is nothing, or takes what the other wants next.
          case (.any, nil): below[place]
          case (.any, _): below[place] || row[place + 1]
          case (_, .any): row[place + 1] || below[place]
          case (_, nil): false
          case (let one, let two?): below[place + 1] && Self.haveCommon(one, two)
          }
      }
      below = row
    }
    return below[0]
  }

  private static func isEmptied(_ parts: ArraySlice<Part>) -> Bool {
    parts.allSatisfy { if case .any = $0 { true } else { false } }
  }

  private static func haveCommon(_ one: Part, _ other: Part) -> Bool {
    switch (one, other) {
    case (.literal(let one), .literal(let other)): one == other
    case (.literal(let character), .set(let ranges, let isNegated)),
      (.set(let ranges, let isNegated), .literal(let character)):
      ranges.contains { $0.contains(character) } != isNegated
    default: true
    }
  }
}
