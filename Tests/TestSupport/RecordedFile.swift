import Foundation

/// A file of the repository that is written by its declarations.
///
/// With `RECORD=1` in the environment it is rewritten, and the test fails: look at the difference, commit it, run again.
package struct RecordedFile {
  /// Why a test fails: what it says is all that is printed, as a comparison of the two texts would print both.
  package struct Difference: Error, CustomStringConvertible {
    package let description: String
  }

  private let url: URL
  private let path: String

  /// - Parameter path: Below the repository's folder.
  package init(_ path: String) {
    self.path = path
    url = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: path)
  }

  package var text: String { get throws { String(decoding: try Data(contentsOf: url), as: UTF8.self) } }

  /// Holds what stands between `<!-- reference: NAME -->` and `<!-- end -->` against the text that it should be.
  ///
  /// - Throws: ``Difference`` as below, and where there is no such part.
  package func compare(part: String, with expected: String) throws {
    var whole = try text
    guard let start = whole.firstRange(of: "<!-- reference: \(part) -->\n"),
      let end = whole[start.upperBound...].firstRange(of: "<!-- end -->")
    else { throw Difference(description: "\(path) has no part \(part)") }
    whole.replaceSubrange(start.upperBound..<end.lowerBound, with: "\n\(expected)\n")
    try compare(whole)
  }

  /// Holds the file against the text that it should have.
  ///
  /// - Throws: ``Difference`` where it has another, and where it was recorded.
  package func compare(_ expected: String) throws {
    if ProcessInfo.processInfo.environment["RECORD"] != nil {
      try Data(expected.utf8).write(to: url)
      throw Difference(description: "recorded \(path)")
    }
    guard try text == expected else {
      throw Difference(description: "\(path) is not of the declarations: run this test with RECORD=1")
    }
  }
}
