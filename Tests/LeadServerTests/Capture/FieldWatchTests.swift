import LeadJSON
import LeadModel
import Testing

@testable import LeadServer

@Suite struct FieldWatchTests {
  private func news(_ watch: inout FieldWatch, _ names: [String], times: Int = 1, route: String = "/a") -> [FieldNews] {
    (0..<times).flatMap { _ in watch.observe(names, route: route) }
  }

  @Test func nothingIsToldWhileARouteIsLearnt() {
    var watch = FieldWatch()
    for number in 0..<FieldWatch.learning { #expect(watch.observe(["field \(number)"], route: "/a").isEmpty) }
    #expect(watch.observe(["another"], route: "/a") == [.new("another")])
  }

  @Test func aFieldThatWasNeverThereIsToldOnce() {
    var watch = FieldWatch()
    _ = news(&watch, ["email"], times: 20)
    #expect(watch.observe(["email", "b", "a", "a"], route: "/a") == [.new("a"), .new("b")])
    #expect(news(&watch, ["email", "a", "b"], times: 50).isEmpty)
  }

  @Test func aFieldOfAllFirstPostsThatIsMissingTwentyTimesIsToldOnceUntilItIsBack() {
    var watch = FieldWatch()
    _ = news(&watch, ["email", "phone"], times: 20)
    #expect(news(&watch, ["email"], times: 19).isEmpty)
    #expect(watch.observe(["email"], route: "/a") == [.vanished("phone")])
    #expect(news(&watch, ["email"], times: 50).isEmpty)
    #expect(news(&watch, ["email", "phone"]).isEmpty)
    #expect(news(&watch, ["email"], times: 20) == [.vanished("phone")])
  }

  @Test func aFieldThatIsMissingNowAndThenIsNotGone() {
    var watch = FieldWatch()
    _ = news(&watch, ["email", "phone"], times: 20)
    for _ in 0..<5 {
      #expect(news(&watch, ["email"], times: 19).isEmpty)
      #expect(news(&watch, ["email", "phone"]).isEmpty)
    }
  }

  @Test func aFieldThatNotAllFirstPostsHadIsNeverGone() {
    var watch = FieldWatch()
    _ = news(&watch, ["email", "phone"], times: 19)
    #expect(news(&watch, ["email"], times: 100).isEmpty)
  }

  @Test func routesAreLearntByThemselves() {
    var watch = FieldWatch()
    _ = news(&watch, ["email"], times: 20)
    #expect(watch.observe(["phone"], route: "/b").isEmpty)
    #expect(watch.observe(["phone"], route: "/a") == [.new("phone")])
  }

  @Test func namesAndRoutesBeyondTheMostAreNotWatched() {
    var watch = FieldWatch()
    _ = news(&watch, (0..<FieldWatch.maxNames).map { "f\($0)" }, times: 20)
    #expect(watch.observe(["one more"], route: "/a").isEmpty)
    for number in 1..<FieldWatch.maxRoutes { _ = watch.observe(["x"], route: "/\(number)") }
    _ = news(&watch, ["x"], times: 20, route: "/beyond")
    #expect(watch.observe(["y"], route: "/beyond").isEmpty)
  }

  @Test func aNameIsCutAndHasNoControlCharacters() {
    var watch = FieldWatch()
    _ = news(&watch, ["email"], times: 20)
    let told = watch.observe(["a\u{1B}[31m\nb\u{202E}" + String(repeating: "ü", count: 80)], route: "/a")
    #expect(told == [.new("a[31mb" + String(repeating: "ü", count: 37))])
    #expect(told.map(\.code) == ["field.new"])
  }

  @Test(
    "Names are those of the first two levels",
    arguments: [
      (#"{"a": 1, "b": {"c": {"d": 1}, "e": null}, "f": [{"g": 1}]}"#, ["a", "b", "b.c", "b.e", "f"]), ("[1]", []),
      (#""text""#, []),
    ])
  func namesOfJSON(_ text: String, _ expected: [String]) throws {
    let value = try JSONDocument(parsing: text).root
    let record = Record(ordinal: 1, line: 1, content: .json(value), rawBytes: [])
    #expect(FieldNames.of(record) == expected)
  }

  @Test func namesOfAFormAreItsFieldsUpToTheMost() {
    let fields = (0..<600).map { FormField(name: "f\($0)", value: "") }
    let names = FieldNames.of(Record(ordinal: 1, line: 1, content: .form(fields), rawBytes: []))
    #expect(names.count == FieldWatch.maxNames)
    #expect(names.first == "f0")
  }
}
