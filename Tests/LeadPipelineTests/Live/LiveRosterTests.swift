import LeadDelivery
import LeadMapping
import LeadModel
import Testing

@testable import LeadPipeline

struct LiveRosterTests {
  /// `"main: /a /b, white: /c"`; a `!` behind a name is another token.
  private func shares(_ text: String) throws -> [LiveShare] {
    let mapping = try Mapping(parsing: Array(GeneratedLeads.mapping.utf8), file: "test.json")
    return text.split(separator: ",").map { part in
      let words = part.split { " :".contains($0) }.map(String.init)
      let name = words[0].filter { $0 != "!" }
      let target = LivePlan.Target(
        destination: Destination(
          name: name, brand: "local", baseURL: "http://127.0.0.1:1", botId: "b", customerId: "c",
          token: Secret(words[0])), delivery: DeliveryOptions())
      return LiveShare(
        target: target,
        routes: words.dropFirst().map { LiveRoute(path: $0, mapping: mapping, destination: name, once: []) })
    }
  }

  /// What a change of the plan ends at once, and what may begin at once and once that has ended.
  struct Change: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let from: String
    let to: String
    var ends: [String] = []
    var begins: [String] = []
    var beginsLater: [String] = []
  }

  @Test(arguments: [
    Change(testDescription: "the same", from: "main: /a, white: /b", to: "main: /a, white: /b"),
    Change(testDescription: "another order", from: "main: /a, white: /b", to: "white: /b, main: /a"),
    Change(
      testDescription: "a token", from: "main: /a, white: /b", to: "main!: /a, white: /b", ends: ["main"],
      beginsLater: ["main"]),
    Change(testDescription: "a route more", from: "main: /a", to: "main: /a /b", ends: ["main"], beginsLater: ["main"]),
    Change(testDescription: "an inbox more", from: "main: /a", to: "main: /a, white: /b", begins: ["white"]),
    Change(testDescription: "an inbox less", from: "main: /a, white: /b", to: "main: /a", ends: ["white"]),
    Change(
      testDescription: "a route that moves", from: "main: /a /b, white: /c", to: "main: /a, white: /b /c",
      ends: ["main", "white"], beginsLater: ["main", "white"]),
    Change(
      testDescription: "a route that moves to a new inbox", from: "main: /a /b", to: "main: /a, new: /b",
      ends: ["main"],
      beginsLater: ["main", "new"]),
    Change(testDescription: "the end", from: "main: /a, white: /b", to: "", ends: ["main", "white"]),
  ])
  func onlyWhatHasChangedIsBegunAnew(change: Change) throws {
    var roster = LiveRoster(try shares(change.from))
    #expect(try roster.begin() == shares(change.from))
    #expect(try roster.change(to: shares(change.to)) == change.ends)
    #expect(roster.begin().map(\.name).sorted() == change.begins)
    for name in change.ends { roster.ended(name) }
    #expect(roster.begin().map(\.name).sorted() == change.beginsLater)
    #expect(roster.begin().isEmpty, "each once")
    #expect(roster.isEmpty == change.to.isEmpty)
  }

  @Test func aChangeThatIsTakenBackBeginsWhatIsEnding() throws {
    let first = try shares("main: /a")
    var roster = LiveRoster(first)
    _ = roster.begin()
    #expect(try roster.change(to: shares("main!: /a")) == ["main"])
    #expect(roster.change(to: first).isEmpty, "it was told already")
    #expect(roster.begin().isEmpty)
    roster.ended("main")
    #expect(roster.begin() == first)
  }
}
