import LeadJournal
import LeadModel

/// The checkpoints of a run's inputs: what of each is settled, and how far reading has come.
///
/// Used by the ``Recorder`` alone. A run's inputs are finished together: an input that was settled to its end stays
/// unfinished until the last one is, so that the same command after a stop does not send the first again.
final class RunCheckpoints {
  private struct State {
    var update: CheckpointUpdate
    var lastRead: Int
    var hasChanged = false
  }

  private let journal: Journal
  private var states: [Int: State] = [:]

  init(journal: Journal) { self.journal = journal }

  /// Begins to follow an input; `checkpoint` is where an earlier run left it, or a fresh one.
  func follow(_ input: Int, from checkpoint: Checkpoint) {
    let update = CheckpointUpdate(key: checkpoint.key, settled: checkpoint.settled, counts: checkpoint.counts)
    states[input] = State(update: update, lastRead: checkpoint.settled.mark)
  }

  /// Takes in that records of an input were read, up to this one.
  func read(upTo ordinal: Int, of input: Int) { states[input]?.lastRead = ordinal }

  /// Takes in that a record is settled, and how.
  func settle(_ ordinal: Int, of input: Int, as outcome: WritableKeyPath<OutcomeCounts, Int>) {
    guard states[input] != nil else { return }
    states[input]?.update.settled.insert(ordinal)
    states[input]?.update.counts[keyPath: outcome] += 1
    states[input]?.hasChanged = true
  }

  /// Records between the lowest mark of an input that was begun and the last one read of it.
  var openSpan: Int { states.values.reduce(0) { max($0, $1.lastRead - $1.update.settled.mark) } }

  /// Brings what has changed to the disk, in one transaction.
  ///
  /// - Throws: ``JournalError``.
  func commit() throws(JournalError) {
    let changed = states.filter(\.value.hasChanged)
    guard !changed.isEmpty else { return }
    try journal.commit(changed.values.map(\.update))
    for input in changed.keys { states[input]?.hasChanged = false }
  }

  /// Writes that all inputs are settled to their ends.
  ///
  /// - Throws: ``JournalError``.
  func finish() throws(JournalError) { try journal.finish(states.values.map(\.update)) }

  /// Lets another run go on; what is committed stays.
  func release() { journal.release(states.values.map(\.update.key)) }
}
