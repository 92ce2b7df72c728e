import GRDB
import Glibc
import LeadModel

extension Inbox {
  /// Opens the file, or a database in memory, with the schema of this version.
  ///
  /// - Throws: `sandbox.database` where the file cannot be opened or made, `sandbox.database.newer` where a newer
  ///   version has written it.
  static func open(_ path: String?) throws(Diagnostic) -> DatabaseQueue {
    do {
      let queue = try path.map { try openFile($0) } ?? DatabaseQueue()
      if try queue.read({ try migrator.hasBeenSuperseded($0) }) {
        throw Diagnostic(
          "sandbox.database.newer", "a newer version of this program has written the inbox",
          at: path.map { Position(file: $0) })
      }
      try migrator.migrate(queue)
      return queue
    } catch let diagnostic as Diagnostic {
      throw diagnostic
    } catch {
      throw diagnostic(for: error, path: path)
    }
  }

  /// SQLite's words without the statement's values.
  static func diagnostic(for error: any Error, path: String?) -> Diagnostic {
    let reason = (error as? DatabaseError).map { "\($0.resultCode)" } ?? "\(type(of: error))"
    return Diagnostic(
      "sandbox.database", "the inbox's database cannot be used: \(reason)", at: path.map { Position(file: $0) })
  }

  private static func openFile(_ path: String) throws -> DatabaseQueue {
    makeFile(at: path)
    var configuration = Configuration()
    configuration.busyMode = .timeout(5)
    configuration.prepareDatabase { database in
      // A crash of the machine may lose the last commits of an inbox that is for trying things out, not the file.
      try database.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL")
    }
    return try DatabaseQueue(path: path, configuration: configuration)
  }

  private static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("inbox 1") { database in
      try database.execute(
        sql: """
          CREATE TABLE account (
            token TEXT NOT NULL, customerId TEXT NOT NULL, botId TEXT NOT NULL,
            PRIMARY KEY (token, botId)
          );
          CREATE TABLE chat (
            number INTEGER PRIMARY KEY,
            botId TEXT NOT NULL, customerId TEXT NOT NULL, uuid TEXT NOT NULL,
            id TEXT NOT NULL, createdAt INTEGER NOT NULL, updatedAt INTEGER NOT NULL,
            name TEXT, email TEXT, phone TEXT, dialCode TEXT, status TEXT, picture TEXT, agentId TEXT,
            tags TEXT, notes TEXT, attributes TEXT, isLead INTEGER NOT NULL,
            UNIQUE (uuid, botId, customerId)
          );
          CREATE INDEX chatByUpdate ON chat (botId, customerId, isLead, updatedAt DESC, id);
          """)
    }
    return migrator
  }
}

/// Makes the file if there is none, for its owner only: it holds leads and tokens.
///
/// SQLite gives its side files the same mode, and says what is wrong where the file cannot be made.
private func makeFile(at path: String) {
  let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
  if descriptor >= 0 { close(descriptor) }
}
