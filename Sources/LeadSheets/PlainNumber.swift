/// Numbers as sheets count with them: of rows, styles and shared strings.
enum PlainNumber {
  /// What ASCII digits mean, ten at most.
  ///
  /// Read for each cell, so without a `String` between.
  ///
  /// - Returns: `nil` for anything else.
  static func of(_ digits: some Collection<UInt8>) -> Int? {
    guard 1...10 ~= digits.count else { return nil }
    var number = 0
    for digit in digits {
      guard UInt8(ascii: "0")...UInt8(ascii: "9") ~= digit else { return nil }
      number = number * 10 + Int(digit - UInt8(ascii: "0"))
    }
    return number
  }
}
