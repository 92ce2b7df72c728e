/// Finds the name that was probably meant.
package enum NearestName {
  /// The candidate nearest to `name`, compared as ``FoldedName``, if it is near enough to be worth saying.
  ///
  /// Near enough: an edit distance (Levenshtein, with neighbours swapped counting one) of at most 3 and less than half
  /// of the longer name's length. Equal distances: the first. Time grows with the lengths' product; for names only.
  package static func of(_ name: String, among candidates: some Sequence<String>) -> String? {
    let wanted = Array(FoldedName(name).text.unicodeScalars)
    var best: (distance: Int, name: String)?
    for candidate in candidates {
      let other = Array(FoldedName(candidate).text.unicodeScalars)
      let limit = min(3, max(0, max(wanted.count, other.count) - 1) / 2)
      guard abs(wanted.count - other.count) <= limit else { continue }
      let distance = distance(wanted, other)
      if distance <= limit, distance < best?.distance ?? .max { best = (distance, candidate) }
    }
    return best?.name
  }

  /// What to say to a name that is not known: which was probably meant, else which there are.
  package static func hint(for name: String, among known: [String]) -> String {
    of(name, among: known).map { "did you mean '\($0)'?" } ?? "known are \(known.joined(separator: ", "))"
  }

  /// Optimal string alignment distance: insertions, deletions, replacements and swaps of neighbours.
  private static func distance(_ one: [Unicode.Scalar], _ other: [Unicode.Scalar]) -> Int {
    guard !one.isEmpty, !other.isEmpty else { return max(one.count, other.count) }
    var beforeLast = [Int](repeating: 0, count: other.count + 1)
    var last = Array(0...other.count)
    for row in 1...one.count {
      var current = [row] + [Int](repeating: 0, count: other.count)
      for column in 1...other.count {
        let cost = one[row - 1] == other[column - 1] ? 0 : 1
        current[column] = min(last[column] + 1, current[column - 1] + 1, last[column - 1] + cost)
        if row > 1, column > 1, one[row - 1] == other[column - 2], one[row - 2] == other[column - 1] {
          current[column] = min(current[column], beforeLast[column - 2] + 1)
        }
      }
      beforeLast = last
      last = current
    }
    return last[other.count]
  }
}
