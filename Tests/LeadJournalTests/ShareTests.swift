import Glibc
import LeadJournal
import LeadModel
import TestSupport
import Testing

@testable import LeadJournal

struct ShareTests {
  private let folder: TemporaryFolder
  private let journal: Journal

  init() throws {
    folder = try TemporaryFolder()
    journal = try Journal(folder: folder.path)
  }

  private func share(
    _ destination: String = "d", as sender: String, at milliseconds: Int64, isRunning: Bool = true
  ) throws -> Int {
    try journal.share(
      destination, as: sender, now: Timestamp(millisecondsSince1970: milliseconds), isRunning: { _ in isRunning })
  }

  @Test func eachIsCountedOnceWhereItSends() throws {
    #expect(try share(as: "a", at: 0) == 1)
    #expect(try share(as: "a", at: 1_000) == 1)
    #expect(try share(as: "b", at: 1_000) == 2)
    #expect(try share("other", as: "c", at: 1_000) == 1)
    #expect(try share(as: "a", at: 2_000) == 2)
  }

  @Test func whoEndsOrIsNotRenewedCountsNoMore() throws {
    #expect(try share(as: "a", at: 0) == 1)
    #expect(try share(as: "b", at: 0) == 2)
    #expect(try share(as: "c", at: 0) == 3)
    try journal.endShare("d", as: "b")
    #expect(try share(as: "c", at: 4_999) == 2)
    #expect(try share(as: "c", at: 5_000) == 1)
  }

  @Test func aProcessThatIsGoneCountsNoMoreThoughTheClockWasSetBack() throws {
    #expect(try share(as: "a", at: 1_000_000) == 1)
    #expect(try share(as: "b", at: 0, isRunning: true) == 2)
    #expect(try share(as: "b", at: 0, isRunning: false) == 1)
    #expect(try share(as: "b", at: 0, isRunning: true) == 1)
  }

  @Test func aProcessThatRunsIsKnownToRun() throws {
    #expect(try journal.share("d", as: "a") == 1)
    #expect(try journal.share("d", as: "b") == 2)
  }
}
