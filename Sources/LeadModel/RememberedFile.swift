/// A file of a drop folder as it was when it was taken, and what became of it.
///
/// A folder's source decides by it what is new, and the journal keeps it.
package struct RememberedFile: Sendable, Hashable {
  /// How far it has come.
  package enum Standing: Int, Sendable, Hashable, CaseIterable {
    /// Its run has begun, and is not known to have ended.
    case begun
    /// Every record is settled: it belongs into `done/`.
    case done
    /// It could not be read, or not as a whole: it belongs into `failed/`.
    case failed
  }

  /// In its folder, without a path.
  package var name: String
  package var version: FileVersion
  package var content: FileContent
  package var standing: Standing
  /// The records up to the end of ``content``; 0 where that is not known, as of a file that was written to meanwhile.
  package var records = 0
  /// Whether nothing is left to do with the file itself: it was moved, or stays where it is.
  package var isAtRest = false
  /// Where it was moved to, from its folder: `done/contacts-2.csv`; `nil`: it was not.
  package var place: String?
  /// What is written beside a file that is not at rest; at most ``maxSummaryBytes``.
  package var summary: [UInt8] = []
  /// The table of rejected records that goes with it; `nil`: there is none.
  package var rejects: String?
  /// When it was taken, or its run ended.
  package var at: Timestamp

  /// 64 KB.
  package static let maxSummaryBytes = 1 << 16

  package init(
    name: String, version: FileVersion, content: FileContent, standing: Standing, at: Timestamp
  ) {
    self.name = name
    self.version = version
    self.content = content
    self.standing = standing
    self.at = at
  }
}

/// What shows, without its being read, whether a file is still the one it was.
package struct FileVersion: Sendable, Hashable {
  /// In bytes.
  package var size: Int
  /// The last change of its content, in nanoseconds since 1970, as its file system has it; anybody can set it.
  package var modifiedNanoseconds: Int64
  /// Its number on its file system; another file of the same name has another.
  package var inode: UInt64

  package init(size: Int, modifiedNanoseconds: Int64, inode: UInt64) {
    self.size = size
    self.modifiedNanoseconds = modifiedNanoseconds
    self.inode = inode
  }
}

/// What a file's bytes are recognised by.
package struct FileContent: Sendable, Hashable {
  /// How many bytes ``digest`` is of.
  package var size: Int
  /// SHA-256 of the first 64 KB, or of all of a smaller file.
  package var headDigest: [UInt8]
  /// SHA-256 of all bytes.
  package var digest: [UInt8]

  package init(size: Int, headDigest: [UInt8], digest: [UInt8]) {
    self.size = size
    self.headDigest = headDigest
    self.digest = digest
  }
}
