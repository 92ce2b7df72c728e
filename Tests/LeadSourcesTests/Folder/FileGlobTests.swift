import Testing

@testable import LeadSources

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
}
