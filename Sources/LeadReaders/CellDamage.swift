/// What a spreadsheet may have done to one cell: each kind is told and undone by itself.
package enum CellDamage {
  /// Whether a text is a number in scientific notation as spreadsheets show long ones: `4.91771E+11`, `4,9E+11`, `5E+12`.
  ///
  /// With a sign behind the E: `1e10` may be somebody's id.
  package static func isScientific(_ text: some Collection<UInt8>) -> Bool {
    var rest = text[...]
    guard let first = rest.popFirst(), isDigit(first) else { return false }
    if rest.first == UInt8(ascii: ".") || rest.first == UInt8(ascii: ",") {
      rest = rest.dropFirst()
      guard let digit = rest.first, isDigit(digit) else { return false }
      rest = rest.drop(while: isDigit)
    }
    guard let mark = rest.popFirst(), mark | 0x20 == UInt8(ascii: "e"), let sign = rest.popFirst(),
      sign == UInt8(ascii: "+")
    else { return false }
    return (1...3).contains(rest.count) && rest.allSatisfy(isDigit)
  }

  /// `="00123"` becomes `00123`.
  static func unwrapFormula(_ cell: inout [UInt8]) -> Bool {
    guard cell.count >= 3, cell[0] == UInt8(ascii: "="), cell[1] == Byte.quote, cell[cell.count - 1] == Byte.quote,
      !cell[2..<(cell.count - 1)].contains(Byte.quote)
    else { return false }
    cell.removeLast()
    cell.removeFirst(2)
    return true
  }

  /// `'00123` becomes `00123`.
  ///
  /// `'t Hooft` is a name.
  static func removeApostrophe(from cell: inout [UInt8]) -> Bool {
    guard cell.count >= 2, cell[0] == UInt8(ascii: "'"), cell[cell.count - 1] != UInt8(ascii: "'") else { return false }
    switch cell[1] {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "="),
      UInt8(ascii: "@"), UInt8(ascii: "("):
      cell.removeFirst()
      return true
    default: return false
    }
  }

  /// `12015550103.0` becomes `12015550103`; with fewer than seven digits it is an amount.
  static func removeDecimal(from cell: inout [UInt8]) -> Bool {
    guard cell.count >= 9, cell[cell.count - 1] == UInt8(ascii: "0"), cell[cell.count - 2] == UInt8(ascii: "."),
      cell.dropLast(2).allSatisfy(isDigit)
    else { return false }
    cell.removeLast(2)
    return true
  }

  /// Whether a text is what a spreadsheet shows in place of a value that it could not work out.
  ///
  /// Excel's error values (ECMA-376 part 1, 18.18.11, and those of later versions), also as it shows them in German,
  /// French, Spanish, Portuguese, Italian, Dutch and Polish.
  static func isError(_ cell: [UInt8]) -> Bool {
    cell.first == UInt8(ascii: "#") && cell.count <= 16 && errors.contains(String(decoding: cell, as: UTF8.self))
  }

  private static let errors: Set<String> = [
    "#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA", "#SPILL!", "#CALC!", "#FIELD!",
    "#WERT!", "#BEZUG!", "#ZAHL!", "#NV", "#ÜBERLAUF!", "#KALK!",
    "#NUL!", "#VALEUR!", "#NOM?", "#NOMBRE!", "#PROPAGATION!",
    "#¡NULO!", "#¡DIV/0!", "#¡VALOR!", "#¡REF!", "#¿NOMBRE?", "#¡NUM!", "#N/D", "#¡DESBORDAMIENTO!",
    "#NULO!", "#VALOR!", "#NOME?", "#NÚM!", "#DESPEJAR!",
    "#NULLO!", "#VALORE!", "#RIF!", "#ESPANSIONE!",
    "#LEEG!", "#DEEL/0!", "#WAARDE!", "#VERW!", "#NAAM?", "#GETAL!", "#N/B", "#OVERLOOP!",
    "#ZERO!", "#DZIEL/0!", "#ARG!", "#ADR!", "#NAZWA?", "#LICZBA!", "#ROZLANIE!",
  ]

  /// Takes out what cannot be seen; a no-break space becomes a space.
  static func removeInvisible(from cell: inout [UInt8]) -> Bool {
    var kept: [UInt8] = []
    var index = 0
    var isChanged = false
    while index < cell.count {
      let length = invisibleLength(cell, at: index)
      if length > 0 {
        if cell[index] == 0xC2, cell[index + 1] == 0xA0 { kept.append(Byte.space) }
        isChanged = true
        index += length
      } else {
        kept.append(cell[index])
        index += 1
      }
    }
    if isChanged { cell = kept }
    return isChanged
  }

  /// The length of the invisible character, or no-break space, that begins at `index`; 0: there is none.
  private static func invisibleLength(_ cell: [UInt8], at index: Int) -> Int {
    switch cell[index] {
    // U+00A0, U+00AD.
    case 0xC2 where index + 1 < cell.count: return cell[index + 1] == 0xA0 || cell[index + 1] == 0xAD ? 2 : 0
    case 0xE2 where index + 2 < cell.count:
      switch (cell[index + 1], cell[index + 2]) {
      // U+200B, U+200E, U+200F; U+202A to U+202E; U+2060; U+2066 to U+2069.
      case (0x80, 0x8B), (0x80, 0x8E), (0x80, 0x8F), (0x80, 0xAA...0xAE), (0x81, 0xA0), (0x81, 0xA6...0xA9): return 3
      default: return 0
      }
    // U+FEFF.
    case 0xEF where index + 2 < cell.count: return cell[index + 1] == 0xBB && cell[index + 2] == 0xBF ? 3 : 0
    default: return 0
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { 0x30...0x39 ~= byte }
}
