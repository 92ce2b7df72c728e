import LeadJournal
import LeadModel

/// What of each of a run's inputs is settled, how far reading has come, and what the inbox has by now.
///
/// Used by the ``Recorder`` alone. A run's inputs are finished together: an input that was settled to its end stays
/// unfinished until the last one is, so that the same command after a stop does not send the first again.
final class RunJournal {
  /// What is known of one input; a class, so that a settlement changes it where it is.
  private final class State {
    let key: CheckpointKey
    var settled: SettledRanges
    var counts: OutcomeCounts
    var lastRead: Int
    var hasChanged = false

    init(_ checkpoint: Checkpoint) {
      key = checkpoint.key
      settled = checkpoint.settled
      counts = checkpoint.counts
      lastRead = checkpoint.settled.mark
    }

    var update: CheckpointUpdate { CheckpointUpdate(key: key, settled: settled, counts: counts) }
  }

  private let journal: Journal
  let ledger: Ledger
  /// By the inputs' numbers; `nil` for those that are not followed.
  private var states: [State?]

  init(journal: Journal, ledger: Ledger, inputs: Int) {
    self.journal = journal
    self.ledger = ledger
    states = Array(repeating: nil, count: inputs)
  }

  /// Begins to follow an input; `checkpoint` is where an earlier run left it, or a fresh one.
  func follow(_ input: Int, from checkpoint: Checkpoint) { states[input] = State(checkpoint) }

  /// Takes in that records of an input were read, up to this one.
  func read(upTo ordinal: Int, of input: Int) { states[input]?.lastRead = ordinal }

  /// Takes in that a record is settled, and how.
  func settle(_ ordinal: Int, of input: Int, as outcome: Outcome) {
    guard let state = states[input] else { return }
    state.settled.insert(ordinal)
    state.counts.count(outcome)
    state.hasChanged = true
  }

  /// Records between the lowest mark of an input that was begun and the last one read of it.
  var openSpan: Int {
    states.reduce(0) { longest, state in max(longest, state.map { $0.lastRead - $0.settled.mark } ?? 0) }
  }

  /// Brings what has changed to the disk, in one transaction.
  ///
  /// - Throws: ``JournalError``.
  func commit() throws(JournalError) {
    let changed = followed.filter(\.hasChanged)
    try journal.commit(changed.map(\.update), ledger: ledger)
    for state in changed { state.hasChanged = false }
  }

  private var followed: [State] { states.compactMap(\.self) }

  /// Writes that all inputs are settled to their ends.
  ///
  /// - Throws: ``JournalError``.
  func finish() throws(JournalError) {
    try journal.finish(followed.map(\.update), ledger: ledger)
  }

  /// Lets another run go on; what is committed stays.
  func release() { journal.release(followed.map(\.key)) }
}
