import Glibc
import LeadModel

/// What is wrong with a folder or one of its files; the others go on.
enum FolderProblem: Error, Sendable, Hashable {
  /// There is no such folder now.
  case gone(folder: String)
  /// It cannot be listed.
  case closed(folder: String, errno: Int32)
  /// So many matching files were not looked at.
  case crowded(folder: String)
  /// So many files have names that cannot be worked with.
  case oddNames(folder: String, count: Int)
  /// A file matches that is a symbolic link.
  case link(path: String)
  case unreadable(path: String, errno: Int32)
  /// Somebody has it open for writing.
  case written(path: String)
  /// It was written to when it was settled and moved already.
  case continued(path: String)
  /// The file system has no locks for this file.
  case noLock(path: String, errno: Int32)
  /// It could not be brought into the folder, with what lies beside it.
  case immovable(path: String, folder: String, errno: Int32)
  /// The system does not tell of changes.
  case unwatched(folder: String, errno: Int32)

  /// The problem in words.
  var diagnostic: Diagnostic {
    switch self {
    case .gone(let folder):
      Diagnostic(
        "folder.gone", "there is no such folder", at: Position(file: folder),
        hint: "make it, or mount what it lies on: it is looked for again")
    case .closed(let folder, let code):
      Diagnostic(
        "folder.unreadable", "the folder cannot be listed: \(Self.words(for: code))", at: Position(file: folder))
    case .crowded(let folder):
      Diagnostic(
        .warning, "folder.crowded",
        "more than \(FolderScan.maxEntries) files match, and the others are not looked at", at: Position(file: folder),
        hint: "move what was taken away, or say \"then\": \"move\"")
    case .oddNames(let folder, let count):
      Diagnostic(
        .warning, "folder.name",
        "\(count == 1 ? "a file is" : "\(count) files are") passed over: names are UTF-8 without control characters, at "
          + "most \(FolderScan.maxNameBytes) bytes long", at: Position(file: folder))
    case .link(let path):
      Diagnostic(
        .warning, "folder.link", "this is a symbolic link, and links are not followed", at: Position(file: path),
        hint: "move or copy the file itself into the folder")
    case .unreadable(let path, let code):
      Diagnostic(
        "folder.unreadable", "the file cannot be read: \(Self.words(for: code))", at: Position(file: path),
        hint: code == EACCES ? "let the user that leadbridge runs as read it" : nil)
    case .written(let path):
      Diagnostic(
        .warning, "folder.writing", "somebody has the file open for writing, so it is not taken yet",
        at: Position(file: path), hint: "it is taken once whoever writes it has closed it")
    case .continued(let path):
      Diagnostic(
        .warning, "folder.continued",
        "the file was written to when it was read and moved already, so it is here again and is read once more",
        at: Position(file: path),
        hint: "let its sender say when it is whole ('ready'), or let it rest for longer ('stable')")
    case .noLock(let path, let code):
      Diagnostic(
        .warning, "folder.unlocked",
        "the file cannot be locked (\(Self.words(for: code))), so another instance could take it too",
        at: Position(file: path), hint: "let one instance alone look at this folder")
    case .immovable(let path, let folder, let code):
      Diagnostic(
        "folder.move", "the file is settled, and cannot be moved into \(folder)/: \(Self.words(for: code))",
        at: Position(file: path),
        hint: Self.hint(forMoving: code))
    case .unwatched(let folder, let code):
      Diagnostic(
        .warning, "folder.watch",
        "the system does not tell of new files (\(Self.words(for: code))), so they are looked for now and then",
        at: Position(file: folder), hint: code == ENOSPC ? "raise the sysctl fs.inotify.max_user_watches" : nil)
    }
  }

  /// What lets a file be moved; `nil` where that is not known.
  private static func hint(forMoving code: Int32) -> String? {
    let then = "it is not sent again, and moved as soon as it can be"
    return switch code {
    case ENOSPC, EDQUOT: "free some space: \(then)"
    case EACCES, EPERM: "let the user that leadbridge runs as write there: \(then)"
    case ENOTDIR, ELOOP: "take away what has that name, as it is no folder: \(then)"
    default: nil
    }
  }

  /// The system's words for an `errno`: `Permission denied`.
  private static func words(for code: Int32) -> String {
    guard let text = strerror(code) else { return "error \(code)" }
    return String(cString: text)
  }
}
