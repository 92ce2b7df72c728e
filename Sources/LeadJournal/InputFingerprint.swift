import Crypto
import Glibc

/// What an input is recognised by when a run goes on: whether it is the one with which the run began, or that with more
/// at its end.
package struct InputFingerprint: Sendable, Hashable {
  /// How much of an input's start is looked at: 64 KB, here 65,536 bytes.
  package static let headBytes = 65_536

  /// In bytes.
  package let size: Int
  /// When it was changed last, in nanoseconds since 1970.
  ///
  /// Kept for people; a file that was only touched is unchanged.
  package let modifiedNanoseconds: Int64
  /// The length of the head: ``headBytes``, or the size of a smaller input.
  package let headCount: Int
  /// SHA-256 of the head.
  package let headDigest: [UInt8]
  /// The head itself, where the input was read just now; empty in what a journal remembers.
  private let head: [UInt8]

  /// As a journal remembers it.
  init(size: Int, modifiedNanoseconds: Int64, headCount: Int, headDigest: [UInt8]) {
    self.size = size
    self.modifiedNanoseconds = modifiedNanoseconds
    self.headCount = headCount
    self.headDigest = headDigest
    head = []
  }

  /// Reads size, time and head of a file.
  ///
  /// For a `.gz` file these are of what is on the disk.
  package init(path: String) throws(JournalError) {
    let file = try OpenFile(path, O_RDONLY)
    let status = try file.status
    head = try file.bytes(at: 0, count: Self.headBytes)
    // A file that grows just now may show more bytes than its size a moment ago.
    size = max(status.size, head.count)
    modifiedNanoseconds = status.modifiedNanoseconds
    headCount = head.count
    headDigest = Array(SHA256.hash(data: head))
  }

  /// Whether this input, read just now, is `earlier` unchanged or grown: at least as long, and beginning the same.
  package func continues(_ earlier: InputFingerprint) -> Bool {
    size >= earlier.size && head.count >= earlier.headCount
      && Array(SHA256.hash(data: head.prefix(earlier.headCount))) == earlier.headDigest
  }

  package static func == (one: Self, other: Self) -> Bool {
    one.size == other.size && one.modifiedNanoseconds == other.modifiedNanoseconds
      && one.headDigest == other.headDigest
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(headDigest) }
}
