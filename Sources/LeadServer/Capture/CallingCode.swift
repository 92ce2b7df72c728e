/// The length of the calling codes of ITU-T E.164: enough to know where a national number begins.
enum CallingCode {
  /// - Parameters:
  ///   - digits: All digits of a number; `00` may stand before its calling code.
  ///   - isInternational: Whether it begins with a calling code.
  /// - Returns: How many digits come before the national number, `00` among them.
  static func length(of digits: String, isInternational: Bool) -> Int {
    guard isInternational else { return 0 }
    let prefix = digits.hasPrefix("00") ? 2 : 0
    let code = digits.dropFirst(prefix)
    if code.hasPrefix("1") || code.hasPrefix("7") { return prefix + 1 }
    return prefix + (twoDigits.contains(String(code.prefix(2))) ? 2 : 3)
  }

  private static let twoDigits: Set<String> = [
    "20", "27", "30", "31", "32", "33", "34", "36", "39", "40", "41", "43", "44", "45", "46", "47", "48", "49", "51",
    "52",
    "53", "54", "55", "56", "57", "58", "60", "61", "62", "63", "64", "65", "66", "81", "82", "84", "86", "90", "91",
    "92",
    "93", "94", "95", "98",
  ]
}
