import Foundation
import GRDB
import Glibc
import LeadModel

/// What an inbox should have and what it lists, on the disk for as long as they are compared: memory does not grow with
/// either.
///
/// A SQLite file in the state's folder, mode 0600, whose name is taken away as soon as it is open: the system frees it
/// with the last descriptor, however the process ends. Nothing of it is to outlive the process, so nothing is
/// synchronized, and the rollback journal is in memory: SQLite looks for the file's name before it makes one on the disk
/// (`databaseIsUnmoved` in pager.c).
package final class VerificationFile {
  private let path: String
  private let queue: DatabaseQueue
  private var number = 0

  /// - Parameter folder: The state's; it must be there.
  /// - Throws: ``JournalError``.
  package init(in folder: String) throws(JournalError) {
    let path = "\(folder)/verify-\(UUID().uuidString.lowercased()).sqlite"
    self.path = path
    _ = try OpenFile(path, O_RDWR | O_CREAT | O_EXCL)
    var configuration = Configuration()
    configuration.label = "leadbridge.verify"
    defer { unlink(path) }
    do {
      queue = try DatabaseQueue(path: path, configuration: configuration)
      try queue.writeWithoutTransaction { db in
        try db.execute(
          sql: """
            PRAGMA journal_mode = MEMORY;
            PRAGMA synchronous = OFF;
            CREATE TABLE expected (
              uuid TEXT NOT NULL,
              number INTEGER NOT NULL,     -- in the order in which they were read
              input INTEGER NOT NULL,
              record INTEGER NOT NULL,
              line INTEGER NOT NULL,
              once TEXT NOT NULL,
              body BLOB NOT NULL,
              entry BLOB NOT NULL,         -- LedgerEntry.encode
              PRIMARY KEY (uuid, number)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE listed (
              uuid TEXT PRIMARY KEY,
              updatedAt TEXT NOT NULL,
              finding INTEGER NOT NULL,    -- ListedChat.Finding
              differences BLOB NOT NULL,
              news BLOB NOT NULL
            ) STRICT, WITHOUT ROWID;
            """)
      }
    } catch {
      throw JournalError(error, path: path)
    }
  }

  // MARK: What should be there

  /// Adds records, in the order in which they were read.
  package func expect(_ records: [ExpectedRecord]) throws(JournalError) {
    try write { db in
      let insert = try db.cachedStatement(
        sql: """
          INSERT INTO expected (uuid, number, input, record, line, once, body, entry) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
          """)
      for record in records {
        number += 1
        var entry: [UInt8] = []
        record.entry.encode(into: &entry)
        try insert.execute(arguments: [
          record.uuid, number, record.input, record.record, record.line, record.once, Data(record.body), Data(entry),
        ])
      }
    }
  }

  /// The records of leads, those of each in the order in which they were read.
  package func expected(for uuids: some Sequence<String>) throws(JournalError) -> [String: [ExpectedRecord]] {
    try read { db in
      let select = try db.cachedStatement(sql: "SELECT * FROM expected WHERE uuid = ? ORDER BY number")
      var found: [String: [ExpectedRecord]] = [:]
      for uuid in uuids where found[uuid] == nil {
        let records = try GRDB.Row.fetchAll(select, arguments: [uuid]).map(Self.record)
        if !records.isEmpty { found[uuid] = records }
      }
      return found
    }
  }

  /// Leads that should be there.
  package func expectedCount() throws(JournalError) -> Int {
    try read { db in try Int.fetchOne(db, sql: "SELECT count(DISTINCT uuid) FROM expected") ?? 0 }
  }

  // MARK: What is listed

  /// Takes in chats of the listing; what is said of one last counts.
  ///
  /// - Returns: How many of them were never met, or were met with another time of writing.
  package func list(_ chats: [ListedChat]) throws(JournalError) -> Int {
    try write { db in
      let select = try db.cachedStatement(sql: "SELECT updatedAt FROM listed WHERE uuid = ?")
      let upsert = try db.cachedStatement(
        sql: "INSERT OR REPLACE INTO listed (uuid, updatedAt, finding, differences, news) VALUES (?, ?, ?, ?, ?)")
      var news = 0
      for chat in chats {
        if try String.fetchOne(select, arguments: [chat.uuid]) != chat.updatedAt { news += 1 }
        try upsert.execute(arguments: [
          chat.uuid, chat.updatedAt, chat.finding.rawValue, Data(chat.differences), Data(chat.news),
        ])
      }
      return news
    }
  }

  /// Whether a chat was listed.
  package func isListed(_ uuid: String) throws(JournalError) -> Bool {
    try read { db in
      let statement = try db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM listed WHERE uuid = ?)")
      return try Bool.fetchOne(statement, arguments: [uuid]) ?? false
    }
  }

  /// How many chats were found what.
  package func counts() throws(JournalError) -> [ListedChat.Finding: Int] {
    try read { db in
      var counts: [ListedChat.Finding: Int] = [:]
      for row in try GRDB.Row.fetchAll(db, sql: "SELECT finding, count(*) FROM listed GROUP BY finding") {
        if let finding = ListedChat.Finding(rawValue: row[0]) { counts[finding] = row[1] }
      }
      return counts
    }
  }

  // MARK: What is not as it should be

  /// Leads that should be there and are not.
  package func missingCount() throws(JournalError) -> Int {
    try read { db in
      try Int.fetchOne(db, sql: "SELECT count(DISTINCT uuid) FROM expected WHERE \(Self.isMissing)") ?? 0
    }
  }

  /// The first record of each of them, in the order in which they were read.
  package func missing(limit: Int) throws(JournalError) -> [ExpectedRecord] {
    try read { db in
      try GRDB.Row.fetchAll(
        db, sql: "SELECT *, min(number) FROM expected WHERE \(Self.isMissing) GROUP BY uuid ORDER BY 9 LIMIT ?",
        arguments: [limit]
      ).map(Self.record)
    }
  }

  /// The last record of each lead that is there and different, in that order, and in what it is.
  package func different(limit: Int) throws(JournalError) -> [(record: ExpectedRecord, differences: [UInt8])] {
    try read { db in
      try GRDB.Row.fetchAll(
        db,
        sql: """
          SELECT expected.*, max(number) AS latest, listed.differences FROM expected JOIN listed USING (uuid)
          WHERE finding = ? GROUP BY uuid ORDER BY latest LIMIT ?
          """, arguments: [ListedChat.Finding.different.rawValue, limit]
      ).map { row in (try Self.record(row), Array(row["differences"] as Data)) }
    }
  }

  /// The next leads that are missing or different, by their uuids.
  ///
  /// - Parameters:
  ///   - uuid: Those behind it; empty: from the first on.
  ///   - limit: At most so many.
  /// - Returns: Each with the body that mends it; `nil` for one that is missing.
  /// - Throws: ``JournalError``.
  package func unsettled(
    behind uuid: String, limit: Int
  ) throws(JournalError) -> [(uuid: String, news: [UInt8]?)] {
    try read { db in
      try GRDB.Row.fetchAll(
        db,
        sql: """
          SELECT DISTINCT expected.uuid, listed.news FROM expected LEFT JOIN listed USING (uuid)
          WHERE expected.uuid > ? AND (listed.uuid IS NULL OR finding = ?) ORDER BY expected.uuid LIMIT ?
          """, arguments: [uuid, ListedChat.Finding.different.rawValue, limit]
      ).map { row in (row[0], (row[1] as Data?).map { Array($0) }) }
    }
  }

  private static let isMissing = "uuid NOT IN (SELECT uuid FROM listed)"

  private static func record(_ row: GRDB.Row) throws -> ExpectedRecord {
    let bytes: Data = row["entry"]
    var place = 0
    guard let key = LeadKey(row["uuid"] as String), let entry = LedgerEntry(key: key, in: bytes.span, at: &place) else {
      throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a record of the comparison cannot be read")
    }
    return ExpectedRecord(
      uuid: row["uuid"], input: row["input"], record: row["record"], line: row["line"], once: row["once"],
      body: Array(row["body"] as Data), entry: entry)
  }

  private func read<Result>(_ statements: (Database) throws -> Result) throws(JournalError) -> Result {
    do { return try queue.read(statements) } catch { throw JournalError(error, path: path) }
  }

  private func write<Result>(_ statements: (Database) throws -> Result) throws(JournalError) -> Result {
    do { return try queue.write(statements) } catch { throw JournalError(error, path: path) }
  }
}
