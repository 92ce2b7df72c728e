import GRDB
import LeadJSON
import LeadModel
import TestSupport
import Testing

@testable import LeadJournal

struct LedgerTests {
  private let folder: TemporaryFolder
  private let journal: Journal

  init() throws {
    folder = try TemporaryFolder()
    journal = try Journal(folder: folder.path)
  }

  private func ledger(_ destination: String = "a", mergeCount: Int = 100) throws -> Ledger {
    try Ledger(in: journal, destinationKey: destination, mergeCount: mergeCount)
  }

  private func key(_ number: Int) -> LeadKey {
    // Neighbours in number are far from each other in order.
    LeadKey(high: UInt64(number) &* 0x9E37_79B9_7F4A_7C15, low: UInt64(number))
  }

  private func digest(_ text: String) -> LeadDigest {
    var writer = JSONWriter()
    writer.string(text)
    return LeadDigest(of: writer)
  }

  private func entry(_ number: Int, _ text: String = "", notes: [String] = [], record: Int = 1) -> LedgerEntry {
    LedgerEntry(
      key: key(number), digest: digest(text), notes: notes.map { NoteDigest(title: "", description: $0) },
      readAt: Timestamp(millisecondsSince1970: 1_790_000_000_000 + Int64(number)), source: 3, record: record)
  }

  @Test func whatWasNeverDeliveredIsNotKnown() throws {
    let ledger = try ledger()
    #expect(ledger.isEmpty)
    #expect(try ledger.entries(for: [key(1)]).isEmpty)
  }

  @Test func aDeliveryIsKnownAtOnceAndOnTheDiskWithTheCommit() throws {
    let ledger = try ledger()
    ledger.delivered(entry(1, "x", notes: ["n", "m"]))
    #expect(try ledger.entries(for: [key(1), key(2)]) == [key(1): entry(1, "x", notes: ["n", "m"])])
    #expect(try self.ledger().entries(for: [key(1)]).isEmpty, "not committed")
    try journal.commit([], ledger: ledger)
    #expect(try self.ledger().entries(for: [key(1)]) == [key(1): entry(1, "x", notes: ["n", "m"])])
  }

  @Test func theLastDeliveryCounts() throws {
    let ledger = try ledger()
    for text in ["a", "b", "a"] {
      ledger.delivered(entry(1, text))
      try journal.commit([], ledger: ledger)
      #expect(try ledger.entries(for: [key(1)])[key(1)]?.digest == digest(text))
      #expect(try self.ledger().entries(for: [key(1)])[key(1)]?.digest == digest(text))
    }
  }

  @Test func destinationsDoNotKnowOfEachOther() throws {
    let (one, other) = (try ledger("a"), try ledger("b"))
    one.delivered(entry(1))
    try journal.commit([], ledger: one)
    #expect(try other.entries(for: [key(1)]).isEmpty)
    #expect(try !one.entries(for: [key(1)]).isEmpty)
  }

  @Test func mergesLoseNothing() throws {
    let ledger = try ledger()
    for number in 0..<1_000 {
      ledger.delivered(entry(number % 400, "\(number)"))
      if number % 7 == 0 { try journal.commit([], ledger: ledger) }
    }
    try journal.commit([], ledger: ledger)
    let rows = try journal.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM ledger") }
    #expect(try #require(rows) > 300, "nothing was merged")
    for ledger in [ledger, try self.ledger()] {
      let found = try ledger.entries(for: (0..<500).map(key))
      #expect(found.count == 400)
      for number in 0..<400 {
        let last = number < 200 ? number + 800 : number + 400
        #expect(found[key(number)]?.digest == digest("\(last)"))
      }
    }
  }

  @Test func allEntriesComeInTheOrderOfTheirKeysEachOnce() throws {
    let ledger = try ledger()
    for number in 0..<350 {
      ledger.delivered(entry(number % 250))
      try journal.commit([], ledger: ledger)
    }
    var keys: [LeadKey] = []
    try ledger.forEach { keys.append($0.key) }
    #expect(keys == (0..<250).map(key).sorted())
  }

  @Test(arguments: [1_000, 10])
  func anotherProcessSeesWhatWasCommitted(mergeCount: Int) throws {
    let other = try Journal(folder: folder.path)
    let (mine, theirs) = (
      try ledger(mergeCount: mergeCount),
      try Ledger(in: other, destinationKey: "a", mergeCount: mergeCount)
    )
    for number in 0..<100 {
      mine.delivered(entry(number, "mine"))
      try journal.commit([], ledger: mine)
      theirs.delivered(entry(number, "theirs"))
      #expect(try theirs.entries(for: [key(number)])[key(number)]?.digest == digest("theirs"))
      try other.commit([], ledger: theirs)
      #expect(try mine.entries(for: [key(number)])[key(number)]?.digest == digest("theirs"))
    }
    #expect(try mine.entries(for: (0..<100).map(key)).values.allSatisfy { $0.digest == digest("theirs") })
  }

  @Test func sourcesKeepTheirNumbers() throws {
    let ledger = try ledger()
    let numbers = try ["a.csv", "b.csv", "a.csv"].map { try ledger.source(named: $0) }
    #expect(numbers[0] == numbers[2])
    #expect(numbers[0] != numbers[1])
    #expect(try ledger.sources() == [numbers[0]: "a.csv", numbers[1]: "b.csv"])
  }

  @Test func aDryRunWritesNothing() throws {
    _ = try ledger()
    #expect(try journal.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM ledger_destination") } == 0)
  }

  @Test func anEntryTakesAtMost120BytesOnTheDisk() throws {
    let count = 40_000
    let ledger = try ledger(mergeCount: 10_000)
    var generator = SplitMix64(seed: 7)
    for number in 0..<count {
      let lead = LedgerEntry(
        key: LeadKey(high: generator.next(), low: generator.next()), digest: digest("\(number)"),
        notes: [NoteDigest(title: "t", description: "\(number)")], readAt: .now(), source: 12, record: number)
      ledger.delivered(lead)
      if number % 128 == 127 { try journal.commit([], ledger: ledger) }
    }
    let pages = try journal.read { db in
      try Int.fetchOne(db, sql: "SELECT sum(pgsize) FROM dbstat WHERE name = 'ledger'")
    }
    #expect(try #require(pages) / count <= 120)
  }

  @Test func aDamagedEntryIsAnErrorAndNotAnotherLead() throws {
    let ledger = try ledger()
    ledger.delivered(entry(1))
    try journal.commit([], ledger: ledger)
    _ = try journal.write { db in try db.execute(sql: "UPDATE ledger_log SET entries = substr(entries, 1, 30)") }
    #expect(throws: JournalError.self) { try self.ledger() }
  }

  @Test func moreNotesThanAreKeptAreTheYoungest() throws {
    let notes = (0..<100).map { "\($0)" }
    #expect(entry(1, notes: notes).notes == entry(1, notes: Array(notes.suffix(64))).notes)
  }

  @Test func titleAndDescriptionAreNotRunTogether() {
    #expect(NoteDigest(title: "ab", description: "c") != NoteDigest(title: "a", description: "bc"))
  }
}
