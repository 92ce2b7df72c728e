/// Looks for signs that a table's first row is not a header but a person.
enum HeaderCheck {
  /// The first column whose name looks like an e-mail address or a phone number.
  static func firstDatum(in names: [String]) -> Int? { names.firstIndex(where: isDatum) }

  /// Whether a text looks like an e-mail address or a phone number.
  static func isDatum(_ text: String) -> Bool { isAddress(text.utf8) || isPhone(text.utf8) }

  /// Something, one `@`, something with a dot in it; no blanks.
  private static func isAddress(_ name: String.UTF8View) -> Bool {
    let parts = name.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, !name.contains(Byte.space) else { return false }
    let domain = parts[1].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return domain.count > 1 && domain.allSatisfy { !$0.isEmpty }
  }

  /// Seven digits or more, and nothing else but what is written between them.
  ///
  /// A date has fewer than nine, so a number without a `+` must have nine.
  private static func isPhone(_ name: String.UTF8View) -> Bool {
    var digits = 0
    for byte in name {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digits += 1
      case Byte.space, UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: "("),
        UInt8(ascii: ")"):
        continue
      default: return false
      }
    }
    return digits >= (name.first == UInt8(ascii: "+") ? 7 : 9) && digits <= 15
  }
}
