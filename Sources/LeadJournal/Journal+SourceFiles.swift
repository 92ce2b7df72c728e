import Foundation
import GRDB
package import LeadModel

/// The files of a folder's source that were taken.
///
/// Whoever looks at the folder says which of them are to be forgotten; so their number is bounded there.
extension Journal {
  /// A source's files by name.
  ///
  /// 100,000 files are some 30 MB in memory: ask once a look at the folder.
  ///
  /// - Throws: ``JournalError``.
  package func rememberedFiles(of key: SourceKey) throws(JournalError) -> [String: RememberedFile] {
    try read { db in
      let rows = try GRDB.Row.fetchCursor(
        db,
        sql: """
          SELECT source_file.* FROM source_file JOIN source ON source.id = source
          WHERE source.name = ? AND destination = ?
          """, arguments: [key.name, key.destinationKey])
      var files: [String: RememberedFile] = [:]
      while let row = try rows.next() {
        let file = try RememberedFile(row: row)
        files[file.name] = file
      }
      return files
    }
  }

  /// Writes what is known of files now, in one transaction; what was known of these names is forgotten.
  ///
  /// - Throws: ``JournalError``.
  package func remember(_ files: [RememberedFile], of key: SourceKey) throws(JournalError) {
    guard !files.isEmpty else { return }
    try write { db in
      let id = try Self.sourceID(key, db)
      for file in files { try file.replace(of: id, db) }
    }
  }

  /// Forgets files by name.
  ///
  /// - Throws: ``JournalError``.
  package func forgetFiles(_ names: some Collection<String>, of key: SourceKey) throws(JournalError) {
    guard !names.isEmpty else { return }
    try write { db in
      let id = try Self.sourceID(key, db)
      let statement = try db.cachedStatement(sql: "DELETE FROM source_file WHERE source = ? AND name = ?")
      for name in names { try statement.execute(arguments: [id, name]) }
    }
  }
}

extension RememberedFile {
  /// Puts it in the place of what was known of its name.
  func replace(of source: Int64, _ db: Database) throws {
    let statement = try db.cachedStatement(
      sql: """
        INSERT OR REPLACE INTO source_file (
          source, name, size, modified, inode, contentSize, head, digest, records, standing, isAtRest, place,
          summary, rejects, at
        ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    try statement.execute(arguments: [
      source, name, version.size, version.modifiedNanoseconds, Int64(bitPattern: version.inode), content.size,
      Data(content.headDigest), Data(content.digest), records, standing.rawValue, isAtRest, place,
      // A summary is the run's own words about itself, far below the limit.
      Data(summary.prefix(Self.maxSummaryBytes)), rejects, at.millisecondsSince1970,
    ])
  }

  fileprivate init(row: GRDB.Row) throws {
    guard let standing = Standing(rawValue: row["standing"]) else {
      // Only a damaged disk or a stranger's hand makes such a row.
      throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a remembered file cannot be read")
    }
    self.init(
      name: row["name"],
      version: FileVersion(
        size: row["size"], modifiedNanoseconds: row["modified"], inode: UInt64(bitPattern: row["inode"] as Int64)),
      content: FileContent(
        size: row["contentSize"], headDigest: Array(row["head"] as Data), digest: Array(row["digest"] as Data)),
      standing: standing, at: Timestamp(millisecondsSince1970: row["at"]))
    records = row["records"]
    isAtRest = row["isAtRest"]
    place = row["place"]
    summary = Array(row["summary"] as Data)
    rejects = row["rejects"]
  }
}
