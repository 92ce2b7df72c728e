import Foundation
import Glibc
package import LeadModel

/// Where records come from: a file, or standard input.
package enum Input: Sendable, Hashable {
  /// A path as the user wrote it.
  case file(path: String)
  /// A regular file that whoever asks has open, and keeps open until the run has ended.
  ///
  /// Its path names it, in messages and in the journal; what is read is the open file, wherever the name leads by then.
  case open(path: String, descriptor: Int32)
  case standardInput

  /// As messages and dead letters name it.
  package var name: String { path ?? "<stdin>" }

  /// As a file is named; `nil` for standard input.
  package var path: String? {
    switch self {
    case .file(let path), .open(let path, _): path
    case .standardInput: nil
    }
  }

  /// The path by which the system opens a file; `nil` for standard input.
  ///
  /// That of an open file leads to itself (proc(5), `/proc/self/fd`), with a position of its own each time.
  var place: String? {
    switch self {
    case .file(let path): path
    case .open(_, let descriptor): "/proc/self/fd/\(descriptor)"
    case .standardInput: nil
    }
  }

  /// The absolute path without symbolic links: what a checkpoint belongs to.
  ///
  /// `nil` for standard input.
  package var realPath: String? {
    path.map { URL(fileURLWithPath: $0).resolvingSymlinksInPath().path }
  }

  /// The file's size in bytes; `nil` where it is not known, as of a pipe.
  package var size: Int? {
    guard let place else { return nil }
    var status = stat()
    guard stat(place, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return Int(status.st_size)
  }
}

extension Input {
  /// The inputs that the words on the command line mean, in their order; none means standard input.
  ///
  /// `-` is standard input. A word with `*`, `?` or `[` that is no file's name is a glob, so that quoted globs work as
  /// unquoted ones do; its files come sorted by name. A file that is named twice comes once.
  ///
  /// - Throws: All that cannot be read, at once: `input.missing`, `input.directory`, `input.permission`,
  ///   `input.glob.empty`. Nothing is sent then.
  package static func resolve(_ words: [String]) throws(Diagnostics) -> [Input] {
    guard !words.isEmpty else { return [.standardInput] }
    var inputs: [Input] = []
    var problems: [Diagnostic] = []
    for word in words {
      if word == "-" {
        inputs.append(.standardInput)
      } else if let problem = problem(of: word) {
        guard problem.code == "input.missing", word.contains(where: { "*?[".contains($0) }) else {
          problems.append(problem)
          continue
        }
        let files = expand(glob: word)
        if files.isEmpty {
          problems.append(Diagnostic("input.glob.empty", "no file matches", at: Position(file: word)))
        }
        for file in files {
          if let problem = self.problem(of: file) { problems.append(problem) } else { inputs.append(.file(path: file)) }
        }
      } else {
        inputs.append(.file(path: word))
      }
    }
    guard problems.isEmpty else { throw Diagnostics(problems) }
    var seen: Set<String> = []
    return inputs.filter { seen.insert($0.realPath ?? $0.name).inserted }
  }

  /// Why a path cannot be read, if it cannot.
  private static func problem(of path: String) -> Diagnostic? {
    var status = stat()
    guard stat(path, &status) == 0 else {
      let isMissing = errno == ENOENT || errno == ENOTDIR
      return Diagnostic(
        isMissing ? "input.missing" : "input.permission",
        isMissing ? "there is no such file" : String(cString: strerror(errno)),
        at: Position(file: path), hint: isMissing ? nearestFile(to: path).map { "did you mean '\($0)'?" } : nil)
    }
    if status.st_mode & S_IFMT == S_IFDIR {
      return Diagnostic(
        "input.directory", "this is a directory", at: Position(file: path),
        hint: "name its files: '\(path.hasSuffix("/") ? path : path + "/")*.csv'")
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      return Diagnostic(
        "input.pipe", "this is a pipe or a device, not a file", at: Position(file: path),
        hint: "a pipe can be read once only, as standard input: COMMAND | leadbridge push -")
    }
    guard access(path, R_OK) == 0 else {
      return Diagnostic(
        "input.permission", "the file cannot be read: \(String(cString: strerror(errno)))", at: Position(file: path))
    }
    return nil
  }

  /// The file in the same folder whose name is nearest: of those that end alike, else of all.
  ///
  /// What ends alike is compared without its end: `e.csv` is not near to `nope.csv`.
  private static func nearestFile(to path: String) -> String? {
    let url = URL(fileURLWithPath: path)
    let wanted = url.lastPathComponent
    let folder = url.deletingLastPathComponent()
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
    let ending = wanted.lastIndex(of: ".").map { String(wanted[$0...]) } ?? ""
    let alike = names.filter { $0.hasSuffix(ending) }
    let stems = alike.map { String($0.dropLast(ending.count)) }
    let near = NearestName.of(String(wanted.dropLast(ending.count)), among: stems).map { $0 + ending }
    let others = names.filter { !$0.hasSuffix(ending) }
    guard let nearest = near ?? NearestName.of(wanted, among: others) else { return nil }
    return path.dropLast(wanted.count) + nearest
  }

  /// The last part of a path.
  static func fileName(of path: String) -> Substring {
    path[(path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex)...]
  }

  private static func expand(glob pattern: String) -> [String] {
    var result = glob_t()
    defer { globfree(&result) }
    guard Glibc.glob(pattern, 0, nil, &result) == 0 else { return [] }
    return (0..<Int(result.gl_pathc)).compactMap { result.gl_pathv[$0].map { String(cString: $0) } }
  }
}
