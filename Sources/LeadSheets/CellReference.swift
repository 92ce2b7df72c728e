/// Where a cell is, as sheets write it: `C7` (ECMA-376 part 1, §18.18.62).
enum CellReference {
  /// As many columns as a sheet has: the last is XFD.
  static let maxColumns = 16_384

  /// The column of a reference, from 0.
  ///
  /// - Parameter text: NUL-terminated.
  /// - Returns: `nil` where it is no reference, or is beyond the last column.
  static func column(_ text: UnsafePointer<CChar>) -> Int? {
    var number = 0
    var at = 0
    while case let letter = UInt8(bitPattern: text[at]) & ~0x20, UInt8(ascii: "A")...UInt8(ascii: "Z") ~= letter {
      number = number * 26 + Int(letter - UInt8(ascii: "A")) + 1
      guard number <= maxColumns else { return nil }
      at += 1
    }
    let digit = UInt8(bitPattern: text[at])
    return number > 0 && UInt8(ascii: "0")...UInt8(ascii: "9") ~= digit ? number - 1 : nil
  }

  /// The letters of a column, from 0.
  static func letters(_ column: Int) -> String {
    var rest = column + 1
    var letters = ""
    while rest > 0 {
      letters = String(UnicodeScalar(UInt8(ascii: "A") + UInt8((rest - 1) % 26))) + letters
      rest = (rest - 1) / 26
    }
    return letters
  }
}
