import LeadJSON
import LeadJournal
import LeadModel
import Testing

struct DeadLetterHistoryTests {
  private static func failure(_ seconds: Int64, code: String = "http.500") -> DeadLetter.Failure {
    let at = Timestamp(millisecondsSince1970: Samples.at.millisecondsSince1970 + seconds * 1000)
    return DeadLetter.Failure(
      at: at, error: Finding(code, "refused"), lead: nil,
      delivery: .init(attempts: 2, firstAt: at, lastAt: at, status: 500, body: nil),
      mapping: .init(name: "mended", digest: "sha256:01"))
  }

  @Test func aLetterThatFailsAgainKeepsItsIDAndRemembersWhatWas() throws {
    let first = Samples.letter("a", content: .json(try Samples.json(#"{"Email":"x@"}"#)))
    let again = first.failedAgain(Self.failure(60))
    #expect(again.id == "a")
    #expect(again.stage == .deliver)
    #expect(again.errors.map(\.code) == ["http.500"])
    #expect(again.mapping?.name == "mended")
    #expect(again.delivery?.attempts == 2)
    #expect(
      again.earlier == [.init(at: Samples.at, stage: .map, codes: ["email.invalid"], attempts: 0, status: nil)])
    #expect(again.firstAt == Samples.at)
    let third = again.failedAgain(Self.failure(120, code: "http.422"))
    #expect(third.earlier.map(\.codes) == [["email.invalid"], ["http.500"]])
    #expect(third.earlier.last?.status == 500)
    #expect(third.firstAt == Samples.at)
    // It is written and read back, the record untouched.
    let read = try DeadLetter(parsing: third.line)
    #expect(read.earlier == third.earlier)
    #expect(read.line == third.line)
    #expect(read.record(ordinal: 1) != nil)
  }

  @Test func whatIsRememberedIsBoundedAndTheFirstStays() {
    var letter = Samples.letter("a")
    for number in 1...50 { letter = letter.failedAgain(Self.failure(Int64(number), code: "code.\(number)")) }
    #expect(letter.earlier.count == DeadLetter.Earlier.maxCount)
    #expect(letter.earlier.first?.codes == ["email.invalid"])
    #expect(letter.earlier.last?.codes == ["code.49"])
    #expect(letter.firstAt == Samples.at)
  }

  /// A replay tells letters by id and time, so the time has to move whatever the clock does.
  @Test func theTimeMovesEvenWhereTheClockRunsBackwards() {
    let letter = Samples.letter("a")
    #expect(letter.failedAgain(Self.failure(-3600)).at > letter.at)
    #expect(letter.failedAgain(Self.failure(0)).at > letter.at)
  }
}
