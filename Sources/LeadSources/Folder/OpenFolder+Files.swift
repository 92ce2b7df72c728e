import Glibc
import LeadModel

extension OpenFolder {
  /// Whether there is a file of a name that has just these bytes.
  func holds(_ bytes: [UInt8], as name: String) -> Bool {
    guard let entry = entry(name), entry.kind == .file, entry.version.size == bytes.count else { return false }
    let file = openat(descriptor, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard file >= 0 else { return false }
    defer { close(file) }
    // One byte more than there should be.
    var found = [UInt8](repeating: 0, count: bytes.count + 1)
    var count = 0
    while count < found.count {
      let read = found.withUnsafeMutableBytes { bytes in
        let rest = UnsafeMutableRawBufferPointer(rebasing: bytes[count...])
        return pread(file, rest.baseAddress, rest.count, off_t(count))
      }
      if read < 0, errno == EINTR { continue }
      guard read > 0 else { break }
      count += read
    }
    return found[..<count].elementsEqual(bytes)
  }

  /// Brings a file of another folder into this one, under a name or the next one that is free.
  ///
  /// A link and not a renaming, which would replace what has come meanwhile.
  ///
  /// - Parameters:
  ///   - name: As it is called there.
  ///   - wanted: As it should be called here.
  ///   - other: On the same disk.
  /// - Returns: As it is called here; `nil`: it is where it was, and `errno` says why.
  func takeBack(_ name: String, as wanted: String, from other: borrowing OpenFolder) -> String? {
    let back = NumberedName.free(for: wanted) { entry($0) != nil }
    if linkat(other.descriptor, name, descriptor, back, 0) == 0 {
      unlinkat(other.descriptor, name, 0)
      return back
    }
    // A file system without links (link(2), EPERM), or one that does not know the call.
    guard errno == EPERM || errno == EOPNOTSUPP || errno == ENOSYS else { return nil }
    return renameat(other.descriptor, name, descriptor, back) == 0 ? back : nil
  }
}
