import Foundation
import LeadJournal
import LeadModel
import TestSupport
import Testing

/// A run over an input of which every record dies, killed at each of its steps and run again until it ends: every
/// record's letter is written once, and nothing is settled that is not in the file.
struct CrashTests {
  /// Where the process dies.
  enum Step: CaseIterable {
    case beforeAppend, tornAppend, afterAppend, afterCommit
  }

  private let deaths = 5

  private struct Killed: Error {}

  @Test(arguments: Step.allCases, [1, 3, 4])
  func noLetterIsLostOrDoubled(step: Step, batch: Int) throws {
    let folder = try TemporaryFolder()
    let records = 12
    let input = try folder.write(String(repeating: "x\n", count: records), to: "in.csv")
    var kills = 0
    while kills < 100 {
      do {
        try run(folder, input, records: records, batch: batch, dyingAt: kills < deaths ? step : nil)
        break
      } catch is Killed {
        kills += 1
        // A file grows while it is read: ids must not change with its head.
        try folder.write(try folder.text(of: "in.csv") + "x\n", to: "in.csv")
      }
    }
    // Who dies after the append gets on by a batch in each life.
    let batches = (records + batch - 1) / batch
    #expect(kills == (step == .afterAppend || step == .afterCommit ? min(deaths, batches) : deaths))
    var written: [Int] = []
    var reader = try DeadLetterFile(folder.path("dead.jsonl")).reader()
    while let entry = try reader.next() {
      guard case .letter(let letter, _) = entry else {
        Issue.record("a line that is no letter")
        continue
      }
      written.append(letter.source.record ?? 0)
    }
    #expect(written == Array(1...records))
  }

  /// One process's life: dies at `step` of the first batch that has anything to write.
  private func run(_ folder: TemporaryFolder, _ input: String, records: Int, batch: Int, dyingAt step: Step?) throws {
    let journal = try Journal(folder: folder.path("state"))
    let file = try DeadLetterFile(folder.path("dead.jsonl"))
    let key = CheckpointKey(inputPath: input, destinationKey: "d", mappingDigest: "m")
    let begun = try journal.begin(key, fingerprint: InputFingerprint(path: input), runID: "r").checkpoint
    var settled = begun.settled
    let written = try file.ids { !settled.contains($0.source.record ?? 0) }
    let ids = DeadLetterID(destinationKey: "d", origin: .init(begun.fingerprint))
    for start in stride(from: 1, through: records, by: batch) {
      let ordinals = (start..<min(start + batch, records + 1)).filter { !settled.contains($0) }
      if ordinals.isEmpty { continue }
      let letters = ordinals.map { Samples.letter(ids.text(ordinal: $0, rawBytes: Array("x".utf8)), record: $0) }
        .filter { !written.contains($0.id) }
      let dies = letters.isEmpty ? nil : step
      if dies == .beforeAppend { throw Killed() }
      if dies == .tornAppend {
        // The first letters of the batch are on the disk, the last one is nearly there.
        var torn = try folder.bytes(of: "dead.jsonl")
        for letter in letters { torn += letter.line + [0x0A] }
        try folder.write(torn.dropLast(7), to: "dead.jsonl")
        throw Killed()
      }
      try file.append(letters)
      if dies == .afterAppend { throw Killed() }
      for ordinal in ordinals { settled.insert(ordinal) }
      try journal.commit([CheckpointUpdate(key: key, settled: settled, counts: OutcomeCounts(dead: settled.count))])
      if dies == .afterCommit { throw Killed() }
    }
    try journal.finish([CheckpointUpdate(key: key, settled: settled, counts: OutcomeCounts(dead: settled.count))])
  }
}
