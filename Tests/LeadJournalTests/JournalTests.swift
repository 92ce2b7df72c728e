import Foundation
import GRDB
import LeadModel
import TestSupport
import Testing

@testable import LeadJournal

struct JournalTests {
  private let folder: TemporaryFolder
  private let input: String

  init() throws {
    folder = try TemporaryFolder()
    input = try folder.write("Email\na@example.com\nb@example.com\n", to: "contacts.csv")
  }

  @Test func anInputThatIsNewBeginsFresh() throws {
    let journal = try Journal(folder: folder.path("state"))
    let begun = try journal.begin(key(), fingerprint: fingerprint(), runID: "one")
    #expect(begun.isFresh)
    #expect(begun.checkpoint.settled.isEmpty)
    #expect(begun.checkpoint.runID == "one")
  }

  @Test func anUnfinishedRunGoesOn() throws {
    let update = self.update(settled: [1...5000, 5003...5003], counts: OutcomeCounts(delivered: 5000, dead: 1))
    do {
      let journal = try Journal(folder: folder.path("state"))
      _ = try journal.begin(key(), fingerprint: fingerprint(), runID: "one")
      try journal.commit([update], now: Timestamp(millisecondsSince1970: 5))
      // The process dies here: nothing is finished, nothing released.
    }
    let again = try Journal(folder: folder.path("state"))
    let begun = try again.begin(key(), fingerprint: fingerprint(), runID: "two")
    #expect(!begun.isFresh)
    #expect(begun.checkpoint.settled.description == "1-5000, 5003")
    #expect(begun.checkpoint.counts == OutcomeCounts(delivered: 5000, dead: 1))
    #expect(begun.checkpoint.runID == "one")
    #expect(begun.checkpoint.updatedAt == Timestamp(millisecondsSince1970: 5))
  }

  @Test func whatWasNotCommittedIsNotSettled() throws {
    do {
      let journal = try Journal(folder: folder.path("state"))
      _ = try journal.begin(key(), fingerprint: fingerprint(), runID: "one")
    }
    let begun = try Journal(folder: folder.path("state")).begin(key(), fingerprint: fingerprint(), runID: "two")
    #expect(!begun.isFresh)
    #expect(begun.checkpoint.settled.isEmpty)
  }

  @Test func aFinishedRunStartsOver() throws {
    let journal = try Journal(folder: folder.path("state"))
    _ = try journal.begin(key(), fingerprint: fingerprint(), runID: "one")
    try journal.finish([update(settled: [1...2], counts: OutcomeCounts(delivered: 2))])
    let kept = try #require(try journal.checkpoint(for: key()))
    #expect(kept.isFinished)
    #expect(kept.counts.total == 2)
    let begun = try journal.begin(key(), fingerprint: fingerprint(), runID: "two")
    #expect(begun.isFresh)
    #expect(begun.checkpoint.counts.total == 0)
  }

  @Test(arguments: [
    ("c@example.com\n", true), ("", true),
  ])
  func anInputThatHasGrownGoesOn(more: String, goesOn: Bool) throws {
    try stopAfterSettling()
    try folder.write(try folder.text(of: "contacts.csv") + more, to: "contacts.csv")
    let begun = try Journal(folder: folder.path("state")).begin(key(), fingerprint: fingerprint(), runID: "two")
    #expect(begun.isFresh != goesOn)
    // Ids of dead letters stay those of the input with which the run began.
    #expect(begun.checkpoint.fingerprint.headCount == 34)
  }

  @Test(arguments: ["Email\nx@example.com\nb@example.com\n", "Email\na@example.com\n", "", "Name\n"])
  func anInputThatWasReplacedAsksForARestart(content: String) throws {
    try stopAfterSettling()
    try folder.write(content, to: "contacts.csv")
    let journal = try Journal(folder: folder.path("state"))
    let error = #expect(throws: Diagnostic.self) {
      try journal.begin(key(), fingerprint: fingerprint(), runID: "two")
    }
    #expect(error?.code == "input.replaced")
    #expect(error?.hint?.contains("run again with --restart") == true)
    #expect(try journal.checkpoint(for: key())?.settled.count == 1)
    #expect(try journal.begin(key(), fingerprint: fingerprint(), runID: "two", restart: true).isFresh)
  }

  @Test func anInputThatShrankBehindItsHeadAsksForARestart() throws {
    let head = String(repeating: "a@example.com\n", count: 5000)
    try folder.write(head + "b@example.com\n", to: "contacts.csv")
    try stopAfterSettling()
    try folder.write(head, to: "contacts.csv")
    let journal = try Journal(folder: folder.path("state"))
    let error = #expect(throws: Diagnostic.self) {
      try journal.begin(key(), fingerprint: fingerprint(), runID: "two")
    }
    #expect(error?.code == "input.replaced")
  }

  @Test func anInputReplacedBeforeAnythingWasSettledBeginsFresh() throws {
    do {
      _ = try Journal(folder: folder.path("state")).begin(key(), fingerprint: fingerprint(), runID: "one")
    }
    try folder.write("Name\nJane\n", to: "contacts.csv")
    #expect(try Journal(folder: folder.path("state")).begin(key(), fingerprint: fingerprint(), runID: "two").isFresh)
  }

  @Test func aChangeBehindTheHeadOfAnInputOfOneSizeIsNotSeen() throws {
    let head = String(repeating: "a@example.com\n", count: 5000)
    try folder.write(head + "b@example.com\n", to: "contacts.csv")
    try stopAfterSettling()
    try folder.write(head + "c@example.com\n", to: "contacts.csv")
    let begun = try Journal(folder: folder.path("state")).begin(key(), fingerprint: fingerprint(), runID: "two")
    #expect(begun.checkpoint.fingerprint.headCount == InputFingerprint.headBytes)
    #expect(!begun.isFresh)
  }

  @Test func aRestartForgets() throws {
    try stopAfterSettling()
    let journal = try Journal(folder: folder.path("state"))
    #expect(try journal.begin(key(), fingerprint: fingerprint(), runID: "two", restart: true).isFresh)
    journal.release([key()])
    #expect(try journal.begin(key(), fingerprint: fingerprint(), runID: "three").checkpoint.settled.isEmpty)
    try journal.forget(key())
    #expect(try journal.checkpoint(for: key()) == nil)
  }

  @Test func anotherMappingOrDestinationIsAnotherRun() throws {
    try stopAfterSettling()
    let journal = try Journal(folder: folder.path("state"))
    #expect(try journal.begin(key(mapping: "sha256:2"), fingerprint: fingerprint(), runID: "2").isFresh)
    #expect(try journal.begin(key(destination: "other"), fingerprint: fingerprint(), runID: "2").isFresh)
    #expect(try !journal.begin(key(), fingerprint: fingerprint(), runID: "2").isFresh)
  }

  @Test func aFileHasOneKeyWhateverItsName() throws {
    let link = folder.path("link.csv")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: input)
    let destination = Destination(
      name: "main", brand: "local", baseURL: "http://127.0.0.1:8787", botId: "b", customerId: "c", token: Secret("t"))
    let direct = CheckpointKey(input: input, destination: destination, mappingDigest: "d")
    #expect(CheckpointKey(input: link, destination: destination, mappingDigest: "d") == direct)
    #expect(
      CheckpointKey(input: folder.path + "/./contacts.csv", destination: destination, mappingDigest: "d") == direct)
  }

  @Test func severalInputsAreCommittedTogetherOrNotAtAll() throws {
    let journal = try Journal(folder: folder.path("state"))
    let keys = ["a", "b", "c"].map { key(mapping: $0) }
    for key in keys { _ = try journal.begin(key, fingerprint: fingerprint(), runID: "one") }
    try journal.commit(keys.map { update($0, settled: [1...3]) })
    #expect(try keys.map { try journal.checkpoint(for: $0)?.settled.mark } == [3, 3, 3])
    // The trigger stands for a power failure between two statements of the transaction.
    try journal.write { db in
      try db.execute(
        sql: """
          CREATE TRIGGER failure BEFORE UPDATE ON checkpoint WHEN new.mapping = 'c'
          BEGIN SELECT RAISE(ABORT, 'broken'); END
          """)
    }
    let error = #expect(throws: JournalError.self) {
      try journal.commit(keys.map { update($0, settled: [1...9]) })
    }
    #expect(error?.isDiskFull == false)
    #expect(try keys.map { try journal.checkpoint(for: $0)?.settled.mark } == [3, 3, 3])
  }

  // MARK: Two runs at once

  @Test func aSecondRunIsToldWhoHoldsTheInput() throws {
    let first = try Journal(folder: folder.path("state"))
    let second = try Journal(folder: folder.path("state"))
    _ = try first.begin(key(), fingerprint: fingerprint(), runID: "one")
    let error = #expect(throws: Diagnostic.self) {
      try second.begin(key(), fingerprint: fingerprint(), runID: "two")
    }
    #expect(error?.code == "run.held")
    #expect(error?.message.contains("process \(ProcessInfo.processInfo.processIdentifier) ") == true)
    #expect(throws: Diagnostic.self) { try first.begin(key(), fingerprint: fingerprint(), runID: "three") }
    _ = try second.begin(key(mapping: "other"), fingerprint: fingerprint(), runID: "two")
  }

  @Test(arguments: ["finish", "release", "the end"])
  func aLockGoesWithItsRun(way: String) throws {
    var first: Journal? = try Journal(folder: folder.path("state"))
    let second = try Journal(folder: folder.path("state"))
    _ = try first?.begin(key(), fingerprint: fingerprint(), runID: "one")
    switch way {
    case "finish": try first?.finish([update(settled: [1...2])])
    case "release": first?.release([key()])
    default: first = nil
    }
    _ = try second.begin(key(), fingerprint: fingerprint(), runID: "two")
    second.release([key()])
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path("state/locks")).isEmpty)
  }

  @Test func aRunThatCannotBeginHoldsNothing() throws {
    try stopAfterSettling()
    try folder.write("Name\n", to: "contacts.csv")
    let journal = try Journal(folder: folder.path("state"))
    #expect(throws: Diagnostic.self) { try journal.begin(key(), fingerprint: fingerprint(), runID: "two") }
    let other = try Journal(folder: folder.path("state"))
    #expect(try other.begin(key(), fingerprint: fingerprint(), runID: "3", restart: true).isFresh)
  }

  // MARK: -

  private func key(destination: String = "d", mapping: String = "sha256:1") -> CheckpointKey {
    CheckpointKey(inputPath: input, destinationKey: destination, mappingDigest: mapping)
  }

  private func fingerprint() throws -> InputFingerprint { try InputFingerprint(path: input) }

  private func update(
    _ key: CheckpointKey? = nil, settled ranges: [ClosedRange<Int>], counts: OutcomeCounts = OutcomeCounts()
  ) -> CheckpointUpdate {
    var settled = SettledRanges()
    for range in ranges { settled.insert(range) }
    return CheckpointUpdate(key: key ?? self.key(), settled: settled, counts: counts)
  }

  /// A run that settles one record and dies.
  private func stopAfterSettling() throws {
    let journal = try Journal(folder: folder.path("state"))
    _ = try journal.begin(key(), fingerprint: fingerprint(), runID: "one")
    try journal.commit([update(settled: [1...1])])
  }
}

extension Resumption {
  var isFresh: Bool {
    if case .fresh = self { true } else { false }
  }
}
