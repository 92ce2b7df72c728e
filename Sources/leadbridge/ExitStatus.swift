import ArgumentParser

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

  /// For `throw`: ends the command with this code, saying nothing more.
  var code: ExitCode { ExitCode(rawValue) }
}
