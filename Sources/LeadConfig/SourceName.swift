/// Names in `leadbridge.json` that become names of other things too: folders, metrics' labels, placeholders.
enum SourceName {
  /// What a source's name is, for messages.
  static let expected = "a name of letters, digits, '-', '_' and '.', at most \(SourceSettings.maxNameBytes)"

  /// Whether a source may be called so.
  ///
  /// It begins with a letter or a digit: so it is neither `..` nor a hidden folder, nor an option on the command line.
  static func isOne(_ text: String) -> Bool {
    guard let first = text.utf8.first, isLetter(first) || isDigit(first) else { return false }
    return text.utf8.count <= SourceSettings.maxNameBytes
      && text.utf8.allSatisfy { isLetter($0) || isDigit($0) || "-_.".utf8.contains($0) }
  }

  /// Whether a placeholder can be called so: letters, digits, `_`, `-` and `.`.
  static func isPlaceholder(_ text: some StringProtocol) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { isLetter($0) || isDigit($0) || "-_.".utf8.contains($0) }
  }

  private static func isLetter(_ byte: UInt8) -> Bool { UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20 }

  private static func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }
}
