package import LeadModel

/// The formats of a posted body.
package enum BodyFormat: String, Sendable, Hashable, CaseIterable {
  /// `application/x-www-form-urlencoded`: ``URLEncoded``.
  case form
  /// `multipart/form-data`: ``MultipartReader``.
  case multipart
  /// `application/json` and its relatives.
  case json

  /// What a body is, whatever its content type says.
  ///
  /// The body's first bytes decide where they can only be one of the three: an object or a list in JSON; a line
  /// `--boundary` with a header behind it; pairs `name=value` in which nothing stands that urlencoded forms escape. Else
  /// the content type does (RFC 9110, section 8.3). Looks at no more than ``FormatGuess/windowBytes``.
  ///
  /// - Parameters:
  ///   - contentType: The header's value; `nil` or empty: it was not sent.
  ///   - body: The body, or so much of it that its first lines are there.
  /// - Returns: The format, `nil` where it is none of the three; a finding `content.type` where the content type says
  ///   another one, or one that forms are not sent in, or is multipart and has no boundary.
  package static func of(
    contentType: String?, body: some Collection<UInt8>
  ) -> (format: BodyFormat?, finding: Finding?) {
    let type = contentType.flatMap { $0.allSatisfy(\.isWhitespace) ? nil : HeaderValue($0) }
    let said = type.flatMap { BodyFormat(essence: $0.essence) }
    let start = Array(body.prefix(FormatGuess.windowBytes))
    guard let found = BodyFormat(start: start) else {
      guard said == .multipart, let contentType, MultipartStart.boundary(in: contentType) == nil else {
        return (said, nil)
      }
      return (said, Finding("content.type", "the content type is multipart, and says no boundary"))
    }
    guard let type else { return (found, nil) }
    if said == found {
      guard found == .multipart, let contentType, MultipartStart.boundary(in: contentType) == nil else {
        return (found, nil)
      }
      return (
        found,
        Finding("content.type", "the content type says no boundary; the one of the body's first line is taken")
      )
    }
    return (
      found,
      Finding("content.type", "the content type is \(shown(type.essence)), and the body is \(found.name)")
    )
  }

  /// The format that a content type says; text in JSON has many names (RFC 6839, section 3.1: `+json`).
  private init?(essence: String) {
    switch essence {
    case "application/x-www-form-urlencoded": self = .form
    case "multipart/form-data": self = .multipart
    case "application/json", "text/json", "application/x-json": self = .json
    case _ where essence.hasSuffix("+json"): self = .json
    default: return nil
    }
  }

  /// The format that a body can only be, by its start.
  private init?(start: [UInt8]) {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let text = start.dropFirst(start.starts(with: mark) ? mark.count : 0).drop(while: Byte.isBlank)
    guard let first = text.first else { return nil }
    if case .multipart = MultipartStart.verdict(text, isWhole: true) {
      self = .multipart
    } else if Self.isJSON(first, text.dropFirst().first { !Byte.isBlank($0) }) {
      self = .json
    } else if Self.isForm(text, isWhole: start.count < FormatGuess.windowBytes) {
      self = .form
    } else {
      return nil
    }
  }

  /// Whether an object or a list begins with these two bytes.
  ///
  /// Narrower than JSON: a list of numbers is no lead, and `[1]=x` may be a field.
  private static func isJSON(_ first: UInt8, _ second: UInt8?) -> Bool {
    switch (first, second) {
    case (UInt8(ascii: "{"), Byte.quote), (UInt8(ascii: "{"), UInt8(ascii: "}")): true
    case (UInt8(ascii: "["), UInt8(ascii: "{")), (UInt8(ascii: "["), UInt8(ascii: "[")): true
    case (UInt8(ascii: "["), Byte.quote), (UInt8(ascii: "["), UInt8(ascii: "]")): true
    default: false
    }
  }

  /// Whether a body is pairs; a line end may stand at its end.
  private static func isForm(_ text: ArraySlice<UInt8>, isWhole: Bool) -> Bool {
    let line = HeaderValue.trimmed(text)
    guard line.allSatisfy(FormatGuess.isURLEncoded) else { return false }
    // The last pair may be cut in two.
    let end = isWhole ? nil : line.lastIndex(of: UInt8(ascii: "&"))
    return FormatGuess.isForm(line[..<(end ?? line.endIndex)])
  }

  /// A content type for a message: anyone may send any.
  private static func shown(_ essence: String) -> String {
    let isType = essence.utf8.count <= 80 && essence.utf8.allSatisfy { HeaderValue.isToken($0) || $0 == 0x2F }
    return isType && !essence.isEmpty ? "'\(essence)'" : "none that is known"
  }

  /// In a sentence.
  private var name: String {
    switch self {
    case .form: "an urlencoded form"
    case .multipart: "a multipart form"
    case .json: "JSON"
    }
  }
}
