import GRDB

/// The tables, by the migrations that make them. A migration that was released is never changed; a new one is added.
///
/// Ledger and spool come as migrations of their own; the ledger's rows are written in the transaction of
/// ``Journal/commit(_:)``.
extension Journal {
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1 checkpoint") { db in
      try db.execute(
        sql: """
          CREATE TABLE checkpoint (
            id INTEGER PRIMARY KEY,
            input TEXT NOT NULL,            -- the path without links
            destination TEXT NOT NULL,      -- base URL, bot and customer, joined by U+001F
            mapping TEXT NOT NULL,          -- the mapping's digest
            run TEXT NOT NULL,              -- the id of the run that began
            size INTEGER NOT NULL,          -- the input when the run began: bytes,
            modified INTEGER NOT NULL,      --   nanoseconds since 1970,
            headCount INTEGER NOT NULL,     --   the length of its head
            head BLOB NOT NULL,             --   and the head's SHA-256
            mark INTEGER NOT NULL,          -- all records up to it are settled; to look at, settled has it too
            settled BLOB NOT NULL,          -- SettledRanges.encoded
            delivered INTEGER NOT NULL,
            unchanged INTEGER NOT NULL,
            skipped INTEGER NOT NULL,
            optedOut INTEGER NOT NULL,
            rejected INTEGER NOT NULL,
            dead INTEGER NOT NULL,
            finished INTEGER NOT NULL,      -- 0 or 1
            startedAt INTEGER NOT NULL,     -- milliseconds since 1970
            updatedAt INTEGER NOT NULL,
            UNIQUE (input, destination, mapping)
          ) STRICT
          """)
    }
    return migrator
  }
}
