/// The parts of a person's name as people write them in one cell.
enum PersonName {
  /// `Müller, Zoë` as `Zoë Müller`.
  ///
  /// Unchanged without exactly one comma, where nothing stands on one side of it, and where what stands behind it is no
  /// first name but a suffix: `John Smith, Jr.`.
  static func firstLast(_ text: String) -> String {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    guard parts.count == 2 else { return text }
    let (last, first) = (Blank.trimmed(parts[0]), Blank.trimmed(parts[1]))
    guard !last.isEmpty, !first.isEmpty, !isSuffix(first) else { return text }
    return "\(first) \(last)"
  }

  /// Whether all words of `text` stand behind a name: `Jr.`, `PhD`, `III`.
  private static func isSuffix(_ text: Substring) -> Bool {
    Blank.words(of: text).allSatisfy { suffixes.contains(key(of: $0)) }
  }

  private static let suffixes: Set<String> = [
    "jr", "junior", "sr", "senior", "ii", "iii", "iv", "phd", "md", "dds", "dvm", "jd", "esq", "mba", "msc", "ma",
    "bsc",
    "ba", "cpa", "rn", "obe", "mbe", "filho", "neto", "dr",
  ]

  /// A word as the tables have it: in lower case, without dots.
  static func key(of word: Substring) -> String {
    var key = word.lowercased()
    key.removeAll { $0 == "." || $0 == "’" || $0 == "'" }
    return key
  }
}
