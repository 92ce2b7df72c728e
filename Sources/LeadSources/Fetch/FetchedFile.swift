import Glibc
import LeadModel

/// The private file that a run writes what it fetches into: mode 0600, on disk before anybody reads it.
final class FetchedFile {
  private let path: String
  private var descriptor: Int32

  /// Makes it anew; what was there of a run that ended early is gone.
  ///
  /// - Throws: `fetch.file`, `disk.full`.
  init(at path: String) throws(Diagnostic) {
    self.path = path
    unlink(path)
    descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw Self.refusal(errno, path) }
  }

  deinit { close() }

  /// Appends bytes.
  func write(_ bytes: [UInt8]) throws(Diagnostic) {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        // Not empty, so there is a base address.
        Glibc.write(descriptor, buffer.baseAddress.map { $0 + done }, buffer.count - done)
      }
      if count > 0 {
        done += count
      } else if errno != EINTR {
        throw Self.refusal(errno, path)
      }
    }
  }

  /// Puts it on disk, and closes it.
  func finish() throws(Diagnostic) {
    guard fsync(descriptor) == 0 else { throw Self.refusal(errno, path) }
    close()
  }

  /// Takes it away again: nothing of a run that failed is left.
  func discard() {
    close()
    unlink(path)
  }

  private func close() {
    guard descriptor >= 0 else { return }
    Glibc.close(descriptor)
    descriptor = -1
  }

  private static func refusal(_ code: Int32, _ path: String) -> Diagnostic {
    let words = strerror(code).map { String(cString: $0) } ?? "error \(code)"
    return Diagnostic(
      code == ENOSPC || code == EDQUOT ? "disk.full" : FetchCode.file.rawValue,
      "what is fetched cannot be written: \(words)", at: Position(file: path))
  }
}
