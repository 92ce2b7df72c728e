import Testing

@testable import LeadMapping

struct PatternTests {
  @Test func aMatchIsFoundAnywhere() throws {
    let pattern = try Pattern("b+")
    #expect(pattern.isMatch("abbc") == true)
    #expect(pattern.isMatch("ac") == false)
    #expect(pattern.isMatch("") == false)
    #expect(try Pattern("").isMatch("") == true)
  }

  @Test(arguments: [
    ("\\d+", "order 123 of 456", "123"), ("order (\\d+)", "order 123", "123"), ("a(x)|b(y)", "by", "y"),
    ("a(x)?", "a", nil), ("z", "abc", nil), ("(?<=ü)b", "übb", "b"), ("é(.)", "né😀!", "😀"), ("(?i)ÉTÉ", "été", "été"),
    ("^(.*)$", "", ""), ("a\\Kb", "ab", "b"),
  ])
  func theFirstGroupOrTheWholeMatchIsExtracted(_ source: String, _ text: String, _ found: String?) throws {
    #expect(try Pattern(source).extract(from: text) == found)
  }

  @Test(arguments: [
    ("a", "banana", "o", "bonono"), ("(\\w+) (\\w+)", "Jane Doe", "$2, $1", "Doe, Jane"), ("x*", "abc", "-", "-a-b-c-"),
    ("x*", "äx", "-", "-ä--"), ("", "日本", ".", ".日.本."), ("b", "abc", "$0$0", "abbc"), ("b", "abc", "$$1", "a$1c"),
    ("b", "abc", "$ $x 5$", "a$ $x 5$c"), ("(b)", "abc", "${1}0", "ab0c"), ("(b)", "abc", "$10", "ab0c"),
    ("(a)|(b)", "ab", "[$1$2]", "[a][b]"), ("z", "abc", "y", "abc"), ("\\s+", " a\u{A0} b ", "", "a\u{A0}b"),
    ("(?m)^", "a\nb", "> ", "> a\n> b"), ("a", "", "b", ""), ("[^0-9]", "+44 (0)20", "", "44020"),
    ("$", "a", "!", "a!"),
  ])
  func everyMatchIsReplaced(_ source: String, _ text: String, _ replacement: String, _ result: String) throws {
    #expect(try Transform.replace(Pattern(source), replacement).apply(text) == .text(result))
  }

  @Test(arguments: [("(", 1), ("a)", 1), ("[z-a]", 3), ("\\C", 2), ("a{2,1}", 5), ("*", 0)])
  func aMalformedPatternSaysWhere(_ source: String, _ offset: Int) {
    let error = #expect(throws: PatternError.self) { try Pattern(source) }
    #expect(error?.offset == offset)
    #expect(error?.message.isEmpty == false)
  }

  @Test func aGroupThatIsNotThereIsAnError() throws {
    let error = #expect(throws: PatternError.self) { try Transform.replace(Pattern("(a)"), "x$2") }
    #expect(error == PatternError(message: "group 2 is not in the pattern, which has 1", offset: 1))
  }

  @Test(.timeLimit(.minutes(5)), arguments: ["(a+)+$", "(a|aa)+$", "^(([a-z])+.)+[A-Z]([a-z])+$"])
  func catastrophicBacktrackingEndsAtTheLimit(_ source: String) throws {
    let text = String(repeating: "a", count: 40) + String(repeating: "a,", count: 40) + "!"
    let pattern = try Pattern(source)
    #expect(pattern.isMatch(text) == nil)
    #expect(throws: PatternLimitReached.self) { try pattern.extract(from: text) }
    #expect(Transform.extract(pattern).apply(text) == .invalid(code: "regex.limit"))
    #expect(try Transform.replace(pattern, "").apply(text) == .invalid(code: "regex.limit"))
  }

  @Test func alongTextIsNoProblemForASimplePattern() throws {
    let text = String(repeating: "0123456789", count: 100_000)
    #expect(try Pattern("(?s)^(.*)$").extract(from: text) == text)
    #expect(
      try Transform.replace(Pattern("9"), "").apply(text) == .text(String(repeating: "012345678", count: 100_000)))
    #expect(try Pattern("^(\\d)+$").isMatch(text) != false)
  }

  @Test func patternsWithOneSourceAreEqual() throws {
    #expect(try Pattern("a") == Pattern("a"))
    #expect(try Pattern("a") != Pattern("b"))
  }

  @Test func onePatternServesManyThreads() async throws {
    let pattern = try Pattern("(\\d+)")
    let found = await withTaskGroup(of: String?.self) { group in
      for index in 0..<500 {
        group.addTask { (try? pattern.extract(from: "number \(index)")).flatMap { $0 } }
      }
      return await group.reduce(into: Set<String>()) { all, one in if let one { all.insert(one) } }
    }
    #expect(found == Set((0..<500).map(String.init)))
  }
}
