import ArgumentParser
import LeadJournal
import LeadModel

/// The exit codes, which scripts depend on; 130 goes before 3, 3 before 1.
enum ExitStatus: Int32 {
  /// Everything delivered, unchanged or skipped.
  case success = 0
  /// Finished, with rejected or dead records.
  case withRejects = 1
  /// Could not start; nothing was sent.
  case couldNotStart = 2
  /// Stopped early; run again to go on.
  case stoppedEarly = 3
  /// The command line is wrong.
  case usage = 64
  /// Stopped by a signal.
  case interrupted = 130

  /// What a command that could not go on ends with: a full disk is no mistake of the command, so it is run again when
  /// there is room.
  init(of error: any Error) {
    let isFull = (error as? Diagnostic)?.code == JournalError.diskFullCode
    self = isFull ? .stoppedEarly : .couldNotStart
  }

  /// For `throw`: ends the command with this code, saying nothing more.
  var code: ExitCode { ExitCode(rawValue) }
}
