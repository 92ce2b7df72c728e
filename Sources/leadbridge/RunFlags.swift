import ArgumentParser
import LeadPipeline

/// Which records of a run.
struct SelectionFlags: ParsableArguments {
  @Option(help: ArgumentHelp("These records alone, by number: 3,10-20. Keeps no checkpoint.", valueName: "n,m-k"))
  var only: RecordRanges?

  @Option(help: "At most so many records. Keeps no checkpoint.")
  var limit: Int?

  /// As the pipeline takes it.
  ///
  /// - Throws: `ValidationError` for a limit that is none.
  func resolved() throws -> RecordSelection {
    if let limit, limit < 1 { throw ValidationError("--limit is at least 1") }
    return RecordSelection(only: only?.ranges, limit: limit)
  }
}

/// Where a run keeps what it has to remember.
struct StateOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Folder of the journal and the dead letters (default: ~/.local/state/leadbridge).", valueName: "dir"))
  var state: String?

  @Option(
    help: ArgumentHelp("The dead-letter file (default: dead-letters.jsonl in the state folder).", valueName: "file"))
  var deadLetters: String?
}
