/// A number as a spreadsheet shows it in the format General, without its rounding to the column's width.
///
/// Files hold numbers as 17 digits, with an exponent where the program likes one; spreadsheets show 15 of them, as more
/// are not exact: `4.9177123456700002E+11` is the phone number 491771234567. Digits are worked on, not a `Double`: what
/// is rounded is what is written.
enum NumberText {
  private static let maxDigits = 15
  /// From the first digit to the point; more go with an exponent.
  private static let maxWhole = 20
  /// Zeros behind the point before the first digit; more go with an exponent.
  private static let maxZeros = 9

  /// Appends a number.
  ///
  /// Never an exponent between 1E-10 and 1E+20; no `+`, no zeros behind the point's last digit, no `-0`.
  ///
  /// - Parameters:
  ///   - number: As XML Schema writes a `double`, without blanks.
  ///   - digits: A whole number gets zeros before it until it has so many.
  ///   - text: Receives it; what is no number as it is.
  static func append(_ number: [UInt8], paddedTo digits: Int = 0, to text: inout [UInt8]) {
    if isPlain(number), number.count >= digits {
      text += number
    } else if let parsed = Parsed(number) {
      parsed.append(paddedTo: digits, to: &text)
    } else {
      text += number
    }
  }

  /// Whether it is as it should be already: so are phone numbers.
  private static func isPlain(_ number: [UInt8]) -> Bool {
    number.count <= maxDigits && number.first != UInt8(ascii: "0") && number.allSatisfy(isDigit)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }

  /// A number: its digits behind a point, times ten to a power.
  private struct Parsed {
    var isNegative = false
    /// In ASCII, the first and the last not 0; empty for 0.
    var digits: [UInt8] = []
    /// The power: where the point is, from the first digit.
    var point = 0

    init?(_ number: [UInt8]) {
      var rest = number[...]
      if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
        isNegative = sign == UInt8(ascii: "-")
        rest = rest.dropFirst()
      }
      let whole = rest.prefix(while: isDigit)
      rest = rest.dropFirst(whole.count)
      var fraction: ArraySlice<UInt8> = []
      if rest.first == UInt8(ascii: ".") {
        fraction = rest.dropFirst().prefix(while: isDigit)
        rest = rest.dropFirst(fraction.count + 1)
      }
      guard !whole.isEmpty || !fraction.isEmpty else { return nil }
      if let mark = rest.first {
        // Six characters of an exponent are more than any number needs.
        guard mark | 0x20 == UInt8(ascii: "e"), rest.count <= 6,
          let exponent = Int(String(decoding: rest.dropFirst(), as: UTF8.self))
        else { return nil }
        point = exponent
      }
      let all = whole + fraction
      let leading = all.prefix { $0 == UInt8(ascii: "0") }.count
      digits = Array(all.dropFirst(leading))
      point += whole.count - leading
      round()
    }

    /// Leaves ``maxDigits`` at most, and no zeros at the end.
    private mutating func round() {
      if digits.count > maxDigits {
        let isUp = digits[maxDigits] >= UInt8(ascii: "5")
        digits.removeSubrange(maxDigits...)
        if isUp {
          while digits.last == UInt8(ascii: "9") { digits.removeLast() }
          if digits.isEmpty {
            digits = [UInt8(ascii: "1")]
            point += 1
          } else {
            digits[digits.count - 1] += 1
          }
        }
      }
      while digits.last == UInt8(ascii: "0") { digits.removeLast() }
    }

    func append(paddedTo count: Int, to text: inout [UInt8]) {
      let zero = UInt8(ascii: "0")
      if isNegative, !digits.isEmpty { text.append(UInt8(ascii: "-")) }
      if digits.isEmpty {
        text += repeatElement(zero, count: max(1, count))
      } else if point > maxWhole || point < -maxZeros {
        text.append(digits[0])
        if digits.count > 1 { text += [UInt8(ascii: ".")] + digits[1...] }
        text += "E\(point > 0 ? "+" : "-")\(abs(point - 1))".utf8
      } else if point >= digits.count {
        text += repeatElement(zero, count: max(0, count - point))
        text += digits
        text += repeatElement(zero, count: point - digits.count)
      } else if point > 0 {
        text += digits[..<point]
        text.append(UInt8(ascii: "."))
        text += digits[point...]
      } else {
        text += [zero, UInt8(ascii: ".")]
        text += repeatElement(zero, count: -point)
        text += digits
      }
    }
  }
}
