import Foundation
import GRDB
package import LeadModel

/// What one inbox has of each lead, as far as this side delivered it: so that a repeat sends only what is new.
///
/// Used by one actor or task at a time; any number of processes may have ledgers over one journal.
///
/// **How it lies on the disk.** Random upserts into a large B-tree touch a page a lead. So each commit appends its
/// entries to a log, as one row, and when the log has ``mergeCount`` entries they go into the table in the order of its
/// keys, in one transaction: the idea of a log-structured merge-tree (O'Neil et al., 1996) with one level. The log's
/// entries are kept in memory: at most ``mergeCount`` and one commit, about 8 MB.
///
/// **What is on the disk, wherever the process dies.** An entry is written in the transaction that settles its record,
/// after the inbox has said yes. What was delivered since is not in it: it is sent once more.
///
/// **Other processes.** Before anything is looked up it is asked whether another connection has committed
/// (`PRAGMA data_version`); then the rows that were added to the log are read, or all of it where another process has
/// merged it.
package final class Ledger {
  /// Entries of the log that are merged into the table together.
  package static let mergeCount = 65_536

  private let journal: Journal
  private let destinationKey: String
  /// The number of the destination; 0 before anything was written of it.
  private var destination: Int64 = 0
  private let mergeCount: Int
  /// The log's entries, and those of ``news``.
  private var recent: [LeadKey: LedgerEntry] = [:]
  /// The last row of the log that is in ``recent``.
  private var lastRow: Int64 = 0
  private var generation: Int64 = 0
  private var dataVersion: Int64 = -1
  /// Whether the table has entries of this inbox: before its first merge nothing has to be looked up in it.
  private var isMerged = false
  /// Delivered, and not on the disk yet; encoded as a row of the log.
  private var news: [UInt8] = []
  private var newsCount = 0
  /// What the transaction under way has changed, taken over when it is on the disk.
  private var written: (row: Int64, merged: Bool)?

  /// Opens the ledger of a destination; writes nothing.
  ///
  /// - Parameters:
  ///   - journal: Where it lies.
  ///   - destinationKey: See ``Destination/key``.
  ///   - mergeCount: For tests.
  /// - Throws: ``JournalError``.
  package init(
    in journal: Journal, destinationKey: String, mergeCount: Int = Ledger.mergeCount
  ) throws(JournalError) {
    self.journal = journal
    self.mergeCount = mergeCount
    self.destinationKey = destinationKey
    try journal.read { db in try refresh(db) }
  }

  /// Whether nothing was ever delivered there, nor by this ledger.
  package var isEmpty: Bool { !isMerged && recent.isEmpty }

  /// What is known of leads; one that is not in the answer was never delivered.
  ///
  /// One short transaction, and for each lead that is not among the last ``mergeCount`` a look into a B-tree.
  ///
  /// - Throws: ``JournalError``.
  package func entries(for keys: some Collection<LeadKey>) throws(JournalError) -> [LeadKey: LedgerEntry] {
    guard !keys.isEmpty else { return [:] }
    return try journal.read { db in
      try refresh(db)
      guard !isEmpty else { return [:] }
      var entries: [LeadKey: LedgerEntry] = [:]
      for key in keys {
        if let entry = try recent[key] ?? (isMerged ? merged(key, db) : nil) { entries[key] = entry }
      }
      return entries
    }
  }

  /// Takes in what the inbox has said yes to; it is found from now on, and on the disk with the next commit.
  package func delivered(_ entry: LedgerEntry) {
    recent[entry.key] = entry
    entry.key.append(to: &news)
    entry.encode(into: &news)
    newsCount += 1
  }

  /// The number of an input by its name, for ``LedgerEntry/source``.
  ///
  /// - Throws: ``JournalError``.
  package func source(named name: String) throws(JournalError) -> Int {
    try journal.write { db in
      try db.execute(sql: "INSERT OR IGNORE INTO ledger_source (name) VALUES (?)", arguments: [name])
      return try Int.fetchOne(db, sql: "SELECT id FROM ledger_source WHERE name = ?", arguments: [name]) ?? 0
    }
  }

  /// Goes over all that is known of the inbox, in the order of the keys.
  ///
  /// - Throws: ``JournalError``.
  package func forEach(_ body: (LedgerEntry) -> Void) throws(JournalError) {
    try journal.read { db in
      try refresh(db)
      var rest = recent.keys.sorted()[...]
      let rows = try Row.fetchCursor(
        db, sql: "SELECT uuid, entry FROM ledger WHERE destination = ? ORDER BY uuid", arguments: [destination])
      while let row = try rows.next() {
        let key = try Self.key(row["uuid"])
        while let first = rest.first, first < key, let entry = recent[first] {
          body(entry)
          rest.removeFirst()
        }
        if rest.first == key { continue }
        body(try Self.entry(row["entry"], of: key))
      }
      for key in rest { if let entry = recent[key] { body(entry) } }
    }
  }

  /// The names of inputs, by ``LedgerEntry/source``.
  ///
  /// - Throws: ``JournalError``.
  package func sources() throws(JournalError) -> [Int: String] {
    try journal.read { db in
      var names: [Int: String] = [:]
      for row in try Row.fetchAll(db, sql: "SELECT id, name FROM ledger_source") { names[row["id"]] = row["name"] }
      return names
    }
  }

  // MARK: Commits

  /// Whether a commit has something to write.
  var hasNews: Bool { newsCount > 0 }

  /// Writes what was delivered, within the transaction of a commit; merges the log where it has become long.
  func write(_ db: Database) throws {
    written = nil
    guard hasNews else { return }
    // No other process can append or merge from here on.
    if destination == 0 {
      try db.execute(
        sql: "INSERT OR IGNORE INTO ledger_destination (destination, generation) VALUES (?, 0)",
        arguments: [destinationKey])
      dataVersion = -1
    }
    try refresh(db)
    try db.cachedStatement(sql: "INSERT INTO ledger_log (destination, entries) VALUES (?, ?)")
      .execute(arguments: [destination, Data(news)])
    let row = db.lastInsertedRowID
    let isDue = recent.count >= mergeCount
    if isDue { try merge(db) }
    written = (row, isDue)
  }

  /// The transaction of ``write(_:)`` is on the disk.
  func wasWritten() {
    guard let written else { return }
    news.removeAll(keepingCapacity: true)
    newsCount = 0
    lastRow = written.row
    if written.merged {
      recent.removeAll(keepingCapacity: true)
      isMerged = true
      generation += 1
    }
    self.written = nil
  }

  /// Brings all of the log into the table, in the order of the table's keys.
  private func merge(_ db: Database) throws {
    let upsert = try db.cachedStatement(
      sql: "INSERT OR REPLACE INTO ledger (destination, uuid, entry) VALUES (?, ?, ?)")
    var bytes: [UInt8] = []
    for (key, entry) in recent.sorted(by: { $0.key < $1.key }) {
      bytes.removeAll(keepingCapacity: true)
      entry.encode(into: &bytes)
      try upsert.execute(arguments: [destination, Data(key.bytes), Data(bytes)])
    }
    try db.execute(sql: "DELETE FROM ledger_log WHERE destination = ?", arguments: [destination])
    try db.execute(
      sql: "UPDATE ledger_destination SET generation = generation + 1 WHERE id = ?", arguments: [destination])
  }

  // MARK: What is on the disk

  /// Takes in what other connections have committed.
  private func refresh(_ db: Database) throws {
    let version = try Int64.fetchOne(db.cachedStatement(sql: "PRAGMA data_version")) ?? 0
    guard version != dataVersion else { return }
    let known = try Row.fetchOne(
      db, sql: "SELECT id, generation FROM ledger_destination WHERE destination = ?", arguments: [destinationKey])
    destination = known?["id"] ?? 0
    let now: Int64 = known?["generation"] ?? 0
    if now != generation || dataVersion < 0 {
      recent.removeAll(keepingCapacity: true)
      lastRow = 0
      generation = now
      isMerged =
        try Bool.fetchOne(
          db, sql: "SELECT EXISTS (SELECT 1 FROM ledger WHERE destination = ?)", arguments: [destination]) ?? false
    }
    let rows = try Row.fetchCursor(
      db, sql: "SELECT id, entries FROM ledger_log WHERE destination = ? AND id > ? ORDER BY id",
      arguments: [destination, lastRow])
    while let row = try rows.next() {
      try Self.read(row["entries"], into: &recent)
      lastRow = row["id"]
    }
    // What this process has delivered and not written yet is younger than all of it.
    try Self.read(Data(news), into: &recent)
    dataVersion = version
  }

  private func merged(_ key: LeadKey, _ db: Database) throws -> LedgerEntry? {
    let statement = try db.cachedStatement(sql: "SELECT entry FROM ledger WHERE destination = ? AND uuid = ?")
    let entry = try Data.fetchOne(statement, arguments: [destination, Data(key.bytes)])
    return try entry.map { try Self.entry($0, of: key) }
  }

  private static func read(_ row: Data, into entries: inout [LeadKey: LedgerEntry]) throws {
    var place = 0
    while place < row.count {
      guard let key = LeadKey(in: row.span, at: &place),
        let entry = LedgerEntry(key: key, in: row.span, at: &place)
      else { throw damaged }
      entries[key] = entry
    }
  }

  private static func key(_ bytes: Data) throws -> LeadKey {
    var place = 0
    guard let key = LeadKey(in: bytes.span, at: &place), place == bytes.count else { throw damaged }
    return key
  }

  private static func entry(_ bytes: Data, of key: LeadKey) throws -> LedgerEntry {
    var place = 0
    guard let entry = LedgerEntry(key: key, in: bytes.span, at: &place), place == bytes.count else { throw damaged }
    return entry
  }

  /// Only a damaged disk or a stranger's hand makes such a row.
  private static var damaged: DatabaseError {
    DatabaseError(resultCode: .SQLITE_CORRUPT, message: "an entry of the ledger cannot be read")
  }
}
