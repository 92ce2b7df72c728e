import Glibc

/// A file descriptor with its path: closed when it goes.
///
/// The one place of this room that calls the system about files.
///
/// Calls that a signal interrupts are made again. Errors name the path and what was done to it.
struct OpenFile: ~Copyable {
  let descriptor: Int32
  let path: String

  /// Opens a file, closed in child processes, with the flags of open(2).
  ///
  /// A file that is created is its owner's alone.
  init(_ path: String, _ flags: Int32) throws(JournalError) {
    let opened = retrying { open(path, flags | O_CLOEXEC, 0o600) }
    guard opened >= 0 else {
      throw JournalError(path: path, action: flags & O_CREAT != 0 ? .create : .open, errno: errno)
    }
    descriptor = opened
    self.path = path
  }

  deinit { close(descriptor) }

  /// Which file it is, how long, and of what kind.
  var status: FileStatus {
    get throws(JournalError) {
      var found = stat()
      guard fstat(descriptor, &found) == 0 else { throw failure(.read) }
      return FileStatus(found)
    }
  }

  /// Fills the buffer from `offset` on, as far as there is anything.
  ///
  /// - Returns: The number of bytes read; fewer than asked for at the end of the file only.
  func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(JournalError) -> Int {
    var done = 0
    while done < buffer.count {
      let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[done...])
      let count = retrying { pread(descriptor, rest.baseAddress, rest.count, off_t(offset + done)) }
      guard count >= 0 else { throw failure(.read) }
      if count == 0 { break }
      done += count
    }
    return done
  }

  /// At most `count` bytes from `offset` on.
  func bytes(at offset: Int, count: Int) throws(JournalError) -> [UInt8] {
    var failed: JournalError?
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      do throws(JournalError) {
        initialized = try read(at: offset, into: UnsafeMutableRawBufferPointer(buffer))
      } catch {
        failed = error
      }
    }
    if let failed { throw failed }
    return bytes
  }

  /// Writes all of the bytes at the file's position (its end where it was opened with `O_APPEND`).
  func write(_ bytes: [UInt8]) throws(JournalError) {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        retrying {
          // Not empty, so there is a base address.
          systemWrite(descriptor, buffer.baseAddress.map { $0 + done }, buffer.count - done)
        }
      }
      guard count >= 0 else { throw failure(.write) }
      done += count
    }
  }

  /// Cuts the file to `size` bytes.
  func truncate(to size: Int) throws(JournalError) {
    guard retrying({ ftruncate(descriptor, off_t(size)) }) == 0 else { throw failure(.truncate) }
  }

  /// Brings content and size to the disk: power may fail after it.
  ///
  /// Does nothing where there is no disk (`/dev/null`).
  func synchronize() throws(JournalError) {
    // fdatasync(2) leaves out only what is not needed to read the data back, such as the time of change.
    let result = retrying { fdatasync(descriptor) }
    guard result == 0 || errno == EINVAL || errno == ENOTSUP || errno == EROFS else { throw failure(.sync) }
  }

  /// Makes the file its owner's alone where others could look into it.
  func makePrivate() throws(JournalError) {
    let status = try status
    guard status.isRegular, status.permissions & 0o077 != 0 else { return }
    guard fchmod(descriptor, status.permissions & 0o700) == 0 else { throw failure(.write) }
  }

  /// What everybody may still write on the disk of a folder, in bytes (statvfs(3)); `nil`: the system does not say.
  static func freeBytes(beside folder: String) -> Int? {
    var found = statvfs()
    guard statvfs(folder, &found) == 0 else { return nil }
    return Int(clamping: found.f_bavail.multipliedReportingOverflow(by: found.f_frsize).partialValue)
  }

  private func failure(_ action: FileAction) -> JournalError {
    JournalError(path: path, action: action, errno: errno)
  }
}

/// What fstat(2) tells of a file.
struct FileStatus {
  /// Device and inode: which file it is, whatever its name.
  struct Identity: Hashable {
    let device: UInt64
    let inode: UInt64
  }

  let identity: Identity
  /// In bytes.
  let size: Int
  /// The last change of its content, in nanoseconds since 1970.
  let modifiedNanoseconds: Int64
  let isRegular: Bool
  /// The nine bits, `0o600`.
  let permissions: mode_t

  /// Of the file that a path leads to now; `nil` where there is none.
  init?(at path: String) {
    var found = stat()
    guard stat(path, &found) == 0 else { return nil }
    self.init(found)
  }

  fileprivate init(_ found: stat) {
    identity = Identity(device: UInt64(found.st_dev), inode: UInt64(found.st_ino))
    size = Int(found.st_size)
    modifiedNanoseconds = Int64(found.st_mtim.tv_sec) * 1_000_000_000 + Int64(found.st_mtim.tv_nsec)
    isRegular = found.st_mode & S_IFMT == S_IFREG
    permissions = found.st_mode & 0o777
  }
}

/// write(2), which inside ``OpenFile`` is hidden by its own.
private func systemWrite(_ descriptor: Int32, _ start: UnsafeRawPointer?, _ count: Int) -> Int {
  write(descriptor, start, count)
}

/// Makes a system call until no signal interrupts it.
private func retrying<Result: SignedInteger>(_ call: () -> Result) -> Result {
  while true {
    let result = call()
    if result != -1 || errno != EINTR { return result }
  }
}
