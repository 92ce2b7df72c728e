import Foundation
import LeadModel

/// Small files read whole, and written so that only their owner can read them.
struct PlainFile {
  let bytes: [UInt8]
  /// Whether others than the owner may read it.
  let isReadableByOthers: Bool

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - path: Where it is.
  ///   - what: What it is, as the code of errors has it: `configuration` gives `config.unreadable`.
  ///   - maxBytes: A larger one is refused.
  /// - Throws: Why it cannot be read.
  init(reading path: String, what: String, maxBytes: Int = 16 << 20) throws(Diagnostics) {
    func refusal(_ message: String) -> Diagnostics {
      let code = what == "secret" ? "secret.unreadable" : "config.unreadable"
      return Diagnostics([Diagnostic(.error, code, message, at: Position(file: path))])
    }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw refusal("the \(what) file cannot be read: \(Self.words(for: errno))") }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw refusal("the \(what) file cannot be read: \(Self.words(for: errno))")
    }
    guard status.st_mode & S_IFMT != S_IFDIR else { throw refusal("the \(what) file is a folder") }
    let data: Data
    do {
      data = try handle.read(upToCount: maxBytes + 1) ?? Data()
    } catch {
      throw refusal("the \(what) file cannot be read")
    }
    guard data.count <= maxBytes else { throw refusal("the \(what) file is larger than \(maxBytes) bytes") }
    bytes = Array(data)
    isReadableByOthers = status.st_mode & 0o044 != 0
  }

  /// The bytes of a file.
  static func bytes(of path: String, what: String) throws(Diagnostics) -> [UInt8] {
    try PlainFile(reading: path, what: what).bytes
  }

  /// Writes a file of mode 0600 in one step: whoever looks sees the old content or the new, also after a crash.
  ///
  /// Folders that are missing are made, mode 0700; a link to a file stays one.
  static func write(_ bytes: [UInt8], to path: String) throws(Diagnostic) {
    let target = URL(filePath: path).resolvingSymlinksInPath()
    let folder = target.deletingLastPathComponent()
    func refusal(_ code: Int32) -> Diagnostic {
      Diagnostic(
        .error, code == ENOSPC || code == EDQUOT ? "disk.full" : "config.unwritable",
        "the file cannot be written: \(words(for: code))", at: Position(file: path))
    }
    // Its failure shows in what is opened there, with the system's words.
    try? FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let newPath = folder.path() + "/.\(target.lastPathComponent).\(getpid()).new"
    unlink(newPath)
    let descriptor = open(newPath, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw refusal(errno) }
    var failure: Int32 = 0
    var done = 0
    while done < bytes.count, failure == 0 {
      let count = bytes.withUnsafeBytes { buffer in
        // Not empty, so there is a base address.
        Foundation.write(descriptor, buffer.baseAddress.map { $0 + done }, buffer.count - done)
      }
      if count > 0 { done += count } else if errno != EINTR { failure = errno }
    }
    if failure == 0, fsync(descriptor) != 0 { failure = errno }
    close(descriptor)
    if failure == 0, rename(newPath, target.path(percentEncoded: false)) != 0 { failure = errno }
    guard failure == 0 else {
      unlink(newPath)
      throw refusal(failure)
    }
  }

  /// The system's words for an `errno`: `Permission denied`.
  private static func words(for code: Int32) -> String {
    guard let text = strerror(code) else { return "error \(code)" }
    return String(cString: text)
  }
}
