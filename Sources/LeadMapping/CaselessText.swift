/// Texts as conditions and maps compare them: trimmed, and without case.
enum CaselessText {
  /// The form in which equal texts are equal.
  ///
  /// ASCII in lower case costs one pass and no allocation.
  static func folded(_ text: String) -> String {
    var trimmed = Blank.trimmed(text)
    let isPlain = trimmed.withUTF8 { bytes in
      for byte in bytes where byte >= 0x80 || (UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte) { return false }
      return true
    }
    return isPlain ? trimmed : trimmed.lowercased()
  }
}
