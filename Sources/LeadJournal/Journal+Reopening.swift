package import LeadModel

/// A finished input that has grown.
extension Journal {
  /// Lets the next run of a key go on behind the first records of its last one, which was finished: what it has settled
  /// counts as `unchanged`.
  ///
  /// Without it a run over a finished input starts over. Whoever calls knows that the bytes of those records are as they
  /// were then; what is looked at here is only that there is such a run, of this mapping and destination. Dead letters
  /// of those records stay as they are.
  ///
  /// - Parameters:
  ///   - key: Nothing else runs over it: the caller holds its source's lock.
  ///   - records: So many from the first on; at least one.
  ///   - now: The time of the change.
  /// - Returns: Whether the next run passes them over: the last one was finished, and had come as far.
  /// - Throws: ``JournalError``.
  package func reopen(
    _ key: CheckpointKey, passingOver records: Int, now: Timestamp = .now()
  ) throws(JournalError) -> Bool {
    guard records > 0 else { return false }
    return try write { db in
      guard var checkpoint = try Checkpoint.fetch(key, db), checkpoint.isFinished, checkpoint.settled.mark >= records
      else { return false }
      checkpoint.settled = SettledRanges()
      checkpoint.settled.insert(1...records)
      checkpoint.counts = OutcomeCounts(unchanged: records)
      checkpoint.isFinished = false
      checkpoint.updatedAt = now
      try checkpoint.replace(db)
      return true
    }
  }
}
