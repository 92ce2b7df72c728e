import Glibc

/// Folders that only their owner can look into: where leads and checkpoints lie.
enum PrivateFolder {
  /// Makes the folder and those above it that are missing, mode 0700, and brings their names to the disk.
  ///
  /// One that is there already stays as it is.
  static func create(_ path: String) throws(JournalError) {
    if mkdir(path, 0o700) == 0 { return try synchronize(parent(of: path)) }
    switch errno {
    case EEXIST, EISDIR:
      // A file of that name fails at what is opened in it.
      return
    case ENOENT where parent(of: path) != path:
      try create(parent(of: path))
      guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
        throw JournalError(path: path, action: .create, errno: errno)
      }
      try synchronize(parent(of: path))
    default:
      throw JournalError(path: path, action: .create, errno: errno)
    }
  }

  /// Brings a folder's list of names to the disk: without it a file that was created or renamed there may be gone after
  /// a power failure (fsync(2), "Notes").
  static func synchronize(_ path: String) throws(JournalError) {
    let folder = try OpenFile(path, O_RDONLY | O_DIRECTORY)
    try folder.synchronize()
  }

  /// The folder that holds a path's last name: `.` for a bare name.
  static func parent(of path: String) -> String {
    var rest = path[...]
    while rest.count > 1, rest.last == "/" { rest.removeLast() }
    guard let slash = rest.lastIndex(of: "/") else { return "." }
    return slash == rest.startIndex ? "/" : String(rest[..<slash])
  }

  /// The path without links, as a resolved file has one only; `nil` where there is no such file.
  static func realPath(of path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
