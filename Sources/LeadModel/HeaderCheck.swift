/// What is odd about a table's header; above all, signs that it is none but a person.
package enum HeaderCheck {
  /// Whether a text looks like an e-mail address or a phone number.
  package static func isDatum(_ text: String) -> Bool { isAddress(text.utf8) || isPhone(text.utf8) }

  /// What is said where a column's name looks so.
  package static func finding(in names: [String]) -> Finding? {
    names.firstIndex(where: isDatum).map { column in
      Finding(
        "csv.header.missing",
        "the first row is taken as the header, but its column \(column + 1) holds an address or number")
    }
  }

  /// What is said where the header stood between the rows so often again.
  package static func repeated(_ count: Int) -> Finding? {
    guard count > 0 else { return nil }
    return Finding(
      "csv.header.repeated", "the header stands \(count) more \(count == 1 ? "time" : "times") between the rows")
  }

  /// What is said where so many rows above the header were passed over.
  package static func preamble(_ count: Int) -> Finding? {
    guard count > 0 else { return nil }
    return Finding(
      "csv.preamble", "\(count) \(count == 1 ? "row stands" : "rows stand") above the header, passed over")
  }

  /// Something, one `@`, something with a dot in it; no blanks.
  private static func isAddress(_ name: String.UTF8View) -> Bool {
    let parts = name.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, !name.contains(UInt8(ascii: " ")) else { return false }
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
      case UInt8(ascii: " "), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "/"),
        UInt8(ascii: "("),
        UInt8(ascii: ")"):
        continue
      default: return false
      }
    }
    return digits >= (name.first == UInt8(ascii: "+") ? 7 : 9) && digits <= 15
  }
}
