import LeadModel
import Testing

@testable import LeadSources

struct ToldProblemsTests {
  /// The problems of some looks, by code and file, and which of them are told.
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var looks: [[(String, String)]]
    var told: [[String]]
  }

  @Test(arguments: [
    Case(
      testDescription: "once while it lasts",
      looks: [[("folder.link", "a")], [("folder.link", "a")], [("folder.link", "a")]], told: [["a"], [], []]),
    Case(
      testDescription: "again when it comes again", looks: [[("folder.link", "a")], [], [("folder.link", "a")]],
      told: [["a"], [], ["a"]]),
    Case(
      testDescription: "each file's by itself",
      looks: [[("folder.link", "a")], [("folder.link", "a"), ("folder.link", "b")]], told: [["a"], ["b"]]),
    Case(
      testDescription: "each kind by itself", looks: [[("folder.link", "a"), ("folder.unreadable", "a")]],
      told: [["a", "a"]]),
    Case(
      testDescription: "of the file system, for all files",
      looks: [[("folder.unlocked", "a"), ("folder.unlocked", "b")], [], [("folder.unlocked", "c")]],
      told: [["a"], [], []]),
  ])
  func aProblemIsTold(_ row: Case) {
    var problems = ToldProblems()
    for (look, told) in zip(row.looks, row.told) {
      problems.lookBegins()
      let news = look.filter { code, file in
        problems.meets(Diagnostic(.warning, code, "", at: Position(file: file)))
      }
      #expect(news.map(\.1) == told)
    }
  }
}
