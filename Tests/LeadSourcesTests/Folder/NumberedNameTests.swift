import Testing

@testable import LeadSources

struct NumberedNameTests {
  @Test(arguments: [
    ("a.csv", "a-2.csv"), ("a.csv.gz", "a-2.csv.gz"), ("a.b.csv", "a.b-2.csv"), ("a", "a-2"), ("a.gz", "a-2.gz"),
    ("späte.CSV.GZ", "späte-2.CSV.GZ"), ("a-2.csv", "a-2-2.csv"),
  ])
  func theNumberStandsBeforeTheEnding(name: String, second: String) {
    #expect(NumberedName.free(for: name) { _ in false } == name)
    #expect(NumberedName.free(for: name) { $0 == name } == second)
  }

  @Test(arguments: [2, 3, 4, 5, 8, 9, 31, 32, 33, 35_000])
  func theNextNumberIsFoundInFewQuestions(next: Int) {
    var questions = 0
    let found = NumberedName.free(for: "a.csv") { name in
      questions += 1
      return name == "a.csv" || Int(name.dropFirst(2).dropLast(4)).map { $0 < next } ?? false
    }
    #expect(found == "a-\(next).csv")
    #expect(questions <= 40)
  }

  @Test func aGapIsAPlaceToo() {
    let taken: Set = ["a.csv", "a-2.csv", "a-4.csv", "a-5.csv"]
    #expect(!taken.contains(NumberedName.free(for: "a.csv", isTaken: taken.contains)))
  }
}
