package import LeadModel

/// How far a run over one input has come: which of its records are settled, and how.
package struct Checkpoint: Sendable, Hashable {
  package var key: CheckpointKey
  /// The input as it was when the run began.
  ///
  /// Ids of dead letters come from it, also when the run goes on.
  package var fingerprint: InputFingerprint
  /// The id of the run that began.
  package var runID: String
  package var settled: SettledRanges
  /// Of all runs since the beginning: they add up to the number of settled records.
  package var counts: OutcomeCounts
  /// Whether the input was settled to its end: the next run begins anew.
  package var isFinished: Bool
  package var startedAt: Timestamp
  package var updatedAt: Timestamp
}

/// Records by outcome.
///
/// Each record has one.
package struct OutcomeCounts: Sendable, Hashable {
  package var delivered = 0
  /// In the inbox already, as they are.
  package var unchanged = 0
  package var skipped = 0
  /// Those of `skipped` that had opted out.
  package var optedOut = 0
  package var rejected = 0
  package var dead = 0

  package init(
    delivered: Int = 0, unchanged: Int = 0, skipped: Int = 0, optedOut: Int = 0, rejected: Int = 0, dead: Int = 0
  ) {
    self.delivered = delivered
    self.unchanged = unchanged
    self.skipped = skipped
    self.optedOut = optedOut
    self.rejected = rejected
    self.dead = dead
  }

  /// All settled records.
  ///
  /// Who opted out is among the skipped.
  package var total: Int { delivered + unchanged + skipped + rejected + dead }

  /// Counts one record more.
  package mutating func count(_ outcome: Outcome) {
    switch outcome {
    case .delivered: delivered += 1
    case .unchanged: unchanged += 1
    case .skipped: skipped += 1
    case .rejected: rejected += 1
    case .dead: dead += 1
    }
  }

  package static func + (one: Self, other: Self) -> Self {
    Self(
      delivered: one.delivered + other.delivered, unchanged: one.unchanged + other.unchanged,
      skipped: one.skipped + other.skipped, optedOut: one.optedOut + other.optedOut,
      rejected: one.rejected + other.rejected, dead: one.dead + other.dead)
  }
}

/// What a run's beginning finds.
package enum Resumption: Sendable {
  /// Nothing is settled: no run was there, or a finished one, or it is to be forgotten.
  case fresh(Checkpoint)
  /// An unfinished run goes on: what is settled there is passed over.
  case resumed(Checkpoint)

  package var checkpoint: Checkpoint {
    switch self {
    case .fresh(let checkpoint), .resumed(let checkpoint): checkpoint
    }
  }
}

/// How far an input has come since the last commit.
package struct CheckpointUpdate: Sendable {
  package var key: CheckpointKey
  /// All that is settled, not only what is new.
  package var settled: SettledRanges
  /// Of all runs since the beginning, as ``Checkpoint/counts``.
  package var counts: OutcomeCounts

  package init(key: CheckpointKey, settled: SettledRanges, counts: OutcomeCounts) {
    self.key = key
    self.settled = settled
    self.counts = counts
  }
}
