import LeadModel
import TestSupport
import Testing

@testable import LeadJournal

struct ReopeningTests {
  private let folder: TemporaryFolder
  private let journal: Journal
  private let input: String
  private let key: CheckpointKey

  init() throws {
    folder = try TemporaryFolder()
    journal = try Journal(folder: folder.path("state"))
    input = try folder.write("Email\na@example.com\nb@example.com\n", to: "in.csv")
    key = CheckpointKey(inputPath: input, destinationKey: "d", mappingDigest: "m")
  }

  /// A run that has settled so many records, and has ended or stopped.
  private func run(settling records: Int, finishes: Bool = true) throws {
    _ = try journal.begin(key, fingerprint: InputFingerprint(path: input), runID: "one")
    var settled = SettledRanges()
    settled.insert(1...records)
    let update = CheckpointUpdate(key: key, settled: settled, counts: OutcomeCounts(delivered: records))
    if finishes { try journal.finish([update]) } else { try journal.commit([update]) }
    journal.release([key])
  }

  @Test func theNextRunOfAGrownInputGoesOnBehindIt() throws {
    try run(settling: 2)
    try folder.write(try folder.text(of: "in.csv") + "c@example.com\n", to: "in.csv")
    #expect(try journal.reopen(key, passingOver: 1))
    guard
      case .resumed(let checkpoint) = try journal.begin(
        key, fingerprint: InputFingerprint(path: input), runID: "two")
    else {
      Issue.record("it started over")
      return
    }
    #expect(checkpoint.settled.description == "1")
    #expect(checkpoint.counts == OutcomeCounts(unchanged: 1))
    #expect(checkpoint.counts.total == checkpoint.settled.count)
    #expect(checkpoint.runID == "one")
  }

  /// A case of what has no finished run to go on from.
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var settled: Int?
    var finishes = true
    var records: Int
    var testDescription: String { name }
  }

  @Test(arguments: [
    Case(name: "it never ran", settled: nil, records: 1),
    Case(name: "the last run stopped", settled: 2, finishes: false, records: 1),
    Case(name: "the last run had fewer records", settled: 2, records: 3),
    Case(name: "nothing is to be passed over", settled: 2, records: 0),
  ])
  func whatHasNoSuchRunStaysAsItIs(_ row: Case) throws {
    if let settled = row.settled { try run(settling: settled, finishes: row.finishes) }
    let before = try journal.checkpoint(for: key)
    #expect(try !journal.reopen(key, passingOver: row.records))
    #expect(try journal.checkpoint(for: key) == before)
  }

  @Test func anotherMappingStartsOver() throws {
    try run(settling: 2)
    let other = CheckpointKey(inputPath: input, destinationKey: "d", mappingDigest: "changed")
    #expect(try !journal.reopen(other, passingOver: 1))
  }
}
