import Foundation
import GRDB
import LeadModel
import TestSupport
import Testing

@testable import LeadJournal

/// The journal's file: who may look into it, what it takes for its own, and what happens when the disk is full.
struct JournalFileTests {
  private let folder: TemporaryFolder
  private let key = CheckpointKey(inputPath: "/leads.csv", destinationKey: "d", mappingDigest: "m")
  private let fingerprint = InputFingerprint(size: 1, modifiedNanoseconds: 2, headCount: 0, headDigest: [3])

  init() throws { folder = try TemporaryFolder() }

  @Test func isItsOwnersAlone() throws {
    let journal = try Journal(folder: folder.path("a/state"))
    _ = try journal.begin(key, fingerprint: fingerprint, runID: "one")
    for name in ["a", "a/state", "a/state/locks"] { #expect(try mode(name) == 0o700, "\(name)") }
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path("a/state"))
      .filter { $0.hasPrefix("journal") }
    #expect(Set(files).isSuperset(of: ["journal.sqlite", "journal.sqlite-wal", "journal.sqlite-shm"]))
    for name in files { #expect(try mode("a/state/\(name)") == 0o600, "\(name)") }
  }

  @Test func commitsAreOnTheDiskWhenTheyReturn() throws {
    let journal = try Journal(folder: folder.path("state"))
    // 2 is FULL: https://www.sqlite.org/pragma.html#pragma_synchronous
    #expect(try journal.write { try Int.fetchOne($0, sql: "PRAGMA synchronous") } == 2)
    #expect(try journal.write { try String.fetchOne($0, sql: "PRAGMA journal_mode") } == "wal")
  }

  @Test func openingAgainMigratesNothing() throws {
    for _ in 0..<3 { _ = try Journal(folder: folder.path("state")) }
    let journal = try Journal(folder: folder.path("state"))
    #expect(
      try journal.write { try String.fetchAll($0, sql: "SELECT identifier FROM grdb_migrations ORDER BY 1") }
        == Journal.migrator.migrations)
  }

  /// Else another process that ends would take the log away from under this one, and what is committed then is nowhere.
  @Test func openingAgainKeepsTheLocksOfWhoHasItOpen() throws {
    let first = try Journal(folder: folder.path("state"))
    let held = try locks(on: "state/journal.sqlite")
    try #require(!held.isEmpty)
    do { _ = try Journal(folder: folder.path("state")) }
    let second = try Journal(folder: folder.path("state"))
    #expect(try locks(on: "state/journal.sqlite").isSuperset(of: held))
    withExtendedLifetime((first, second)) {}
  }

  /// This process's POSIX locks on a file, as `/proc/locks` shows them (proc_locks(5)): kind and range.
  private func locks(on name: String) throws -> Set<String> {
    let inode = try #require(FileStatus(at: folder.path(name))).identity.inode
    var locks: Set<String> = []
    for line in try String(contentsOfFile: "/proc/locks", encoding: .utf8).split(separator: "\n") {
      let fields = line.split(separator: " ").map(String.init)
      guard fields.count >= 8, fields[1] == "POSIX", fields[4] == "\(getpid())", fields[5].hasSuffix(":\(inode)") else {
        continue
      }
      locks.insert(fields[3...7].joined(separator: " "))
    }
    return locks
  }

  @Test func manyProcessesMayOpenItAtOnce() async throws {
    let path = folder.path("state")
    let opened = try await withThrowingTaskGroup { group in
      for number in 0..<8 {
        group.addTask {
          let journal = try Journal(folder: path)
          let key = CheckpointKey(inputPath: "/\(number).csv", destinationKey: "d", mappingDigest: "m")
          _ = try journal.begin(key, fingerprint: fingerprint, runID: "\(number)")
          var settled = SettledRanges()
          for ordinal in 1...20 {
            settled.insert(ordinal)
            try journal.commit([CheckpointUpdate(key: key, settled: settled, counts: OutcomeCounts(delivered: ordinal))]
            )
          }
          return try journal.checkpoint(for: key)?.settled.mark
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(opened == [Int?](repeating: 20, count: 8))
  }

  @Test func aNewerVersionsJournalIsLeftAlone() throws {
    var migrator = Journal.migrator
    migrator.registerMigration("of tomorrow") {
      try $0.execute(sql: "CREATE TABLE tomorrow (id INTEGER PRIMARY KEY)")
    }
    _ = try Journal(folder: folder.path("state"), migrator: migrator)
    let error = #expect(throws: Diagnostic.self) { try Journal(folder: folder.path("state")) }
    #expect(error?.code == "journal.newer")
    #expect(error?.position?.file == folder.path("state/journal.sqlite"))
    _ = try Journal(folder: folder.path("state"), migrator: migrator)
  }

  @Test func whatIsNoDatabaseIsRefused() throws {
    try folder.write(String(repeating: "Name,Email\n", count: 200), to: "state/journal.sqlite")
    let error = #expect(throws: Diagnostic.self) { try Journal(folder: folder.path("state")) }
    #expect(error?.code == "journal.damaged")
    #expect(try folder.text(of: "state/journal.sqlite").hasPrefix("Name,Email"))
  }

  @Test func aFolderThatCannotBeMadeIsRefused() throws {
    let plain = try folder.write("", to: "plain")
    let error = #expect(throws: Diagnostic.self) { try Journal(folder: plain + "/state") }
    #expect(error?.code == "file.create")
    #expect(error?.position?.file == plain + "/state")
  }

  @Test func aFullDiskIsToldApartAndTheCheckpointStaysTrue() throws {
    let journal = try Journal(folder: folder.path("state"))
    _ = try journal.begin(key, fingerprint: fingerprint, runID: "one")
    var settled = SettledRanges()
    settled.insert(1...10)
    try journal.commit([CheckpointUpdate(key: key, settled: settled, counts: OutcomeCounts(delivered: 10))])
    // SQLite answers as it does on a full disk when it may not have more pages.
    try journal.write { db in
      let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
      try db.execute(sql: "PRAGMA max_page_count = \(pages)")
    }
    for ordinal in stride(from: 12, through: 100_000, by: 2) { settled.insert(ordinal) }
    let error = #expect(throws: JournalError.self) {
      try journal.commit([CheckpointUpdate(key: key, settled: settled, counts: OutcomeCounts(delivered: 11))])
    }
    #expect(error == .diskFull(path: folder.path("state/journal.sqlite")))
    #expect(try journal.checkpoint(for: key)?.settled.description == "1-10")
    #expect(try journal.checkpoint(for: key)?.counts.delivered == 10)
  }

  @Test func rangesThatCannotBeReadAreDamage() throws {
    let journal = try Journal(folder: folder.path("state"))
    _ = try journal.begin(key, fingerprint: fingerprint, runID: "one")
    try journal.write { try $0.execute(sql: "UPDATE checkpoint SET settled = x'07'") }
    #expect(throws: JournalError.damaged(path: journal.path)) { try journal.checkpoint(for: key) }
  }

  private func mode(_ name: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: folder.path(name))[.posixPermissions] as? Int
  }
}
