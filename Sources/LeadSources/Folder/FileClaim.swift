import Glibc
import LeadConfig
package import LeadModel

/// A file that this process alone works on, for as long as this object lives.
///
/// The claim is flock(2) on the open file, and ends with the process, however that ends. Who gets the lock makes sure that
/// the file's name still leads to it: another instance may have taken and moved it between the look and the lock. So of any
/// number of instances that look at one folder, on one machine or over a network's file system that has locks, one takes
/// it. Who has it open for writing is not done, and it is not claimed (``OpenWriters``); where that cannot be told, writers
/// are ``FileReadiness``'s matter, and ``isUnchanged`` tells.
package final class FileClaim: Sendable {
  /// What came of claiming a file.
  package enum Attempt: Sendable {
    case claimed(FileClaim)
    /// Somebody has it open for writing: `folder.writing`. It is worth another look soon.
    case written(Diagnostic)
    /// There is nothing to claim: another instance has it, or it is gone, or not as it was.
    case none
  }

  package let file: FolderFile
  /// What is to be known of the claim: `folder.unlocked`, where it keeps nobody out.
  package let warning: Diagnostic?
  /// Of the open file: what is read is this, whatever the name leads to by then.
  package let descriptor: Int32

  /// Claims a file.
  ///
  /// - Parameter file: As a look has found it.
  /// - Returns: The claim, or why there is none.
  /// - Throws: `folder.unreadable`.
  package static func attempt(_ file: FolderFile) throws(Diagnostic) -> Attempt {
    do throws(FolderProblem) {
      guard let found = try open(file) else { return .none }
      let claim = FileClaim(file, found.descriptor, found.warning?.diagnostic)
      // From here on the descriptor is closed by `deinit`.
      if OpenWriters(of: found.descriptor) == .some { throw FolderProblem.written(path: file.path) }
      return claim.isUnchanged ? .claimed(claim) : .none
    } catch {
      if case .written = error { return .written(error.diagnostic) }
      throw error.diagnostic
    }
  }

  private init(_ file: FolderFile, _ descriptor: Int32, _ warning: Diagnostic?) {
    self.file = file
    self.descriptor = descriptor
    self.warning = warning
  }

  deinit { close(descriptor) }

  /// Opens and locks a file; `nil` where it is gone, no file, or another's.
  private static func open(_ file: FolderFile) throws(FolderProblem) -> (descriptor: Int32, warning: FolderProblem?)? {
    // Not blocking, as a pipe may have come into its place, or somebody may have a lease on it.
    let flags = O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC
    var descriptor = Glibc.open(file.path, O_RDONLY | flags)
    guard descriptor >= 0 else {
      if errno == ENOENT || errno == ELOOP || errno == ENXIO { return nil }
      // The lease of one who writes it (open(2), EWOULDBLOCK).
      if errno == EWOULDBLOCK { throw .written(path: file.path) }
      throw .unreadable(path: file.path, errno: errno)
    }
    if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return (descriptor, nil) }
    var refusal = errno
    if refusal == EBADF {
      // NFS makes a lock of a range of it, which wants a file that is open for writing (flock(2), "NFS details").
      let writable = Glibc.open(file.path, O_RDWR | flags)
      if writable >= 0 {
        close(descriptor)
        descriptor = writable
        if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return (descriptor, nil) }
        refusal = errno
      }
    }
    if refusal == EWOULDBLOCK {
      close(descriptor)
      return nil
    }
    return (descriptor, .noLock(path: file.path, errno: refusal))
  }

  /// Whether the file is as the look has found it, and its name leads to it.
  ///
  /// Asked when its run has ended, so that what was written meanwhile is read too.
  package var isUnchanged: Bool { standing == .same }

  /// How the file stands to what was claimed.
  enum Standing {
    case same
    /// It was written to, or another one has come into its place.
    case changed
    /// Nothing has its name any more.
    case gone
  }

  var standing: Standing {
    var own = stat()
    var named = stat()
    guard fstat(descriptor, &own) == 0 else { return .gone }
    guard lstat(file.path, &named) == 0 else { return errno == ENOENT ? .gone : .changed }
    return own.st_dev == named.st_dev && named.st_mode & S_IFMT == S_IFREG && FileVersion(named) == file.version
      && FileVersion(own) == file.version ? .same : .changed
  }

  /// Reads the file through, and compares it with what is remembered of its name.
  ///
  /// Costs what reading it costs, and about a second for a gigabyte.
  ///
  /// - Throws: `folder.unreadable`.
  package func compare(with earlier: RememberedFile?) throws(Diagnostic) -> GrownFile {
    guard let digest = ContentDigest(of: descriptor, size: file.version.size, mark: earlier?.content.size) else {
      throw FolderProblem.unreadable(path: file.path, errno: errno).diagnostic
    }
    return GrownFile(
      digest.content, earlier: earlier, beginsWithEarlier: digest.prefix.map { $0 == earlier?.content.digest } ?? false)
  }

  /// What became of a claimed file.
  package enum Ending: Sendable, Hashable {
    /// It lies there now, with what belongs to it beside it.
    case moved(path: String)
    /// It stays where it is.
    case left
    /// It is not what was read, and stays: it will be taken again, and the ledger drops what is known of it.
    case changed
    /// Somebody has opened it for writing meanwhile: it stays until they are done, and is moved or taken again then.
    case written
    /// Somebody has taken it away.
    case gone
  }

  /// Puts a file whose records are settled where it belongs.
  ///
  /// Every step may be the process's last: see ``FileDisposal``. Where a file has failed to move it is called again, for
  /// the same end and with the same summary.
  ///
  /// - Parameters:
  ///   - end: Which folder it goes to.
  ///   - summary: JSON that is written beside it; where it names the rejects' path, their name beside it takes its place.
  ///   - rejects: The path of a table that goes with it; it need not be there. One that is left stays where it is.
  /// - Returns: Where it is now.
  /// - Throws: `folder.move`; the file, and the rejects or a part of them, are still where they were.
  package func finish(
    _ end: FileDisposal.End, summary: [UInt8], rejects: String?
  ) throws(Diagnostic) -> Ending {
    switch standing {
    case .gone: return .gone
    case .changed: return .changed
    case .same: break
    }
    guard file.afterwards == .move else { return .left }
    // Where they go on behind the renaming, only a look at what was moved would tell.
    guard OpenWriters(of: descriptor) != .some else { return .written }
    var disposal = FileDisposal(file, end: end, summary: summary, rejects: rejects, descriptor: descriptor)
    do throws(FolderProblem) {
      return try disposal.perform()
    } catch {
      throw error.diagnostic
    }
  }
}
