import Glibc
import LeadModel

/// An open folder, closed when it goes.
///
/// Names are looked up in it and not by path, so that a folder that is moved or replaced meanwhile is not mixed up with
/// another one.
struct OpenFolder: ~Copyable {
  /// At most so many names are read, whether they are wanted or not.
  private static let maxNames = 1_000_000

  let descriptor: Int32
  let path: String

  /// Opens a folder; links in its path are followed.
  ///
  /// - Throws: ``FolderProblem/gone(folder:)``, ``FolderProblem/closed(folder:errno:)``.
  init(_ path: String) throws(FolderProblem) {
    let opened = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard opened >= 0 else {
      throw errno == ENOENT || errno == ENOTDIR ? .gone(folder: path) : .closed(folder: path, errno: errno)
    }
    descriptor = opened
    self.path = path
  }

  /// Opens a folder in another one that is no link; makes it with that one's mode where it is missing.
  ///
  /// `nil`: it cannot be had; `errno` says why.
  init?(making name: String, in parent: borrowing OpenFolder) {
    var status = stat()
    guard fstat(parent.descriptor, &status) == 0 else { return nil }
    guard mkdirat(parent.descriptor, name, status.st_mode & 0o777) == 0 || errno == EEXIST else { return nil }
    self.init(named: name, in: parent)
  }

  /// Opens a folder in another one that is no link.
  ///
  /// `nil`: it cannot be had; `errno` says why.
  init?(named name: String, in parent: borrowing OpenFolder) {
    let opened = openat(parent.descriptor, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard opened >= 0 else { return nil }
    descriptor = opened
    path = "\(parent.path)/\(name)"
  }

  deinit { close(descriptor) }

  /// Lists the wanted names, with one system call each.
  ///
  /// - Parameters:
  ///   - limit: At most so many.
  ///   - isWanted: Asked for every name that can be worked with.
  /// - Returns: What is there, and whether it is all.
  /// - Throws: ``FolderProblem/closed(folder:errno:)``.
  func snapshot(limit: Int, isWanted: (String) -> Bool) throws(FolderProblem) -> FolderSnapshot {
    // A descriptor of its own: closedir(3) closes it.
    let own = openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard own >= 0 else { throw .closed(folder: path, errno: errno) }
    guard let listing = fdopendir(own) else {
      close(own)
      throw .closed(folder: path, errno: errno)
    }
    defer { closedir(listing) }
    var snapshot = FolderSnapshot()
    for _ in 0..<Self.maxNames {
      errno = 0
      guard let found = readdir(listing) else {
        guard errno == 0 else { throw .closed(folder: path, errno: errno) }
        return snapshot
      }
      guard let name = Self.name(found) else {
        snapshot.oddNames += 1
        continue
      }
      guard isWanted(name), let entry = entry(name) else { continue }
      guard snapshot.entries.count < limit else { break }
      snapshot.entries.append(entry)
    }
    snapshot.isCut = true
    return snapshot
  }

  /// What a name is now; `nil` where there is none.
  func entry(_ name: String) -> FolderEntry? {
    var status = stat()
    guard fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { return nil }
    let kind: FolderEntry.Kind =
      switch status.st_mode & S_IFMT {
      case S_IFREG: .file
      case S_IFLNK: .link
      default: .other
      }
    return FolderEntry(name: name, kind: kind, version: FileVersion(status))
  }

  /// Why a file cannot be read: an `errno`, by what this process may; 0: it can, or is gone.
  func refusal(of name: String) -> Int32 {
    guard faccessat(descriptor, name, R_OK, AT_EACCESS) != 0, errno != ENOENT else { return 0 }
    return errno
  }

  /// Brings the list of names to the disk (fsync(2), "Notes").
  ///
  /// - Returns: Whether it is there.
  func synchronize() -> Bool { fsync(descriptor) == 0 || errno == EINVAL || errno == ENOTSUP }

  /// A name in UTF-8 of a length that leaves room, without control characters, as it is shown and written to logs.
  private static func name(_ entry: UnsafeMutablePointer<dirent>) -> String? {
    withUnsafePointer(to: &entry.pointee.d_name) { tuple in
      tuple.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { bytes in
        guard let name = String(validatingCString: bytes), name.utf8.count <= FolderScan.maxNameBytes,
          name.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control })
        else { return nil }
        return name
      }
    }
  }
}

extension FileVersion {
  init(_ status: stat) {
    self.init(
      size: Int(status.st_size),
      modifiedNanoseconds: Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec),
      inode: UInt64(status.st_ino))
  }
}
