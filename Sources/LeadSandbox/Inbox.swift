import GRDB
package import LeadModel
import Synchronization

/// The chats of a local inbox and whom its tokens belong to, over SQLite.
///
/// Writes are committed in groups: all that arrived while the last group was written are the next one. A put returns
/// when it is committed. How many wait is bounded by who calls: each connection has one request under way.
package final class Inbox: Sendable {
  /// What became of a put.
  package enum PutResult: Sendable, Hashable {
    case created, updated
    /// There is no chat of that uuid, and none was to be made.
    case ignored
  }

  /// The two kinds of chats, as the listing names them.
  package enum ChatType: String, Sendable, Hashable, CaseIterable {
    case lead
    case nonLead = "non-lead"
  }

  /// How many chats a page holds.
  package static let pageSize = 20

  private let database: DatabaseQueue
  private let path: String?
  private let writes: WriteGroups

  /// Opens an inbox.
  ///
  /// - Parameters:
  ///   - path: A SQLite file, made where there is none; `nil`: in memory.
  ///   - now: The clock that chats are stamped by.
  /// - Throws: `sandbox.database` or `sandbox.database.newer`, as for ``InboxServer``.
  package init(database path: String?, now: @escaping @Sendable () -> Timestamp = Timestamp.now) throws(Diagnostic) {
    self.path = path
    database = try Self.open(path)
    writes = WriteGroups(database: database, now: now)
  }

  /// Creates or updates a chat by the rules of ``StoredChat/update(with:at:ids:)``.
  ///
  /// - Parameters:
  ///   - lead: What is known.
  ///   - uuid: The chat user.
  ///   - botId: The bot's.
  ///   - customerId: The customer's.
  ///   - createsUnknown: Whether a uuid that is that of no chat makes one.
  /// - Returns: What became of it.
  /// - Throws: `sandbox.database` where it cannot be written; then nothing is changed.
  @discardableResult
  package func put(
    _ lead: Lead, uuid: String, botId: String, customerId: String, createsUnknown: Bool = true
  ) async throws(Diagnostic) -> PutResult {
    let put = WriteGroups.Put(
      lead: lead, uuid: uuid, botId: botId, customerId: customerId, createsUnknown: createsUnknown)
    do { return try await writes.commit(put) } catch { throw Self.diagnostic(for: error, path: path) }
  }

  /// A page of chats, newest update first, then by id; empty beyond the last.
  ///
  /// `page` is from 1.
  package func page(
    botId: String, customerId: String, type: ChatType, page: Int
  ) async throws(Diagnostic) -> [Chat] {
    // The inner query runs over the index alone, however far it has to go.
    let sql = """
      SELECT \(StoredChat.columns) FROM chat WHERE number IN (
        SELECT number FROM chat WHERE botId = ? AND customerId = ? AND isLead = ?
        ORDER BY updatedAt DESC, id LIMIT ? OFFSET ?
      ) ORDER BY updatedAt DESC, id
      """
    let (skipped, isTooFar) = (page - 1).multipliedReportingOverflow(by: Self.pageSize)
    guard !isTooFar, skipped >= 0 else { return [] }
    return try await chats(sql, [botId, customerId, type == .lead, Self.pageSize, skipped])
  }

  /// All chats of a bot in the order in which they were made.
  package func chats(botId: String, customerId: String) async throws(Diagnostic) -> [Chat] {
    try await chats(
      "SELECT \(StoredChat.columns) FROM chat WHERE botId = ? AND customerId = ? ORDER BY number", [botId, customerId])
  }

  /// How many chats a bot has; `type` `nil`: of both.
  package func count(botId: String, customerId: String, type: ChatType? = nil) async throws(Diagnostic) -> Int {
    try await read { database in
      try Int.fetchOne(
        database,
        sql: "SELECT count(*) FROM chat WHERE botId = ? AND customerId = ? AND isLead BETWEEN ? AND ?",
        arguments: [botId, customerId, type == .lead ? 1 : 0, type == .nonLead ? 0 : 1]) ?? 0
    }
  }

  /// Closes the database; a put or a page after that fails.
  ///
  /// Without it, it is closed with the last reference.
  package func close() { try? database.close() }

  private func chats(_ sql: String, _ arguments: StatementArguments) async throws(Diagnostic) -> [Chat] {
    try await read { database in
      let statement = try database.cachedStatement(sql: sql)
      return try GRDB.Row.fetchAll(statement, arguments: arguments).map { StoredChat(row: $0).chat }
    }
  }

  private func read<Value: Sendable>(
    _ body: @escaping @Sendable (Database) throws -> Value
  ) async throws(Diagnostic) -> Value {
    do { return try await database.read(body) } catch { throw Self.diagnostic(for: error, path: path) }
  }
}

// MARK: Accounts

extension Inbox {
  /// Whom tokens belong to, those registered last first.
  package func accounts() throws(Diagnostic) -> [InboxAccount] {
    do {
      return try database.read { database in
        try GRDB.Row
          .fetchAll(database, sql: "SELECT token, botId, customerId FROM account ORDER BY rowid DESC")
          .map { InboxAccount(token: $0[0], botId: $0[1], customerId: $0[2]) }
      }
    } catch {
      throw Self.diagnostic(for: error, path: path)
    }
  }

  /// Registers an account.
  ///
  /// A token belongs to one customer: it is taken from any other.
  package func register(_ account: InboxAccount) throws(Diagnostic) {
    do {
      try database.write { database in
        try database.execute(
          sql: "DELETE FROM account WHERE token = ? AND (customerId <> ? OR botId = ?)",
          arguments: [account.token, account.customerId, account.botId])
        try database.execute(
          sql: "INSERT INTO account (token, botId, customerId) VALUES (?, ?, ?)",
          arguments: [account.token, account.botId, account.customerId])
      }
    } catch {
      throw Self.diagnostic(for: error, path: path)
    }
  }
}
