import Foundation
import Glibc
import LeadConfig
import LeadModel
import TestSupport

@testable import LeadSources

/// A drop folder of a test's own, and a clock that the test turns.
struct FolderStage {
  let folder: TemporaryFolder
  var settings: FolderSettings
  var now = Timestamp(millisecondsSince1970: 1_800_000_000_000)
  var remembered: [String: RememberedFile] = [:]

  /// One in which files are whole at once, unless something else is said.
  init(_ readiness: FolderSettings.Readiness = .renamed) throws {
    folder = try TemporaryFolder()
    settings = FolderSettings(path: folder.path)
    settings.readiness = readiness
  }

  /// A look with nothing seen before.
  func look() throws -> FolderListing {
    var source = FolderSource(settings)
    return try source.ready(now: now, remembered: remembered)
  }

  /// The one file that a look takes.
  func file() throws -> FolderFile {
    let files = try look().taken
    guard files.count == 1 else { throw StageError(description: "\(files.count) files are taken") }
    return files[0]
  }

  /// Writes a file that was changed so many seconds before now.
  @discardableResult
  func drop(_ text: String, as name: String, secondsAgo: Int = 0) throws -> String {
    let path = try folder.write(text, to: name)
    try setTime(of: name, secondsAgo: secondsAgo)
    return path
  }

  func setTime(of name: String, secondsAgo: Int) throws {
    let time = timespec(tv_sec: Int(now.millisecondsSince1970 / 1000) - secondsAgo, tv_nsec: 0)
    guard utimensat(AT_FDCWD, folder.path(name), [time, time], 0) == 0 else { throw StageError.last() }
  }

  /// The names in the folder, or one in it, those that are hidden too.
  func names(in inner: String? = nil) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: inner.map(folder.path) ?? folder.path).sorted()
  }

  /// A file as a run that has ended well remembers it.
  static func remembered(
    _ file: FolderFile, _ content: FileContent = FileContent(size: 0, headDigest: [], digest: []), records: Int = 0
  ) -> RememberedFile {
    var remembered = RememberedFile(
      name: file.name, version: file.version, content: content, standing: .done,
      at: Timestamp(millisecondsSince1970: 1_800_000_000_000))
    remembered.records = records
    return remembered
  }
}

extension FileClaim {
  /// A claim; `nil` where there is none, whyever.
  static func taken(_ file: FolderFile) throws(Diagnostic) -> FileClaim? {
    if case .claimed(let claim) = try attempt(file) { claim } else { nil }
  }
}

/// A file that somebody writes, until it goes.
final class Writer {
  private let descriptor: Int32

  /// Opens it at its end.
  init(of path: String) throws {
    descriptor = open(path, O_WRONLY | O_APPEND)
    guard descriptor >= 0 else { throw StageError.last() }
  }

  deinit { close(descriptor) }

  func write(_ text: String) throws {
    let bytes = Array(text.utf8)
    guard Glibc.write(descriptor, bytes, bytes.count) == bytes.count else { throw StageError.last() }
  }
}

/// What a test could not set up.
struct StageError: Error, CustomStringConvertible {
  let description: String

  static func last() -> StageError { StageError(description: String(cString: strerror(errno))) }
}

/// A disk of a few kilobytes over a folder, until it goes.
final class SmallDisk {
  private let path: String

  /// Mounts it over a folder that is there.
  init(over path: String, kilobytes: Int) throws {
    self.path = path
    guard try Self.run("/bin/mount", ["-t", "tmpfs", "-o", "size=\(kilobytes)k", "tmpfs", path]) == 0 else {
      throw StageError(description: "no disk can be mounted")
    }
  }

  deinit { _ = try? Self.run("/bin/umount", ["--lazy", path]) }

  /// Whether this process may mount one.
  static let isToBeHad: Bool = {
    guard getuid() == 0, let folder = try? TemporaryFolder() else { return false }
    return (try? SmallDisk(over: folder.path, kilobytes: 16)) != nil
  }()

  private static func run(_ program: String, _ arguments: [String]) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }
}

/// Does something with the rights that a stranger has on files: root's go with setfsuid(2), for this thread alone.
func asStranger<Result>(_ action: () throws -> Result) rethrows -> Result {
  guard getuid() == 0 else { return try action() }
  typealias Call = @convention(c) (uid_t) -> Int32
  // Not among what the Glibc module shows. The C library has had it since 2.1 with this signature.
  let setUser = unsafeBitCast(dlsym(nil, "setfsuid"), to: Call.self)
  _ = setUser(65_534)
  defer { _ = setUser(0) }
  return try action()
}
