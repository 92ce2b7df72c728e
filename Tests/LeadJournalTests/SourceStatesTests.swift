import LeadModel
import TestSupport
import Testing

@testable import LeadJournal

struct SourceStatesTests {
  private let folder: TemporaryFolder
  private let journal: Journal
  private let key = SourceKey(name: "nightly", destinationKey: "d")

  init() throws {
    folder = try TemporaryFolder()
    journal = try Journal(folder: folder.path)
  }

  private func time(_ milliseconds: Int64) -> Timestamp { Timestamp(millisecondsSince1970: milliseconds) }

  private func end(
    delivered: Int = 0, error: SourceError? = nil, state: String? = nil, missed: Int = 0
  ) -> SourceRunEnd {
    var end = SourceRunEnd()
    end.counts = OutcomeCounts(delivered: delivered, unchanged: 7, skipped: 5, optedOut: 4, rejected: 2, dead: 1)
    end.requests = 9
    end.error = error
    end.state = state
    end.missed = missed
    end.nextAt = time(900)
    return end
  }

  @Test func aSourceThatNeverRanIsNotKnown() throws {
    #expect(try journal.sourceState(of: key) == nil)
    #expect(try journal.sourceStates().isEmpty)
    #expect(try journal.rememberedFiles(of: key).isEmpty)
  }

  @Test func stateAndCountsOfARunAreKept() throws {
    try journal.sourceStarted(key, now: time(10))
    try journal.sourceEnded(key, end(delivered: 3, state: #"{"cursor":"7"}"#), now: time(20))
    let again = try Journal(folder: folder.path)
    var expected = SourceState(key: key)
    expected.state = #"{"cursor":"7"}"#
    expected.startedAt = time(10)
    expected.endedAt = time(20)
    expected.succeededAt = time(20)
    expected.counts = OutcomeCounts(delivered: 3, unchanged: 7, skipped: 5, optedOut: 4, rejected: 2, dead: 1)
    expected.requests = 9
    expected.newAt = time(20)
    expected.nextAt = time(900)
    #expect(try again.sourceState(of: key) == expected)
    #expect(try again.sourceStates() == [expected])
  }

  @Test func aRunThatWasKilledHasChangedNothing() throws {
    try journal.sourceStarted(key, now: time(10))
    try journal.sourceEnded(key, end(delivered: 3, state: "one"), now: time(20))
    try journal.sourceStarted(key, now: time(30))
    let state = try #require(try journal.sourceState(of: key))
    #expect(state.isOpen)
    #expect(state.state == "one")
    #expect(state.endedAt == time(20))
    #expect(state.counts.delivered == 3)
  }

  @Test func failuresAreCountedUntilARunEndsWell() throws {
    let refused = SourceError(code: "fetch.refused", message: "the source answered 401")
    try journal.sourceEnded(key, end(delivered: 1, state: "one"), now: time(1))
    try journal.sourceEnded(key, end(error: refused), now: time(2))
    try journal.sourceEnded(key, end(error: refused), now: time(3))
    var state = try #require(try journal.sourceState(of: key))
    #expect(state.failures == 2)
    #expect(state.error == refused)
    #expect(state.succeededAt == time(1))
    #expect(state.endedAt == time(3))
    #expect(state.state == "one")
    #expect(state.newAt == time(1))
    try journal.sourceEnded(key, end(), now: time(4))
    state = try #require(try journal.sourceState(of: key))
    #expect(state.failures == 0)
    #expect(state.error == nil)
    #expect(state.succeededAt == time(4))
    #expect(state.newAt == time(1))
  }

  @Test func missedRecordsAddUp() throws {
    try journal.sourceEnded(key, end(missed: 2), now: time(1))
    try journal.sourceEnded(key, end(missed: 3), now: time(2))
    #expect(try journal.sourceState(of: key)?.missed == 5)
  }

  @Test func theNextRunIsKeptByItself() throws {
    try journal.schedule(key, next: time(77))
    #expect(try journal.sourceState(of: key)?.nextAt == time(77))
    #expect(try journal.sourceState(of: key)?.isOpen == false)
    try journal.schedule(key, next: nil)
    #expect(try journal.sourceState(of: key)?.nextAt == nil)
  }

  @Test func anotherDestinationIsAnotherSource() throws {
    let other = SourceKey(name: "nightly", destinationKey: "e")
    try journal.sourceEnded(key, end(state: "one"), now: time(1))
    try journal.sourceEnded(other, end(state: "two"), now: time(2))
    try journal.forgetSource(key)
    #expect(try journal.sourceStates().map(\.state) == ["two"])
  }

  @Test func aStateThatIsTooLongIsRefusedWithItsFilesAndCounts() throws {
    try journal.sourceEnded(key, end(delivered: 1, state: "one"), now: time(1))
    let before = try journal.sourceState(of: key)
    var long = end(delivered: 2, state: String(repeating: "é", count: SourceState.maxStateBytes / 2) + "x")
    long.files = [Samples.file("a.csv")]
    let error = #expect(throws: JournalError.self) { try journal.sourceEnded(key, long, now: time(2)) }
    #expect(error?.diagnostic.code == "source.state")
    #expect(try journal.sourceState(of: key) == before)
    #expect(try journal.rememberedFiles(of: key).isEmpty)
    long.state?.removeLast()
    try journal.sourceEnded(key, long, now: time(3))
    #expect(try journal.rememberedFiles(of: key).count == 1)
  }

  @Test func aLongMessageIsCut() throws {
    let error = SourceError(code: "c", message: String(repeating: "x", count: 2_000))
    try journal.sourceEnded(key, end(error: error), now: time(1))
    #expect(try journal.sourceState(of: key)?.error?.message.count == 1_000)
  }

  @Test(
    arguments: [
      (nil, "it is damaged"),
      (Position(file: "/srv/drop/bad.xlsx"), "bad.xlsx: it is damaged"),
      (Position(file: "in/bad.csv", line: 7, column: 2), "bad.csv:7: it is damaged"),
      (Position(file: "a\u{1B}b.csv"), "a?b.csv: it is damaged"),
      (Position(file: String(repeating: "n", count: 200)), String(repeating: "n", count: 100) + "…: it is damaged"),
    ] as [(Position?, String)])
  func anErrorNamesItsFile(_ place: Position?, _ message: String) {
    #expect(SourceError(Diagnostic("xlsx.malformed", "it is damaged", at: place)).message == message)
  }

  // MARK: One run at a time

  @Test func aSourceRunsOnceAtATime() throws {
    let lock = try journal.lock(key)
    let other = try Journal(folder: folder.path)
    let refused = #expect(throws: Diagnostic.self) { try other.lock(key) }
    #expect(refused?.code == "source.held")
    #expect(refused?.message.contains("'nightly'") == true)
    _ = try other.lock(SourceKey(name: "nightly", destinationKey: "e"))
    withExtendedLifetime(lock) {}
  }

  @Test func aLockEndsWithItsObject() throws {
    do { _ = try journal.lock(key) }
    _ = try Journal(folder: folder.path).lock(key)
  }

  @Test func anErrorLeavesTheStateAsItWas() throws {
    try journal.sourceEnded(key, end(state: "old"), now: time(20))
    try journal.sourceEnded(key, end(error: SourceError(code: "a.b", message: "m"), state: "new"), now: time(30))
    let state = try #require(try journal.sourceState(of: key))
    #expect(state.state == "old")
    #expect(state.failures == 1)
    #expect(state.succeededAt == time(20))
  }

  @Test func anErrorOfFilesIsNoFailureAndStaysUntilAFileIsTaken() throws {
    var failed = end(delivered: 2, error: SourceError(code: "xlsx.malformed", message: "m"))
    failed.isErrorOfFiles = true
    try journal.sourceEnded(key, failed, now: time(20))
    try journal.sourceFoundNothing(key, nextAt: time(50), now: time(40))
    let idle = try #require(try journal.sourceState(of: key))
    #expect(idle.failures == 0)
    #expect(idle.error?.code == "xlsx.malformed")
    #expect(idle.counts.delivered == 2)
    #expect(idle.endedAt == time(40) && idle.nextAt == time(50))
    try journal.sourceEnded(key, end(delivered: 1), now: time(60))
    #expect(try journal.sourceState(of: key)?.error == nil)
  }

  @Test func aFolderThatIsBackHasNoError() throws {
    try journal.sourceEnded(key, end(error: SourceError(code: "folder.gone", message: "m")), now: time(20))
    try journal.sourceFoundNothing(key, nextAt: nil, now: time(40))
    let state = try #require(try journal.sourceState(of: key))
    #expect(state.error == nil)
    #expect(state.failures == 0)
    #expect(state.succeededAt == time(40))
  }
}
