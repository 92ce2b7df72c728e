import Glibc

/// The files of captured posts, which are their owner's alone.
///
/// No call follows a link at the end of its path: who may write into the folder could lead us out of it.
enum CaseFile {
  /// Makes a folder and those above it that are missing, mode 0700; one that is there stays as it is.
  ///
  /// - Returns: Whether there is a folder now.
  static func makeFolder(_ path: String) -> Bool {
    var made = path.hasPrefix("/") ? "/" : ""
    for name in path.split(separator: "/") {
      made += name + "/"
      guard mkdir(made, 0o700) == 0 || errno == EEXIST || errno == EISDIR else { return false }
    }
    var found = stat()
    return stat(path.isEmpty ? "." : path, &found) == 0 && found.st_mode & S_IFMT == S_IFDIR
  }

  /// Appends lines to a file, mode 0600 where it is new; a line that a crash cut in two is ended first.
  ///
  /// - Returns: Whether all of it is written.
  static func append(_ lines: [UInt8], to path: String) -> Bool {
    let file = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else { return false }
    defer { close(file) }
    var last: UInt8 = 0x0A
    let end = lseek(file, 0, SEEK_END)
    if end > 0, pread(file, &last, 1, end - 1) != 1 { return false }
    let bytes = last == 0x0A ? lines : [0x0A] + lines
    var done = 0
    while done < bytes.count {
      let count = bytes[done...].withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      done += count
    }
    return true
  }

  /// How long a file is; `nil` where there is none.
  ///
  /// Reads it whole: it is at most as long as a route's limit.
  static func size(of path: String) -> (bytes: Int, lines: Int)? {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var bytes = 0
    var lines = 0
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let count = buffer.withUnsafeMutableBytes { read(file, $0.baseAddress, $0.count) }
      guard count > 0 else { return (bytes, lines) }
      bytes += count
      lines += buffer[..<count].count { $0 == 0x0A }
    }
  }
}
