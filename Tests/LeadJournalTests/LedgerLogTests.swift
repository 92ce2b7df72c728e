import LeadJSON
import LeadModel
import TestSupport
import Testing

@testable import LeadJournal

struct LedgerLogTests {
  private static func entry(_ key: LeadKey, _ number: Int, notes: Int = 0) -> LedgerEntry {
    LedgerEntry(
      key: key, digest: LeadDigest(high: UInt64(number), low: 7),
      notes: (0..<notes).map { NoteDigest(value: UInt64($0)) },
      readAt: Timestamp(millisecondsSince1970: 1_790_000_000_000), source: 3, record: number)
  }

  /// Against a dictionary: keys that are far from each other, and some that come again and again.
  @Test(arguments: 1...10)
  func doesWhatADictionaryDoes(seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    var log = LedgerLog()
    var model: [LeadKey: LedgerEntry] = [:]
    for number in 0..<5_000 {
      // Many differ in one half alone, and each comes twice or so.
      let key = LeadKey(
        high: UInt64.random(in: 0..<60, using: &generator) << 40, low: UInt64.random(in: 0..<40, using: &generator))
      let entry = Self.entry(key, number, notes: number % 5)
      log.append(entry)
      model[key] = entry
      if number == 3_000 {
        log.removeAll()
        model = [:]
        #expect(log.isEmpty && log[key] == nil)
      }
    }
    #expect(log.count == 1_999)
    for high in 0..<60 {
      for low in 0..<40 {
        let key = LeadKey(high: UInt64(high) << 40, low: UInt64(low))
        #expect(log[key] == model[key])
      }
    }
    let sorted = model.sorted { $0.key < $1.key }.map(\.value)
    #expect(log.entries == sorted)
    var bytes: [UInt8] = []
    log.forEachSorted { key, entry in bytes += key + entry }
    var expected: [UInt8] = []
    for entry in sorted {
      entry.key.append(to: &expected)
      entry.encode(into: &expected)
    }
    #expect(bytes == expected)
  }

  @Test func whatIsReadFromTheDiskIsWhatWasWritten() {
    var written = LedgerLog()
    for number in 0..<300 {
      written.append(Self.entry(LeadKey(high: 1, low: UInt64(number % 200)), number, notes: number % 65))
    }
    var read = LedgerLog()
    let isWhole = read.append(encoded: written.bytes)
    #expect(isWhole)
    #expect(read.count == 300)
    for number in 100..<300 {
      let key = LeadKey(high: 1, low: UInt64(number % 200))
      #expect(read[key] == Self.entry(key, number, notes: number % 65))
    }
  }

  @Test func aRowThatIsCutIsNotTaken() {
    var written = LedgerLog()
    let keys = (0..<2).map { LeadKey(high: 0, low: UInt64($0)) }
    for key in keys { written.append(Self.entry(key, 1, notes: 2)) }
    let half = written.bytes.count / 2
    for cut in 1..<written.bytes.count where cut != half {
      var read = LedgerLog()
      let isWhole = read.append(encoded: written.bytes.prefix(cut))
      #expect(!isWhole, "\(cut)")
      #expect(read.count == (cut < half ? 0 : 1))
      #expect(read.bytes.count == (cut < half ? 0 : half))
    }
  }
}
