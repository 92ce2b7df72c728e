/// Texts as conditions and maps compare them: trimmed, and without case.
enum CaselessText {
  /// The form in which equal texts are equal.
  ///
  /// ASCII in lower case costs one pass and no allocation.
  static func folded(_ text: String) -> String {
    let trimmed = Blank.trimmed(text)
    let isPlain = trimmed.utf8.allSatisfy { $0 < 0x80 && !(UInt8(ascii: "A")...UInt8(ascii: "Z") ~= $0) }
    return isPlain ? trimmed : trimmed.lowercased()
  }
}
