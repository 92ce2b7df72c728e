import LeadJournal
import LeadModel
import Testing

struct DeadLetterOverviewTests {
  private static func letter(_ codes: [String], mapping: String?, day: Int64) -> DeadLetter {
    var letter = Samples.letter("x")
    letter.at = Timestamp(millisecondsSince1970: Samples.at.millisecondsSince1970 + day * 86_400_000)
    letter.errors = codes.map { Finding($0, "m") }
    letter.mapping = mapping.map { .init(name: $0, digest: "d") }
    return letter
  }

  @Test func lettersAreCountedByCodeAndByMapping() throws {
    var overview = DeadLetterOverview()
    #expect(overview.all == nil)
    for (codes, mapping, day) in [
      (["email.invalid"], "a", 3), (["email.invalid", "email.invalid", "phone.invalid"], "b", 1),
      (["http.422"], "b", 2), ([], nil, 5),
    ] as [([String], String?, Int64)] {
      overview.add(Self.letter(codes, mapping: mapping, day: day))
    }
    #expect(overview.all?.count == 4)
    #expect(overview.byCode.map(\.name) == ["email.invalid", "http.422", "phone.invalid"])
    #expect(overview.byCode.map(\.group.count) == [2, 1, 1])
    let email = try #require(overview.byCode.first).group
    #expect(email.oldest == Self.letter([], mapping: nil, day: 1).at)
    #expect(email.newest == Self.letter([], mapping: nil, day: 3).at)
    #expect(overview.byMapping.map(\.name) == ["b", "", "a"])
    #expect(overview.byMapping.map(\.group.count) == [2, 1, 1])
  }

  @Test func namesThatAreToldApartAreBounded() {
    var overview = DeadLetterOverview()
    for number in 0..<1_500 { overview.add(Self.letter(["code.\(number)"], mapping: "m", day: 0)) }
    #expect(overview.byCode.count == DeadLetterOverview.maxGroups + 1)
    #expect(overview.byCode.first?.name == DeadLetterOverview.others)
    #expect(overview.byCode.reduce(0) { $0 + $1.group.count } == 1_500)
  }
}
