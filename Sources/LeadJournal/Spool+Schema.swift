import GRDB

/// The tables, by the migrations that make them. A migration that was released is never changed; a new one is added.
///
/// A post's row and its submission's have one number. Numbers and ids grow with time, so that both tables and the index
/// of ids grow at their ends; only delivery keys are met in any order.
extension Spool {
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1 spool") { db in
      try db.execute(
        sql: """
          CREATE TABLE route (
            id INTEGER PRIMARY KEY,
            path TEXT NOT NULL UNIQUE        -- one that is, or was, a route's
          ) STRICT;
          CREATE TABLE spool (               -- what waits for delivery
            number INTEGER PRIMARY KEY,
            route INTEGER NOT NULL,          -- before the post: read without it
            post BLOB NOT NULL               -- Post.spooled
          ) STRICT;
          CREATE TABLE submission (          -- what is known of a post, also when it is delivered
            number INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            route INTEGER NOT NULL,
            deliveryKey TEXT,                -- null: none, or free again
            receivedAt INTEGER NOT NULL,     -- milliseconds since 1970
            settledAt INTEGER,               -- null: it is in the spool
            records INTEGER,                 -- null: not counted yet
            outcomes BLOB                    -- RecordOutcomes.encoded; null: none
          ) STRICT;
          CREATE UNIQUE INDEX submission_delivery ON submission (route, deliveryKey) WHERE deliveryKey IS NOT NULL;
          """)
    }
    return migrator
  }

  /// The writer's settings.
  ///
  /// - `wal_autocheckpoint`: the log is brought into the file beside the writer (``SpoolCheckpoints``); only where that
  ///   does not keep up, at 4,096 pages of 4 KB, a commit does it.
  /// - `journal_size_limit`: a log that has grown beyond 64 MB, as under a long reading, gives the room back.
  /// - `secure_delete`: Debian's SQLite overwrites every page that is freed, which doubles the writing; here zeros go
  ///   where a page is written anyway.
  /// - `cache_size`: 32 MB, so that the index of half a million delivery keys is not read again for each.
  static let settings = """
    PRAGMA wal_autocheckpoint = 4096;
    PRAGMA journal_size_limit = 67108864;
    PRAGMA secure_delete = FAST;
    PRAGMA cache_size = -32768;
    """
}
