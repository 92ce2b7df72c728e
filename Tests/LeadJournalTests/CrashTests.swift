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

  private struct Killed: Error {}

  @Test(arguments: Step.allCases, [1, 3, 4])
  func noLetterIsLostOrDoubled(step: Step, batch: Int) throws {
    let folder = try TemporaryFolder()
    let records = 12
    let input = try folder.write(String(repeating: "x\n", count: records), to: "in.csv")
    var kills = 0
    while kills < 100 {
      do {
        try run(folder, input, records: records, batch: batch, dyingAt: step)
        break
      } catch is Killed {
        kills += 1
        // A file grows while it is read: ids must not change with its head.
        try folder.write(try folder.text(of: "in.csv") + "x\n", to: "in.csv")
      }
    }
    #expect(kills == (step == .beforeAppend ? 1 : (records + batch - 1) / batch))
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

  /// One process's life: dies at `step` of its first batch, if that batch has anything to write.
  private func run(_ folder: TemporaryFolder, _ input: String, records: Int, batch: Int, dyingAt step: Step) throws {
    let journal = try Journal(folder: folder.path("state"))
    let file = try DeadLetterFile(folder.path("dead.jsonl"))
    let key = CheckpointKey(inputPath: input, destinationKey: "d", mappingDigest: "m")
    let begun = try journal.begin(key, fingerprint: InputFingerprint(path: input), runID: "r").checkpoint
    var settled = begun.settled
    let written = try file.ids { !settled.contains($0.record ?? 0) }
    let ids = DeadLetterID(destinationKey: "d", origin: .init(begun.fingerprint))
    let diedBefore = FileManager.default.fileExists(atPath: folder.path("died"))
    var deathIsDue = step != .beforeAppend || !diedBefore
    for start in stride(from: 1, through: records, by: batch) {
      let ordinals = (start..<min(start + batch, records + 1)).filter { !settled.contains($0) }
      if ordinals.isEmpty { continue }
      let letters = ordinals.map { Samples.letter(ids.text(ordinal: $0, rawBytes: Array("x".utf8)), record: $0) }
        .filter { !written.contains($0.id) }
      let isDue = deathIsDue && !letters.isEmpty
      if isDue { deathIsDue = false }
      if isDue, step == .beforeAppend {
        try folder.write("", to: "died")
        throw Killed()
      }
      if isDue, step == .tornAppend {
        // The first letters of the batch are on the disk, the last one is half there: as many more each time.
        let bytes = letters.flatMap { $0.line + [0x0A] }.dropLast(7)
        let torn = try folder.bytes(of: "dead.jsonl") + bytes
        try folder.write(torn, to: "dead.jsonl")
        if letters.count > 1 || !diedBefore {
          try folder.write("", to: "died")
          throw Killed()
        }
      }
      try file.append(letters)
      if isDue, step == .afterAppend { throw Killed() }
      for ordinal in ordinals { settled.insert(ordinal) }
      try journal.commit([CheckpointUpdate(key: key, settled: settled, counts: OutcomeCounts(dead: settled.count))])
      if isDue, step == .afterCommit { throw Killed() }
    }
    try journal.finish([CheckpointUpdate(key: key, settled: settled, counts: OutcomeCounts(dead: settled.count))])
  }
}
