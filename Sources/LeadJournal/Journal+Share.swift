import GRDB
import Glibc
package import LeadModel

/// Who sends to a destination at the moment, over all processes of a state folder: so that they share its rate.
///
/// Each renews its row about once a second. One that dies is not renewed; it counts no more once its time is over, or at
/// once where its process is gone, so that a clock that was set back does not keep it.
extension Journal {
  /// How long a row counts without being renewed.
  static let shareTime: Int64 = 5_000

  /// Renews a sender's row, and forgets those whose time is over.
  ///
  /// - Parameters:
  ///   - destinationKey: See `Destination.key`.
  ///   - sender: An id that no other sender has.
  ///   - now: The wall clock's time.
  ///   - isRunning: Whether there is a process of a number: for tests.
  /// - Returns: How many send there, this one among them; from 1.
  /// - Throws: ``JournalError``.
  package func share(
    _ destinationKey: String, as sender: String, now: Timestamp = .now(),
    isRunning: (Int32) -> Bool = { kill($0, 0) == 0 || errno != ESRCH }
  ) throws(JournalError) -> Int {
    let time = now.millisecondsSince1970
    return try write { db in
      try db.execute(
        sql: """
          INSERT INTO share (destination, sender, process, until) VALUES (?1, ?2, ?3, ?4)
          ON CONFLICT (destination, sender) DO UPDATE SET until = ?4
          """, arguments: [destinationKey, sender, getpid(), time + Self.shareTime])
      let rows = try Row.fetchAll(
        db, sql: "SELECT sender, process, until FROM share WHERE destination = ?", arguments: [destinationKey])
      var count = 0
      for row in rows {
        let isOurs: Bool = row["sender"] == sender
        if isOurs || row["until"] > time && isRunning(row["process"]) {
          count += 1
        } else {
          try db.execute(
            sql: "DELETE FROM share WHERE destination = ? AND sender = ?", arguments: [destinationKey, row["sender"]])
        }
      }
      return count
    }
  }

  /// A sender sends no more.
  ///
  /// - Throws: ``JournalError``.
  package func endShare(_ destinationKey: String, as sender: String) throws(JournalError) {
    try write { db in
      try db.execute(
        sql: "DELETE FROM share WHERE destination = ? AND sender = ?", arguments: [destinationKey, sender])
    }
  }
}
