/// Tells by its first two lines that a text is a multipart body, and what its boundary is.
enum MultipartStart {
  /// What the text so far says.
  enum Verdict: Sendable, Hashable {
    /// More has to come.
    case undecided
    case other
    case multipart(boundary: [UInt8])
  }

  /// A longer boundary is none; RFC 2046 allows 70 bytes.
  static let maxBoundaryBytes = 200

  /// Looks at a text that does not begin with a blank: a line `--boundary`, and behind it a header `Content-…`.
  ///
  /// Looks at a few hundred bytes at most.
  static func verdict(_ text: ArraySlice<UInt8>, isWhole: Bool) -> Verdict {
    let dashes = Array("--".utf8)
    guard text.prefix(dashes.count).elementsEqual(dashes.prefix(text.count)) else { return .other }
    let window = text.prefix(dashes.count + maxBoundaryBytes + MultipartParser.maxPaddingBytes)
    guard let feed = window.firstIndex(of: Byte.lineFeed) else {
      return isWhole || window.count < text.count ? .other : .undecided
    }
    let boundary = HeaderValue.trimmed(text[..<feed].dropFirst(dashes.count))
    guard isBoundary(boundary) else { return .other }
    let header = Array("content-".utf8)
    let behind = text[(feed + 1)...].prefix(header.count).map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
    guard behind.elementsEqual(header.prefix(behind.count)) else { return .other }
    guard behind.count == header.count else { return isWhole ? .other : .undecided }
    return .multipart(boundary: Array(boundary))
  }

  /// The boundary that a content type says; `nil`: none that can be one.
  static func boundary(in contentType: String) -> [UInt8]? {
    HeaderValue(contentType).parameter("boundary").flatMap { isBoundary($0[...]) ? $0 : nil }
  }

  private static func isBoundary(_ bytes: ArraySlice<UInt8>) -> Bool {
    !bytes.isEmpty && bytes.count <= maxBoundaryBytes && !bytes.contains(where: Byte.endsLine)
      && bytes.last.map(Byte.isBlank) == false
  }
}
