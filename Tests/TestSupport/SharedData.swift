package import Foundation

/// The test material that lies beside the repository, in `../shared/data`.
///
/// Tests that read it are skipped without it:
///
///     @Test(.enabled(if: SharedData.isThere)) func …
package enum SharedData {
  /// Found from this file's own place, with links resolved.
  package static let folder: URL = URL(filePath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "shared/data", directoryHint: .isDirectory)

  /// Whether it is there.
  package static let isThere = FileManager.default.fileExists(
    atPath: folder.appending(path: "README.md").path(percentEncoded: false))

  /// The bytes of one of its files.
  ///
  /// - Parameter path: Below the folder: `json/behaviours.tsv`.
  /// - Returns: All of them.
  /// - Throws: Where it cannot be read.
  package static func bytes(_ path: String) throws -> [UInt8] {
    Array(try Data(contentsOf: folder.appending(path: path)))
  }

  /// The names of the files in one of its folders, in order; none where it is absent.
  package static func files(in path: String) -> [String] {
    let names = try? FileManager.default.contentsOfDirectory(
      atPath: folder.appending(path: path).path(percentEncoded: false))
    return (names ?? []).sorted()
  }
}
