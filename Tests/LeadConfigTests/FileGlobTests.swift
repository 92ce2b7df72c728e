import Testing

@testable import LeadConfig

struct FileGlobTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var glob: String
    var matches: [String] = []
    var others: [String] = []
    var testDescription: String { glob }
  }

  @Test(arguments: [
    Case(glob: "*.csv", matches: ["a.csv", "A.CSV", "a.b.csv", ".csv"], others: ["a.csv.gz", "csv", "a.csv2", ""]),
    Case(glob: "leads-????.csv", matches: ["leads-2026.csv", "leads-äöüß.csv"], others: ["leads-26.csv"]),
    Case(glob: "[a-c]*", matches: ["anna", "B", "c"], others: ["d", "", "-"]),
    Case(glob: "[!a-c]x", matches: ["dx", "-x"], others: ["ax", "x"]),
    Case(glob: "[]x].csv", matches: ["].csv", "x.csv"], others: ["a.csv"]),
    Case(glob: "[a-].csv", matches: ["a.csv", "-.csv"], others: ["b.csv"]),
    Case(glob: "[a.csv", matches: ["[a.csv"], others: ["a.csv"]),
    Case(glob: "*a*b*", matches: ["ab", "xaxxbx"], others: ["ba"]),
    Case(glob: "*", matches: ["", "anything"]),
    Case(glob: "", matches: [""], others: ["a"]),
    Case(glob: "caf\u{E9}*", matches: ["cafe\u{301}.csv", "CAF\u{C9}"], others: ["cafe.csv"]),
  ])
  func patternsMeanWhatShellsMean(_ row: Case) {
    let glob = FileGlob(row.glob)
    for name in row.matches { #expect(glob.matches(name), "\(name)") }
    for name in row.others { #expect(!glob.matches(name), "\(name)") }
  }

  @Test(.timeLimit(.minutes(1)))
  func manyStarsTakeNoTime() {
    let glob = FileGlob(String(repeating: "*a", count: 60) + "*b")
    #expect(!glob.matches(String(repeating: "a", count: 220)))
  }

  /// Overlaps are found by trying all short names over a few letters.
  @Test(arguments: [
    ("*", "a"), ("a*", "*b"), ("a*", "b*"), ("?a", "a?"), ("??", "a"), ("*a*", "b?"), ("[ab]b", "?a"), ("[!a]*", "a*"),
    ("[!a]", "b"), ("a*b*a", "ab?"), ("*ab", "*ba"), ("", "*"), ("", "?"), ("A", "a"), ("**", "b"), ("a?*", "aa"),
  ])
  func globsThatHaveANameInCommonOverlap(_ one: String, _ other: String) {
    var names = [""]
    for _ in 1...4 { names += names.flatMap { [$0 + "a", $0 + "b", $0 + "c"] } }
    let (first, second) = (FileGlob(one), FileGlob(other))
    let isCommon = names.contains { first.matches($0) && second.matches($0) }
    #expect(first.overlaps(second) == isCommon)
    #expect(second.overlaps(first) == isCommon)
  }
}
