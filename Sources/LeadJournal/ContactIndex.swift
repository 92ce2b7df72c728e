import GRDB

/// Whose addresses and numbers are on which chat of an inbox, as far as its listing and what was sent there tell.
///
/// Values are kept as digests alone. Entries are of two kinds: those of the listing are replaced when their chat is read
/// again, those of leads that were sent stay, as rows with the same address are the same person.
///
/// Any number of processes may use it: what is decided is decided and written in one transaction.
package final class ContactIndex: Sendable {
  /// A chat of the listing.
  package struct ListedContact: Sendable, Hashable {
    package var uuid: String
    /// As listed.
    package var updatedAt: String
    package var contacts: [ContactDigest]

    package init(uuid: String, updatedAt: String, contacts: [ContactDigest]) {
      self.uuid = uuid
      self.updatedAt = updatedAt
      self.contacts = contacts
    }
  }

  /// Owners of a value that are looked at: two are too many already.
  private static let maxOwners = 3

  private let journal: Journal
  private let inbox: Int64

  /// Opens the index of a destination; makes an empty one where there is none.
  ///
  /// - Parameters:
  ///   - journal: Where it lies.
  ///   - destinationKey: See ``Destination/key``.
  /// - Throws: ``JournalError``.
  package init(in journal: Journal, destinationKey: String) throws(JournalError) {
    self.journal = journal
    inbox = try journal.write { db in
      try db.execute(
        sql: "INSERT OR IGNORE INTO contact_inbox (destination, isRead) VALUES (?, 0)", arguments: [destinationKey])
      return try Int64.fetchOne(
        db, sql: "SELECT id FROM contact_inbox WHERE destination = ?", arguments: [destinationKey]) ?? 0
    }
  }

  /// Whether leads have ever been matched there, or a listing was read for it.
  ///
  /// - Throws: ``JournalError``.
  package static func exists(in journal: Journal, destinationKey: String) throws(JournalError) -> Bool {
    try journal.read { db in
      try Bool.fetchOne(
        db, sql: "SELECT EXISTS (SELECT 1 FROM contact_inbox WHERE destination = ?)", arguments: [destinationKey])
        ?? false
    }
  }

  // MARK: The listing

  /// Whether the listing was read to its end, and is sorted: then its front tells what is new.
  package func isRead() throws(JournalError) -> Bool {
    try journal.read { db in
      try Bool.fetchOne(db, sql: "SELECT isRead FROM contact_inbox WHERE id = ?", arguments: [inbox]) ?? false
    }
  }

  /// Remembers that it was.
  package func wasRead(_ isRead: Bool) throws(JournalError) {
    try journal.write { db in
      try db.execute(sql: "UPDATE contact_inbox SET isRead = ? WHERE id = ?", arguments: [isRead, inbox])
    }
  }

  /// Takes in a page of chats.
  ///
  /// - Returns: How many of them were never met, or were written since.
  /// - Throws: ``JournalError``.
  package func list(_ chats: [ListedContact]) throws(JournalError) -> Int {
    try journal.write { db in
      let select = try db.cachedStatement(sql: "SELECT updatedAt FROM contact_chat WHERE inbox = ? AND uuid = ?")
      var news = 0
      for chat in chats {
        let known = try String.fetchOne(select, arguments: [inbox, chat.uuid])
        if known == chat.updatedAt { continue }
        news += 1
        if known != nil {
          try db.cachedStatement(sql: "DELETE FROM contact WHERE inbox = ? AND uuid = ? AND isListed = 1")
            .execute(arguments: [inbox, chat.uuid])
        }
        try db.cachedStatement(sql: "INSERT OR REPLACE INTO contact_chat (inbox, uuid, updatedAt) VALUES (?, ?, ?)")
          .execute(arguments: [inbox, chat.uuid, chat.updatedAt])
        for contact in chat.contacts { try add(contact, chat.uuid, isListed: true, db) }
      }
      return news
    }
  }

  // MARK: Leads

  /// Finds the chats of leads, in their order, and remembers what was decided: it is on the disk when this returns.
  ///
  /// - Parameters:
  ///   - people: The leads.
  ///   - remembers: Whether it is written; else it is forgotten.
  /// - Returns: Where each goes.
  /// - Throws: ``JournalError``.
  package func match(
    _ people: [PersonMatching.Person], remembers: Bool = true
  ) throws(JournalError) -> [PersonMatching.Match] {
    func matched(_ db: Database) throws -> ([PersonMatching.Match], PersonMatching) {
      var matching = PersonMatching(owners: try owners(of: people, db), choices: try choices(of: people, db))
      let matches = people.map { matching.match($0) }
      return (matches, matching)
    }
    guard remembers else { return try journal.read { db in try matched(db).0 } }
    return try journal.write { db in
      let (matches, matching) = try matched(db)
      for (contact, uuid) in matching.newOwners { try add(contact, uuid, isListed: false, db) }
      for (own, chosen) in matching.newChoices {
        try db.cachedStatement(sql: "INSERT OR IGNORE INTO contact_choice (inbox, own, chosen) VALUES (?, ?, ?)")
          .execute(arguments: [inbox, own, chosen])
      }
      return matches
    }
  }

  /// Whether a chat of this uuid was listed.
  package func isListed(_ uuid: String) throws(JournalError) -> Bool {
    try journal.read { db in
      let statement = try db.cachedStatement(
        sql: "SELECT EXISTS (SELECT 1 FROM contact_chat WHERE inbox = ? AND uuid = ?)")
      return try Bool.fetchOne(statement, arguments: [inbox, uuid]) ?? false
    }
  }

  private func owners(of people: [PersonMatching.Person], _ db: Database) throws -> [ContactDigest: [String]] {
    let select = try db.cachedStatement(
      sql: "SELECT uuid FROM contact WHERE inbox = ? AND value = ? LIMIT \(Self.maxOwners)")
    var owners: [ContactDigest: [String]] = [:]
    for contact in people.flatMap({ $0.matched + $0.contacts }) where owners[contact] == nil {
      owners[contact] = try String.fetchAll(select, arguments: [inbox, contact.value])
    }
    return owners
  }

  private func choices(of people: [PersonMatching.Person], _ db: Database) throws -> [String: String] {
    let select = try db.cachedStatement(sql: "SELECT chosen FROM contact_choice WHERE inbox = ? AND own = ?")
    var choices: [String: String] = [:]
    for person in people where !person.isFixed && choices[person.uuid] == nil {
      choices[person.uuid] = try String.fetchOne(select, arguments: [inbox, person.uuid])
    }
    return choices
  }

  private func add(_ contact: ContactDigest, _ uuid: String, isListed: Bool, _ db: Database) throws {
    try db.cachedStatement(sql: "INSERT OR IGNORE INTO contact (inbox, value, uuid, isListed) VALUES (?, ?, ?, ?)")
      .execute(arguments: [inbox, contact.value, uuid, isListed])
  }
}
