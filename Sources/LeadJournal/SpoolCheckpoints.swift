import GRDB
import LeadModel
import Synchronization

/// Brings the spool's write-ahead log into its file, beside the writer.
///
/// A commit that finds the log long does it by itself, and all arrivals wait for that meanwhile: the write of 16 MB and
/// an fsync. A checkpoint on another connection stops nobody (`PASSIVE`,
/// https://www.sqlite.org/c3ref/wal_checkpoint_v2.html), so that the writer's own finds little left to do; only when
/// that has caught up with everything does the log begin anew.
final class SpoolCheckpoints: Sendable {
  /// What is written between two checkpoints, roughly, in bytes.
  static let interval = 4 << 20

  private struct State {
    var written = 0
    var isRunning = false
  }

  private let database: DatabaseQueue
  private let state = Mutex(State())

  /// - Parameter database: Another connection than the writer's.
  init(_ database: DatabaseQueue) { self.database = database }

  /// So many bytes have gone into the log since the last call.
  func wrote(bytes: Int) {
    let isDue = state.withLock { state in
      state.written += bytes
      guard !state.isRunning, state.written >= Self.interval else { return false }
      state = State(isRunning: true)
      return true
    }
    guard isDue else { return }
    database.asyncWriteWithoutTransaction { db in
      // One that fails, as on a full disk, is made up for by the next, or by the writer, which tells what is wrong.
      _ = try? db.checkpoint(.passive)
      self.state.withLock { $0.isRunning = false }
    }
  }
}
