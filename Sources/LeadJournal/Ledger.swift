import Foundation
import GRDB
package import LeadModel

/// What one inbox has of each lead, as far as this side delivered it: so that a repeat sends only what is new.
///
/// Used by one actor or task at a time; any number of processes may have ledgers over one journal.
///
/// **How it lies on the disk.** Random upserts into a large B-tree touch a page a lead. So each commit appends its
/// entries to a log, as one row, and when the log has ``mergeCount`` entries, or ``mergeBytes``, they go into the table in
/// the order of its keys, in one transaction: the idea of a log-structured merge-tree (O'Neil et al., 1996) with one
/// level. The log is kept in memory (``LedgerLog``): at most that much and one commit, about 10 MB.
///
/// **What is on the disk, wherever the process dies.** An entry is written in the transaction that settles its record,
/// after the inbox has said yes. What was delivered since is not in it: it is sent once more.
///
/// **Other processes.** Before anything is looked up it is asked whether another connection has committed
/// (`PRAGMA data_version`); then the rows that were added to the log are read, or all of it where another process has
/// merged it.
package final class Ledger {
  /// Entries of the log, several of one uuid among them, that are merged into the table together.
  package static let mergeCount = 131_072
  /// Bytes of the log that are merged into the table though they are fewer entries: such as have many notes.
  static let mergeBytes = 12_000_000

  private let journal: Journal
  private let destinationKey: String
  /// The number of the destination; 0 before anything was written of it.
  private var destination: Int64 = 0
  private let mergeCount: Int
  /// The log's entries, and behind them what is delivered and not on the disk yet.
  private var log = LedgerLog()
  /// Where in ``log`` begins what is not on the disk.
  private var newsStart = 0
  /// The last row of the log's table that is in ``log``.
  private var lastRow: Int64 = 0
  private var generation: Int64 = 0
  private var dataVersion: Int64 = -1
  /// Whether the table has entries of this inbox: before its first merge nothing has to be looked up in it.
  private var isMerged = false
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
  package var isEmpty: Bool { !isMerged && log.isEmpty }

  /// What is known of leads; one that is not in the answer was never delivered.
  ///
  /// One look whether another process has written; where there is a table, one short transaction, and for each lead that
  /// is not among the last ``mergeCount`` a look into a B-tree.
  ///
  /// - Throws: ``JournalError``.
  package func entries(for keys: some Collection<LeadKey>) throws(JournalError) -> [LeadKey: LedgerEntry] {
    guard !keys.isEmpty else { return [:] }
    if try journal.look({ db in try self.version(db) }) != dataVersion { try journal.read { db in try refresh(db) } }
    guard !isEmpty else { return [:] }
    var entries: [LeadKey: LedgerEntry] = [:]
    var others: [LeadKey] = []
    for key in keys {
      if let entry = log[key] { entries[key] = entry } else if isMerged { others.append(key) }
    }
    guard !others.isEmpty else { return entries }
    try journal.read { db in
      try refresh(db)
      try forEachMerged(among: others, db) { entries[$0.key] = $0 }
      for key in others { if let entry = log[key] { entries[key] = entry } }
    }
    return entries
  }

  /// Takes in what the inbox has said yes to; it is found from now on, and on the disk with the next commit.
  package func delivered(_ entry: LedgerEntry) { log.append(entry) }

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
      var rest = log.entries[...]
      let rows = try Row.fetchCursor(
        db, sql: "SELECT uuid, entry FROM ledger WHERE destination = ? ORDER BY uuid", arguments: [destination])
      while let row = try rows.next() {
        let key = try Self.key(row["uuid"])
        while let first = rest.first, first.key < key {
          body(first)
          rest.removeFirst()
        }
        if rest.first?.key == key { continue }
        body(try Self.entry(row["entry"], of: key))
      }
      for entry in rest { body(entry) }
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
  var hasNews: Bool { log.bytes.count > newsStart }

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
      .execute(arguments: [destination, Data(log.bytes[newsStart...])])
    let row = db.lastInsertedRowID
    let isDue = log.count >= mergeCount || log.bytes.count >= Self.mergeBytes
    if isDue { try merge(db) }
    written = (row, isDue)
  }

  /// The transaction of ``write(_:)`` is on the disk.
  func wasWritten() {
    guard let written else { return }
    lastRow = written.row
    if written.merged {
      log.removeAll()
      isMerged = true
      generation += 1
    }
    newsStart = log.bytes.count
    self.written = nil
  }

  /// Brings all of the log into the table, in the order of the table's keys.
  private func merge(_ db: Database) throws {
    let upsert = try db.cachedStatement(
      sql: "INSERT OR REPLACE INTO ledger (destination, uuid, entry) VALUES (?, ?, ?)")
    try log.forEachSorted { key, entry in
      try upsert.execute(arguments: [destination, Data(key), Data(entry)])
    }
    try db.execute(sql: "DELETE FROM ledger_log WHERE destination = ?", arguments: [destination])
    try db.execute(
      sql: "UPDATE ledger_destination SET generation = generation + 1 WHERE id = ?", arguments: [destination])
  }

  // MARK: What is on the disk

  /// Takes in what other connections have committed.
  private func refresh(_ db: Database) throws {
    let version = try version(db)
    guard version != dataVersion else { return }
    let before = log.bytes.count
    let news = Array(log.bytes[newsStart...])
    var isAnew = false
    let known = try Row.fetchOne(
      db, sql: "SELECT id, generation FROM ledger_destination WHERE destination = ?", arguments: [destinationKey])
    destination = known?["id"] ?? 0
    let now: Int64 = known?["generation"] ?? 0
    if now != generation || dataVersion < 0 {
      log.removeAll()
      isAnew = true
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
      guard log.append(encoded: row["entries"] as Data) else { throw Self.damaged }
      lastRow = row["id"]
    }
    if isAnew || log.bytes.count > before {
      // What this process has delivered and not written yet is younger than all of it: it goes to the end once more.
      newsStart = log.bytes.count
      guard log.append(encoded: news) else { throw Self.damaged }
    }
    dataVersion = version
  }

  /// Another number than before where another connection has committed since.
  private func version(_ db: Database) throws -> Int64 {
    try Int64.fetchOne(db.cachedStatement(sql: "PRAGMA data_version")) ?? 0
  }

  /// Looks keys up in the table, all by one statement: the keys go in as one blob, which SQLite cuts.
  ///
  /// With a statement a key, binding and stepping cost more than the search.
  private func forEachMerged(
    among keys: [LeadKey], _ db: Database, _ body: (LedgerEntry) -> Void
  ) throws {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(keys.count * LeadKey.byteCount)
    for key in keys { key.append(to: &bytes) }
    let statement = try db.cachedStatement(
      sql: """
        WITH RECURSIVE place (start) AS (
          SELECT 1 UNION ALL SELECT start + 16 FROM place WHERE start + 16 < length(?2)
        )
        SELECT uuid, entry FROM place CROSS JOIN ledger ON destination = ?1 AND uuid = substr(?2, start, 16)
        """)
    let rows = try Row.fetchCursor(statement, arguments: [destination, Data(bytes)])
    while let row = try rows.next() { body(try Self.entry(row["entry"], of: Self.key(row["uuid"]))) }
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
