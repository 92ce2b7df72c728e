import GRDB
import LeadModel
import Synchronization

/// Commits puts in groups, so that a thousand that arrive together cost a few transactions and not a thousand.
///
/// The first put that finds nobody writing schedules a turn on the database's queue. A turn takes all puts that wait,
/// writes them in one transaction, answers them, and schedules the next turn if more came meanwhile: not a loop, so that
/// readings that wait for the queue get theirs.
final class WriteGroups: Sendable {
  /// One put that waits.
  struct Put: Sendable {
    let lead: Lead
    let uuid: String
    let botId: String
    let customerId: String
    let createsUnknown: Bool
  }

  private struct Waiting: Sendable {
    let put: Put
    let continuation: CheckedContinuation<Inbox.PutResult, any Error>
  }

  private struct State: Sendable {
    var waiting: [Waiting] = []
    /// Whether a turn is scheduled or under way.
    var isWriting = false
    var ids = ObjectIDs()
  }

  private let database: DatabaseQueue
  private let now: @Sendable () -> Timestamp
  private let state = Mutex(State())

  init(database: DatabaseQueue, now: @escaping @Sendable () -> Timestamp) {
    self.database = database
    self.now = now
  }

  /// Returns when the put is committed.
  ///
  /// - Throws: SQLite's error, for the whole group: none of it is written then.
  func commit(_ put: Put) async throws -> Inbox.PutResult {
    try await withCheckedThrowingContinuation { continuation in
      let mustSchedule = state.withLock { state in
        state.waiting.append(Waiting(put: put, continuation: continuation))
        defer { state.isWriting = true }
        return !state.isWriting
      }
      if mustSchedule { schedule() }
    }
  }

  private func schedule() {
    database.asyncWriteWithoutTransaction { self.turn($0) }
  }

  private func turn(_ database: Database) {
    var (group, ids) = state.withLock { state in
      defer { state.waiting = [] }
      return (state.waiting, state.ids)
    }
    var results: [Inbox.PutResult] = []
    results.reserveCapacity(group.count)
    let outcome = Result {
      try database.inTransaction(.immediate) {
        let time = now()
        for entry in group { results.append(try Self.apply(entry.put, at: time, ids: &ids, to: database)) }
        return .commit
      }
    }
    let goesOn = state.withLock { state in
      state.ids = ids
      state.isWriting = !state.waiting.isEmpty
      return state.isWriting
    }
    for (index, entry) in group.enumerated() { entry.continuation.resume(with: outcome.map { results[index] }) }
    group = []
    if goesOn { schedule() }
  }

  private static func apply(
    _ put: Put, at time: Timestamp, ids: inout ObjectIDs, to database: Database
  ) throws -> Inbox.PutResult {
    let select = try database.cachedStatement(
      sql: "SELECT \(StoredChat.columns), number FROM chat WHERE uuid = ? AND botId = ? AND customerId = ?")
    if let row = try GRDB.Row.fetchOne(select, arguments: [put.uuid, put.botId, put.customerId]) {
      var chat = StoredChat(row: row)
      chat.update(with: put.lead, at: time, ids: &ids)
      let update = try database.cachedStatement(
        sql: """
          UPDATE chat SET updatedAt = ?, name = ?, email = ?, phone = ?, dialCode = ?, status = ?, picture = ?,
            agentId = ?, tags = ?, notes = ?, attributes = ?, isLead = ? WHERE number = ?
          """)
      var values: [DatabaseValue] = []
      chat.appendChangeableValues(to: &values)
      values.append(row[14])
      try update.execute(arguments: StatementArguments(values))
      return .updated
    }
    guard put.createsUnknown else { return .ignored }
    var chat = StoredChat(id: ids.next(at: time), uuid: put.uuid, createdAt: time)
    chat.update(with: put.lead, at: time, ids: &ids)
    let insert = try database.cachedStatement(
      sql: """
        INSERT INTO chat (botId, customerId, uuid, id, createdAt, updatedAt, name, email, phone, dialCode, status,
          picture, agentId, tags, notes, attributes, isLead) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)
        """)
    var values = [put.botId, put.customerId, put.uuid, chat.id].map(\.databaseValue)
    values.append(time.millisecondsSince1970.databaseValue)
    chat.appendChangeableValues(to: &values)
    try insert.execute(arguments: StatementArguments(values))
    return .created
  }
}
