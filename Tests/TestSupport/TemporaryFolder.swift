import Foundation

/// A folder of a test's own, gone with the last reference to it.
package final class TemporaryFolder: Sendable {
  /// Without a trailing slash.
  package let path: String

  package init() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "leadbridge-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let path = folder.resolvingSymlinksInPath().path(percentEncoded: false)
    self.path = path.hasSuffix("/") ? String(path.dropLast()) : path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The path of a file in it, which need not be there.
  package func path(_ name: String) -> String { "\(path)/\(name)" }

  /// Writes a file into it, with the folders on the way.
  ///
  /// - Returns: The file's path.
  @discardableResult
  package func write(_ bytes: some Sequence<UInt8>, to name: String) throws -> String {
    let file = URL(filePath: path(name))
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(Array(bytes)).write(to: file)
    return path(name)
  }

  /// Writes a text into it, in UTF-8.
  ///
  /// - Returns: The file's path.
  @discardableResult
  package func write(_ text: String, to name: String) throws -> String { try write(text.utf8, to: name) }

  /// The bytes of a file in it.
  package func bytes(of name: String) throws -> [UInt8] { Array(try Data(contentsOf: URL(filePath: path(name)))) }

  /// The text of a file in it.
  package func text(of name: String) throws -> String { String(decoding: try bytes(of: name), as: UTF8.self) }
}
