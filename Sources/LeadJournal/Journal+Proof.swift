import GRDB
package import LeadModel

/// Which destinations are proven: a lead that was put there was seen in the listing.
extension Journal {
  /// When a destination was proven last; `nil`: never.
  package func provenAt(_ destinationKey: String) throws(JournalError) -> Timestamp? {
    try read { db in
      try Int64.fetchOne(db, sql: "SELECT provenAt FROM proof WHERE destination = ?", arguments: [destinationKey])
        .map(Timestamp.init(millisecondsSince1970:))
    }
  }

  /// Remembers that a destination keeps what it takes.
  package func prove(_ destinationKey: String, at now: Timestamp = .now()) throws(JournalError) {
    try write { db in
      try db.execute(
        sql: "INSERT OR REPLACE INTO proof (destination, provenAt) VALUES (?, ?)",
        arguments: [destinationKey, now.millisecondsSince1970])
    }
  }
}
