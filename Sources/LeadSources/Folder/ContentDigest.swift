import Crypto
import Glibc
import LeadModel

/// Digests a file in one pass: its head, all of it, and its first bytes up to where it ended before.
struct ContentDigest {
  static let headBytes = 1 << 16
  private static let pieceBytes = 1 << 20

  /// Of all that was read.
  let content: FileContent
  /// Of the first bytes, up to the mark; `nil`: there are fewer.
  let prefix: [UInt8]?

  /// Reads a file from its start; linear, in memory of 1 MB.
  ///
  /// `nil` where reading fails; `errno` says why.
  ///
  /// - Parameters:
  ///   - descriptor: Its position stays.
  ///   - size: So many bytes are read, or fewer where the file is cut meanwhile.
  ///   - mark: Where ``prefix`` ends.
  init?(of descriptor: Int32, size: Int, mark: Int?) {
    var all = SHA256()
    var head = SHA256()
    var prefix: [UInt8]? = mark == 0 ? Array(SHA256().finalize()) : nil
    var place = 0
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.pieceBytes, alignment: 16)
    defer { buffer.deallocate() }
    while place < size {
      // A piece ends at each mark, so that the digest up to it can be taken.
      let next = [Self.headBytes, mark ?? size, size].filter { $0 > place }.min() ?? size
      let wanted = min(next - place, buffer.count)
      let count = pread(descriptor, buffer.baseAddress, wanted, off_t(place))
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { return nil }
      if count == 0 { break }
      let piece = UnsafeRawBufferPointer(rebasing: buffer[..<count])
      all.update(bufferPointer: piece)
      if place < Self.headBytes { head.update(bufferPointer: piece) }
      place += count
      if place == mark { prefix = Array(all.finalize()) }
    }
    content = FileContent(size: place, headDigest: Array(head.finalize()), digest: Array(all.finalize()))
    self.prefix = prefix
  }
}
