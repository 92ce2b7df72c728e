import LeadJournal

/// What is left to do with dead letters once a run has settled all it could: mended ones are taken out, and the table of
/// the rejected is written.
///
/// It comes before the run counts as finished. Where it fails the same command does it again, and sends nothing twice.
struct Afterwork {
  let letters: DeadLetterFile
  /// `nil` where no table was asked for.
  let rejects: RejectsFile?
  /// The ids of the run, one an input: an input that goes on has that with which it began.
  let runs: Set<String>
  let hasSeveralInputs: Bool

  /// Does it.
  ///
  /// - Returns: The table's path, where there is one.
  /// - Throws: ``JournalError``, or a `Diagnostic`.
  func perform() throws -> String? {
    try ClosedLetters.apply(to: letters)
    guard let rejects else { return nil }
    return try rejects.write(letters, of: runs, namesInputs: hasSeveralInputs) > 0 ? rejects.path : nil
  }
}
