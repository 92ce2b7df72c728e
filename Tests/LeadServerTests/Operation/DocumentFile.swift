import Foundation
import Testing

/// A document of the repository, some parts of which come of declarations.
struct DocumentFile {
  private let path: String
  private let url: URL

  /// - Parameter path: Below the repository's folder.
  init(_ path: String) {
    self.path = path
    let tests = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
    url = tests.appending(path: "../../..").standardized.appending(path: path)
  }

  var text: String { get throws { String(decoding: try Data(contentsOf: url), as: UTF8.self) } }

  /// Holds what stands between `<!-- reference: NAME -->` and `<!-- end -->` against the text that it should be.
  ///
  /// With `RECORD=1` in the environment it is rewritten, and the test fails.
  func compare(part: String, with expected: String) throws {
    var text = try text
    let start = try #require(text.firstRange(of: "<!-- reference: \(part) -->\n"), "\(part)")
    let end = try #require(text[start.upperBound...].firstRange(of: "<!-- end -->"), "\(part)")
    let isEqual = text[start.upperBound..<end.lowerBound] == "\n\(expected)\n"
    if ProcessInfo.processInfo.environment["RECORD"] != nil {
      text.replaceSubrange(start.upperBound..<end.lowerBound, with: "\n\(expected)\n")
      try Data(text.utf8).write(to: url)
      Issue.record("recorded \(part) in \(path)")
    } else {
      #expect(isEqual, "\(part) in \(path) is not of the declarations: run this test with RECORD=1")
    }
  }
}
