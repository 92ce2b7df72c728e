import Glibc
package import LeadModel

/// What goes wrong with the files in which a run is remembered.
///
/// A full disk is told apart from everything else: a run stops for it, its checkpoint true, and goes on when run again.
package enum JournalError: Error, Sendable, Hashable {
  /// No space is left on the disk, or no quota. Nothing of what was to be written counts.
  case diskFull(path: String)
  /// A system call failed otherwise, with this `errno`.
  case file(path: String, action: FileAction, errno: Int32)
  /// Another process holds the file's lock for longer than ``FileLock/patience``.
  case locked(path: String)
  /// Another process works on the same input for the same destination with the same mapping.
  case held(input: String, pid: Int32?)
  /// Another run of the same source has not ended.
  case sourceHeld(source: String, pid: Int32?)
  /// A source's state is longer than ``SourceState/maxStateBytes``.
  case stateTooLong(source: String, bytes: Int)
  /// Another process serves from the same folder.
  case serving(path: String, pid: Int32?)
  /// An unfinished run's input is not the one that it began with.
  case replaced(input: String)
  /// SQLite refuses, with this extended result code.
  case database(path: String, code: Int32, message: String)
  /// The journal was written by a newer version of this program.
  case newerSchema(path: String)
  /// The journal is not a database, or damaged.
  case damaged(path: String)
  /// What should be a file of dead letters holds something else.
  case foreign(path: String)
  /// A line of a dead-letter file is longer than any that is written.
  case lineTooLong(path: String, line: Int)
}

/// What was done to a file when it failed.
package enum FileAction: String, Sendable, Hashable {
  case open, create, read, write, sync, truncate, lock, rename
}

extension JournalError {
  /// The code of a full disk's diagnostic: what makes exit 3 of it, not 2.
  package static let diskFullCode = "disk.full"
  /// The diagnostic's code where another run has a source.
  package static let sourceHeldCode = "source.held"

  /// The error of a failed system call: full disks, spent quotas and the rest.
  init(path: String, action: FileAction, errno code: Int32) {
    self = code == ENOSPC || code == EDQUOT ? .diskFull(path: path) : .file(path: path, action: action, errno: code)
  }

  /// Whether the disk is full.
  package var isDiskFull: Bool {
    if case .diskFull = self { true } else { false }
  }

  /// The error in words, at the file it is about.
  package var diagnostic: Diagnostic {
    switch self {
    case .diskFull(let path):
      Diagnostic(
        .error, Self.diskFullCode, "no space is left on the disk to write this file", at: Position(file: path),
        hint: "free some space, then run the same command again: it goes on where it stopped")
    case .file(let path, let action, let code):
      Diagnostic(
        .error, "file.\(action.rawValue)", "\(action.failure): \(Self.words(for: code))", at: Position(file: path))
    case .locked(let path):
      Diagnostic(
        .error, "file.locked", "another process has kept this file locked for \(FileLock.patience.shown)",
        at: Position(file: path), hint: "see whether a stopped or hanging leadbridge still runs")
    case .held(let input, let pid):
      Diagnostic(
        .error, "run.held",
        "\(pid.map { "process \($0)" } ?? "another process") already sends this input to this destination",
        at: Position(file: input), hint: "wait until it has ended, or stop it: the next run goes on from there")
    case .sourceHeld(let source, let pid):
      Diagnostic(
        .error, Self.sourceHeldCode,
        "\(pid.map { "process \($0)" } ?? "another process") already runs the source '\(source)'",
        hint: "wait until it has ended: the next run brings what is new since")
    case .stateTooLong(let source, let bytes):
      Diagnostic(
        .error, "source.state",
        "what the source '\(source)' wants to remember has \(bytes) bytes, and at most \(SourceState.maxStateBytes) are kept"
      )
    case .serving(let path, let pid):
      Diagnostic(
        .error, "spool.held", "\(pid.map { "process \($0)" } ?? "another process") already serves from this folder",
        at: Position(file: path), hint: "stop it, or let this one have another folder as its state")
    case .replaced(let input):
      Diagnostic(
        .error, "input.replaced", "an unfinished run began with other content of this input",
        at: Position(file: input), hint: "run again with --restart to send all of it from its start")
    case .database(let path, let code, let message):
      Diagnostic(
        .error, "journal.database", "the journal cannot be used: \(message) (SQLite \(code))", at: Position(file: path))
    case .newerSchema(let path):
      Diagnostic(
        .error, "journal.newer", "the journal was written by a newer version of leadbridge", at: Position(file: path),
        hint: "use that version, or another folder with --state")
    case .damaged(let path):
      Diagnostic(
        .error, "journal.damaged", "the journal is no database, or a damaged one", at: Position(file: path),
        hint: "move the file away: checkpoints are lost, and an unfinished run sends its leads again")
    case .foreign(let path):
      Diagnostic(
        .error, "deadletters.foreign", "this is no file of dead letters: its first lines are none",
        at: Position(file: path),
        hint: "name another file; this one was not touched")
    case .lineTooLong(let path, let line):
      Diagnostic(
        .error, "deadletters.line",
        "the line is longer than \(LineReader.maxLineBytes) bytes, so this is no file of dead letters",
        at: Position(file: path, line: line))
    }
  }

  /// The system's words for an `errno`: `Permission denied`.
  private static func words(for code: Int32) -> String {
    // `strerror` may share a buffer among threads for codes that it does not know; for known ones it is constant.
    guard let text = strerror(code) else { return "error \(code)" }
    return String(cString: text)
  }
}

extension FileAction {
  /// What could not be done, as the start of a sentence.
  fileprivate var failure: String {
    switch self {
    case .open: "the file cannot be opened"
    case .create: "the file or folder cannot be created"
    case .read: "the file cannot be read"
    case .write: "the file cannot be written"
    case .sync: "the file cannot be brought to the disk"
    case .truncate: "the file cannot be cut"
    case .lock: "the file cannot be locked"
    case .rename: "the file cannot be replaced"
    }
  }
}
