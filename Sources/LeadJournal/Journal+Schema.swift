import GRDB

/// The tables, by the migrations that make them. A migration that was released is never changed; a new one is added.
///
/// The ledger's rows are written in the transaction of ``Journal/commit(_:ledger:now:)``.
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
    migrator.registerMigration("2 ledger") { db in
      try db.execute(
        sql: """
          CREATE TABLE ledger_destination (
            id INTEGER PRIMARY KEY,
            destination TEXT NOT NULL UNIQUE,  -- base URL, bot and customer, joined by U+001F
            generation INTEGER NOT NULL        -- rises with each merge of its log
          ) STRICT;
          CREATE TABLE ledger_source (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE          -- an input as the user named it
          ) STRICT;
          CREATE TABLE ledger_log (            -- what was delivered since the last merge
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            destination INTEGER NOT NULL,
            entries BLOB NOT NULL              -- of one commit: keys, each with its LedgerEntry.encode
          ) STRICT;
          CREATE INDEX ledger_log_destination ON ledger_log (destination, id);
          CREATE TABLE ledger (
            destination INTEGER NOT NULL,
            uuid BLOB NOT NULL,                -- LeadKey.bytes
            entry BLOB NOT NULL,               -- LedgerEntry.encode
            PRIMARY KEY (destination, uuid)
          ) STRICT, WITHOUT ROWID;
          """)
    }
    migrator.registerMigration("3 quota") { db in
      try db.execute(
        sql: """
          CREATE TABLE quota (
            destination TEXT PRIMARY KEY,  -- base URL, bot and customer, joined by U+001F
            day INTEGER NOT NULL,          -- of UTC, from 1970-01-01 on
            used INTEGER NOT NULL          -- requests that were sent on it
          ) STRICT, WITHOUT ROWID
          """)
    }
    migrator.registerMigration("4 proof") { db in
      try db.execute(
        sql: """
          CREATE TABLE proof (                 -- a lead that was put there was seen in the listing
            destination TEXT PRIMARY KEY,      -- base URL, bot and customer, joined by U+001F
            provenAt INTEGER NOT NULL          -- milliseconds since 1970
          ) STRICT
          """)
    }
    migrator.registerMigration("5 contacts") { db in
      try db.execute(
        sql: """
          CREATE TABLE contact_inbox (
            id INTEGER PRIMARY KEY,
            destination TEXT NOT NULL UNIQUE,  -- base URL, bot and customer, joined by U+001F
            isRead INTEGER NOT NULL            -- whether its listing was read to its end, and is sorted
          ) STRICT;
          CREATE TABLE contact_chat (          -- chats of the listing
            inbox INTEGER NOT NULL,
            uuid TEXT NOT NULL,
            updatedAt TEXT NOT NULL,           -- as listed
            PRIMARY KEY (inbox, uuid)
          ) STRICT, WITHOUT ROWID;
          CREATE TABLE contact (               -- who has an address or a number
            inbox INTEGER NOT NULL,
            value INTEGER NOT NULL,            -- ContactDigest
            uuid TEXT NOT NULL,
            isListed INTEGER NOT NULL,         -- 0: of a lead that was sent there
            PRIMARY KEY (inbox, value, uuid)
          ) STRICT, WITHOUT ROWID;
          CREATE INDEX contact_uuid ON contact (inbox, uuid);
          CREATE TABLE contact_choice (        -- leads that go to another chat than their own
            inbox INTEGER NOT NULL,
            own TEXT NOT NULL,
            chosen TEXT NOT NULL,
            PRIMARY KEY (inbox, own)
          ) STRICT, WITHOUT ROWID;
          """)
    }
    migrator.registerMigration("6 share") { db in
      try db.execute(
        sql: """
          CREATE TABLE share (                 -- who sends there at the moment
            destination TEXT NOT NULL,         -- base URL, bot and customer, joined by U+001F
            sender TEXT NOT NULL,              -- a delivery's id
            process INTEGER NOT NULL,          -- its process
            until INTEGER NOT NULL,            -- milliseconds since 1970, unless it is renewed
            PRIMARY KEY (destination, sender)
          ) STRICT, WITHOUT ROWID
          """)
    }
    migrator.registerMigration("7 sources") { db in
      try db.execute(
        sql: """
          CREATE TABLE source (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL,
            destination TEXT NOT NULL,         -- base URL, bot and customer, joined by U+001F
            state TEXT,                        -- how far its fetch has come, in the fetch's words
            startedAt INTEGER,                 -- milliseconds since 1970, as all times here
            endedAt INTEGER,
            succeededAt INTEGER,
            delivered INTEGER NOT NULL DEFAULT 0,  -- of the last run that ended, as the next six
            unchanged INTEGER NOT NULL DEFAULT 0,
            skipped INTEGER NOT NULL DEFAULT 0,
            optedOut INTEGER NOT NULL DEFAULT 0,
            rejected INTEGER NOT NULL DEFAULT 0,
            dead INTEGER NOT NULL DEFAULT 0,
            requests INTEGER NOT NULL DEFAULT 0,   -- to the source
            errorCode TEXT,
            errorMessage TEXT,
            failures INTEGER NOT NULL DEFAULT 0,   -- runs with an error in a row
            newAt INTEGER,                         -- when anything was last delivered
            nextAt INTEGER,
            missed INTEGER NOT NULL DEFAULT 0,     -- of all runs: what a webhook should have brought
            UNIQUE (name, destination)
          ) STRICT;
          CREATE TABLE source_file (               -- files of a folder that were taken
            source INTEGER NOT NULL,
            name TEXT NOT NULL,
            size INTEGER NOT NULL,
            modified INTEGER NOT NULL,             -- nanoseconds since 1970
            inode INTEGER NOT NULL,
            contentSize INTEGER NOT NULL,          -- bytes that digest is of
            head BLOB NOT NULL,                    -- SHA-256 of the first 64 KB
            digest BLOB NOT NULL,                  -- SHA-256
            records INTEGER NOT NULL,              -- in it; 0: not known
            standing INTEGER NOT NULL,             -- RememberedFile.Standing
            isAtRest INTEGER NOT NULL,             -- 0 or 1
            summary BLOB NOT NULL,                 -- of one that is not at rest
            rejects TEXT,
            at INTEGER NOT NULL,
            PRIMARY KEY (source, name)
          ) STRICT;
          """)
    }
    migrator.registerMigration("8 moved files") { db in
      // Where a file was moved to, from its folder; NULL: it was not.
      try db.execute(sql: "ALTER TABLE source_file ADD COLUMN place TEXT")
    }
    return migrator
  }
}
