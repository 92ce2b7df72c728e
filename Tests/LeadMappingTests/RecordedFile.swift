import Foundation
import Testing

/// A file of the repository that is written by its declarations.
///
/// With `RECORD=1` in the environment it is rewritten, and the test fails: look at the difference, commit it, run again.
struct RecordedFile {
  private let url: URL
  private let path: String

  /// - Parameter path: Below the repository's folder.
  init(_ path: String) {
    self.path = path
    url = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: path)
  }

  var text: String { get throws { String(decoding: try Data(contentsOf: url), as: UTF8.self) } }

  /// Holds the file against the text that it should have.
  func compare(_ expected: String) throws {
    if ProcessInfo.processInfo.environment["RECORD"] != nil {
      try Data(expected.utf8).write(to: url)
      Issue.record("recorded \(path)")
    } else {
      // A comparison of the two would print both.
      let isEqual = try text == expected
      #expect(isEqual, "\(path) is not of the declarations: run this test with RECORD=1")
    }
  }
}
